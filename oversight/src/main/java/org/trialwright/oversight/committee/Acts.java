package org.trialwright.oversight.committee;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.oversight.Overseen;

/**
 * Recommendations and releases: facts about the study, each with the fact of a second member who
 * agrees.
 */
@Component
class Acts {
  private final Overseen overseen;
  private final StudyFacts facts;

  Acts(Overseen overseen, StudyFacts facts) {
    this.overseen = overseen;
    this.facts = facts;
  }

  /** Newest first, those that wait for a second member and those given up included. */
  List<Act<Act.Recommended>> recommendations() {
    return all(
        fact ->
            fact.event()
                    instanceof Event.Recommended(var cut, var code, var arm, var open, var closed)
                ? Advice.of(code)
                    .map(advice -> act(fact, cut, new Act.Recommended(advice, arm, open, closed)))
                : Optional.empty());
  }

  /** Newest first, those that wait for a second member and those given up included. */
  List<Act<Act.Released>> releases() {
    return all(
        fact ->
            fact.event() instanceof Event.Released(var cut, var roles)
                ? Optional.of(act(fact, cut, new Act.Released(roles, fact.reason())))
                : Optional.empty());
  }

  private static <T> Act<T> act(Fact fact, long cut, T what) {
    return new Act<>(fact.sequence(), cut, what, signature(fact), Optional.empty());
  }

  private static Act.Signature signature(Fact fact) {
    return new Act.Signature(fact.author(), fact.recorded());
  }

  private <T> List<Act<T>> all(Function<Fact, Optional<Act<T>>> proposed) {
    var facts = overseen.journal().study();
    var acts = facts.stream().flatMap(fact -> proposed.apply(fact).stream()).toList();
    return acts.stream()
        .map(
            act ->
                new Act<>(act.fact(), act.cut(), act.what(), act.first(), agreed(act, acts, facts)))
        .toList()
        .reversed();
  }

  /**
   * The second member's signature. It is none of the first member's, and it counts only as long as
   * nobody had proposed something else for the cut: two who sign at once never bring back what was
   * given up.
   */
  private static <T> Optional<Act.Signature> agreed(
      Act<T> act, List<Act<T>> all, List<Fact> facts) {
    long givenUp =
        all.stream()
            .filter(other -> other.cut() == act.cut() && other.fact() > act.fact())
            .mapToLong(Act::fact)
            .min()
            .orElse(Long.MAX_VALUE);
    return facts.stream()
        .filter(fact -> fact.event() instanceof Event.Agreed(var to) && to == act.fact())
        .filter(fact -> fact.sequence() < givenUp)
        .map(Acts::signature)
        .filter(Predicate.not(isOf(act.first().by())))
        .findFirst();
  }

  /** Those of a cut that hold. */
  static <T> List<Act<T>> held(List<Act<T>> newestFirst, long cut) {
    return newestFirst.stream().filter(act -> act.cut() == cut && act.holds()).toList();
  }

  /**
   * What waits for a second member: the newest of a cut, unless it holds; all before are given up.
   */
  static <T> Optional<Act<T>> waiting(List<Act<T>> newestFirst, long cut) {
    return newestFirst.stream()
        .filter(act -> act.cut() == cut)
        .findFirst()
        .filter(act -> !act.holds());
  }

  /**
   * @param key sent twice, recorded once
   * @throws org.trialwright.journal.KeyUsedBefore when it was sent with something else
   */
  void recommend(long cut, Act.Recommended what, Author by, UUID key) {
    facts.append(
        new Event.Recommended(cut, what.advice().code(), what.arm(), what.open(), what.closed()),
        "",
        by,
        key);
  }

  /**
   * @param key sent twice, recorded once
   * @throws org.trialwright.journal.KeyUsedBefore when it was sent with something else
   */
  void release(long cut, Act.Released what, Author by, UUID key) {
    facts.append(new Event.Released(cut, what.roles()), what.reason(), by, key);
  }

  /** What came of a second signature. */
  enum Agreement {
    DONE,
    /** The first signature is of the same person. */
    OWN,
    /** Something else waits by now, or nothing. */
    GONE
  }

  /**
   * Agrees with what waits. Who sends the same again has agreed already.
   *
   * @param fact what was read before agreeing
   */
  <T> Agreement agree(List<Act<T>> newestFirst, long cut, long fact, Author by, UUID key) {
    boolean before =
        held(newestFirst, cut).stream()
            .anyMatch(act -> act.fact() == fact && act.second().filter(isOf(by)).isPresent());
    if (before) {
      return Agreement.DONE;
    }
    var act = waiting(newestFirst, cut).filter(one -> one.fact() == fact);
    if (act.isEmpty()) {
      return Agreement.GONE;
    }
    if (isOf(by).test(act.get().first())) {
      return Agreement.OWN;
    }
    facts.append(new Event.Agreed(fact), "", by, key);
    return Agreement.DONE;
  }

  static Predicate<Act.Signature> isOf(Author person) {
    return signature -> signature.by().person().equals(person.person());
  }
}
