package org.trialwright.bedside.laboratory;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
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
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/** The limits of a site's laboratory, for programs. */
@ApiController
class LaboratoryApi {
  private final Desk desk;
  private final Front front;

  LaboratoryApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * Limits that somebody recorded.
   *
   * @param sex as the study codes it; empty for everybody
   * @param from the day from which they hold, ISO 8601
   * @param inForce whether they hold today
   */
  record Limits(
      long entry,
      String question,
      String unit,
      String low,
      String high,
      String sex,
      int fromAge,
      int toAge,
      String from,
      String laboratory,
      boolean inForce,
      String by,
      String recorded) {}

  @GetMapping(LaboratoryPage.ROUTE)
  @Operation(
      value = "The limits of a site's laboratory, those that hold and those that held",
      query = "question: only this one, such as blood.ALT",
      gives = Limits.class,
      list = true)
  Paged<Limits> listLimits(
      HttpServletRequest request,
      @PathVariable String site,
      @RequestParam Map<String, String> query) {
    var words = front.words(request);
    var at = site(request, site);
    var entries = desk.labLimits(at);
    var shown =
        entries.stream()
            .filter(
                one ->
                    query
                        .getOrDefault("question", one.set().question())
                        .equals(one.set().question()))
            .map(one -> shown(one, LabLimits.isInForce(entries, one, desk.today(at))))
            .toList();
    return Paged.of(shown, one -> "%s/%012d".formatted(one.question(), one.entry()), query, words);
  }

  private SiteId site(HttpServletRequest request, String number) {
    return desk.site(new SiteId(number))
        .orElseThrow(() -> Problem.notFound(front.words(request)))
        .id();
  }

  private static Limits shown(LabLimits.Entry one, boolean inForce) {
    var set = one.set();
    return new Limits(
        one.fact().sequence(),
        set.question(),
        set.unit(),
        set.low(),
        set.high(),
        set.sex(),
        set.fromAge(),
        set.toAge(),
        one.from().toString(),
        set.laboratory(),
        inForce,
        one.fact().author().name(),
        one.fact().recordedUtc());
  }

  @PostMapping(LaboratoryPage.ROUTE)
  @Operation(
      value = "Record limits of a site's laboratory from a day on; what was recorded stays",
      takes = {
        @Taken(name = "question", says = "such as blood.ALT"),
        @Taken(name = "low", says = "with its unit, such as 59 umol/L; 0 when there is none"),
        @Taken(name = "high", says = "in the same unit"),
        @Taken(
            name = "sex",
            says = "as the study codes it; everybody when left out",
            optional = true),
        @Taken(name = "from-age", says = "the youngest, in completed years", optional = true),
        @Taken(name = "to-age", says = "the oldest, in completed years", optional = true),
        @Taken(name = "from", says = "the day from which they hold, ISO 8601"),
        @Taken(name = "laboratory", says = "which it is, with its accreditation")
      },
      gives = Limits.class)
  Limits recordLimits(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = site(request, site);
    var voice = front.voice(request, Optional.of(at));
    var words = voice.words();
    var ask = new LimitQuestions(voice, at, desk.today(at));
    var texts = new HashMap<String, String>();
    var sent = new Sent(body);
    body.keySet().forEach(name -> texts.put(name, sent.text(name)));
    var item =
        ask.item(sent.text("question"))
            .orElseThrow(
                () ->
                    Problem.fields(
                        words,
                        Map.of(
                            "question",
                            words.say("no such laboratory question", sent.text("question")))));
    var read = ask.read(item, ask.fields(item, texts));
    var limits = read.limits().orElseThrow(() -> Problem.fields(words, read.errors()));
    var act = front.act(person, "POST", LaboratoryPage.ROUTE, at, key.toString());
    return switch (desk.setLimits(at, List.of(limits), act)) {
      case Outcome.Done(var fact) -> {
        var entries = desk.labLimits(at);
        yield entries.stream()
            .filter(one -> one.fact().sequence() == fact.sequence())
            .findFirst()
            .map(one -> shown(one, LabLimits.isInForce(entries, one, desk.today(at))))
            .orElseThrow();
      }
      case Outcome.ChangedMeanwhile _ ->
          throw Problem.conflict(words, words.say("the key was used for another act"));
      case Outcome other -> throw Problem.of(other, voice);
    };
  }
}
