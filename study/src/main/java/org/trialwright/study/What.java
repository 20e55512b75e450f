package org.trialwright.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What participants receive.
 *
 * @param groups a name for several drugs, such as chemotherapy
 * @param order in which they are given on a shared day
 * @param steps what is worked out, in the order it is shown
 */
public record What(
    List<Drug> drugs,
    Map<String, List<String>> groups,
    List<String> order,
    List<Named> steps,
    List<Modification> modifications,
    List<GradeRow> gradeRows) {
  public What {
    drugs = List.copyOf(drugs);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    order = List.copyOf(order);
    steps = List.copyOf(steps);
    modifications = List.copyOf(modifications);
    gradeRows = List.copyOf(gradeRows);
  }

  public Optional<Drug> drug(String name) {
    return drugs.stream().filter(drug -> drug.name().equals(name)).findFirst();
  }

  /**
   * A drug or radiation.
   *
   * @param arms in which it is given; empty for all
   * @param daysApart the least number of days between two doses; 0 for none
   * @param lastDay the last day, counted from day 1, on which a late dose is still given; 0 for
   *     none
   * @param levels the amounts of full and reduced doses, highest first; empty when it is never
   *     reduced
   * @param missed what happens to a missed dose
   */
  public record Drug(
      String name,
      Give give,
      String route,
      Optional<Minutes> over,
      Schedule schedule,
      List<String> arms,
      double daysApart,
      int lastDay,
      Optional<Rounding> rounding,
      List<Double> levels,
      Missed missed,
      Optional<TwiceADay> twiceADay,
      Position at) {
    public Drug {
      arms = List.copyOf(arms);
      levels = List.copyOf(levels);
    }
  }

  public record Minutes(double from, double to) {}

  /** How much is given. */
  public sealed interface Give {
    /** The same amount for everybody. */
    record Flat(double amount, String unit) implements Give {}

    /** An amount for each unit of a step, such as 50 mg/m2 x BSA. */
    record Per(double amount, String unit, Named step) implements Give {}

    /** A target exposure by kidney function (Calvert). */
    record Auc(double target, Named clearance) implements Give {}

    /** A number of equal fractions in Gy. */
    record Fractions(double gray, int count) implements Give {}
  }

  /** On which days. */
  public sealed interface Schedule {
    /** Days counted from the first treatment day, which is day 1. */
    record OnDays(List<Integer> days) implements Schedule {
      public OnDays {
        days = List.copyOf(days);
      }
    }

    /**
     * Days of each period in which the drug's turn is.
     *
     * @param days counted from the first day of the period, which is day 1
     */
    record InPeriods(List<Integer> days) implements Schedule {
      public InPeriods {
        days = List.copyOf(days);
      }
    }

    /** Every working day of the site from a day on, until all fractions are given. */
    record OnWorkdays(int fromDay) implements Schedule {}
  }

  /**
   * To the nearest {@code coarse}, or {@code fine} where that would be more than {@code percent}
   * off; halves up.
   */
  public record Rounding(double coarse, double fine, double percent) {}

  public enum Missed {
    /** An omitted dose is not made up. */
    LOST,
    /** A missed fraction is added at the end. */
    ADDED_AT_THE_END
  }

  /** A second fraction on one day. */
  public record TwiceADay(double hoursApart, int mostPerWeek, double daysLate) {}

  /** What is done to a drug, mildest first; over all rules that hold the strictest stands. */
  public enum Action {
    GIVE,
    CONFIRM,
    LEVEL,
    PAUSE,
    HOLD,
    OMIT,
    STOP
  }

  /**
   * One thing a modification does.
   *
   * @param levelsDown how many levels lower: at once for {@code LEVEL}, on resuming for the others
   * @param levelDrugs which of the drugs resume at the lower level
   * @param days how long a pause lasts at most; 0 when it is not said
   */
  public record Act(
      Action action, List<String> drugs, int levelsDown, List<String> levelDrugs, double days) {
    public Act {
      drugs = List.copyOf(drugs);
      levelDrugs = List.copyOf(levelDrugs);
    }
  }

  /**
   * A rule that changes a dose; within a group the first line that holds counts.
   *
   * @param reason what people read
   */
  public record Modification(
      String group, String reason, List<Act> acts, Condition when, Position at) {
    public Modification {
      acts = List.copyOf(acts);
    }
  }

  /** What a drug's dose becomes by the grade, 1 to 4, of an adverse event that is still there. */
  public record GradeRow(
      String drug, Form form, List<String> terms, List<Action> byGrade, Position at) {
    public GradeRow {
      terms = List.copyOf(terms);
      byGrade = List.copyOf(byGrade);
    }
  }
}
