package org.trialwright.oversight.results;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
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
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    var words = frames.words(request);
    var day = day(asOf).filter(this::isOver);
    var report = report(day);
    page.addAttribute("frame", frames.frame(request, person, words.say("results")));
    page.addAttribute("view", ReportView.of(overseen.study(), report, overseen.rehearsal(), words));
    page.addAttribute("asOf", day.map(LocalDate::toString).orElse(""));
    page.addAttribute("unreadable", !asOf.isBlank() && day.isEmpty());
    return "oversight/results/results";
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
    var day = day(asOf).filter(this::isOver);
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

  /** The day asked for; empty for now, and for what is no day. */
  private static Optional<LocalDate> day(String asOf) {
    try {
      return asOf.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(asOf.strip()));
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
  }

  private boolean isOver(LocalDate day) {
    return endOf(day).isBefore(overseen.clock().instant());
  }

  private Report report(Optional<LocalDate> day) {
    return day.map(ResultsPage::endOf).map(following::asOf).orElseGet(following::now);
  }
}
