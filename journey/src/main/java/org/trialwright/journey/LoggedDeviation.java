package org.trialwright.journey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the log of deviations: what the study's rules find, what people wrote about it, or
 * both.
 *
 * @param number of one participant's or one site's deviations, from 1; 0 while nobody has written
 *     about it
 * @param found empty when it was written by hand, or when the rules do not find it any more
 * @param said every {@link Event.Deviated} and {@link Event.Assessed} about it, first to last
 */
public record LoggedDeviation(int number, Optional<Deviation> found, List<Fact> said) {
  public LoggedDeviation {
    said = List.copyOf(said);
  }

  /** Who is waited for. */
  public enum State {
    /** Nobody has written about it. */
    FOUND,
    /** It waits for a second person's judgement. */
    WRITTEN,
    /** Whoever judged it asks for more. */
    RETURNED,
    CLOSED;

    /** As addresses and programs write it. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public State state() {
    if (said.isEmpty()) {
      return State.FOUND;
    }
    return said.getLast().event() instanceof Event.Assessed assessed
        ? assessed.closes() ? State.CLOSED : State.RETURNED
        : State.WRITTEN;
  }

  /** Whether the site must say something. */
  public boolean waitsForSite() {
    return state() == State.FOUND || state() == State.RETURNED;
  }

  /** The newest fact in which a person told it; empty while it is found only. */
  public Optional<Fact> told() {
    return said.stream()
        .filter(fact -> fact.event() instanceof Event.Deviated)
        .reduce((_, later) -> later);
  }

  /** What was told last. */
  public Optional<Event.Deviated> account() {
    return told().map(fact -> (Event.Deviated) fact.event());
  }

  /** The newest judgement. */
  public Optional<Fact> judged() {
    return said.stream()
        .filter(fact -> fact.event() instanceof Event.Assessed)
        .reduce((_, later) -> later);
  }

  /** The category as it was told or judged last; empty while it is found only. */
  public String category() {
    return said.isEmpty()
        ? ""
        : switch (said.getLast().event()) {
          case Event.Assessed(_, var category, _, _, _) -> category;
          case Event.Deviated told -> told.category();
          default -> "";
        };
  }

  /** Whether it was told or judged to be important, last. */
  public boolean important() {
    return !said.isEmpty()
        && switch (said.getLast().event()) {
          case Event.Assessed(_, _, var important, _, _) -> important;
          case Event.Deviated told -> told.important();
          default -> false;
        };
  }

  /** The rule that finds it or found it; empty when it was written by hand. */
  public String rule() {
    return found.map(Deviation::rule).or(() -> account().map(Event.Deviated::rule)).orElse("");
  }

  /**
   * The log of one participant or of one site.
   *
   * @param facts about it
   * @param found by the study's rules; none for a site
   * @return those people wrote about by number, then those nobody has written about
   */
  public static List<LoggedDeviation> of(List<Fact> facts, List<Deviation> found) {
    Map<Integer, List<Fact>> said = new LinkedHashMap<>();
    Map<String, Deviation> rest = new LinkedHashMap<>();
    found.forEach(one -> rest.put(one.rule(), one));
    for (var fact : facts) {
      number(fact)
          .ifPresent(number -> said.computeIfAbsent(number, _ -> new ArrayList<>()).add(fact));
    }
    var log = new ArrayList<LoggedDeviation>();
    said.forEach(
        (number, about) -> {
          var rule = ((Event.Deviated) about.getFirst().event()).rule();
          log.add(new LoggedDeviation(number, Optional.ofNullable(rest.remove(rule)), about));
        });
    rest.values().forEach(one -> log.add(new LoggedDeviation(0, Optional.of(one), List.of())));
    return List.copyOf(log);
  }

  private static Optional<Integer> number(Fact fact) {
    return switch (fact.event()) {
      case Event.Deviated told -> Optional.of(told.deviation());
      case Event.Assessed judged -> Optional.of(judged.deviation());
      default -> Optional.empty();
    };
  }
}
