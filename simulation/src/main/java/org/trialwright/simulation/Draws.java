package org.trialwright.simulation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import org.trialwright.study.Scenario;

/**
 * The chance numbers of one person. Each is found by what it is for, never by how many were drawn
 * before, so that no other question, person or thread can change it. The mixing is that of
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
class Draws {
  static final String RADIUS = "/radius";
  static final String ANGLE = "/angle";

  /** Far more than the last digits of a double for {@link #MANY} days. */
  private static final double NEAR = 1e-6;

  private static final double MANY = 1e6;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final long PRIME = 0x100000001b3L;

  private final long root;

  /**
   * @param seed of the whole rehearsal
   * @param person counts newcomers from 1; 0 for what is about nobody
   */
  Draws(long seed, long person) {
    root = mix(mix(seed + GOLDEN) ^ (person * GOLDEN));
  }

  /** The seed of one of many trials, which are numbered from 1. */
  static long seed(long seed, long trial) {
    return mix(mix(seed + GOLDEN) + trial * GOLDEN);
  }

  /** A number between 0 and 1, neither of them, for a purpose and its occasion. */
  double uniform(String purpose, long occasion) {
    return between(bits(purpose, occasion));
  }

  /** The same number for a purpose whose {@link #hash} is at hand. */
  final double uniform(long purpose, long occasion) {
    return between(mix(mix(root ^ purpose) + (occasion + 1) * GOLDEN));
  }

  private static double between(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** Yes with a chance. */
  boolean happens(String purpose, double chance) {
    return uniform(purpose, 0) < chance;
  }

  /** The day of a date of nature when it is not left to chance; infinite for never. */
  OptionalDouble settled(String date) {
    return OptionalDouble.empty();
  }

  /** A standard normal number (Box and Muller, Ann Math Stat 1958;29:610). */
  double normal(String purpose, long occasion) {
    return normal(uniform(purpose + RADIUS, occasion), uniform(purpose + ANGLE, occasion));
  }

  /**
   * Of an occasion of a visit: whether somebody misses it, or when they come.
   *
   * @param visit its name in the study
   */
  double visit(String visit, String purpose) {
    return uniform(purpose, 0);
  }

  /** Of an occasion of a visit: how far from its target somebody comes. */
  double near(String visit, String purpose) {
    return normal(purpose, 0);
  }

  /** The standard normal number that two between 0 and 1 stand for. */
  static double normal(double radius, double angle) {
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * StrictMath.PI * angle);
  }

  /**
   * A waiting time in months; infinite when it never ends.
   *
   * @param clock one that has no latest day
   */
  double waiting(String purpose, Scenario.Clock clock) {
    return switch (clock) {
      case Scenario.Hazard hazard ->
          waiting(uniform(purpose, 0), hazard.rates().toArray(Scenario.Rate[]::new));
      case Scenario.Weibull weibull -> waiting(uniform(purpose, 0), weibull);
      case Scenario.LogNormal logNormal -> waiting(normal(purpose, 0), logNormal);
      case Scenario.AtOnce _, Scenario.Between _ -> throw new IllegalArgumentException("" + clock);
    };
  }

  static double waiting(double uniform, Scenario.Weibull weibull) {
    return weibull.scale() * StrictMath.pow(-StrictMath.log(uniform), 1 / weibull.shape());
  }

  static double waiting(double normal, Scenario.LogNormal logNormal) {
    return logNormal.median() * StrictMath.exp(logNormal.spread() * normal);
  }

  /** The waiting time that a number between 0 and 1 stands for. */
  static double waiting(double uniform, Scenario.Rate[] rates) {
    double left = -StrictMath.log(uniform);
    double waited = 0;
    for (var rate : rates) {
      if (left <= rate.perMonth() * rate.months()) {
        return rate.perMonth() == 0 ? Double.POSITIVE_INFINITY : waited + left / rate.perMonth();
      }
      left -= rate.perMonth() * rate.months();
      waited += rate.months();
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Nearly the same waiting time, in a third of the time: the processor's own logarithm may differ
   * in its last digit.
   *
   * @return NaN when that digit may matter
   */
  static double nearly(double uniform, Scenario.Rate[] rates) {
    double left = -Math.log(uniform);
    double waited = 0;
    for (var rate : rates) {
      double here = rate.perMonth() * rate.months();
      if (Math.abs(left - here) < NEAR) {
        return Double.NaN;
      }
      if (left <= here) {
        return rate.perMonth() == 0 ? Double.POSITIVE_INFINITY : waited + left / rate.perMonth();
      }
      left -= here;
      waited += rate.months();
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Nearly the same as {@link #normal(double, double)}. */
  static double nearlyNormal(double radius, double angle) {
    return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
  }

  /**
   * Whether days are whole days whatever the last digits are.
   *
   * @param days nearly
   */
  static boolean sure(double days) {
    return days < MANY && Math.abs(days - Math.floor(days) - 0.5) > NEAR;
  }

  /** Which of several shares; the last takes what the others leave. */
  String code(String purpose, long occasion, List<Scenario.Share> shares) {
    double at = uniform(purpose, occasion);
    for (var share : shares) {
      if (Double.isNaN(share.chance()) || at < share.chance()) {
        return share.code();
      }
      at -= share.chance();
    }
    return shares.getLast().code();
  }

  /** A key that is the same in every rehearsal of this seed. */
  UUID key(long act) {
    long high = (bits("key/high", act) & 0xffffffffffff0fffL) | 0x0000000000008000L;
    long low = (bits("key/low", act) & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private long bits(String purpose, long occasion) {
    return mix(mix(root ^ hash(purpose)) + (occasion + 1) * GOLDEN);
  }

  /** FNV-1a over UTF-8. */
  static long hash(String text) {
    return hash(0xcbf29ce484222325L, text);
  }

  /** The hash of a text that goes on with another. */
  static long hash(long begun, String text) {
    long hash = begun;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    return hash;
  }

  /** The hash of a text that goes on with a day of the years 0 to 9999, as ISO 8601 writes it. */
  static long hash(long begun, long epochDay) {
    var date = LocalDate.ofEpochDay(epochDay);
    int year = date.getYear();
    long hash = digits(digits(begun, year / 100), year % 100);
    hash = digits((hash ^ '-') * PRIME, date.getMonthValue());
    return digits((hash ^ '-') * PRIME, date.getDayOfMonth());
  }

  private static long digits(long begun, int two) {
    long hash = (begun ^ ('0' + two / 10)) * PRIME;
    return (hash ^ ('0' + two % 10)) * PRIME;
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
