package org.trialwright.registry.record;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import org.trialwright.records.RecordReader;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Frames;
import org.trialwright.study.Speaker;

/** The public page of the study that runs here. */
@Controller
class RecordPage {
  private final Optional<TrialRecord> record;
  private final Frames frames;

  RecordPage(Frames frames) {
    var study = frames.study();
    this.frames = frames;
    this.record =
        study.recordJson().isEmpty()
            ? Optional.empty()
            : Optional.of(RecordReader.read(study.recordJson()));
  }

  /** The trial's address, by its number in the register or, without one, by its name. */
  private String id() {
    return record.map(TrialRecord::id).orElse(frames.study().name());
  }

  @GetMapping("/trial")
  String here() {
    return "redirect:/trials/" + UriUtils.encodePathSegment(id(), StandardCharsets.UTF_8);
  }

  @GetMapping("/trials/{id}")
  String show(@PathVariable String id, HttpServletRequest request, Model page) {
    known(id);
    var study = frames.study();
    var words = frames.words(request);
    var frame = frames.frame(request, study.name());
    var speaker = Speaker.of(study, words.language().code());
    page.addAttribute("frame", frame);
    page.addAttribute(
        "view", RecordView.of(study, record, speaker, new Told(words, frame.dates())));
    return "registry/record/record";
  }

  /** The record itself, byte for byte as the study folder holds it. */
  @GetMapping("/trials/{id}/record.json")
  ResponseEntity<byte[]> json(@PathVariable String id) {
    known(id);
    if (record.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "this study has no public record");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(frames.study().recordJson().getBytes(StandardCharsets.UTF_8));
  }

  private void known(String id) {
    if (!id.equalsIgnoreCase(id())) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no trial '" + id + "' runs here");
    }
  }
}
