package org.trialwright.oversight.serious;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.analysis.SponsorReport;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.Csv;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Speaker;

/** Serious events one by one: the reports of the sites, without arm and without anybody's words. */
@Controller
class SeriousPage {
  private final SeriousEvents events;
  private final Overseen overseen;
  private final Frames frames;

  SeriousPage(SeriousEvents events, Overseen overseen, Frames frames) {
    this.events = events;
    this.overseen = overseen;
    this.frames = frames;
  }

  @GetMapping(SeriousEvents.ROUTE)
  String events(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var words = frames.words(request);
    var frame = frames.frame(request, person, words.say("serious events"));
    var speaker = Speaker.of(overseen.study(), words.language().code());
    var lines = new SeriousLines(words, speaker, frame.dates(), events.now());
    var all = events.of(person);
    page.addAttribute("frame", frame);
    page.addAttribute("count", all.size());
    page.addAttribute("running", all.stream().filter(one -> !one.clocks().isEmpty()).count());
    page.addAttribute("late", all.stream().filter(this::isLate).count());
    page.addAttribute("tables", events.told().stream().map(one -> lines.table(one, all)).toList());
    return "oversight/serious/serious";
  }

  private boolean isLate(SponsorReport one) {
    return one.clocks().stream().anyMatch(clock -> events.now().isAfter(clock.due()));
  }

  @GetMapping(SeriousEvents.FILE)
  ResponseEntity<byte[]> file(@AuthenticationPrincipal SignedIn person) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, Csv.TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(events.name()).build().toString())
        .body(events.file(person).getBytes(StandardCharsets.UTF_8));
  }
}
