package org.trialwright.oversight.serious;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.trialwright.analysis.SponsorReport;
import org.trialwright.journey.RunningClock;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Dates;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Item;
import org.trialwright.study.Speaker;

/** Reports as lines: of a table in the reader's words, or of a file in those of the study file. */
record SeriousLines(Words words, Speaker speaker, Dates dates, Instant now) {

  /** The reports by one form, each a line. */
  Table table(SeriousEvents.Told told, List<SponsorReport> all) {
    var title = speaker.form(told.form()).text();
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(words.say("participant"), false));
    told.items().forEach(item -> columns.add(new Table.Column(question(item), false)));
    columns.add(new Table.Column(words.say("what runs"), false));
    return new Table(
        title,
        true,
        "",
        columns,
        all.stream()
            .filter(one -> one.form().equals(told.form()))
            .map(one -> new Table.Line(cells(told, one), false))
            .toList());
  }

  private String question(Item item) {
    return speaker.question(item).text();
  }

  private List<Table.Cell> cells(SeriousEvents.Told told, SponsorReport one) {
    var cells = new ArrayList<Table.Cell>();
    cells.add(
        new Table.Cell(
            one.participant().value(),
            "",
            words.say("saved at", dates.momentInZone(one.saved())),
            Badge.NONE));
    told.items().forEach(item -> cells.add(new Table.Cell(answer(one, item))));
    cells.add(
        one.clocks().stream()
            .min(java.util.Comparator.comparing(RunningClock::due))
            .map(this::clock)
            .orElseGet(() -> new Table.Cell(words.say("nothing runs"))));
    return cells;
  }

  private String answer(SponsorReport one, Item item) {
    var text = one.answers().getOrDefault(item, "");
    return AnswerText.read(item, text) instanceof AnswerText.Result.Read read && !text.isEmpty()
        ? speaker.answer(item, read.answer()).text()
        : item.kind().isEmpty() && !text.isEmpty() ? speaker.code(item, text).text() : text;
  }

  private Table.Cell clock(RunningClock clock) {
    boolean over = now.isAfter(clock.due());
    return new Table.Cell(
        speaker.alarm(clock.alarm()).text(),
        "",
        words.say("report due at", dates.momentInZone(clock.due())),
        new Badge(
            over || now.isAfter(clock.warnFrom()) ? State.STOP : State.CARE,
            over ? words.say("report is late") : words.say("report runs")));
  }

  /** All of them, with the names of the study file; times in UTC. */
  static String file(List<SeriousEvents.Told> told, List<SponsorReport> all) {
    var head = new ArrayList<>(List.of("participant", "site", "form", "record", "saved_utc"));
    var items = told.stream().flatMap(one -> one.items().stream()).toList();
    items.forEach(item -> head.add(item.path()));
    head.add("clock");
    head.add("due_utc");
    return Csv.file(
        head,
        all.stream()
            .map(
                one -> {
                  var cells =
                      new ArrayList<>(
                          List.of(
                              one.participant().value(),
                              one.site().value(),
                              one.form().name(),
                              String.valueOf(one.ordinal()),
                              one.saved().toString()));
                  items.forEach(item -> cells.add(one.answers().getOrDefault(item, "")));
                  var first =
                      one.clocks().stream().min(java.util.Comparator.comparing(RunningClock::due));
                  cells.add(first.map(clock -> clock.alarm().name()).orElse(""));
                  cells.add(first.map(clock -> clock.due().toString()).orElse(""));
                  return List.<String>copyOf(cells);
                })
            .toList());
  }
}
