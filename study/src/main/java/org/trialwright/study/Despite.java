package org.trialwright.study;

import java.util.List;
import java.util.Optional;

/**
 * Something that happens on the way, and how each endpoint treats it: the intercurrent event and
 * the strategies of ICH E9(R1).
 *
 * @param name the event in the study's words
 * @param when its day; empty when the study does not say
 * @param ways in the order written
 * @param text the line as written
 */
public record Despite(String name, Optional<Term> when, List<Way> ways, String text) {
  public Despite {
    ways = List.copyOf(ways);
  }

  /**
   * The way of one endpoint.
   *
   * @param also whether it stands beside the way that counts, to see what the answer hangs on
   * @param arm the only arm in which it is done; empty for all
   * @param text as written, without the endpoint
   */
  public record Way(
      String endpoint, Strategy strategy, boolean also, Optional<String> arm, String text) {}

  /** What is done. */
  public sealed interface Strategy {}

  /** A strategy that is all said by its name. */
  public enum Plain implements Strategy {
    /** Whatever happens counts. */
    POLICY("policy", Needs.NOTHING),
    /** The endpoint's own definition says what becomes of it. */
    AS_DEFINED("as defined", Needs.NOTHING),
    IS_THE_EVENT("is the event", Needs.NOTHING),
    WHILE_ALIVE("while alive", Needs.NOTHING),
    WHILE_ON_TREATMENT("while on treatment", Needs.NOTHING),
    CENSORED("censored", Needs.NOTHING),
    MISSING_AT_RANDOM("missing at random", Needs.NOTHING),
    /** As if it could not happen: censored there, those who go on weighted for those who left. */
    HYPOTHETICAL_BY_IPCW("hypothetical by IPCW", Needs.TIME),
    HYPOTHETICAL("hypothetical", Needs.NOTHING),
    /** Ranked below everybody else. */
    WORST_SCORE("worst score", Needs.SCORES),
    COMPOSITE("composite", Needs.NOTHING),
    /** What is missing afterwards is drawn from another pattern than the rest. */
    PATTERN_MIXTURE("pattern mixture", Needs.SCORES),
    PRINCIPAL_STRATUM("principal stratum", Needs.NOTHING);

    private final String words;
    private final Needs needs;

    Plain(String words, Needs needs) {
      this.words = words;
      this.needs = needs;
    }

    String words() {
      return words;
    }

    Needs needs() {
      return needs;
    }
  }

  /** What a strategy needs: nothing, or the event's day and an endpoint of one kind. */
  enum Needs {
    NOTHING,
    TIME,
    SCORES
  }

  /**
   * The hazard after censoring is multiplied by one factor after the other.
   *
   * @param from the first factor, above 0
   * @param to the last, above the first
   */
  public record Tipping(double from, double to) implements Strategy {}

  /** The ways that stand beside those that count. */
  public List<Way> alternatives() {
    return ways.stream().filter(Way::also).toList();
  }
}
