package org.trialwright.bedside.results;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Form;

/** Results out of a laboratory's file, for programs. */
@ApiController
class ResultsApi {
  private final Desk desk;
  private final Front front;

  ResultsApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * What the columns of a laboratory's files hold for a form, as somebody said last.
   *
   * @param columns by heading, as {@code takeResults} takes them
   */
  record KnownColumns(String laboratory, String form, Map<String, String> columns) {}

  /**
   * A line that can be recorded.
   *
   * @param comes to {@code new}, {@code changes} or {@code stands}
   * @param told what would be recorded, each answer in words
   */
  record ResultLine(
      int line, String participant, String day, String visit, String comes, List<String> told) {}

  /**
   * What a file comes to, as it is when this is said.
   *
   * @param columns by heading, as they were read
   * @param problems each with its line and column; nothing is recorded while there are any
   * @param recorded whether its lines were to be recorded, and are
   */
  record TakenResults(
      Map<String, String> columns,
      List<ResultLine> lines,
      List<String> problems,
      boolean recorded) {}

  @GetMapping(LabResultsPage.ROUTE)
  @Operation(
      value = "The laboratories' files that came to a site before, and what their columns hold",
      gives = KnownColumns.class,
      list = true)
  Paged<KnownColumns> listResultColumns(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> query) {
    var at = OpenedSite.open(front, desk, request, person, site);
    return Paged.of(
        desk.resultsMapped(at.id()).stream()
            .map(one -> new KnownColumns(one.laboratory(), one.form(), one.columns()))
            .toList(),
        one -> one.laboratory() + "/" + one.form(),
        query,
        at.words());
  }

  @PostMapping(LabResultsPage.LINES)
  @Operation(
      value = "Look at the results in a laboratory's file, then record them, all or none",
      takes = {
        @Taken(name = "laboratory", says = "which it is"),
        @Taken(name = "form", says = "that the file fills, by its name in the study file"),
        @Taken(name = "lines", says = "the file as text: CSV with a line of headings"),
        @Taken(
            name = "columns",
            says =
                "by heading: _participant, _day, a question such as ALT, ALT:mg/dL in that unit,"
                    + " ALT:unit, ALT:low, ALT:high, or - for nothing; as it was said before,"
                    + " or is called, when left out",
            kind = Taken.Kind.TEXTS,
            optional = true),
        @Taken(
            name = "record",
            says = "true records them when nothing is wrong; else they are looked at",
            kind = Taken.Kind.FLAG,
            optional = true),
        @Taken(name = "reason", says = "why stored answers change", optional = true)
      },
      gives = TakenResults.class)
  TakenResults takeResults(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var w = at.words();
    var taking = new Taking(at);
    var sent = new Sent(body);
    var laboratory = sent.text("laboratory").strip();
    var errors = new TreeMap<String, String>();
    if (!Taking.isLaboratory(laboratory)) {
      errors.put("laboratory", w.say("answer this question"));
    }
    var form = taking.form(sent.text("form"));
    if (form.isEmpty()) {
      errors.put(
          "form",
          w.say(
              "api one of",
              String.join(
                  ", ", Columns.forms(at.voice().study()).stream().map(Form::name).toList())));
    }
    var file = Taking.headed(Taking.lines(sent.text("lines"), w));
    if (file.isEmpty()) {
      errors.put("lines", w.say("each column needs a heading", Taking.MOST_COLUMNS));
    }
    if (!errors.isEmpty()) {
      throw Problem.fields(w, errors);
    }
    var columns = columns(taking, sent, form.orElseThrow(), file.orElseThrow());
    var read = taking.read(columns, file.get());
    if (!sent.flag("record") || !read.problems().isEmpty()) {
      return shown(columns, read, false);
    }
    var reason = sent.text("reason").strip();
    if (Taking.lacksReason(read, reason)) {
      throw Problem.fields(
          w, Map.of("reason", w.say("say why stored answers change", Taking.LONGEST_REASON)));
    }
    if (!read.isReady()) {
      return shown(columns, read, true);
    }
    var act = at.act("POST", LabResultsPage.LINES, key.toString());
    var refused = taking.refusal(taking.keep(laboratory, columns, read, reason, act), read);
    if (refused.isPresent()) {
      throw Problem.conflict(w, refused.get());
    }
    return shown(columns, taking.read(columns, file.get()), true);
  }

  private static Columns columns(Taking taking, Sent sent, Form form, FileLines file) {
    var at = taking.at();
    var said = sent.texts("columns");
    if (said.isEmpty()) {
      return held(at, taking.begun(sent.text("laboratory").strip(), form, file));
    }
    var unknown = said.keySet().stream().filter(one -> !file.head().contains(one)).toList();
    if (!unknown.isEmpty()) {
      var errors = new TreeMap<String, String>();
      unknown.forEach(
          one ->
              errors.put(
                  "columns." + one, at.words().say("api one of", String.join(", ", file.head()))));
      throw Problem.fields(at.words(), errors);
    }
    var parts = new ArrayList<String>();
    file.head().forEach(one -> parts.add(said.getOrDefault(one, Columns.NOTHING)));
    return held(at, new Columns(form, file.head(), parts));
  }

  /** The columns, unless something is wrong with what they are to hold. */
  private static Columns held(OpenedSite at, Columns columns) {
    var errors = new TreeMap<String, String>();
    columns
        .wrong(at.voice())
        .forEach(
            (place, why) ->
                errors.put(place < 0 ? "columns" : "columns." + columns.head().get(place), why));
    if (!errors.isEmpty()) {
      throw Problem.fields(at.words(), errors);
    }
    return columns;
  }

  private static TakenResults shown(Columns columns, ResultLines read, boolean recorded) {
    return new TakenResults(
        columns.said(),
        read.lines().stream()
            .map(
                line ->
                    new ResultLine(
                        line.number(),
                        line.chart().participant().value(),
                        line.day().toString(),
                        line.handing().sheet().visit(),
                        line.comes().name().toLowerCase(Locale.ROOT),
                        line.told()))
            .toList(),
        read.problems(),
        recorded);
  }
}
