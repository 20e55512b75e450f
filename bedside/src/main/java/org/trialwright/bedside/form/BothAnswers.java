package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Merge;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Table;
import org.trialwright.quantities.PartialDate;
import org.trialwright.study.Item;

/**
 * What one person typed, beside what somebody else saved meanwhile. Both answers stand side by side
 * where both people changed one; where only the other changed something, that goes into the fields,
 * so that saving again undoes nothing unseen.
 */
final class BothAnswers {
  private final Chart chart;
  private final Sheet sheet;
  private final Fact newest;
  private final Filled filled;
  private final Map<String, String> fields;
  private final Optional<Fact> base;
  private final Merge merge;

  /**
   * @param sheet of the record as it stands now
   * @param newest what was saved meanwhile
   * @param filled what the submitted fields say
   */
  BothAnswers(Chart chart, Sheet sheet, Fact newest, Filled filled, Map<String, String> fields) {
    this.chart = chart;
    this.sheet = sheet;
    this.newest = newest;
    this.filled = filled;
    this.fields = Map.copyOf(fields);
    this.base = base(chart, sheet, Fields.number(fields, "seen"));
    this.merge = Merge.of(answers(base), filled.answers(), theirs());
  }

  /** The record when the page was made. */
  private static Optional<Fact> base(Chart chart, Sheet sheet, long seen) {
    return chart.facts().stream()
        .filter(fact -> fact.sequence() <= seen)
        .filter(
            fact ->
                fact.event() instanceof Event.Saved saved
                    && saved.form().equals(sheet.form().name())
                    && saved.ordinal() == sheet.ordinal())
        .reduce((_, later) -> later);
  }

  private static Map<String, String> answers(Optional<Fact> fact) {
    return fact.map(Fact::event)
        .filter(Event.Saved.class::isInstance)
        .map(Event.Saved.class::cast)
        .map(Event.Saved::answers)
        .orElse(Map.of());
  }

  private Map<String, String> theirs() {
    return answers(Optional.of(newest));
  }

  /** The fields as they were typed, with what the other alone changed. */
  Map<String, String> fields() {
    var changed =
        sheet.form().items().stream()
            .filter(item -> item.kind().isPresent() && !item.identifying())
            .filter(item -> differs(item, answers(base), theirs()))
            .filter(item -> !differs(item, answers(base), filled.answers()))
            .toList();
    var together = sheet.with(fields, changed, merge.answers());
    return isDayMoved() && filled.occurred().equals(dayBefore())
        ? sheet.withDay(together, newest.occurred())
        : together;
  }

  private static boolean differs(Item item, Map<String, String> one, Map<String, String> other) {
    return !one.getOrDefault(item.name(), "").equals(other.getOrDefault(item.name(), ""));
  }

  private Optional<PartialDate> dayBefore() {
    return base.map(Fact::occurred);
  }

  /** Of a form that has no question for its day. */
  private boolean isDayMoved() {
    return filled.occurred().isPresent() && !dayBefore().equals(Optional.of(newest.occurred()));
  }

  FormView.Conflict conflict() {
    var lines = new ArrayList<Table.Line>();
    if (isDayMoved() && !filled.occurred().equals(dayBefore())) {
      lines.add(
          line(
              chart.words().say("on which day"),
              filled.occurred().map(this::day).orElse(""),
              day(newest.occurred())));
    }
    sheet.form().items().stream()
        .filter(item -> merge.contested().contains(item.name()))
        .map(
            item ->
                line(
                    chart.speaker().question(item).text(),
                    value(item, filled.answers()),
                    value(item, theirs())))
        .forEach(lines::add);
    return new FormView.Conflict(
        chart.words().say("somebody saved this meanwhile"),
        chart
            .words()
            .say("saved by at", chart.who(newest), chart.dates().moment(newest.recorded())),
        lines.isEmpty() ? List.of() : List.of(table(lines)));
  }

  private String day(PartialDate day) {
    return chart.dates().day(day.toString());
  }

  private static Table.Line line(String question, String mine, String theirs) {
    return new Table.Line(
        List.of(new Table.Cell(question), new Table.Cell(mine), new Table.Cell(theirs)), false);
  }

  private String value(Item item, Map<String, String> answers) {
    var text = answers.getOrDefault(item.name(), "");
    return text.isEmpty() ? chart.words().say("no answer") : chart.said(item, text);
  }

  private Table table(List<Table.Line> lines) {
    var words = chart.words();
    return new Table(
        words.say("both answers"),
        true,
        "",
        List.of(
            new Table.Column(words.say("question"), false),
            new Table.Column(words.say("yours, not saved"), false),
            new Table.Column(words.say("saved by", newest.author().name()), false)),
        lines);
  }
}
