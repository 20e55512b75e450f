package org.trialwright.journey;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.LikeWorld;
import org.trialwright.study.Named;
import org.trialwright.study.Row;
import org.trialwright.study.Rows;

/** The world as it was on an earlier day: what occurred later is not there. */
final class OnDay extends LikeWorld {
  private final Chronicle chronicle;
  private final long day;
  private final String visit;

  OnDay(Chronicle chronicle, long day, String visit) {
    super(chronicle);
    this.chronicle = chronicle;
    this.day = day;
    this.visit = visit;
  }

  @Override
  public long today() {
    return day;
  }

  @Override
  public Answer newest(Item item) {
    return newest(item, Long.MIN_VALUE);
  }

  private Answer newest(Item item, long from) {
    var records = chronicle.recordsOf(item.form());
    for (int i = records.size() - 1; i >= 0; i--) {
      var record = records.get(i);
      if (record.day() <= day && record.day() >= from && record.answered(item)) {
        return record.answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  @Override
  public boolean recorded(Form form) {
    return !rows(form).isEmpty();
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return chronicle.recordsOf(form).stream().filter(record -> record.day() <= day).toList();
  }

  @Override
  public Answer within(Item item, double days, @Nullable String atVisit, double daysAtVisit) {
    boolean there = atVisit != null && (visit.equals(atVisit) || visit.startsWith(atVisit + " "));
    double limit = there ? daysAtVisit : days;
    var fresh = newest(item, day - (long) limit);
    boolean stale =
        fresh instanceof Answer.Unknown none
            && none.why().isEmpty()
            && !(newest(item) instanceof Answer.Unknown);
    return stale ? new Answer.Unknown("older than " + (long) limit + " d") : fresh;
  }

  @Override
  public Answer named(Named name) {
    return name.term()
        .map(term -> term.value(this, Rows.NONE))
        .orElseGet(() -> chronicle.named(name));
  }

  @Override
  public Answer changeOf(String drug) {
    return chronicle.dosing().changeOf(drug, java.time.LocalDate.ofEpochDay(day));
  }
}
