package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.pages.SignedIn;

/**
 * Everything that is recorded about one participant, form after form, to be read or printed: each
 * answer as it stands, who kept it, how often it was changed, and whether what was signed still
 * stands as it was signed.
 */
@Controller
class BookPage {
  static final String ROUTE = "/participants/{participant}/book";
  private static final int SHOWN_HASH = 16;

  private final Front front;
  private final Desk desk;

  BookPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  @GetMapping(ROUTE)
  ModelAndView book(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    var now = desk.trial().clock().instant();
    var act = front.act(person, "GET", ROUTE, chart.site(), "");
    front.took(act.author(), participant, "every form, to print");
    var words = chart.words();
    var head = desk.trial().journal().head();
    return new ModelAndView(
        "bedside/form/book",
        Map.of(
            "frame",
            chart.frame(words.say("every form")),
            "way",
            chart.way(),
            "who",
            chart.strip(),
            "signatures",
            Book.signatures(chart),
            "leaves",
            Book.leaves(chart),
            "status",
            words.say(
                "as it stands at",
                chart.dates().momentInZone(now),
                head.sequence(),
                head.hash().substring(0, SHOWN_HASH))));
  }
}
