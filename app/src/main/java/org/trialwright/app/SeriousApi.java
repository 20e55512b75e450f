package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.analysis.SponsorReport;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.oversight.serious.SeriousEvents;
import org.trialwright.pages.SignedIn;

/** Serious events one by one, for programs; here, because only this module knows both sides. */
@ApiController
class SeriousApi {
  private final SeriousEvents events;
  private final Front front;
  private final InstantSource clock;

  SeriousApi(SeriousEvents events, Front front, InstantSource clock) {
    this.events = events;
    this.front = front;
    this.clock = clock;
  }

  /** A report that must be made in time. */
  record ReportDue(String clock, String due, boolean late) {}

  /**
   * A report of a serious event, without what may tell the arm.
   *
   * @param answers as the study file writes them; free words are left out
   * @param due the reports that are still to be made
   */
  record SeriousEvent(
      String participant,
      String site,
      String form,
      int ordinal,
      String saved,
      Map<String, String> answers,
      List<ReportDue> due) {}

  @GetMapping(SeriousEvents.ROUTE)
  @Operation(
      value = "Reports of serious events one by one, without arms and free words",
      gives = SeriousEvent.class,
      list = true)
  Paged<SeriousEvent> listSeriousEvents(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var now = clock.instant();
    return Paged.of(
        events.of(person).stream().map(one -> shown(one, now)).toList(),
        one -> "%s/%s/%06d".formatted(one.participant(), one.form(), one.ordinal()),
        query,
        front.words(request));
  }

  private static SeriousEvent shown(SponsorReport one, Instant now) {
    Map<String, String> answers = new LinkedHashMap<>();
    one.answers().forEach((item, text) -> answers.put(item.name(), text));
    return new SeriousEvent(
        one.participant().value(),
        one.site().value(),
        one.form().name(),
        one.ordinal(),
        one.saved().toString(),
        answers,
        one.clocks().stream()
            .map(
                running ->
                    new ReportDue(
                        running.alarm().name(),
                        running.due().toString(),
                        now.isAfter(running.due())))
            .toList());
  }
}
