package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.ToReview;
import org.trialwright.journey.Record;
import org.trialwright.pages.SignedIn;

/** Says that a record was compared with its source, or reviewed; nothing else changes by it. */
@Controller
class ReviewPage {
  static final String ROUTE = FormPage.RECORD + "/review";

  private final Front front;
  private final Desk desk;

  ReviewPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** What this person says of records; empty when nothing. */
  static Optional<String> kind(Chart chart) {
    return chart
        .person()
        .grantFor("POST", ROUTE, chart.site())
        .map(grant -> ToReview.kind(grant.role()));
  }

  static boolean isOf(ToReview one, Record record) {
    return one.saved().form().equals(record.form().name())
        && one.saved().ordinal() == record.ordinal();
  }

  @PostMapping(ROUTE)
  String review(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @PathVariable int ordinal,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var form = chart.form(formName);
    if (chart.record(form, ordinal).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var outcome =
        desk.review(
            chart.participant(),
            kind(chart).orElseThrow(),
            formName,
            ordinal,
            Fields.number(fields, "seen"),
            chart.act("POST", ROUTE, fields.getOrDefault("key", "")));
    var address = "redirect:" + chart.address(form, ordinal);
    return switch (outcome) {
      case Outcome.ChangedMeanwhile _ -> address + "?newer";
      case Outcome.Done _, Outcome.Held _, Outcome.NotToReview _ -> address;
      case Outcome other -> throw new IllegalStateException("a review came to " + other);
    };
  }
}
