package org.trialwright.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was planned before anybody saw a result.
 *
 * @param tests in their order: each only if the one before succeeded
 * @param end the events at which an event-driven study ends; empty when it ends by the calendar
 * @param size empty when the study gives no reason for its size
 * @param despite what happens on the way
 * @param subgroups in which the primary endpoint is looked at
 * @param text every line as written: {@code tests}, {@code looks}, {@code end}, {@code size},
 *     {@code despite}, {@code subgroups}
 */
public record Plan(
    List<Test> tests,
    List<Look> looks,
    Optional<End> end,
    Optional<Size> size,
    List<Despite> despite,
    List<Subgroup> subgroups,
    Map<String, Map<String, String>> text) {
  public Plan {
    tests = List.copyOf(tests);
    looks = List.copyOf(looks);
    despite = List.copyOf(despite);
    subgroups = List.copyOf(subgroups);
    text = Collections.unmodifiableMap(new LinkedHashMap<>(text));
  }

  /**
   * A claim that a test decides.
   *
   * @param of the questions meant, of an endpoint that has several
   * @param at the time meant; empty when the endpoint has none
   * @param sets all must agree; empty for the endpoint's first
   * @param alpha of one side or of both, as {@code oneSided} says
   * @param sharedWith the look that spends a part of alpha
   */
  public record Test(
      String name,
      String endpoint,
      List<Item> of,
      Claim claim,
      Optional<Quantity> at,
      List<String> sets,
      boolean oneSided,
      double alpha,
      Optional<String> sharedWith,
      String text) {
    public Test {
      of = List.copyOf(of);
      sets = List.copyOf(sets);
    }
  }

  /** What is claimed of the first arm against the second. */
  public sealed interface Claim {
    /**
     * The difference, first less second, lies beyond a limit.
     *
     * @param above whether above, else below
     * @param limit signed, in its unit; points are percent points
     */
    record DifferenceBeyond(boolean above, Quantity limit) implements Claim {}

    record Superior(boolean logRank) implements Claim {}

    record Differs() implements Claim {}

    /**
     * Worse by less than a margin.
     *
     * @param ratio whether the margin is a ratio of hazards or of rates, else a difference
     * @param margin above 0; a difference in the question's unit, shares in percent points
     */
    record NotInferior(boolean ratio, Quantity margin) implements Claim {}
  }

  /** A look at the data before the end. */
  public record Look(String name, Timing timing, List<Step> steps, String text) {
    public Look {
      steps = List.copyOf(steps);
    }

    /** The stage that this look closes; empty for looks that do not stop the study by a count. */
    public Optional<Stage> stage() {
      return timing instanceof Timing.After after
          ? steps.stream()
              .filter(Step.GoOn.class::isInstance)
              .map(Step.GoOn.class::cast)
              .map(step -> new Stage(after.numbers().getFirst().intValue(), step))
              .findFirst()
          : Optional.empty();
    }
  }

  /**
   * A study ends when so many have had the event of an endpoint.
   *
   * @param events at least 1
   */
  public record End(int events, String endpoint) {}

  /** When a look is taken. */
  public sealed interface Timing {
    /** Once, at so many of all that will be counted. */
    record Once(double at, double of, List<String> counted) implements Timing {
      public Once {
        counted = List.copyOf(counted);
      }
    }

    /**
     * After so many participants.
     *
     * @param numbers ascending
     * @param who which are counted: treated, randomised, enrolled or evaluated
     */
    record After(List<Double> numbers, String who) implements Timing {
      public After {
        numbers = List.copyOf(numbers);
      }
    }

    record Every(Quantity period) implements Timing {}
  }

  /** One thing done at a look. */
  public sealed interface Step {
    /** The statistic: z = (ln of the ratio − ln of the estimate) / standard error. */
    record Against(String endpoint, boolean cox, List<How.Stratum> within, double hazardRatio)
        implements Step {
      public Against {
        within = List.copyOf(within);
      }
    }

    /** The rule that spends alpha, by its name. */
    record Boundary(String name) implements Step {}

    /**
     * @param below conditional power, 0 to 1
     */
    record Futile(double below, boolean binding) implements Step {}

    /**
     * The study stops unless enough of those counted have it (Simon, Control Clin Trials
     * 1989;10:1).
     *
     * @param least of those counted, from 1 to their number
     * @param endpoint a share
     */
    record GoOn(int least, String endpoint) implements Step {}

    record Show(List<String> endpoints) implements Step {
      public Show {
        endpoints = List.copyOf(endpoints);
      }
    }

    /**
     * An arm is paused when a one-sided limit of a share passes another.
     *
     * @param lower whether the lower limit is meant
     * @param level of confidence, one-sided, 0 to 1
     * @param limit 0 to 1
     */
    record Pause(
        String arm, boolean lower, double level, String endpoint, boolean above, double limit)
        implements Step {}
  }

  /**
   * Why the study has its size.
   *
   * @param parts by name: alpha, power, control, margin …; shares in percent where so written
   */
  public record Size(String kind, Map<String, Double> parts) {
    public Size {
      parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }
  }
}
