package org.trialwright.study;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.quantities.Unit;

/**
 * A worked participant of {@code cases.yaml}: what is recorded, and what must come of it. The facts
 * of the case it starts from are already among its own.
 *
 * @param settings values that differ from the study file's
 * @param closed days on which the site is closed, weekends apart
 * @param facts by day, and on one day in the order written
 */
public record Case(
    String name,
    String about,
    Map<String, Answer> settings,
    Set<LocalDate> closed,
    List<CaseFact> facts,
    List<Expectation> expectations,
    Position at) {
  public Case {
    settings = Map.copyOf(settings);
    closed = Set.copyOf(closed);
    facts = List.copyOf(facts);
    expectations = List.copyOf(expectations);
  }

  /** Something that is recorded. */
  public sealed interface CaseFact {
    LocalDate day();

    Position at();

    /** A form is filled in; item name to the text of the answer. */
    record Filled(LocalDate day, Form form, Map<String, String> answers, Position at)
        implements CaseFact {
      public Filled {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
      }
    }

    /** The arm that was drawn. */
    record Drawn(LocalDate day, String arm, Position at) implements CaseFact {}
  }

  /**
   * Something that must come of it.
   *
   * @param subject what is asked about, as written: {@code drug-a on 2024-07-01}
   * @param expected what is expected of it, as written: {@code 205 mg}
   * @param on the day on which it is asked; the day of the last fact when none is written
   */
  public record Expectation(
      String subject, String expected, Optional<LocalDate> on, Claim claim, Position at) {}

  /** What kind of thing is expected. */
  public sealed interface Claim {
    record Eligible() implements Claim {}

    /** These criteria and no others are not met; a sentence's name stands for all its rules. */
    record NotEligible(Set<String> criteria) implements Claim {}

    /** No criterion is failed, and these questions and no others are waited for. */
    record Undecided(Set<String> questions) implements Claim {}

    record InPlace(String place) implements Claim {}

    /** A dose is given, or would be once a second person confirms it. */
    record Dose(String drug, Value.Number amount) implements Claim {}

    /** A rule changes a dose: omit, hold, stop, pause, or confirm. */
    record Changed(String drug, What.Action action, String reason) implements Claim {}

    /** Nothing changes it. */
    record GoesOn(String drug) implements Claim {}

    /**
     * A visit is due.
     *
     * @param targets one of them, or all of them when several are given
     * @param window first and last day, or nothing
     */
    record Due(String visit, List<LocalDate> targets, List<LocalDate> window) implements Claim {
      public Due {
        targets = List.copyOf(targets);
        window = List.copyOf(window);
      }
    }

    /** A clock runs until a moment. */
    record Clock(String alarm, Instant due) implements Claim {}

    /** The newest record of the form, or that of the day. */
    record Answered(Item item, Value value) implements Claim {}

    record Is(Named named, Value value) implements Claim {}

    record Endpoint(String endpoint, Outcome outcome, long day) implements Claim {}

    /** A check is not fulfilled by a record of that day, of this drug when one is named. */
    record Refused(Form form, Optional<String> drug, String check) implements Claim {}

    /** A record of that day is impossible where the participant stands. */
    record Impossible(Form form) implements Claim {}

    /** A deviation appears on the day before and on the day after, and on neither day itself. */
    record Allowed(Item item, LocalDate from, LocalDate to) implements Claim {}
  }

  public enum Outcome {
    EVENT,
    COMPETING,
    CENSORED,
    NO_EVENT,
    YES,
    NO
  }

  /** A value that is expected. */
  public sealed interface Value {
    /** A number, to the digits written. */
    record Number(double number, int decimals, Unit unit) implements Value {}

    record Exactly(Answer answer) implements Value {}

    /** Nothing, or more than one answer, is possible. */
    record NotKnown() implements Value {}

    record NotAsked() implements Value {}
  }
}
