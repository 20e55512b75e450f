package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/** The limits of sites' laboratories, as the facts of a study tell of them. */
public final class LabLimits {
  private LabLimits() {}

  /**
   * Limits to be recorded.
   *
   * @param from the day from which they hold
   */
  public record Dated(Event.LimitsSet set, LocalDate from) {}

  /** Limits as somebody recorded them; they hold from the fact's own day on. */
  public record Entry(Fact fact, Event.LimitsSet set) {
    public LocalDate from() {
      return fact.occurred().earliest();
    }

    /** Unit and limits beside a result that is still to come, as an answer has them. */
    public String text() {
      return set.high() + (set.unit().isEmpty() ? "" : " " + set.unit()) + " (" + span() + ")";
    }

    /** Such as {@code 59..104}. */
    public String span() {
      return set.low() + ".." + set.high();
    }

    private int narrowness() {
      return (set.sex().isEmpty() ? 0 : 1) + (set.everyAge() ? 0 : 1);
    }

    private boolean isFor(String sex, Answer age) {
      return (set.sex().isEmpty() || set.sex().equals(sex))
          && (set.everyAge()
              || (age instanceof Answer.Ranged years
                  && set.fromAge() <= years.low()
                  && years.high() <= set.toAge()));
    }

    /** Whether another entry says the same of the same people. */
    boolean replaces(Entry other) {
      return set.question().equals(other.set.question())
          && set.sex().equals(other.set.sex())
          && set.fromAge() == other.set.fromAge()
          && set.toAge() == other.set.toAge();
    }
  }

  /** The questions of a study that come with the limits of a laboratory. */
  public static List<Item> questions(Study study) {
    return study.forms().values().stream()
        .flatMap(form -> form.items().stream())
        .filter(item -> amount(item).isPresent())
        .toList();
  }

  /** How a laboratory question is answered; empty for any other. */
  public static Optional<AnswerKind.Amount> amount(Item item) {
    return item.kind()
        .filter(AnswerKind.Amount.class::isInstance)
        .map(AnswerKind.Amount.class::cast)
        .filter(AnswerKind.Amount::lab);
  }

  /** All that was recorded for a site, newest day first, and of one day the last recorded first. */
  static List<Entry> at(List<Fact> study, SiteId site) {
    return study.stream()
        .filter(fact -> fact.event() instanceof Event.LimitsSet set && set.site().equals(site))
        .map(fact -> new Entry(fact, (Event.LimitsSet) fact.event()))
        .sorted(
            Comparator.comparing(Entry::from)
                .thenComparing(entry -> entry.fact().sequence())
                .reversed())
        .toList();
  }

  /**
   * The limits for one person on one day: those of the narrowest group they belong to, and of these
   * the newest that hold by then.
   *
   * @param all as {@link #at} has them
   * @param sex as the study codes it; empty while it is not known
   * @param age in completed years on that day, as far as it is known
   */
  static Optional<Entry> on(
      List<Entry> all, String question, LocalDate day, String sex, Answer age) {
    return all.stream()
        .filter(entry -> entry.set().question().equals(question))
        .filter(entry -> !entry.from().isAfter(day))
        .filter(entry -> entry.isFor(sex, age))
        .max(
            Comparator.comparingInt(Entry::narrowness)
                .thenComparing(Entry::from)
                .thenComparing(entry -> entry.fact().sequence()));
  }

  /**
   * The limits of a site's laboratory for one of its participants.
   *
   * @param sex as the study codes it; empty while it is not known
   */
  public record Ours(List<Entry> all, String sex, Journey journey) {
    public Ours {
      all = List.copyOf(all);
    }

    /** Those that hold on a day. */
    public Optional<Entry> on(Item question, LocalDate day) {
      return LabLimits.on(all, question.path(), day, sex, journey.world().ageOn(day.toEpochDay()));
    }
  }

  /** Whether an entry is the one in force for its people on a day. */
  public static boolean isInForce(List<Entry> all, Entry entry, LocalDate day) {
    return all.stream()
        .filter(one -> one.replaces(entry) && !one.from().isAfter(day))
        .findFirst()
        .filter(entry::equals)
        .isPresent();
  }
}
