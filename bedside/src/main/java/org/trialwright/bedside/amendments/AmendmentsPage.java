package org.trialwright.bedside.amendments;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Offer;
import org.trialwright.pages.Dates;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;

/** The versions of the study that were offered while it runs, and how far each has come. */
@Controller
class AmendmentsPage {
  static final String ROUTE = "/amendments";

  private final Front front;
  private final Desk desk;

  AmendmentsPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  @GetMapping(ROUTE)
  String all(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var w = front.words(request);
    var offers = desk.trial().versions().offers();
    page.addAttribute("frame", front.studyFrame(request, person, w.say("versions of the study")));
    page.addAttribute("now", w.say("version of the study", desk.trial().study().version()));
    page.addAttribute("none", offers.isEmpty());
    page.addAttribute("table", table(w, offers, front.dates(request, Optional.empty())));
    return "bedside/amendments/amendments";
  }

  private Table table(Words w, List<Offer> offers, Dates dates) {
    return new Table(
        w.say("versions of the study"),
        true,
        "",
        List.of(
            new Table.Column(w.say("version"), false),
            new Table.Column(w.say("offered on"), false),
            new Table.Column(w.say("reason"), false),
            new Table.Column(w.say("state"), false)),
        offers.stream()
            .map(
                offer ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(Said.title(w, offer), Said.address(offer)),
                            new Table.Cell(dates.moment(offer.kept().at())),
                            new Table.Cell(Said.reason(offer).orElse("")),
                            new Table.Cell(
                                "",
                                "",
                                String.join("; ", Said.signatures(w, offer, dates)),
                                Said.state(w, desk, offer))),
                        false))
            .toList());
  }
}
