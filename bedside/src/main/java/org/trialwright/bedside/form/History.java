package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Question;
import org.trialwright.study.Item;

/** What one answer was before, newest first. */
final class History {
  private History() {}

  /** Empty while the answer was never changed. */
  static List<Question.Change> of(Chart chart, Optional<Record> record, Item item) {
    var changes = new ArrayList<Question.Change>();
    var before = "";
    for (var fact : record.map(Record::facts).orElse(List.of())) {
      if (!(fact.event() instanceof Event.Saved saved)) {
        continue;
      }
      var now = saved.answers().getOrDefault(item.name(), "");
      if (!now.equals(before)) {
        changes.addFirst(
            new Question.Change(
                now.isEmpty() ? chart.words().say("no answer") : chart.said(item, now),
                before.isEmpty() ? "" : chart.said(item, before),
                chart.who(fact),
                chart
                    .words()
                    .say(
                        "moment and utc",
                        chart.dates().momentToSecond(fact.recorded()),
                        chart.dates().utc(fact.recorded())),
                fact.reason()));
        before = now;
      }
    }
    return changes.size() > 1 ? List.copyOf(changes) : List.of();
  }
}
