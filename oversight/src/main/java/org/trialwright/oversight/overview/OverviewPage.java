package org.trialwright.oversight.overview;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Stood;
import org.trialwright.oversight.Folded;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.oversight.PastDay;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;

/**
 * The first page of oversight: pace, flow and completeness, pooled over all arms, now or as of a
 * past day.
 */
@Controller
class OverviewPage {
  private final Overseen overseen;
  private final Frames frames;
  private final Folded<Stood> folded;

  OverviewPage(Overseen overseen, Frames frames) {
    this.overseen = overseen;
    this.frames = frames;
    this.folded = new Folded<>(overseen, Folding::stood);
  }

  @GetMapping("/overview")
  String overview(
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    var words = frames.words(request);
    var now = overseen.clock().instant();
    var day = PastDay.of(asOf, now);
    var until = day.map(PastDay::end).orElse(now);
    var today = LocalDate.ofInstant(until, ZoneOffset.UTC);
    var everybody = day.isPresent() ? folded.asOf(until) : folded.now();
    var pooled = Pooled.of(everybody.all());
    var accrual = Accrual.of(overseen, today, until);
    page.addAttribute("frame", frames.frame(request, person, words.say("overview")));
    page.addAttribute("asOf", day.map(PastDay::toString).orElse(""));
    page.addAttribute("unreadable", !asOf.isBlank() && day.isEmpty());
    page.addAttribute("pooled", pooled);
    page.addAttribute("accrual", accrual);
    page.addAttribute("pace", accrual.months().isEmpty() ? "" : pace(accrual, today, request));
    page.addAttribute("sites", sites(pooled, words));
    page.addAttribute("mayMonitor", person.grantFor("GET", "/monitoring").isPresent());
    page.addAttribute("mayReadEvents", person.grantFor("GET", "/safety/events").isPresent());
    page.addAttribute("maySimulate", person.grantFor("GET", "/simulation").isPresent());
    page.addAttribute("mayReadResults", person.grantFor("GET", "/results").isPresent());
    return "oversight/overview/overview";
  }

  private String pace(Accrual accrual, LocalDate today, HttpServletRequest request) {
    return AccrualPicture.of(accrual, today, overseen.study().version(), overseen.rehearsal())
        .svg(frames.look(request));
  }

  private static Table sites(Pooled pooled, Words words) {
    var lines = new ArrayList<Table.Line>();
    pooled
        .sites()
        .forEach(
            (site, numbers) -> lines.add(line(words.say("site n", site.value()), numbers, false)));
    lines.add(line(words.say("all sites"), pooled.all(), true));
    return new Table(
        words.say("by site"),
        false,
        words.say("by site note"),
        List.of(
            new Table.Column(words.say("site"), false),
            new Table.Column(words.say("consented"), true),
            new Table.Column(words.say("number allocated"), true),
            new Table.Column(words.say("with something late"), true),
            new Table.Column(words.say("open queries"), true),
            new Table.Column(words.say("deviations"), true)),
        lines);
  }

  private static Table.Line line(String head, Pooled.AtSite numbers, boolean sum) {
    return new Table.Line(
        List.of(
            new Table.Cell(head),
            new Table.Cell(String.valueOf(numbers.registered())),
            new Table.Cell(String.valueOf(numbers.allocated())),
            new Table.Cell(String.valueOf(numbers.late())),
            new Table.Cell(String.valueOf(numbers.openQueries())),
            new Table.Cell(String.valueOf(numbers.deviations()))),
        sum);
  }
}
