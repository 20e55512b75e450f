package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.CheckQueries;
import org.trialwright.journey.Event;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.pages.Note;
import org.trialwright.pages.Question;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** What the checks of a record say, each beside the question it mentions. */
final class Findings {
  private final Map<Item, Open> checks = new LinkedHashMap<>();
  private final Map<Item, List<Note>> notes = new HashMap<>();
  private final List<String> waiting = new ArrayList<>();

  private Findings() {}

  /** A check that must hold and does not. */
  record Open(Form.Check check, Item item, Question.SoftCheck shown) {}

  static Findings none() {
    return new Findings();
  }

  static Findings of(Chart chart, Journey journey, Record record) {
    var findings = new Findings();
    for (var finding : journey.findings(record)) {
      findings.add(chart, record, finding);
    }
    var laboratory = chart.labLimits(record.form());
    for (var item : record.form().items()) {
      Measured.notes(chart, laboratory, record, item).forEach(note -> findings.note(item, note));
    }
    return findings;
  }

  private void add(Chart chart, Record record, Journey.Finding finding) {
    var sentence = chart.speaker().message(record.form(), finding.check()).text();
    if (finding.raised() == Truth.UNKNOWN) {
      if (finding.check().role() != Form.Role.ADVICE) {
        waiting.add(
            chart
                .words()
                .say(
                    "cannot be checked until",
                    sentence,
                    chart.speaker().needed(finding.because()).text()));
      }
      return;
    }
    var item = CheckQueries.place(chart.study(), record, finding);
    switch (finding.check().role()) {
      case CHECK -> check(chart, record, finding, item, sentence);
      case ADVICE ->
          note(item, new Note(Note.Tone.CARE, chart.words().say("look at this", sentence), ""));
      case DEVIATION ->
          note(
              item,
              new Note(
                  Note.Tone.CARE,
                  chart.words().say("a deviation is logged", sentence),
                  chart.speaker().finding(finding.because()).text()));
    }
  }

  private void check(
      Chart chart, Record record, Journey.Finding finding, Item item, String sentence) {
    if (checks.containsKey(item)) {
      note(item, new Note(Note.Tone.CARE, sentence, ""));
      return;
    }
    var reply = reply(chart, record, finding.check());
    var shown =
        new Question.SoftCheck(sentence, reply.isPresent() ? "right" : "", reply.orElse(""));
    checks.put(item, new Open(finding.check(), item, shown));
  }

  private void note(Item item, Note note) {
    notes.computeIfAbsent(item, _ -> new ArrayList<>()).add(note);
  }

  /** What the site said to the check when it was answered. */
  static Optional<String> reply(Chart chart, Record record, Form.Check check) {
    return query(chart, record, check)
        .flatMap(
            query ->
                query.replies().stream()
                    .filter(fact -> !CheckQueries.isOwn(fact))
                    .map(fact -> fact.event())
                    .filter(Event.Replied.class::isInstance)
                    .map(event -> ((Event.Replied) event).text())
                    .reduce((_, later) -> later));
  }

  static Optional<Queries> query(Chart chart, Record record, Form.Check check) {
    return CheckQueries.of(Queries.of(chart.facts()), record, check);
  }

  Optional<Question.SoftCheck> check(Item item) {
    return Optional.ofNullable(checks.get(item)).map(Open::shown);
  }

  List<Open> checks() {
    return List.copyOf(checks.values());
  }

  List<Note> notes(Item item) {
    return List.copyOf(notes.getOrDefault(item, List.of()));
  }

  /** Checks that cannot be told yet, each with what it waits for. */
  List<String> waiting() {
    return List.copyOf(waiting);
  }
}
