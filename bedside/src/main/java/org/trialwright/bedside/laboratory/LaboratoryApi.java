package org.trialwright.bedside.laboratory;

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
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Looked;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Fact;
import org.trialwright.pages.SignedIn;

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
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> query) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var entries = desk.labLimits(at.id());
    var shown =
        entries.stream()
            .filter(
                one ->
                    query
                        .getOrDefault("question", one.set().question())
                        .equals(one.set().question()))
            .map(one -> shown(one, LabLimits.isInForce(entries, one, at.today())))
            .toList();
    return Paged.of(
        shown, one -> "%s/%012d".formatted(one.question(), one.entry()), query, at.words());
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
    var at = OpenedSite.open(front, desk, request, person, site);
    var words = at.words();
    var ask = new LimitQuestions(at.voice(), at.id(), at.today());
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
    var act = at.act("POST", LaboratoryPage.ROUTE, key.toString());
    var fact = recorded(at, List.of(limits), act);
    var entries = desk.labLimits(at.id());
    return entries.stream()
        .filter(one -> one.fact().sequence() == fact.sequence())
        .findFirst()
        .map(one -> shown(one, LabLimits.isInForce(entries, one, at.today())))
        .orElseThrow();
  }

  @PostMapping(LaboratoryPage.LINES)
  @Operation(
      value = "Look at limits as lines of a file, then record them, all or none",
      takes = {
        @Taken(name = "lines", says = "CSV as /sites/{site}/laboratory.csv writes it"),
        @Taken(
            name = "record",
            says = "true records them when nothing is wrong; else they are looked at",
            kind = Taken.Kind.FLAG,
            optional = true)
      },
      gives = Looked.class)
  Looked recordLimitLines(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var sent = new Sent(body);
    var read = read(at, sent);
    if (!sent.flag("record") || !read.problems().isEmpty()) {
      return new Looked(read.limits().size(), read.standing(), read.problems(), false);
    }
    if (!read.limits().isEmpty()) {
      recorded(at, read.limits(), at.act("POST", LaboratoryPage.LINES, key.toString()));
    }
    return new Looked(0, read(at, sent).standing(), List.of(), true);
  }

  private LimitLines read(OpenedSite at, Sent sent) {
    var ask = new LimitQuestions(at.voice(), at.id(), at.today());
    return LimitLines.read(sent.text("lines"), ask, desk.labLimits(at.id()));
  }

  private Fact recorded(OpenedSite at, List<LabLimits.Dated> limits, Act act) {
    return switch (desk.setLimits(at.id(), limits, act)) {
      case Outcome.Done(var fact) -> fact;
      case Outcome.ChangedMeanwhile _ -> throw Problem.otherAct(at.words());
      case Outcome other -> throw Problem.of(other, at.voice());
    };
  }
}
