package org.trialwright.study;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialwright.quantities.Unit;

/**
 * Nature and people, for rehearsals only: what happens to participants and what the forms therefore
 * say. A scenario may name anything of its study; the study never names the scenario.
 *
 * @param nature the names that nature gives, as a form that nobody fills in: rules of the scenario
 *     use them bare
 * @param place the name by which rules ask where the participant stands
 * @param lines one for each other name of nature
 * @param answers by {@code form.item}; a star at the end stands for any ending
 * @param events in the order in which they are tried
 * @param visits by the name of the visit
 * @param expected what the scenario's author expects of it
 */
public record Scenario(
    String name,
    Setting setting,
    Form nature,
    Item place,
    Map<Item, Line> lines,
    Map<String, Says> answers,
    List<Happening> events,
    Map<String, Attendance> visits,
    List<Expected> expected) {
  /** Days in a month of the simulator's clocks. */
  public static final double DAYS_PER_MONTH = Unit.DAYS_OF_A_MONTH;

  public Scenario {
    answers = Map.copyOf(answers);
    events = List.copyOf(events);
    visits = Map.copyOf(visits);
    expected = List.copyOf(expected);
  }

  /** The same with other lines of nature. */
  public Scenario with(Map<Item, Line> others) {
    return new Scenario(name, setting, nature, place, others, answers, events, visits, expected);
  }

  /** The same elsewhere or at another time. */
  public Scenario with(Setting other) {
    return new Scenario(name, other, nature, place, lines, answers, events, visits, expected);
  }

  /** The same where people come to visits in another way. */
  public Scenario withVisits(Map<String, Attendance> others) {
    return new Scenario(name, setting, nature, place, lines, answers, events, others, expected);
  }

  /**
   * Where and when it is played.
   *
   * @param begins the first day on which somebody may come
   * @param months how long it is played
   * @param age completed years on coming
   */
  public record Setting(
      LocalDate begins,
      double months,
      int sites,
      String zone,
      List<Pace> accrual,
      Says.Number age) {
    public Setting {
      accrual = List.copyOf(accrual);
    }

    /** The last day that is played. */
    public LocalDate ends() {
      return begins.plusDays((long) (months * DAYS_PER_MONTH));
    }

    /** The same with another pace. */
    public Setting with(List<Pace> other) {
      return new Setting(begins, months, sites, zone, other, age);
    }
  }

  /**
   * How many are wanted per month.
   *
   * @param months how long the pace is kept; endless for the last
   */
  public record Pace(double fromRate, double toRate, double months) {}

  /** A value that holds while its condition does; of several the first that holds counts. */
  public record Choice<T>(T value, Condition when) {}

  /** One name of nature. */
  public sealed interface Line {}

  /** One of several classes, each with its share; the last takes what is left. */
  public record Classes(List<Choice<List<Share>>> choices) implements Line {
    public Classes {
      choices = List.copyOf(choices);
    }
  }

  /**
   * @param chance from 0 to 1; NaN for what is left
   */
  public record Share(String code, double chance) {}

  /** Yes with a chance. */
  public record Chance(List<Choice<Double>> choices) implements Line {
    public Chance {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A date of nature.
   *
   * @param chance that it happens at all; none for always
   * @param onlyIf asked when it is looked at; {@link Condition.Otherwise} for always
   * @param from where its clock starts
   * @param until from this day on it cannot happen any more
   */
  public record Timed(
      List<Choice<Double>> chance,
      Condition onlyIf,
      List<Choice<Clock>> clock,
      Term from,
      Optional<Term> until)
      implements Line {
    public Timed {
      chance = List.copyOf(chance);
      clock = List.copyOf(clock);
    }
  }

  /** How long it takes. */
  public sealed interface Clock {}

  /** Rates per month, each for so many months; the last for ever. */
  public record Hazard(List<Rate> rates) implements Clock {
    public Hazard {
      rates = List.copyOf(rates);
    }
  }

  public record Rate(double perMonth, double months) {}

  /**
   * A waiting time after Weibull (J Appl Mech 1951;18:293): still waiting at t with chance
   * exp(−(t/scale)^shape).
   *
   * @param shape above 0; above 1 the hazard rises
   * @param scale months, above 0: by then 63 % have come
   */
  public record Weibull(double shape, double scale) implements Clock {}

  /**
   * A waiting time whose logarithm is normal.
   *
   * @param median months, above 0
   * @param spread standard deviation of the logarithm, 0 or more
   */
  public record LogNormal(double median, double spread) implements Clock {}

  /** Any day between two, both counted in days. */
  public record Between(double low, double high) implements Clock {}

  /** At once. */
  public record AtOnce() implements Clock {}

  /** What a question is answered; the first alternative that holds. */
  public record Says(List<Choice<Says.Value>> choices) {
    public Says {
      choices = List.copyOf(choices);
    }

    /** How one answer comes about. */
    public sealed interface Value {}

    /** One of several texts. */
    public record Codes(List<Share> shares) implements Value {
      public Codes {
        shares = List.copyOf(shares);
      }
    }

    /**
     * A number.
     *
     * @param mean over people
     * @param between standard deviation between people
     * @param within standard deviation between one person's days
     * @param decimals digits written behind the point
     * @param suffix the unit and the laboratory's limits, as written behind the number
     */
    public record Number(
        double mean,
        double between,
        double within,
        OptionalDouble low,
        OptionalDouble high,
        int decimals,
        String suffix)
        implements Value {}

    /** A number between two, all alike. */
    public record Even(double low, double high, int decimals, String suffix) implements Value {}

    /** Worked out by a rule of the study's language. */
    public record Worked(Term term) implements Value {}

    /** Always this text. */
    public record Text(String text) implements Value {}
  }

  /**
   * A form that is filled in when something happens.
   *
   * @param on the day; empty when a condition or a visit says when
   * @param at only on the day of one of these visits
   * @param again whether it may happen more than once
   */
  public record Happening(
      String name,
      Form form,
      Optional<Term> on,
      List<String> at,
      Condition when,
      boolean again,
      Map<String, Says> says) {
    public Happening {
      at = List.copyOf(at);
      says = Map.copyOf(says);
    }
  }

  /**
   * Whether and when participants come to a visit.
   *
   * @param misses the chance that one does not come
   * @param after days from the opening of the window, lowest and highest; empty for near its target
   */
  public record Attendance(double misses, Optional<Between> after, Condition when) {}

  /**
   * A share that should come out, such as survival at a month.
   *
   * @param whom an arm, or another group of participants; empty for all
   * @param arm when the group is looked at in one arm only; else empty
   * @param atMonths infinite for ever, or when no time is meant
   */
  public record Expected(String what, String whom, String arm, double share, double atMonths) {}
}
