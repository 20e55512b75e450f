package org.trialwright.trials;

import java.util.Arrays;

/**
 * Two arms at risk, one row for each time at which somebody had the event, stratum after stratum.
 * It is filled again for each analysis.
 */
final class RiskTable {
  /**
   * A participant as one number, so that sorting needs no objects: stratum, half days of follow-up,
   * whether censored, arm.
   */
  private static final int ARM_BITS = 1;

  private static final int CENSORED_BITS = 1;
  private static final int TIME_BITS = 20;
  private static final int STRATUM_AT = TIME_BITS + CENSORED_BITS + ARM_BITS;
  private static final int MOST_STRATA = 1 << (31 - STRATUM_AT);
  private static final int LONGEST = (1 << TIME_BITS) - 1;

  private static final int DIGIT_BITS = 8;
  private static final int DIGIT = (1 << DIGIT_BITS) - 1;

  private int[] keys;
  private int[] spare;
  private final int[] digits = new int[DIGIT + 2];
  private int size;

  private final double[] time;
  private final int[] risk0;
  private final int[] risk1;
  private final int[] died;
  private final int[] died1;
  private int rows;
  private int events;

  RiskTable(int participants) {
    keys = new int[participants];
    spare = new int[participants];
    time = new double[participants];
    risk0 = new int[participants];
    risk1 = new int[participants];
    died = new int[participants];
    died1 = new int[participants];
  }

  static void check(int strata) {
    if (strata > MOST_STRATA) {
      throw new NotPlayed("the analysis has %d strata; %d at most".formatted(strata, MOST_STRATA));
    }
  }

  void clear() {
    size = 0;
  }

  /**
   * Adds a participant.
   *
   * @param arm 0 or 1
   * @param days followed; an event or an end on the first day counts half a day
   */
  void add(int stratum, int arm, double days, boolean event) {
    int half = days <= 0 ? 1 : (int) Math.min(LONGEST, 2 * days);
    int key = (stratum << TIME_BITS) | half;
    keys[size] = (((key << CENSORED_BITS) | (event ? 0 : 1)) << ARM_BITS) | arm;
    size++;
  }

  /** By stratum and time alone, a digit of eight bits after the other; ties may stand anyhow. */
  private void sort() {
    int largest = 0;
    for (int i = 0; i < size; i++) {
      largest |= keys[i];
    }
    int bits = 32 - Integer.numberOfLeadingZeros(largest);
    for (int shift = CENSORED_BITS + ARM_BITS; shift < bits; shift += DIGIT_BITS) {
      Arrays.fill(digits, 0);
      for (int i = 0; i < size; i++) {
        digits[((keys[i] >>> shift) & DIGIT) + 1]++;
      }
      for (int digit = 1; digit < digits.length; digit++) {
        digits[digit] += digits[digit - 1];
      }
      for (int i = 0; i < size; i++) {
        int digit = (keys[i] >>> shift) & DIGIT;
        spare[digits[digit]] = keys[i];
        digits[digit]++;
      }
      int[] sorted = spare;
      spare = keys;
      keys = sorted;
    }
  }

  /** Counts who is at risk and who had the event at each time. */
  void count() {
    sort();
    rows = 0;
    events = 0;
    int at0 = 0;
    int at1 = 0;
    // From the end, so that who is left is known; the rows are turned round afterwards.
    for (int i = size - 1; i >= 0; ) {
      int when = keys[i] >>> (CENSORED_BITS + ARM_BITS);
      int dead = 0;
      int dead1 = 0;
      for (; i >= 0 && keys[i] >>> (CENSORED_BITS + ARM_BITS) == when; i--) {
        int arm = keys[i] & 1;
        at1 += arm;
        at0 += 1 - arm;
        int event = 1 - ((keys[i] >>> ARM_BITS) & 1);
        dead += event;
        dead1 += event & arm;
      }
      if (dead > 0) {
        time[rows] = (when & LONGEST) / 2.0;
        risk0[rows] = at0;
        risk1[rows] = at1;
        died[rows] = dead;
        died1[rows] = dead1;
        rows++;
        events += dead;
      }
      if (i >= 0 && keys[i] >>> STRATUM_AT != when >>> TIME_BITS) {
        at0 = 0;
        at1 = 0;
      }
    }
  }

  int events() {
    return events;
  }

  /** What is known of one arm at a time: Kaplan and Meier's survival, Greenwood's variance. */
  record At(double survival, double variance) {}

  /**
   * Survival of an arm at a time; of one stratum only.
   *
   * @param arm 0 or 1
   * @param day up to which events count
   */
  At at(int arm, double day) {
    double survival = 1;
    double sum = 0;
    for (int row = rows - 1; row >= 0 && time[row] <= day; row--) {
      double risk = arm == 0 ? risk0[row] : risk1[row];
      double dead = arm == 0 ? died[row] - died1[row] : died1[row];
      if (dead > 0) {
        survival *= (risk - dead) / risk;
        sum += dead / (risk * (risk - dead));
      }
    }
    return new At(survival, survival * survival * sum);
  }

  /** The signed log-rank statistic: above 0 when arm 1 has more events than expected. */
  double logRank() {
    double score = 0;
    double variance = 0;
    for (int row = 0; row < rows; row++) {
      double risk = risk0[row] + (double) risk1[row];
      double dead = died[row];
      score += died1[row] - dead * risk1[row] / risk;
      if (risk > 1) {
        variance += dead * (risk - dead) * risk0[row] * risk1[row] / (risk * risk * (risk - 1));
      }
    }
    return score / Math.sqrt(variance);
  }

  /** The logarithm of the hazard ratio of arm 1 against arm 0, and its standard error. */
  record Ratio(double log, double error) {}

  private static final int MOST_STEPS = 40;
  private static final double CLOSE = 1e-10;

  /**
   * Cox's estimate with Efron's ties. Without events in one of the arms there is none, and both
   * numbers are NaN.
   */
  Ratio cox() {
    double beta = 0;
    double information = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double w = Math.exp(beta);
      double score = 0;
      information = 0;
      for (int row = 0; row < rows; row++) {
        score += died1[row];
        for (int tie = 0; tie < died[row]; tie++) {
          double left = (double) tie / died[row];
          double in1 = (risk1[row] - left * died1[row]) * w;
          double in0 = risk0[row] - left * (died[row] - died1[row]);
          double p = in1 / (in0 + in1);
          score -= p;
          information += p * (1 - p);
        }
      }
      double change = score / information;
      beta += change;
      if (!(Math.abs(beta) < MOST_STEPS)) {
        return new Ratio(Double.NaN, Double.NaN);
      }
      if (Math.abs(change) < CLOSE) {
        break;
      }
    }
    return new Ratio(beta, 1 / Math.sqrt(information));
  }
}
