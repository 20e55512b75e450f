package org.trialwright.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trialwright.simulation.Load;
import org.trialwright.study.Study;
import org.trialwright.trials.Result;
import org.trialwright.trials.Setting;
import org.trialwright.trials.Trials;

/**
 * One run of {@code simulate}.
 *
 * @param variants of the scenario that were read
 * @param nothing whether the claim is just not true in them
 * @param seconds that the trials took
 */
record Simulated(
    Study study,
    Played played,
    List<String> variants,
    List<Setting> settings,
    boolean nothing,
    long seed,
    int threads,
    double seconds,
    Result result) {
  private static final List<Integer> MONTHS = List.of(12, 24, 36, 60);
  private static final List<Integer> LATER = List.of(3, 6, 12, 24, 36, 48, 60);
  private static final int EVERY = 3;

  Simulated {
    variants = List.copyOf(variants);
    settings = List.copyOf(settings);
  }

  /**
   * What was played.
   *
   * @param visits at which something is seen
   * @param test what was decided
   * @param participants of each trial
   */
  record Played(List<String> visits, String test, int participants) {
    Played {
      visits = List.copyOf(visits);
    }

    static Played of(Trials trials) {
      return new Played(trials.visits(), trials.test(), trials.participants());
    }
  }

  /** Every field by its name, as docs/reference/simulate.md explains them. */
  Map<String, Object> told() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("study", study.name());
    told.put("version", study.version());
    told.put("scenario", String.join(" + ", variants));
    for (var setting : settings) {
      told.put("set " + setting.path(), setting.value());
    }
    told.put("visits", played.visits());
    told.put("test", played.test());
    told.put("participants", played.participants());
    told.put("trials", result.trials());
    told.put("seed", seed);
    told.put("threads", threads);
    told.put("elapsedSeconds", seconds);
    told.put("trialsPerSecond", result.trials() / seconds);
    told.put("stepsPerParticipant", result.stepsPerParticipant());
    told.put("digest", result.digest());
    chances(told);
    told.put("expectedEvents", result.expectedEvents());
    told.put("expectedDurationMonths", result.expectedMonths());
    told.put("expectedRecruitingMonths", result.recruitingMonths());
    told.put("expectedNewcomers", result.newcomers());
    told.put("expectedImbalance", result.imbalance());
    told.put("predictability", result.predictability());
    told.put("survival", survival());
    told.put("rates", result.rates());
    told.put("occupation", occupation());
    told.put("accrual", accrual());
    told.put("visitLoad", visits(Load.Row::visits));
    told.put("visitLoadError", visits(Load.Row::errors));
    return told;
  }

  /** Only places where somebody is, at months that reports like. */
  private Map<String, Object> occupation() {
    Map<String, Object> told = new LinkedHashMap<>();
    result
        .occupation()
        .forEach(
            (arm, places) -> {
              Map<String, Map<String, Double>> months = new LinkedHashMap<>();
              for (int month : LATER) {
                Map<String, Double> there = new LinkedHashMap<>();
                places.forEach(
                    (place, shares) -> {
                      if (shares.get(month) > 0) {
                        there.put(place, shares.get(month));
                      }
                    });
                months.put(String.valueOf(month), there);
              }
              told.put(arm, months);
            });
    return told;
  }

  /** Every three months, until all are allocated in every trial. */
  private Map<String, Double> accrual() {
    Map<String, Double> told = new LinkedHashMap<>();
    var months = result.accrual();
    for (int month = EVERY; month < months.size(); month += EVERY) {
      told.put(String.valueOf(month), months.get(month));
      if (months.get(month) >= played.participants()) {
        break;
      }
    }
    return told;
  }

  /** Of all visits, of each visit and at each site, by month, as long as any is held. */
  private Map<String, Object> visits(Function<Load.Row, List<Double>> what) {
    var load = result.visits();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("all", byMonth(what.apply(load.all())));
    told.put("each visit", byMonth(load.byVisit(), what));
    told.put("each site", byMonth(load.bySite(), what));
    return told;
  }

  private Map<String, Object> byMonth(
      Map<String, Load.Row> rows, Function<Load.Row, List<Double>> what) {
    Map<String, Object> told = new LinkedHashMap<>();
    rows.forEach((name, row) -> told.put(name, byMonth(what.apply(row))));
    return told;
  }

  private Map<String, Double> byMonth(List<Double> months) {
    Map<String, Double> told = new LinkedHashMap<>();
    for (int month = 1; month <= result.visits().last(); month++) {
      told.put(String.valueOf(month), months.get(month));
    }
    return told;
  }

  private void chances(Map<String, Object> told) {
    told.put("power", result.power());
    if (settings.stream().anyMatch(one -> one.unsure().isPresent())) {
      told.put("assurance", result.power());
    }
    told.put("powerWithoutFutility", result.powerWithoutFutility());
    if (nothing) {
      told.put("typeIError", result.power());
      told.put("typeIErrorWithoutFutility", result.powerWithoutFutility());
    }
    told.put("monteCarloError", result.powerError());
    told.put("lookDue", result.looked());
    told.put("stoppedForEfficacy", result.stoppedForEfficacy());
    told.put("stoppedForFutility", result.futile());
  }

  private Map<String, Object> survival() {
    Map<String, Object> told = new LinkedHashMap<>();
    result
        .survival()
        .forEach(
            (arm, alive) -> {
              Map<String, Double> ofArm = new LinkedHashMap<>();
              MONTHS.forEach(month -> ofArm.put(String.valueOf(month), alive.get(month)));
              told.put(arm, ofArm);
            });
    return told;
  }
}
