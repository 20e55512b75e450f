package org.trialwright.registry.record;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import org.trialwright.records.Enrolments;
import org.trialwright.records.OwnRecord;
import org.trialwright.records.RecordReader;
import org.trialwright.records.RecordStore;
import org.trialwright.records.Results;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Kept;
import org.trialwright.registry.Told;
import org.trialwright.study.Speaker;

/** The public page of a trial: of the study that runs here, and of every imported record. */
@Controller
class RecordPage {
  private final Frames frames;
  private final RecordStore store;
  private final Enrolments enrolments;

  /** Of the study that runs here: byte for byte as its folder holds it, or made of the study. */
  private final String json;

  private final TrialRecord record;

  RecordPage(Frames frames, RecordStore store, Enrolments enrolments) {
    var study = frames.study();
    this.frames = frames;
    this.store = store;
    this.enrolments = enrolments;
    boolean registered = !study.recordJson().isEmpty();
    this.json = registered ? study.recordJson() : OwnRecord.json(study);
    this.record = registered ? RecordReader.read(json) : RecordReader.unregistered(json);
  }

  @GetMapping("/trial")
  String here() {
    return "redirect:" + address(record.id());
  }

  private static String address(String id) {
    return "/trials/" + UriUtils.encodePathSegment(id, StandardCharsets.UTF_8);
  }

  /** The study that runs here in its own words; any other trial as it is registered. */
  @GetMapping("/trials/{id}")
  String show(@PathVariable String id, HttpServletRequest request, Model page) {
    return isHere(id) ? study(request, page) : registered(id, request, page);
  }

  private String study(HttpServletRequest request, Model page) {
    var study = frames.study();
    var words = frames.words(request);
    var frame = frames.frame(request, study.name(), address(record.id()));
    var speaker = Speaker.of(study, words.language().code());
    page.addAttribute("frame", frame);
    page.addAttribute(
        "view",
        RecordView.of(
            study, record, enrolments.of(study.name()), speaker, new Told(words, frame.dates())));
    return "registry/record/record";
  }

  private String registered(String id, HttpServletRequest request, Model page) {
    var read = RecordReader.read(imported(id));
    var words = frames.words(request);
    var frame = frames.frame(request, read.id(), address(read.id()));
    page.addAttribute("frame", frame);
    page.addAttribute("view", Registered.of(read, new Told(words, frame.dates())));
    return "registry/record/registered";
  }

  /** What came out, as far as it is posted: long tables, each folded. */
  @GetMapping("/trials/{id}/results")
  String results(@PathVariable String id, HttpServletRequest request, Model page) {
    var text = isHere(id) ? json : imported(id);
    var read = isHere(id) ? record : RecordReader.read(text);
    var grids = Results.read(text);
    if (grids.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no results are posted");
    }
    var words = frames.words(request);
    page.addAttribute(
        "frame",
        frames.frame(request, words.say("results of", read.id()), address(read.id()) + "/results"));
    page.addAttribute("view", Posted.of(read, grids, words));
    return "registry/record/results";
  }

  @GetMapping("/trials/{id}/record.json")
  ResponseEntity<byte[]> json(@PathVariable String id) {
    return Kept.answer(MediaType.APPLICATION_JSON, isHere(id) ? json : imported(id));
  }

  private boolean isHere(String id) {
    return id.equalsIgnoreCase(record.id());
  }

  private String imported(String id) {
    return store
        .json(id)
        .or(() -> store.json(id.toUpperCase(Locale.ROOT)))
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "no trial '" + id + "' is known here"));
  }
}
