package org.trialwright.oversight.results;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.analysis.Masked;
import org.trialwright.analysis.Report;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Png;
import org.trialwright.oversight.Following;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.oversight.PastDay;
import org.trialwright.oversight.report.Pictures;
import org.trialwright.oversight.report.ReportView;
import org.trialwright.pages.SignedIn;

/** The endpoints of the trial, all arms together, now or as of a past day. */
@Controller
class ResultsPage {
  private static final double PRINT = 300;

  private final Overseen overseen;
  private final Frames frames;
  private final Following<Masked> following;

  ResultsPage(Overseen overseen, Frames frames) {
    this.overseen = overseen;
    this.frames = frames;
    this.following = Following.pooled(overseen);
  }

  @GetMapping("/results")
  String results(
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      @RequestParam(name = "month") Optional<Integer> month,
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    return show("/results", "results", asOf, month, request, person, page);
  }

  /** What harm was seen so far, of the same report. */
  @GetMapping("/safety")
  String safety(
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      @RequestParam(name = "month") Optional<Integer> month,
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    return show("/safety", "safety so far", asOf, month, request, person, page);
  }

  private String show(
      String route,
      String title,
      String asOf,
      Optional<Integer> month,
      HttpServletRequest request,
      SignedIn person,
      Model page) {
    var words = frames.words(request);
    var time = Time.of(overseen);
    var now = overseen.clock().instant();
    var day =
        month.map(time::endOf).flatMap(one -> PastDay.of(one, now)).or(() -> PastDay.of(asOf, now));
    var whole = ReportView.of(overseen.study(), report(day), overseen.rehearsal(), words);
    page.addAttribute("frame", frames.frame(request, person, words.say(title)));
    page.addAttribute("title", words.say(title));
    page.addAttribute("route", route);
    page.addAttribute("view", route.equals("/safety") ? whole.ofHarm(overseen.study()) : whole);
    page.addAttribute("asOf", day.map(PastDay::toString).orElse(""));
    page.addAttribute("unreadable", !asOf.isBlank() && month.isEmpty() && day.isEmpty());
    page.addAttribute("slider", overseen.rehearsal() && time.months() > 1);
    page.addAttribute("months", time.months());
    page.addAttribute("month", day.map(PastDay::day).map(time::monthOf).orElse(time.months()));
    return "oversight/results/results";
  }

  /**
   * The time of the trial in months.
   *
   * @param begun the day of the first fact
   * @param months begun until now
   */
  private record Time(LocalDate begun, int months) {
    static Time of(Overseen overseen) {
      var today = LocalDate.ofInstant(overseen.clock().instant(), ZoneOffset.UTC);
      var begun =
          overseen
              .journal()
              .after(0)
              .findFirst()
              .map(first -> LocalDate.ofInstant(first.recorded(), ZoneOffset.UTC))
              .orElse(today);
      return new Time(begun, months(begun, today) + 1);
    }

    private static int months(LocalDate from, LocalDate to) {
      return (int) Math.max(0, ChronoUnit.MONTHS.between(from, to));
    }

    /** The last day of a month, counted from 1. */
    LocalDate endOf(int month) {
      return begun.plusMonths(Math.clamp(month, 1, months)).minusDays(1);
    }

    int monthOf(LocalDate day) {
      return Math.clamp(months(begun, day.plusDays(1)), 1, months);
    }
  }

  @GetMapping("/results/{figure}.svg")
  ResponseEntity<byte[]> svg(
      @PathVariable String figure,
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      HttpServletRequest request) {
    var look = frames.look(request);
    return file(MediaType.valueOf("image/svg+xml"), utf8(figure(figure, asOf).svg(look)));
  }

  @GetMapping("/results/{figure}.png")
  ResponseEntity<byte[]> png(
      @PathVariable String figure,
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      HttpServletRequest request) {
    return file(MediaType.IMAGE_PNG, Png.of(figure(figure, asOf), frames.look(request), PRINT));
  }

  @GetMapping("/results/{figure}.csv")
  ResponseEntity<byte[]> csv(
      @PathVariable String figure,
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      HttpServletRequest request) {
    return file(
        MediaType.valueOf("text/csv;charset=UTF-8"),
        utf8(figure(figure, asOf).csv(frames.look(request).language())));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ResponseEntity<byte[]> file(MediaType type, byte[] content) {
    return ResponseEntity.ok().contentType(type).body(content);
  }

  private Figure figure(String name, String asOf) {
    var day = PastDay.of(asOf, overseen.clock().instant());
    if (!asOf.isBlank() && day.isEmpty()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "as-of: '" + asOf + "' is no past day such as 2026-05-06");
    }
    return new Pictures(overseen.study(), report(day), overseen.rehearsal())
        .named(name)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "no figure '" + name + "' is drawn from these numbers"));
  }

  private Report report(Optional<PastDay> day) {
    return day.map(PastDay::end).map(following::asOf).orElseGet(following::now);
  }
}
