package org.trialwright.journey;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialwright.study.Because;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.What.Action;
import org.trialwright.study.What.Drug;

/**
 * What is given on one day, and why.
 *
 * @param day the day asked about
 * @param courseDay counted from the first treatment day, which is 1
 * @param visit the visit the day belongs to; empty when none
 */
public record DoseCard(LocalDate day, int courseDay, String visit, List<Line> lines) {
  public DoseCard {
    lines = List.copyOf(lines);
  }

  public Optional<Line> line(String drug) {
    return lines.stream().filter(line -> line.drug().name().equals(drug)).findFirst();
  }

  /**
   * One drug.
   *
   * @param plannedDay the day of the course this dose belongs to; empty when none is planned now
   * @param action what happens; hold when anything it depends on is not known
   * @param exact the dose before rounding; empty while an input is not known
   * @param amount the dose after rounding, in {@code unit}
   * @param unit mg, or Gy for a fraction
   * @param level how many levels below the full dose
   * @param last the last amount given
   * @param changePercent against the last amount given; negative when it is less
   * @param steps the sum, in order
   * @param reasons what changes the dose, strictest first
   * @param waiting the questions without an answer that it depends on
   */
  public record Line(
      Drug drug,
      Optional<Integer> plannedDay,
      Action action,
      OptionalDouble exact,
      OptionalDouble amount,
      String unit,
      int level,
      OptionalDouble last,
      OptionalDouble changePercent,
      List<Step> steps,
      List<Reason> reasons,
      List<Item> waiting) {
    public Line {
      steps = List.copyOf(steps);
      reasons = List.copyOf(reasons);
      waiting = List.copyOf(waiting);
    }

    /** Whether a second person must confirm before it is given. */
    public boolean needsSecondPerson() {
      return reasons.stream().anyMatch(reason -> reason.action() == Action.CONFIRM);
    }

    /** Whether it may be given now. */
    public boolean givable() {
      return plannedDay.isPresent() && action.compareTo(Action.LEVEL) <= 0 && amount.isPresent();
    }
  }

  /**
   * One line of the sum.
   *
   * @param formula as the study writes it
   * @param inputs the questions it reads, newest answers
   * @param value in {@code unit}
   * @param limited whether a floor or cap replaced the value
   */
  public record Step(
      Named name,
      String formula,
      List<Input> inputs,
      double value,
      String unit,
      Optional<Boolean> limited) {
    public Step {
      inputs = List.copyOf(inputs);
    }
  }

  /** A question a step reads, with the day of its answer. */
  public record Input(Item item, org.trialwright.study.Answer answer, Optional<LocalDate> day) {}

  /**
   * Why a dose is changed.
   *
   * @param text the words of the study
   * @param known whether it holds, or cannot be told yet
   */
  public record Reason(
      Action action, Source source, String text, boolean known, List<Because> because) {
    public Reason {
      because = List.copyOf(because);
    }
  }

  /** Which rule speaks. */
  public enum Source {
    MODIFICATION,
    GRADE,
    NOT_IN_ARM,
    TOO_EARLY,
    TOO_LATE,
    NO_LEVEL_LEFT,
    NOT_PLANNED,
    INPUT_MISSING
  }
}
