package org.trialwright.journey;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.Escalation;
import org.trialwright.study.Study;

/** Which dose level the next participant gets, from the facts of those before. */
public final class Levels {
  private Levels() {}

  /**
   * Judges a dose escalation.
   *
   * @param participants the facts of each, in the order of their sequence
   * @param day on which it is asked
   */
  public static Escalation.Verdict next(
      Study study, Escalation rule, Collection<List<Fact>> participants, LocalDate day) {
    return rule.judge(
        participants.stream()
            .flatMap(facts -> given(facts).map(level -> new Given(level, facts)).stream())
            .sorted(Comparator.comparingLong(given -> given.level().sequence()))
            .map(given -> one(Journey.of(study, given.facts(), Surroundings.on(day)), rule))
            .flatMap(Optional::stream)
            .toList());
  }

  /**
   * The facts of each participant as they were before another fact.
   *
   * @param sequence of that fact
   */
  public static List<List<Fact>> before(long sequence, Collection<List<Fact>> participants) {
    return participants.stream()
        .map(facts -> facts.stream().filter(fact -> fact.sequence() < sequence).toList())
        .filter(facts -> !facts.isEmpty())
        .toList();
  }

  private record Given(Fact level, List<Fact> facts) {}

  private static Optional<Fact> given(List<Fact> facts) {
    return facts.stream().filter(fact -> fact.event() instanceof Event.Allocated).findFirst();
  }

  private static Optional<Escalation.One> one(Journey journey, Escalation rule) {
    var endpoint = journey.study().measure().endpoint(rule.endpoint()).orElseThrow();
    return journey
        .arm()
        .map(
            level ->
                new Escalation.One(
                    level, journey.in(endpoint.sets().getFirst()), journey.asked(endpoint)));
  }
}
