package org.trialwright.records;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Draws for invented records: the same seed and number give the same draws for ever. */
final class Chance {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  /**
   * @param number of the record, so that each may be made without those before it
   */
  Chance(long seed, long number) {
    this.random = new SplittableRandom(seed * STEP ^ (number + 1) * 0xBF58476D1CE4E5B9L);
  }

  /** From the lowest to the highest, both possible. */
  int between(int lowest, int highest) {
    return lowest + random.nextInt(highest - lowest + 1);
  }

  boolean in(double share) {
    return random.nextDouble() < share;
  }

  double share() {
    return random.nextDouble();
  }

  <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** The first ones much more often than the last. */
  <T> T oftenFirst(List<T> all) {
    return all.get(oftenLow(all.size()));
  }

  int oftenLow(int below) {
    return (int) (below * Math.pow(random.nextDouble(), 2.5));
  }

  /**
   * @param shares such as {@code "A 3; B 1"}: A three times as often as B
   */
  String weighted(String shares) {
    var all = shares.split("; ");
    double sum = 0;
    for (var one : all) {
      sum += weight(one);
    }
    double left = random.nextDouble() * sum;
    for (var one : all) {
      left -= weight(one);
      if (left < 0) {
        return value(one);
      }
    }
    return value(all[all.length - 1]);
  }

  private static double weight(String one) {
    return Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1));
  }

  private static String value(String one) {
    return one.substring(0, one.lastIndexOf(' '));
  }

  /** Log-normal: half lie below the median; the spread is that of the natural logarithm. */
  int around(double median, double spread) {
    double normal = 0;
    // Twelve uniform draws less six are near enough to a normal one, and the same on every machine.
    for (int i = 0; i < 12; i++) {
      normal += random.nextDouble();
    }
    return (int) Math.round(median * StrictMath.exp(spread * (normal - 6)));
  }

  LocalDate day(LocalDate first, LocalDate last) {
    long days = Math.max(0, last.toEpochDay() - first.toEpochDay());
    return first.plusDays(random.nextLong(days + 1));
  }
}
