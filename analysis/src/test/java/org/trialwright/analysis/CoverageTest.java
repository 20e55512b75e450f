package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;
import org.trialwright.study.How;
import org.trialwright.study.Measure;

/** Five hundred trials whose truth is known: 95 % intervals hold it 95 times in 100. */
class CoverageTest {
  private static final int TRIALS = 500;
  private static final int PER_ARM = 150;
  private static final double CONTROL = -Math.log(0.65) / 1096;
  private static final double RATIO = 0.7;
  private static final double LAST_DAY = 1800;
  private static final double THREE_ERRORS = 3 * Math.sqrt(0.95 * 0.05 / TRIALS);

  private static List<Subject> trial(long seed) {
    var chance = new SplittableRandom(seed);
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < 2 * PER_ARM; i++) {
      var arm = i % 2 == 0 ? "organ" : "surgery";
      double hazard = arm.equals("organ") ? CONTROL * RATIO : CONTROL;
      double death = Math.ceil(-Math.log(1 - chance.nextDouble()) / hazard);
      double end = Math.floor(600 + chance.nextDouble() * (LAST_DAY - 600));
      boolean holds = chance.nextDouble() < 0.3;
      subjects.add(
          Made.subject(i, arm, (long) Math.min(death, end), death <= end, Truth.of(holds)));
    }
    return subjects;
  }

  @Test
  void intervals_hold_the_truth_as_often_as_they_say() {
    var study = Played.STUDY;
    var os = study.measure().endpoint("OS").orElseThrow();
    var shares = study.measure().endpoint("complications").orElseThrow();
    var at = os.methods().getFirst().options().at().orElseThrow();
    double truth = Math.exp(-CONTROL * RATIO * 1096) - Math.exp(-CONTROL * 1096);
    int difference = 0;
    int ratio = 0;
    int newcombe = 0;
    for (int seed = 0; seed < TRIALS; seed++) {
      var subjects = trial(seed);
      var sample = Sample.of(study, subjects, os, "ITT");
      var methods =
          new TimeMethods(study, Times.of(sample, "OS", false), Analyses.causes(os), List.of(at));
      var one = (Result.SurvivalDifference) methods.differences(at).getFirst();
      difference +=
          holds(
              one.limits().lower().known().orElseThrow(),
              truth,
              one.limits().upper().known().orElseThrow());
      var cox = (Result.HazardRatio) methods.cox(List.<How.Stratum>of()).getFirst();
      ratio += holds(cox.lower(), RATIO, cox.upper());
      newcombe += newcombe(Sample.of(study, subjects, shares, "ITT"), shares);
    }
    assertThat(difference / (double) TRIALS).isCloseTo(0.95, within(THREE_ERRORS));
    assertThat(ratio / (double) TRIALS).isCloseTo(0.95, within(THREE_ERRORS));
    assertThat(newcombe / (double) TRIALS).isCloseTo(0.95, within(THREE_ERRORS));
  }

  private static int newcombe(Sample sample, Measure.Endpoint endpoint) {
    var found =
        (Result.ShareDifference)
            CountMethods.newcombe(
                    sample,
                    subject ->
                        ((Value.Holds) subject.values().get(endpoint.name())).truth() == Truth.YES
                            ? 1
                            : 0)
                .getFirst();
    return holds(found.lower(), 0, found.upper());
  }

  private static int holds(double lower, double truth, double upper) {
    return lower <= truth && truth <= upper ? 1 : 0;
  }
}
