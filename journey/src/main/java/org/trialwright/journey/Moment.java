package org.trialwright.journey;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.Row;
import org.trialwright.study.Rows;
import org.trialwright.study.Setting;
import org.trialwright.study.World;

/**
 * The world as it was at one moment of a participant's life: what occurred later is not there. What
 * is worked out in a record is worked out in the record's own moment, so it depends on the facts
 * alone and never on when somebody looks.
 */
final class Moment implements World {
  private final Chronicle chronicle;
  private final int upTo;
  private final int stays;
  private final long day;
  private final String visit;

  /**
   * @param upTo the last step of the fold that counts
   * @param stays how many stays had begun
   * @param visit the visit on whose day rules are asked, for limits that differ by visit
   */
  Moment(Chronicle chronicle, int upTo, int stays, long day, String visit) {
    this.chronicle = chronicle;
    this.upTo = upTo;
    this.stays = stays;
    this.day = day;
    this.visit = visit;
  }

  @Override
  public Answer newest(Item item) {
    return newest(item, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private Answer newest(Item item, long from, long until) {
    var records = chronicle.recordsOf(item.form());
    for (int i = records.size() - 1; i >= 0; i--) {
      var record = records.get(i);
      if (record.day() < from) {
        return Answers.UNKNOWN;
      }
      if (record.step() <= upTo && record.day() <= until && record.answered(item)) {
        return record.answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  @Override
  public boolean recorded(Form form) {
    var records = chronicle.recordsOf(form);
    return !records.isEmpty() && records.getFirst().step() <= upTo;
  }

  @Override
  public List<? extends Row> rows(Form form) {
    var records = chronicle.recordsOf(form);
    int count = records.size();
    while (count > 0 && records.get(count - 1).step() > upTo) {
      count--;
    }
    return count == records.size() ? records : records.subList(0, count);
  }

  @Override
  public Answer within(Item item, double days, @Nullable String atVisit, double daysAtVisit) {
    long limit = (long) (atVisit != null && isVisit(visit, atVisit) ? daysAtVisit : days);
    var fresh = newest(item, day - limit, Long.MAX_VALUE);
    boolean stale =
        fresh instanceof Answer.Unknown none
            && none.why().isEmpty()
            && !(newest(item) instanceof Answer.Unknown);
    return stale ? new Answer.Unknown("older than " + limit + " d") : fresh;
  }

  /** Whether an occasion such as {@code surveillance 6 mo} is one of the visit's. */
  static boolean isVisit(String occasion, String visit) {
    return occasion.startsWith(visit)
        && (occasion.length() == visit.length() || occasion.charAt(visit.length()) == ' ');
  }

  /** {@code baseline} is the last answer up to the day treatment starts. */
  @Override
  public Answer at(Item item, String wanted) {
    if (wanted.equals("baseline")) {
      return newest(
          item,
          Long.MIN_VALUE,
          chronicle.dosing().firstDay(this).map(LocalDate::toEpochDay).orElse(day));
    }
    var records = chronicle.recordsOf(item.form());
    for (int i = records.size() - 1; i >= 0; i--) {
      var record = records.get(i);
      if (record.step() <= upTo && isVisit(record.visit(), wanted) && record.answered(item)) {
        return record.answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  @Override
  public Answer named(Named name) {
    if (name.term().isPresent()) {
      return name.term().get().value(this, Rows.NONE);
    }
    return switch (name.name()) {
      case "randomised" ->
          allocated()
              ? Answer.exactly((double) chronicle.allocatedOn().orElseThrow().toEpochDay())
              : Answers.UNKNOWN;
      case "site.open" -> answer(chronicle.surroundings().siteOpen());
      case "identity.unique" -> answer(chronicle.surroundings().identityUnique());
      default -> throw new IllegalStateException("nobody knows what " + name + " is");
    };
  }

  private static Answer answer(Truth truth) {
    return switch (truth) {
      case YES -> Answers.YES;
      case NO -> Answers.NO;
      case UNKNOWN -> Answers.EITHER;
    };
  }

  @Override
  public Answer arm() {
    return allocated() ? chronicle.arm() : Answers.NOT_ASKED;
  }

  @Override
  public Answer setting(Setting setting) {
    return chronicle.surroundings().settings().getOrDefault(setting.name(), setting.value());
  }

  @Override
  public Answer ageOn(long onDay) {
    return chronicle.ages().on(onDay);
  }

  @Override
  public long today() {
    return day;
  }

  @Override
  public Truth eligible() {
    return chronicle.study().who().eligible(this);
  }

  @Override
  public boolean allocated() {
    return chronicle.allocatedAt() <= upTo;
  }

  @Override
  public boolean beenAt(String place) {
    return timesAt(place) > 0;
  }

  @Override
  public int timesAt(String place) {
    int times = 0;
    for (int i = 0; i < stays; i++) {
      times += chronicle.stays().get(i).place().equals(place) ? 1 : 0;
    }
    return times + chronicle.timesBeside(place, upTo);
  }

  @Override
  public Answer changeOf(String drug) {
    return chronicle.dosing().changeOf(drug, LocalDate.ofEpochDay(day));
  }

  @Override
  public Answer doseOf(String drug, long onDay) {
    return chronicle.dosing().plannedOn(drug, LocalDate.ofEpochDay(onDay));
  }
}
