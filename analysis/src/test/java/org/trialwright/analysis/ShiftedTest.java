package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.KaplanMeier;

/** Times drawn for those who were lost. */
class ShiftedTest {
  private static final int N = 3_000;
  private static final double HAZARD = 0.001;
  private static final double LAST_DAY = 1_500;

  private static Draws[] draws(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> Draws.of("seal", 7, "S-" + i, "test"))
        .toArray(Draws[]::new);
  }

  private static double[] until(double day, int n) {
    double[] ends = new double[n];
    Arrays.fill(ends, day);
    return ends;
  }

  /** One arm whose lost do so many times worse from then on; the other is not looked at. */
  private static Times lossy(IntPredicate lost, double[] lostOn) {
    var chance = new SplittableRandom(4);
    int[] group = new int[N];
    double[] time = new double[N];
    int[] cause = new int[N];
    for (int i = 0; i < N; i++) {
      group[i] = i % 10 == 0 ? 0 : 1;
      double death = Math.ceil(-Math.log(chance.nextDouble()) / HAZARD);
      double loss = Math.ceil(chance.nextDouble() * LAST_DAY);
      boolean gone = lost.test(i) && loss < death;
      lostOn[i] = gone ? loss : Double.POSITIVE_INFINITY;
      time[i] = Math.min(gone ? loss : LAST_DAY, death);
      cause[i] = !gone && death <= LAST_DAY ? 1 : 0;
    }
    return ReweightedTest.times(group, time, cause);
  }

  /** The people of a draw, whose events are counted apart. */
  private record Completed(Times times, int events) {
    static Completed of(Times people, Shifted shifted, int number, double factor) {
      double[] time = people.time().clone();
      int[] cause = people.cause().clone();
      int[] events = new int[1];
      shifted
          .draw(number)
          .with(
              factor,
              (i, day, event) -> {
                time[i] = day;
                cause[i] = event ? 1 : 0;
                events[0] += cause[i];
              });
      return new Completed(new Times(people.sample(), time, cause), events[0]);
    }
  }

  private static double survival(double factor) {
    double[] lostOn = new double[N];
    var people = lossy(i -> i % 3 == 0, lostOn);
    var shifted = new Shifted(people, 1, i -> lostOn[i] < 1e9, until(LAST_DAY, N), draws(N));
    double sum = 0;
    for (int m = 0; m < 10; m++) {
      var completed = Completed.of(people, shifted, m, factor).times();
      sum +=
          KaplanMeier.curves(completed.followUp(), completed.sample().group(), 2)
              .get(1)
              .at(1_096)
              .survival();
    }
    return sum / 10;
  }

  /** A third is lost at an even rate; from then on the hazard is a multiple of the arm's. */
  private static double truth(double factor) {
    int steps = 20_000;
    double sum = 0;
    for (int k = 0; k < steps; k++) {
      double loss = (k + 0.5) / steps * LAST_DAY;
      double before = Math.min(loss, 1_096);
      sum += Math.exp(-HAZARD * (before + factor * (1_096 - before)));
    }
    return 2 * Math.exp(-HAZARD * 1_096) / 3 + sum / steps / 3;
  }

  @Test
  void with_factor_one_the_survival_is_that_of_an_arm_without_losses() {
    assertThat(survival(1)).isCloseTo(Math.exp(-HAZARD * 1_096), within(0.025));
  }

  @Test
  void with_a_higher_factor_the_survival_is_that_of_an_arm_whose_lost_do_worse() {
    assertThat(truth(1)).isCloseTo(Math.exp(-HAZARD * 1_096), within(1e-9));
    assertThat(survival(1) - survival(2)).isCloseTo(truth(1) - truth(2), within(0.012));
    assertThat(survival(1) - survival(3)).isCloseTo(truth(1) - truth(3), within(0.015));
  }

  @Test
  void only_the_lost_of_the_arm_change_and_never_to_an_earlier_day() {
    double[] lostOn = new double[N];
    var people = lossy(i -> i % 3 == 0, lostOn);
    var shifted = new Shifted(people, 1, i -> lostOn[i] < 1e9, until(LAST_DAY, N), draws(N));
    var completed = Completed.of(people, shifted, 3, 1.5).times();
    int drawn = 0;
    for (int i = 0; i < N; i++) {
      boolean lost = people.sample().group()[i] == 1 && lostOn[i] < 1e9;
      if (lost) {
        drawn++;
        assertThat(completed.time()[i]).isBetween(people.time()[i], LAST_DAY);
      } else {
        assertThat(completed.time()[i]).isEqualTo(people.time()[i]);
        assertThat(completed.cause()[i]).isEqualTo(people.cause()[i]);
      }
    }
    assertThat(shifted.lost()).isEqualTo(drawn);
  }

  @Test
  void the_higher_the_factor_the_sooner_everybody_dies() {
    double[] lostOn = new double[N];
    var people = lossy(i -> i % 3 == 0, lostOn);
    var shifted = new Shifted(people, 1, i -> lostOn[i] < 1e9, until(LAST_DAY, N), draws(N));
    var low = Completed.of(people, shifted, 0, 1);
    var high = Completed.of(people, shifted, 0, 3);
    assertThat(high.events()).isGreaterThan(low.events());
    for (int i = 0; i < N; i++) {
      assertThat(high.times().time()[i]).isLessThanOrEqualTo(low.times().time()[i]);
    }
  }

  /** Nobody was followed longer than ten days, so what comes later has the arm's mean hazard. */
  @Test
  void beyond_the_arms_last_day_the_hazard_is_events_over_time() {
    int n = 4_000;
    int[] group = new int[n];
    double[] time = new double[n];
    int[] cause = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = i == 0 ? 0 : 1;
      time[i] = 10;
      cause[i] = i % 10 == 1 ? 1 : 0;
    }
    var people = ReweightedTest.times(group, time, cause);
    var shifted = new Shifted(people, 1, _ -> true, until(110, n), draws(n));
    double events = 0;
    for (int m = 0; m < 20; m++) {
      events += Completed.of(people, shifted, m, 2).events();
    }
    double share = events / 20 / shifted.lost();
    assertThat(share).isCloseTo(1 - Math.exp(-2 * 0.01 * 100), within(0.01));
  }

  /** Counted by day, a draw gives the model and the curves that its people one by one give. */
  @Test
  void people_counted_by_day_have_the_ratio_and_curves_of_people_one_by_one() {
    double[] lostOn = new double[N];
    var people = lossy(i -> i % 3 == 0, lostOn);
    var shifted = new Shifted(people, 1, i -> lostOn[i] < 1e9, until(LAST_DAY, N), draws(N));
    var sex = IntStream.range(0, N).map(i -> i % 7 % 2).toArray();
    var counted = Tally.empty(2, LAST_DAY);
    var one = Completed.of(people, shifted, 5, 2).times();
    for (int i = 0; i < N; i++) {
      counted.add(sex[i], one.sample().group()[i], one.time()[i], one.cause()[i] == 1);
    }
    double[] second = Arrays.stream(one.sample().group()).asDoubleStream().toArray();
    var plain = (CoxFit) CoxModel.of(one.followUp(), second).withStrata(sex, 2).fit();
    var fit = (CoxFit) counted.cox().fit();
    assertThat(fit.n()).isEqualTo(N);
    assertThat(fit.events()).isEqualTo(one.events());
    assertThat(fit.coefficients().get(0)).isCloseTo(plain.coefficients().get(0), within(1e-12));
    assertThat(fit.standardErrors().get(0)).isCloseTo(plain.standardErrors().get(0), within(1e-12));
    assertThat(fit.logLikelihood()).isCloseTo(plain.logLikelihood(), within(1e-7));
    var curves = KaplanMeier.curves(one.followUp(), one.sample().group(), 2);
    for (int group = 0; group < 2; group++) {
      assertThat(counted.curves().get(group).survival()).isEqualTo(curves.get(group).survival());
      assertThat(counted.curves().get(group).time()).isEqualTo(curves.get(group).time());
    }
  }

  @Test
  void a_draw_is_found_by_what_it_is_for() {
    var one = Draws.of("seal", 7, "S-1", "test");
    assertThat(one.uniform(5)).isEqualTo(Draws.of("seal", 7, "S-1", "test").uniform(5));
    assertThat(one.uniform(5)).isNotEqualTo(Draws.of("seal", 8, "S-1", "test").uniform(5));
    assertThat(one.uniform(5)).isNotEqualTo(Draws.of("seal", 7, "S-2", "test").uniform(5));
    assertThat(one.uniform(5)).isNotEqualTo(Draws.of("other", 7, "S-1", "test").uniform(5));
    double mean = IntStream.range(0, 100_000).mapToDouble(one::normal).average().orElseThrow();
    double square =
        IntStream.range(0, 100_000).mapToDouble(k -> one.normal(k) * one.normal(k)).sum() / 1e5;
    assertThat(mean).isCloseTo(0, within(0.01));
    assertThat(square).isCloseTo(1, within(0.015));
  }
}
