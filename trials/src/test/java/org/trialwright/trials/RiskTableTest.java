package org.trialwright.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.FollowUp;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.LogRank;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.statistics.Weight;

/** The fast table gives what {@code statistics} gives, on random trials with many ties. */
class RiskTableTest {
  private static final int TRIALS = 200;
  private static final double NEAR = 1e-9;

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void survival_log_rank_and_ratio_are_those_of_statistics(int strata) {
    var random = new Random(20261126);
    for (int trial = 0; trial < TRIALS; trial++) {
      int n = 40 + random.nextInt(160);
      var table = new RiskTable(n);
      var time = new double[n];
      var status = new int[n];
      var arm = new int[n];
      var second = new double[n];
      var stratum = new int[n];
      table.clear();
      for (int i = 0; i < n; i++) {
        int day = random.nextInt(trial % 2 == 0 ? 60 : 2000);
        status[i] = random.nextInt(3) == 0 ? 0 : 1;
        arm[i] = random.nextInt(2);
        second[i] = arm[i];
        stratum[i] = random.nextInt(strata);
        time[i] = day == 0 ? 0.5 : day;
        table.add(stratum[i], arm[i], day, status[i] == 1);
      }
      table.count();
      var followUp = FollowUp.of(time, status);
      double z =
          LogRank.stratified(followUp, arm, 2, stratum, strata)
              .signed(new Weight.LogRank())
              .z()
              .known()
              .orElseThrow();
      assertThat(table.logRank()).isCloseTo(z, within(NEAR));
      var fit = (CoxFit) CoxModel.of(followUp, second).withStrata(stratum, strata).fit();
      assertThat(table.cox().log()).isCloseTo(fit.coefficients().get(0), within(NEAR));
      assertThat(table.cox().error()).isCloseTo(fit.standardErrors().get(0), within(NEAR));
      if (strata == 1) {
        survival(table, followUp, arm, 30);
        survival(table, followUp, arm, 1096);
      }
    }
  }

  private static void survival(RiskTable table, FollowUp followUp, int[] arm, double day) {
    var curves = KaplanMeier.curves(followUp, arm, 2);
    var at = SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day, 0.95);
    for (int group = 0; group < 2; group++) {
      var mine = table.at(group, day);
      assertThat(mine.survival()).isCloseTo(at.survival().get(group), within(NEAR));
    }
    at.difference()
        .standardError()
        .known()
        .ifPresent(
            error ->
                assertThat(Math.sqrt(table.at(0, day).variance() + table.at(1, day).variance()))
                    .isCloseTo(error, within(NEAR)));
  }
}
