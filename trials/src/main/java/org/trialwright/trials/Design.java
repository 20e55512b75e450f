package org.trialwright.trials;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.analysis.Days;
import org.trialwright.analysis.LookRule;
import org.trialwright.quantities.Unit;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Plan;
import org.trialwright.study.Study;

/**
 * What the study's plan says of its first test on the primary endpoint: who it compares, when it is
 * made, and the look before it.
 *
 * @param participants to be allocated
 * @param test the study's words
 * @param claim what the test claims
 * @param end when the last analysis is made
 * @param alpha of the test, one-sided
 * @param look that shares alpha with the test
 */
record Design(
    int participants,
    String endpoint,
    String test,
    Claim claim,
    End end,
    double alpha,
    Optional<LookRule> look) {
  private static final double POINTS = 100;

  /** What is claimed of the study's first arm against its second. */
  sealed interface Claim {
    /**
     * Survival at a day differs by more than a limit.
     *
     * @param limit −1 to 1, first less second
     */
    record Difference(double day, double limit, boolean above) implements Claim {}

    /** Fewer events, by the log-rank test. */
    record Fewer(List<How.Stratum> within) implements Claim {}
  }

  /** When the last analysis is made. */
  sealed interface End {
    /** At so many events. */
    record Events(int events) implements End {}

    /** So many days after the last participant was allocated. */
    record Followed(double days) implements End {}
  }

  /**
   * The design.
   *
   * @throws NotPlayed with what the study leaves open, or what is not played
   */
  static Design of(Study study) {
    if (study.how().arms().size() != 2) {
      throw new NotPlayed(
          "trials are played of two arms, and the study has %d"
              .formatted(study.how().arms().size()));
    }
    int participants =
        study
            .targetNumber()
            .orElseThrow(() -> new NotPlayed("the study names no target number of participants"));
    var plan = study.measure().plan();
    var test =
        plan.tests().stream()
            .findFirst()
            .orElseThrow(
                () -> new NotPlayed("the study plans no test; write one under measure: tests:"));
    var endpoint = study.measure().endpoint(test.endpoint()).orElseThrow();
    if (!endpoint.primary() || !(endpoint.what() instanceof Measure.What.TimeTo)) {
      throw new NotPlayed(
          "the first test is on %s; it should be on the primary endpoint, a time to an event"
              .formatted(endpoint.name()));
    }
    var look =
        plan.looks().stream()
            .filter(one -> test.sharedWith().filter(one.name()::equals).isPresent())
            .flatMap(one -> LookRule.of(study, one).stream())
            .findFirst();
    look.filter(rule -> !rule.against().endpoint().equals(endpoint.name()) || !rule.against().cox())
        .ifPresent(
            rule -> {
              throw new NotPlayed(
                  "the look '%s' is played by Cox's ratio of the primary endpoint only"
                      .formatted(rule.plan().name()));
            });
    return new Design(
        participants,
        endpoint.name(),
        test.text(),
        claim(study, test, endpoint),
        end(plan)
            .or(() -> look.map(rule -> new End.Events((int) rule.of())))
            .orElseThrow(
                () ->
                    new NotPlayed(
                        "the study does not say when it is analysed;"
                            + " write 'events 150' or 'follow 36 mo' under measure: size:")),
        test.oneSided() ? test.alpha() : test.alpha() / 2,
        look);
  }

  private static Claim claim(Study study, Plan.Test test, Measure.Endpoint endpoint) {
    return switch (test.claim()) {
      case Plan.Claim.DifferenceBeyond(boolean above, var limit) ->
          new Claim.Difference(
              Days.of(study, test.at().orElseThrow()), limit.amount() / POINTS, above);
      case Plan.Claim.Superior _ ->
          new Claim.Fewer(
              endpoint.methods().stream()
                  .filter(Method.LogRank.class::isInstance)
                  .findFirst()
                  .map(method -> method.options().within())
                  .orElse(List.of()));
      case Plan.Claim.Differs _, Plan.Claim.NotInferior _ ->
          throw new NotPlayed("the claim of '%s' is not played".formatted(test.name()));
    };
  }

  /** When the plan says that the last analysis is made. */
  static Optional<End> end(Plan plan) {
    if (plan.end().isPresent()) {
      return Optional.of(new End.Events(plan.end().get().events()));
    }
    var parts = plan.size().map(Plan.Size::parts).orElse(Map.of());
    var events = parts.get("events");
    if (events != null) {
      return Optional.of(new End.Events(events.intValue()));
    }
    return Optional.ofNullable(parts.get("follow"))
        .map(months -> new End.Followed(Math.ceil(months * Unit.DAYS_OF_A_MONTH)));
  }
}
