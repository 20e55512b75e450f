package org.trialwright.bedside.kits;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Dispensing;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Stock;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Refused;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Kits, for programs: by the acts of the pages, and with no more than the pages tell. */
@ApiController
class KitsApi {
  private static final int MOST_LEFT = 9999;

  private final Desk desk;
  private final Front front;

  KitsApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * A kit. What it holds is told nowhere.
   *
   * @param place where it is, such as {@code shelf} or {@code assigned}
   * @param participant who has it or had it; empty for nobody
   * @param left how much came back in it; -1 before
   * @param waits whether it waits to be handed out to its participant
   */
  record OneKit(
      String kit,
      String site,
      int carton,
      String expires,
      String place,
      String participant,
      int left,
      boolean waits) {}

  private Stock stock(HttpServletRequest request) {
    return desk.stock().orElseThrow(() -> Problem.notFound(front.words(request)));
  }

  @GetMapping(KitsPage.ROUTE)
  @Operation(
      value = "Every kit of the sites one may see",
      query = "site: only this one",
      gives = OneKit.class,
      list = true)
  Paged<OneKit> listKits(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var stock = stock(request);
    var sites =
        desk.sites().stream()
            .map(site -> site.id())
            .filter(site -> person.grantFor("GET", KitsPage.ROUTE, site).isPresent())
            .filter(site -> query.getOrDefault("site", site.value()).equals(site.value()))
            .toList();
    var kits =
        stock.kits().values().stream()
            .filter(kit -> sites.contains(kit.carton().site()))
            .map(kit -> shown(stock, kit))
            .toList();
    return Paged.of(kits, OneKit::kit, query, front.words(request));
  }

  private OneKit shown(Stock stock, Stock.Kit kit) {
    boolean waits =
        kit.participant()
            .flatMap(
                who -> {
                  var facts = desk.facts(who);
                  return Dispensing.open(stock, desk.study(facts), facts);
                })
            .filter(open -> open.number().equals(kit.number()))
            .isPresent();
    return new OneKit(
        kit.number(),
        kit.carton().site().value(),
        kit.carton().number(),
        kit.carton().expires().toString(),
        kit.place(desk.today(kit.carton().site())).name().toLowerCase(Locale.ROOT),
        kit.participant().map(ParticipantId::value).orElse(""),
        kit.left().orElse(-1),
        waits);
  }

  /** A carton on its way to a site, or there. */
  record OneCarton(int carton, String site, String expires, boolean received) {}

  @PostMapping(KitsPage.SEND)
  @Operation(
      value = "Send the next carton of kits to a site",
      takes = @Taken(name = "expires", says = "the last day of all of them, ISO 8601"),
      gives = OneCarton.class)
  OneCarton sendKits(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    stock(request);
    var words = front.words(request);
    var at = new SiteId(site);
    var today = desk.today(at);
    var day = new Sent(body).day("expires", today, words);
    if (!day.isAfter(today)) {
      throw Problem.fields(words, Map.of("expires", words.say("a day to come")));
    }
    var act = front.act(person, "POST", KitsPage.SEND, at, key.toString());
    return carton(request, desk.sendKits(at, day, act));
  }

  @PostMapping(KitsPage.RECEIVE)
  @Operation(
      value = "Put a carton that came on the shelf of its site",
      takes = @Taken(name = "carton", says = "its number", kind = Taken.Kind.WHOLE),
      gives = OneCarton.class)
  OneCarton receiveKits(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    stock(request);
    var at = new SiteId(site);
    var act = front.act(person, "POST", KitsPage.RECEIVE, at, key.toString());
    return carton(request, desk.receiveKits(at, new Sent(body).whole("carton"), act));
  }

  private OneCarton carton(HttpServletRequest request, Outcome outcome) {
    if (!(outcome instanceof Outcome.Done(var fact))) {
      throw refused(request, Optional.empty(), outcome);
    }
    return stock(request).cartons().stream()
        .filter(one -> one.sent().equals(fact) || one.received().filter(fact::equals).isPresent())
        .findFirst()
        .map(
            one ->
                new OneCarton(
                    one.number(),
                    one.site().value(),
                    one.expires().toString(),
                    one.received().isPresent()))
        .orElseThrow(() -> Problem.otherAct(front.words(request)));
  }

