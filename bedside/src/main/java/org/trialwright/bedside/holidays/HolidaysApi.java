package org.trialwright.bedside.holidays;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.trialwright.bedside.Holidays;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Looked;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Event;
import org.trialwright.pages.SignedIn;

/** The days on which a site sees nobody, for programs. */
@ApiController
class HolidaysApi {
  private final Desk desk;
  private final Front front;

  HolidaysApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * Days as somebody recorded them.
   *
   * @param closed false when the site works on them after all
   * @param counts whether it is still what counts of some of them
   */
  record Holiday(
      long entry,
      String from,
      String to,
      String name,
      boolean closed,
      boolean counts,
      String by,
      String recorded) {}

  @GetMapping(HolidaysPage.ROUTE)
  @Operation(
      value = "The holidays of a site, what was replaced too",
      gives = Holiday.class,
      list = true)
  Paged<Holiday> listHolidays(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> query) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var holidays = desk.holidays(at.id());
    return Paged.of(
        holidays.all().stream().map(one -> shown(holidays, one)).toList(),
        one -> "%s/%012d".formatted(one.from(), one.entry()),
        query,
        at.words());
  }

  private static Holiday shown(Holidays holidays, Holidays.Entry one) {
    var set = one.set();
    return new Holiday(
        one.fact().sequence(),
        set.from().toString(),
        set.to().toString(),
        set.name(),
        set.closed(),
        holidays.counts(one),
        one.fact().author().name(),
        one.fact().recordedUtc());
  }

  @PostMapping(HolidaysPage.ROUTE)
  @Operation(
      value = "Record days on which a site sees nobody, or after all does",
      takes = {
        @Taken(name = "from", says = "the first day, ISO 8601"),
        @Taken(name = "to", says = "the last day; the first when left out", optional = true),
        @Taken(name = "name", says = "of the holiday"),
        @Taken(
            name = "closed",
            says = "true when nobody is seen, false when the site works after all",
            kind = Taken.Kind.FLAG)
      },
      gives = Holiday.class)
  Holiday recordHoliday(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var sent = new Sent(body);
    var texts = new HashMap<String, String>();
    body.keySet().forEach(name -> texts.put(name, sent.text(name)));
    texts.put(HolidayQuestions.CLOSED, sent.flag(HolidayQuestions.CLOSED) ? "yes" : "no");
    var ask = HolidayQuestions.of(at);
    var read = ask.read(ask.fields(texts));
    var set = read.set().orElseThrow(() -> Problem.fields(at.words(), read.errors()));
    long first = recorded(at, List.of(set), HolidaysPage.ROUTE, key);
    var holidays = desk.holidays(at.id());
    return holidays.all().stream()
        .filter(one -> one.fact().sequence() == first)
        .findFirst()
        .map(one -> shown(holidays, one))
        .orElseThrow();
  }

  private long recorded(OpenedSite at, List<Event.ClosedSet> sets, String route, UUID key) {
    return switch (desk.setHolidays(at.id(), sets, at.act("POST", route, key.toString()))) {
      case Outcome.Done(var fact) -> fact.sequence();
      case Outcome.ChangedMeanwhile _ -> throw Problem.otherAct(at.words());
      case Outcome other -> throw Problem.of(other, at.voice());
    };
  }

  @PostMapping(HolidaysPage.LINES)
  @Operation(
      value = "Look at holidays as lines of a file, then record them, all or none",
      takes = {
        @Taken(name = "lines", says = "CSV with the heads from, to, name, closed"),
        @Taken(
            name = "record",
            says = "true records them when nothing is wrong; else they are looked at",
            kind = Taken.Kind.FLAG,
            optional = true)
      },
      gives = Looked.class)
  Looked recordHolidayLines(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var sent = new Sent(body);
    var read = read(at, sent);
    if (!sent.flag("record") || !read.problems().isEmpty()) {
      return new Looked(read.sets().size(), read.standing(), read.problems(), false);
    }
    if (!read.sets().isEmpty()) {
      recorded(at, read.sets(), HolidaysPage.LINES, key);
    }
    return new Looked(0, read(at, sent).standing(), List.of(), true);
  }

  private HolidayLines read(OpenedSite at, Sent sent) {
    return HolidayLines.read(sent.text("lines"), HolidayQuestions.of(at), desk.holidays(at.id()));
  }
}
