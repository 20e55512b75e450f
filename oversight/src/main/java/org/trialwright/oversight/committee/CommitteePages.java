package org.trialwright.oversight.committee;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.analysis.Datasets;
import org.trialwright.analysis.Json;
import org.trialwright.analysis.Look;
import org.trialwright.analysis.Report;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Png;
import org.trialwright.journal.KeyUsedBefore;
import org.trialwright.oversight.Following;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.oversight.PastDay;
import org.trialwright.oversight.report.Document;
import org.trialwright.oversight.report.Pictures;
import org.trialwright.oversight.report.ReportView;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Dates;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.StepUp;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Speaker;

/** The workspace: the step before it, what stands now, the data cuts and their reports. */
@Controller
class CommitteePages {
  private static final int LONGEST_NAME = 200;
  private static final double PRINT = 300;

  private final Overseen overseen;
  private final Frames frames;
  private final StepUp step;
  private final Credentials credentials;
  private final DataCuts cuts;
  private final StoppingRules rules;

  CommitteePages(
      Overseen overseen,
      Frames frames,
      StepUp step,
      Credentials credentials,
      DataCuts cuts,
      StoppingRules rules) {
    this.overseen = overseen;
    this.frames = frames;
    this.step = step;
    this.credentials = credentials;
    this.cuts = cuts;
    this.rules = rules;
  }

  @GetMapping(CommitteeDoor.ENTER)
  String enter(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return enterPage(request, person, "", page);
  }

  @PostMapping(CommitteeDoor.ENTER)
  String enter(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(defaultValue = "") String password,
      Model page) {
    return step.take(request, person, password)
        ? "redirect:/committee"
        : enterPage(request, person, frames.words(request).say("that is not the password"), page);
  }

  private String enterPage(HttpServletRequest request, SignedIn person, String error, Model page) {
    var words = frames.words(request);
    page.addAttribute("frame", frames.frame(request, person, words.say("committee workspace")));
    page.addAttribute("error", error);
    return "oversight/committee/enter";
  }

  @PostMapping("/committee/leave")
  String leave(HttpServletRequest request) {
    step.end(request);
    return "redirect:/overview";
  }

  @GetMapping("/committee")
  String workspace(
      HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return show(request, person, "", "", page);
  }

  private String show(
      HttpServletRequest request, SignedIn person, String named, String error, Model page) {
    var words = frames.words(request);
    var frame = frames.frame(request, person, words.say("committee workspace"));
    page.addAttribute("frame", frame);
    page.addAttribute("alerts", alerts(words));
    page.addAttribute("cuts", cuts(words, frame.dates()));
    page.addAttribute("none", cuts.all().isEmpty());
    page.addAttribute("mayTake", person.grantFor("POST", "/committee/cuts").isPresent());
    page.addAttribute("named", named);
    page.addAttribute("error", error);
    page.addAttribute("key", UUID.randomUUID().toString());
    return "oversight/committee/workspace";
  }

  private List<String> alerts(Words words) {
    var speaker = Speaker.of(overseen.study(), words.language().code());
    var alerts = new ArrayList<String>();
    for (Look.Watched rule : rules.met()) {
      alerts.add(
          words.say(
              "rule is met",
              overseen
                  .study()
                  .measure()
                  .endpoint(rule.endpoint())
                  .map(endpoint -> speaker.endpoint(endpoint).text())
                  .orElse(rule.endpoint()),
              rule.events(),
              rule.total(),
              speaker.arm(rule.arm()).text()));
    }
    return alerts;
  }

