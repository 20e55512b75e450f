package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The truth that rows were drawn from comes back: limits of 95 % hold it in about 95 % of 400
 * draws, and tests of true hypotheses reject about 5 %. Bounds are four standard errors of such a
 * count.
 */
class SurvivalTruthTest {
  private static final int DRAWS = 400;
  private static final int N = 160;
  private static final double LEVEL = 0.95;

  private Random random = new Random(0);

  @BeforeEach
  void seed() {
    long seed = 471_108;
    System.out.println("seed " + seed);
    random = new Random(seed);
  }

  private static void aboutNinetyFivePercent(IntPredicate holds) {
    long held = IntStream.range(0, DRAWS).filter(holds).count();
    assertThat(held / (double) DRAWS).isEqualTo(0.95, within(0.045));
  }

  private double exponential(double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  /** Two groups with hazards 1 and a ratio, followed for up to 2.5, some lost before. */
  private final class Trial {
    final double[] time = new double[N];
    final int[] status = new int[N];
    final int[] group = new int[N];
    final double[] second = new double[N];
    final double[] x = new double[N];

    Trial(double ratio, double perUnit) {
      for (int i = 0; i < N; i++) {
        group[i] = i % 2;
        second[i] = group[i];
        x[i] = random.nextGaussian();
        double rate = (group[i] == 1 ? ratio : 1) * Math.exp(perUnit * x[i]);
        double event = exponential(rate);
        double lost = Math.min(2.5, exponential(0.3));
        time[i] = Math.min(event, lost);
        status[i] = event <= lost ? 1 : 0;
      }
    }

    FollowUp followUp() {
      return FollowUp.of(time, status);
    }
  }

  @Test
  void survival_at_a_time_by_every_scale() {
    double truth = Math.exp(-0.8);
    for (IntervalScale scale : IntervalScale.values()) {
      aboutNinetyFivePercent(
          draw -> {
            Trial trial = new Trial(1, 0);
            Limits limits = KaplanMeier.curve(trial.followUp()).limitsAt(0.8, scale, LEVEL);
            return holds(limits, truth);
          });
    }
  }

  private static boolean holds(Limits limits, double truth) {
    return limits.lower().known().orElse(Double.NEGATIVE_INFINITY) <= truth
        && truth <= limits.upper().known().orElse(Double.POSITIVE_INFINITY);
  }

  @Test
  void the_median() {
    aboutNinetyFivePercent(
        draw ->
            holds(
                KaplanMeier.curve(new Trial(1, 0).followUp())
                    .quantileLimits(0.5, IntervalScale.LOG_LOG, LEVEL),
                Math.log(2)));
  }

  @Test
  void equal_groups_are_told_apart_in_one_of_twenty() {
    for (Weight weight : List.of(new Weight.LogRank(), new Weight.FlemingHarrington(0, 1))) {
      aboutNinetyFivePercent(
          draw -> {
            Trial trial = new Trial(1, 0);
            return LogRank.of(trial.followUp(), trial.group, 2)
                    .compare(weight)
                    .test()
                    .orElseThrow()
                    .p()
                > 0.05;
          });
    }
    int largest = 100;
    long held =
        IntStream.range(0, largest)
            .filter(
                draw -> {
                  Trial trial = new Trial(1, 0);
                  return LogRank.of(trial.followUp(), trial.group, 2)
                          .maxCombo(
                              List.of(new Weight.LogRank(), new Weight.FlemingHarrington(0, 1)))
                          .p()
                      > 0.05;
                })
            .count();
    assertThat(held / (double) largest).isEqualTo(0.95, within(0.09));
  }

  @Test
  void the_difference_and_the_ratio_of_survival_at_a_time() {
    double first = Math.exp(-0.7);
    double second = Math.exp(-0.35);
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(0.5, 0);
          List<SurvivalCurve> curves = KaplanMeier.curves(trial.followUp(), trial.group, 2);
          SurvivalAtTime found = SurvivalAtTime.of(curves.get(0), curves.get(1), 0.7, LEVEL);
          return holds(found.difference().limits(), second - first)
              && (draw % 2 == 0 || holds(found.ratio().limits(), second / first));
        });
  }

  @Test
  void the_difference_of_restricted_means() {
    double truth = (1 - Math.exp(-0.5 * 1.5)) / 0.5 - (1 - Math.exp(-1.5));
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(0.5, 0);
          List<SurvivalCurve> curves = KaplanMeier.curves(trial.followUp(), trial.group, 2);
          Interval limits =
              RestrictedMean.of(curves.get(0), 1.5, LEVEL)
                  .against(RestrictedMean.of(curves.get(1), 1.5, LEVEL), LEVEL)
                  .limits();
          return limits.lower() <= truth && truth <= limits.upper();
        });
  }

  @Test
  void hazard_ratios_by_the_model_and_by_the_sandwich() {
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(0.6, 0.5);
          CoxFit fit = (CoxFit) CoxModel.of(trial.followUp(), trial.second, trial.x).fit();
          CoxFit.PerCoefficient found =
              draw % 2 == 0
                  ? fit.perCoefficient(LEVEL)
                  : fit.perCoefficient(CoxRobust.of(fit).standardErrors(), LEVEL);
          return found.lower().get(0) <= 0.6 && 0.6 <= found.upper().get(0);
        });
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(0.6, 0.5);
          CoxFit fit = (CoxFit) CoxModel.of(trial.followUp(), trial.second, trial.x).fit();
          CoxHazard curve = CoxHazard.at(fit, 1, 0.3);
          SurvivalCurve.Band band = curve.band(LEVEL);
          int place = 0;
          while (place + 1 < curve.time().size() && curve.time().get(place + 1) <= 1) {
            place++;
          }
          double truth = Math.exp(-0.6 * Math.exp(0.15));
          return band.lower().get(place) <= truth && truth <= band.upper().get(place);
        });
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(0.6, 0.5);
          CoxFit fit = (CoxFit) CoxModel.of(trial.followUp(), trial.second, trial.x).fit();
          return ProportionalHazards.of(fit, ProportionalHazards.TimeScale.KAPLAN_MEIER)
                  .global()
                  .p()
              > 0.05;
        });
  }

  @Test
  void incidence_and_gray_s_test() {
    // Causes with rates 1 and 0.5 in both groups: incidence of the first 2/3·(1 − exp(−1.5t)).
    double truth = 2 / 3.0 * (1 - Math.exp(-1.2));
    aboutNinetyFivePercent(
        draw -> {
          Trial trial = new Trial(1, 0);
          int[] cause = new int[N];
          for (int i = 0; i < N; i++) {
            double event = exponential(1.5);
            double lost = Math.min(2.5, exponential(0.3));
            trial.time[i] = Math.min(event, lost);
            cause[i] = event > lost ? 0 : random.nextInt(3) < 2 ? 1 : 2;
          }
          if (draw % 2 == 0) {
            CumulativeIncidence.Point point =
                CumulativeIncidence.of(trial.time, cause, 2).at(0.8, 1);
            return Math.abs(point.incidence() - truth) <= 1.96 * point.standardError();
          }
          return GrayTest.of(trial.time, cause, 2, trial.group, 2)
                  .test(1, 0)
                  .test()
                  .orElseThrow()
                  .p()
              > 0.05;
        });
  }

  @Test
  void the_subdistribution_hazard_ratio() {
    // Fine and Gray's own way: F₁(t | x) = 1 − (1 − 0.6(1 − e⁻ᵗ))^exp(βx).
    double ratio = Math.exp(0.7);
    aboutNinetyFivePercent(
        draw -> {
          double[] time = new double[N];
          int[] cause = new int[N];
          double[] x = new double[N];
          for (int i = 0; i < N; i++) {
            x[i] = i % 2;
            double power = x[i] == 1 ? ratio : 1;
            double ever = 1 - Math.pow(0.4, power);
            double u = random.nextDouble();
            double event =
                u < ever ? -Math.log(1 - (1 - Math.pow(1 - u, 1 / power)) / 0.6) : exponential(1);
            double lost = exponential(0.4);
            time[i] = Math.min(event, lost);
            cause[i] = event > lost ? 0 : u < ever ? 1 : 2;
          }
          FineGray.Fit fit = (FineGray.Fit) FineGray.fit(time, cause, LEVEL, x);
          return fit.lower().get(0) <= ratio && ratio <= fit.upper().get(0);
        });
  }

  @Test
  void the_mean_number_of_events_of_people_who_differ() {
    // Each person has a rate of their own, on average 1.
    aboutNinetyFivePercent(
        draw -> {
          int persons = 80;
          double[] start = new double[persons * 60];
          double[] stop = new double[start.length];
          int[] status = new int[start.length];
          int[] person = new int[start.length];
          int rows = 0;
          for (int who = 0; who < persons; who++) {
            double rate = exponential(2) + exponential(2);
            double end = 1 + random.nextDouble();
            double now = 0;
            boolean more = true;
            for (int k = 0; k < 60 && more; k++) {
              double next = now + exponential(rate);
              more = next < end;
              start[rows] = now;
              stop[rows] = more ? next : end;
              status[rows] = more ? 1 : 0;
              person[rows++] = who;
              now = next;
            }
          }
          MeanCumulative found =
              MeanCumulative.of(
                  FollowUp.of(
                      Arrays.copyOf(start, rows),
                      Arrays.copyOf(stop, rows),
                      Arrays.copyOf(status, rows)),
                  Arrays.copyOf(person, rows),
                  persons);
          int place = 0;
          while (place + 1 < found.time().size() && found.time().get(place + 1) <= 1.2) {
            place++;
          }
          SurvivalCurve.Band band = found.band(LEVEL);
          return band.lower().get(place) <= 1.2 && 1.2 <= band.upper().get(place);
        });
  }

  @Test
  void the_probability_of_a_state_between() {
    // Well to ill at rate 1, ill to dead at rate 2: ill at time t with probability e⁻ᵗ − e⁻²ᵗ.
    double truth = Math.exp(-0.6) - Math.exp(-1.2);
    aboutNinetyFivePercent(
        draw -> {
          double[] start = new double[2 * N];
          double[] stop = new double[2 * N];
          int[] from = new int[2 * N];
          int[] to = new int[2 * N];
          int rows = 0;
          for (int i = 0; i < N; i++) {
            double ill = exponential(1);
            double dead = ill + exponential(2);
            double end = Math.min(1.5, exponential(0.3));
            stop[rows] = Math.min(ill, end);
            to[rows++] = ill <= end ? 1 : 0;
            if (ill < end) {
              start[rows] = ill;
              stop[rows] = Math.min(dead, end);
              from[rows] = 1;
              to[rows++] = dead <= end ? 2 : 1;
            }
          }
          MultiState found =
              MultiState.of(
                  Arrays.copyOf(start, rows),
                  Arrays.copyOf(stop, rows),
                  Arrays.copyOf(from, rows),
                  Arrays.copyOf(to, rows),
                  1,
                  0,
                  0);
          int place = 0;
          while (place + 1 < found.time().size() && found.time().get(place + 1) <= 0.6) {
            place++;
          }
          double half = 1.96 * found.standardError().get(1).get(place);
          return Math.abs(found.probability().get(1).get(place) - truth) <= half;
        });
  }
}