  @PostMapping(KitsPage.WITHDRAW)
  @Operation(
      value = "Keep a damaged or lost kit from being handed out",
      takes = {
        @Taken(name = "kit", says = "its number"),
        @Taken(name = "reason", says = "what is wrong with it")
      },
      gives = OneKit.class)
  OneKit withdrawKit(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var words = front.words(request);
    var sent = new Sent(body);
    var at = new SiteId(site);
    var number = sent.text("kit").strip();
    boolean here =
        Optional.ofNullable(stock(request).kits().get(number))
            .filter(kit -> kit.carton().site().equals(at))
            .isPresent();
    if (!here) {
      throw Problem.fields(words, Map.of("kit", words.say("no such kit here", number)));
    }
    var reason = sent.text("reason").strip();
    if (reason.isEmpty()) {
      throw Problem.fields(words, Map.of("reason", words.say("api a reason is needed")));
    }
    var act = front.act(person, "POST", KitsPage.WITHDRAW, at, key.toString());
    var outcome = desk.withdrawKit(at, number, reason, act);
    return kit(request, Optional.empty(), outcome, number);
  }

  @GetMapping(ParticipantKitsPage.ROUTE)
  @Operation(value = "The kits of a participant", gives = OneKit.class, list = true)
  Paged<OneKit> listKitsOf(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> query) {
    var chart = Chart.open(front, desk, request, person, participant);
    // Where kits are not numbered nobody has any.
    var kits = desk.stock().isEmpty() ? List.<OneKit>of() : kits(request, chart);
    return Paged.of(kits, OneKit::kit, query, chart.words());
  }

  private List<OneKit> kits(HttpServletRequest request, Chart chart) {
    var stock = stock(request);
    return stock.of(chart.participant()).stream().map(kit -> shown(stock, kit)).toList();
  }

  @PostMapping(ParticipantKitsPage.ROUTE)
  @Operation(
      value = "Take a kit from the shelf for a participant; who has one that waits keeps it",
      gives = OneKit.class)
  OneKit assignKit(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key) {
    stock(request);
    var chart = Chart.open(front, desk, request, person, participant);
    var act = chart.act("POST", ParticipantKitsPage.ROUTE, key.toString());
    var outcome = desk.assignKit(chart.participant(), act);
    if (!(outcome instanceof Outcome.Done(var fact))) {
      throw refused(request, Optional.of(chart), outcome);
    }
    return kits(request, chart.reopened()).stream()
        .filter(
            kit ->
                fact.event() instanceof org.trialwright.journey.Event.KitAssigned(var number)
                    && number.equals(kit.kit()))
        .findFirst()
        .orElseThrow(() -> Problem.otherAct(chart.words()));
  }

  @PostMapping(ParticipantKitsPage.RETURNS)
  @Operation(
      value = "Take back a kit that a participant brought, or count it again with a reason",
      takes = {
        @Taken(name = "kit", says = "its number"),
        @Taken(name = "left", says = "how much was in it, 0 for none", kind = Taken.Kind.WHOLE),
        @Taken(name = "reason", says = "why it is counted again", optional = true)
      },
      gives = OneKit.class)
  OneKit returnKit(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    stock(request);
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    int left = sent.whole("left");
    if (left < 0 || left > MOST_LEFT) {
      throw Problem.fields(
          chart.words(), Map.of("left", chart.words().say("a whole number, 0 for none")));
    }
    var number = sent.text("kit").strip();
    var act = chart.act("POST", ParticipantKitsPage.RETURNS, key.toString());
    var outcome =
        desk.returnKit(chart.participant(), number, left, sent.text("reason").strip(), act);
    return kit(request, Optional.of(chart), outcome, number);
  }

  private OneKit kit(
      HttpServletRequest request, Optional<Chart> chart, Outcome outcome, String number) {
    if (!(outcome instanceof Outcome.Done)) {
      throw refused(request, chart, outcome);
    }
    var stock = stock(request);
    return Optional.ofNullable(stock.kits().get(number))
        .map(kit -> shown(stock, kit))
        .orElseThrow(() -> Problem.notFound(front.words(request)));
  }

  private Refused refused(HttpServletRequest request, Optional<Chart> chart, Outcome outcome) {
    var voice = chart.map(Chart::voice).orElseGet(() -> front.voice(request, Optional.empty()));
    var words = voice.words();
    return switch (outcome) {
      case Outcome.ShelfShort(var site) ->
          Problem.conflict(words, words.say("the shelf is short", site.value()));
      case Outcome.NotHere(var place) ->
          Problem.conflict(words, words.say("stands at", voice.speaker().place(place).text()));
      case Outcome.NotSentHere _ -> Problem.notFound(words);
      case Outcome.ReasonNeeded _ ->
          Problem.fields(words, Map.of("reason", words.say("a kit is counted again for a reason")));
      case Outcome.ChangedMeanwhile _ -> Problem.otherAct(words);
      case Outcome other -> Problem.of(other, voice);
    };
  }
}
