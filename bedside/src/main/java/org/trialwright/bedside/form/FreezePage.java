package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
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
import org.trialwright.journey.Event;
import org.trialwright.pages.SignedIn;

/** Freezes one record, or takes that back with a reason. */
@Controller
class FreezePage {
  static final String ROUTE = FormPage.RECORD + "/freeze";

  private final Front front;
  private final Desk desk;

  FreezePage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  @PostMapping(ROUTE)
  String freeze(
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
    boolean on = !fields.getOrDefault("act", "").equals("unfreeze");
    var outcome =
        desk.freeze(
            chart.participant(),
            new Event.Frozen(formName, ordinal, on),
            Fields.reason(fields),
            chart.act("POST", ROUTE, fields.getOrDefault("key", "")));
    var address = "redirect:" + chart.address(form, ordinal);
    return outcome instanceof Outcome.ReasonNeeded ? address + "?no-reason" : address;
  }
}
