package org.trialwright.oversight.committee;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.oversight.report.Document;
import org.trialwright.oversight.report.ReportView;
import org.trialwright.pages.Grant;
import org.trialwright.pages.SignedIn;

/**
 * What leaves the committee: the open part of its recommendations, and the results by arm of a cut
 * that was released, to the roles it was released to. Before that there is nothing at the address.
 */
@Controller
class ReleasedPages {
  private final Overseen overseen;
  private final Frames frames;
  private final DataCuts cuts;
  private final Acts acts;
  private final StoppingRules rules;
  private final AccessLog log;

  ReleasedPages(
      Overseen overseen,
      Frames frames,
      DataCuts cuts,
      Acts acts,
      StoppingRules rules,
      AccessLog log) {
    this.overseen = overseen;
    this.frames = frames;
    this.cuts = cuts;
    this.acts = acts;
    this.rules = rules;
    this.log = log;
  }

  /** The part of a recommendation that everybody of the trial may read; it has no other. */
  record OpenPart(String cut, LocalDate day, String advice, String reasons, String signed) {}

  /** A cut whose results by arm this reader may open. */
  record Opened(long number, String cut, LocalDate day, String reason, String signed) {}

  @GetMapping("/recommendations")
  String recommendations(
      HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var words = frames.words(request);
    var frame = frames.frame(request, person, words.say("recommendations"));
    var voice = new Voice(overseen.study(), words);
    var parts =
        acts.recommendations().stream()
            .filter(Act::holds)
            .flatMap(
                act ->
                    cuts.number(act.cut()).stream()
                        .map(
                            cut ->
                                new OpenPart(
                                    cut.name(),
                                    cut.day(),
                                    voice.advice(act.what().advice(), act.what().arm()),
                                    act.what().open(),
                                    voice.signed(act, frame.dates()))))
            .toList();
    var opened =
        acts.releases().stream()
            .filter(Act::holds)
            .filter(act -> named(act, person).isPresent())
            .flatMap(
                act ->
                    cuts.number(act.cut()).stream()
                        .map(
                            cut ->
                                new Opened(
                                    cut.number(),
                                    cut.name(),
                                    cut.day(),
                                    act.what().reason(),
                                    voice.signed(act, frame.dates()))))
            .toList();
    page.addAttribute("frame", frame);
    page.addAttribute("parts", parts);
    page.addAttribute("opened", opened);
    return "oversight/committee/recommendations";
  }

  private static Optional<Grant> named(Act<Act.Released> release, SignedIn person) {
    Predicate<Grant> isNamed = grant -> release.what().roles().contains(grant.role().code());
    return person.grants().stream().filter(isNamed).findFirst();
  }

  @GetMapping("/released/{cut}")
  String released(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      Model page) {
    var words = frames.words(request);
    var taken = opened(request, person, number);
    var report = rules.reports().at(cuts.cut(taken));
    page.addAttribute("frame", frames.frame(request, person, taken.name()));
    page.addAttribute("cut", taken);
    page.addAttribute("view", ReportView.of(overseen.study(), report, overseen.rehearsal(), words));
    return "oversight/committee/released";
  }

  @GetMapping("/released/{cut}/report.html")
  ResponseEntity<byte[]> report(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number) {
    var report = rules.reports().at(cuts.cut(opened(request, person, number)));
    var language = frames.words(request).language();
    var html = Document.of(overseen.study(), report, overseen.rehearsal(), language).html();
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"released-report-" + number + ".html\"")
        .body(html.getBytes(StandardCharsets.UTF_8));
  }

  /** The cut, when it was released to this reader; the opening is written down first. */
  private DataCuts.Taken opened(HttpServletRequest request, SignedIn person, long number) {
    var grant =
        Acts.held(acts.releases(), number).stream()
            .flatMap(act -> named(act, person).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "nothing was released to you at fact " + number));
    log.append(
        new Access(
            overseen.clock().instant(),
            Access.Kind.RESULTS_VIEWED,
            new Author(person.account(), person.name(), grant.role().code(), Optional.empty()),
            overseen.study().name(),
            request.getMethod() + " " + request.getRequestURI()));
    return cuts.number(number).orElseThrow();
  }
}