  private Table cuts(Words words, Dates dates) {
    return new Table(
        words.say("data cuts"),
        true,
        "",
        List.of(
            new Table.Column(words.say("name of the cut"), false),
            new Table.Column(words.say("taken"), false),
            new Table.Column(words.say("last fact"), true)),
        cuts.all().stream()
            .map(
                cut ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(cut.name(), "/committee/cuts/" + cut.number()),
                            new Table.Cell(
                                words.say("taken by", dates.moment(cut.at()), cut.by().name())),
                            new Table.Cell(String.valueOf(cut.number()))),
                        false))
            .toList());
  }

  @PostMapping("/committee/cuts")
  String take(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var words = frames.words(request);
    var kept = name.strip();
    if (kept.isEmpty()
        || kept.length() > LONGEST_NAME
        || kept.codePoints().anyMatch(Character::isISOControl)) {
      return show(request, person, name, words.say("a cut needs a name"), page);
    }
    if (!credentials.confirms(person.account(), password)) {
      return show(request, person, name, words.say("that is not the password"), page);
    }
    try {
      var cut = cuts.take(kept, CommitteeDoor.author(person, request), key(key));
      return "redirect:/committee/cuts/" + cut.number();
    } catch (KeyUsedBefore sentBefore) {
      return show(request, person, name, words.say("sent before as another cut"), page);
    }
  }

  private static UUID key(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "the form was sent without its key");
    }
  }

  @GetMapping("/committee/now")
  String now(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      Model page) {
    var words = frames.words(request);
    var day = PastDay.of(asOf, overseen.clock().instant());
    page.addAttribute("tables", List.of());
    page.addAttribute("asOf", day.map(PastDay::toString).orElse(""));
    page.addAttribute("unreadable", !asOf.isBlank() && day.isEmpty());
    var frame = frames.frame(request, person, words.say("results by arm now"));
    page.addAttribute("frame", frame);
    page.addAttribute("title", words.say("results by arm now"));
    page.addAttribute("signed", "");
    page.addAttribute("base", day.isEmpty() ? "/committee/now" : "");
    page.addAttribute("downloads", "");
    page.addAttribute(
        "view",
        view(day.map(PastDay::end).map(rules.reports()::asOf).orElseGet(rules::now), words));
    return "oversight/committee/report";
  }

  private ReportView view(Report report, Words words) {
    return ReportView.of(overseen.study(), report, overseen.rehearsal(), words);
  }

  @GetMapping("/committee/cuts/{cut}")
  String cut(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      Model page) {
    var words = frames.words(request);
    var taken = taken(number);
    var frame = frames.frame(request, person, taken.name());
    page.addAttribute("frame", frame);
    page.addAttribute("title", taken.name());
    page.addAttribute(
        "signed",
        words.say(
            "cut signed",
            taken.by().name(),
            frame.dates().moment(taken.at()),
            taken.number(),
            cuts.cut(taken).head()));
    page.addAttribute("base", "");
    page.addAttribute("downloads", "/committee/cuts/" + number);
    page.addAttribute("tables", Datasets.NAMES);
    page.addAttribute("asOf", "");
    page.addAttribute("unreadable", false);
    page.addAttribute("view", view(rules.reports().at(cuts.cut(taken)), words));
    return "oversight/committee/report";
  }

  private DataCuts.Taken taken(long number) {
    return cuts.number(number)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "no data cut was taken at fact " + number));
  }

  @GetMapping("/committee/cuts/{cut}/open.html")
  ResponseEntity<byte[]> open(HttpServletRequest request, @PathVariable("cut") long number) {
    var report = Following.pooled(overseen).at(cuts.cut(taken(number)));
    return document(request, report, "open-report-" + number + ".html");
  }

  @GetMapping("/committee/cuts/{cut}/closed.html")
  ResponseEntity<byte[]> closed(HttpServletRequest request, @PathVariable("cut") long number) {
    return document(request, byArm(number), "closed-report-" + number + ".html");
  }

  @GetMapping("/committee/cuts/{cut}/closed.json")
  ResponseEntity<byte[]> json(@PathVariable("cut") long number) {
    return file(
        MediaType.APPLICATION_JSON, Json.of(byArm(number)), "closed-report-" + number + ".json");
  }

  @GetMapping("/committee/cuts/{cut}/tables/{name}")
  ResponseEntity<byte[]> table(@PathVariable("cut") long number, @PathVariable String name) {
    var text =
        Following.tables(overseen, cuts.cut(taken(number))).entrySet().stream()
            .filter(one -> one.getKey().equals(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(
                () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no table is " + name));
    return file(
        name.endsWith(".csv") ? MediaType.valueOf("text/csv") : MediaType.TEXT_PLAIN, text, name);
  }

  private Report byArm(long number) {
    return rules.reports().at(cuts.cut(taken(number)));
  }

  private ResponseEntity<byte[]> document(HttpServletRequest request, Report report, String name) {
    var language = frames.words(request).language();
    return file(
        MediaType.TEXT_HTML,
        Document.of(overseen.study(), report, overseen.rehearsal(), language).html(),
        name);
  }

  /** A file to keep: it has its own style, which a page of ours may not have. */
  private static ResponseEntity<byte[]> file(MediaType type, String text, String name) {
    return ResponseEntity.ok()
        .contentType(new MediaType(type, StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .body(text.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/committee/now/{figure}.svg")
  ResponseEntity<byte[]> svg(@PathVariable String figure, HttpServletRequest request) {
    return picture(
        MediaType.valueOf("image/svg+xml"),
        figure(figure).svg(frames.look(request)).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/committee/now/{figure}.png")
  ResponseEntity<byte[]> png(@PathVariable String figure, HttpServletRequest request) {
    return picture(MediaType.IMAGE_PNG, Png.of(figure(figure), frames.look(request), PRINT));
  }

  @GetMapping("/committee/now/{figure}.csv")
  ResponseEntity<byte[]> csv(@PathVariable String figure, HttpServletRequest request) {
    return picture(
        MediaType.valueOf("text/csv;charset=UTF-8"),
        figure(figure).csv(frames.look(request).language()).getBytes(StandardCharsets.UTF_8));
  }

  private static ResponseEntity<byte[]> picture(MediaType type, byte[] content) {
    return ResponseEntity.ok().contentType(type).body(content);
  }

  private Figure figure(String name) {
    Optional<Figure> found =
        new Pictures(overseen.study(), rules.now(), overseen.rehearsal()).named(name);
    return found.orElseThrow(
        () ->
            new ResponseStatusException(
                HttpStatus.NOT_FOUND, "no figure '" + name + "' is drawn from these numbers"));
  }
}
