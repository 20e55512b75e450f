package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.Scenario;

/**
 * 2,000 participants in memory: survival by arm, complete responses and resections come out as the
 * scenario expects them, within four standard errors and what visits, loss and never-starts change.
 */
@Tag("long")
class CalibrationTest {
  private static final int PARTS = 4;
  private static final int PARTICIPANTS = 500;
  private static final int MONTHS = 42;
  private static final double STANDARD_ERRORS = 4;

  /** Whose treatment never starts, and who is lost or withdraws before the second evaluation. */
  private static final double SEEN_AT_SECOND_EVALUATION = 0.98 * (1 - 0.0030 * 3.9);

  /** Everybody comes within a month or so, and is followed for three years and a half. */
  private static Scenario crowded() {
    var plain = Palace.SCENARIO;
    var setting = plain.setting();
    return new Scenario(
        plain.name(),
        new Scenario.Setting(
            setting.begins(),
            MONTHS,
            setting.sites(),
            setting.zone(),
            List.of(new Scenario.Pace(500, 500, Double.POSITIVE_INFINITY)),
            setting.age()),
        plain.nature(),
        plain.place(),
        plain.lines(),
        plain.answers(),
        plain.events(),
        plain.visits(),
        plain.expected());
  }

  /** One participant: days from allocation to death or to the last fact. */
  private record Life(String arm, double days, boolean died, boolean responded, boolean operated) {}

  private static List<Life> lives() {
    var until = Palace.SCENARIO.setting().begins().plusMonths(MONTHS);
    return LongStream.rangeClosed(1, PARTS)
        .parallel()
        .mapToObj(seed -> Palace.played(crowded(), seed, PARTICIPANTS, until))
        .flatMap(List::stream)
        .filter(facts -> facts.stream().anyMatch(f -> f.event() instanceof Event.Allocated))
        .map(CalibrationTest::life)
        .toList();
  }

  private static Life life(List<Fact> facts) {
    var allocated =
        facts.stream().filter(f -> f.event() instanceof Event.Allocated).findFirst().orElseThrow();
    var death = saves(facts, "death").findFirst();
    LocalDate last =
        facts.stream()
            .map(f -> f.occurred().earliest())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    var end = death.map(f -> f.occurred().earliest()).orElse(last);
    boolean responded =
        saves(facts, "mdt")
            .map(f -> (Event.Saved) f.event())
            .anyMatch(s -> s.visit().startsWith("cre-2") && "cCR".equals(s.answers().get("code")));
    return new Life(
        ((Event.Allocated) allocated.event()).arm(),
        end.toEpochDay() - (double) allocated.occurred().earliest().toEpochDay(),
        death.isPresent(),
        responded,
        saves(facts, "operation").findAny().isPresent());
  }

  private static java.util.stream.Stream<Fact> saves(List<Fact> facts, String form) {
    return facts.stream()
        .filter(f -> f.event() instanceof Event.Saved saved && saved.form().equals(form));
  }

  /** The product-limit estimate at a month, with Greenwood's standard error. */
  private static double[] survival(List<Life> lives, double months) {
    var sorted = new ArrayList<>(lives);
    sorted.sort(Comparator.comparingDouble(Life::days).thenComparing(life -> !life.died()));
    double survival = 1;
    double greenwood = 0;
    for (int i = 0; i < sorted.size(); i++) {
      var life = sorted.get(i);
      double atRisk = sorted.size() - (double) i;
      if (life.died() && life.days() <= months * Scenario.DAYS_PER_MONTH) {
        survival *= 1 - 1 / atRisk;
        greenwood += 1 / (atRisk * (atRisk - 1));
      }
    }
    return new double[] {survival, survival * StrictMath.sqrt(greenwood)};
  }

  private static double expected(String what, String arm, double months) {
    return Palace.SCENARIO.expected().stream()
        .filter(e -> e.what().equals(what) && e.whom().equals(arm) && e.atMonths() == months)
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void survival_and_responses_come_out_as_expected() {
    var lives = lives();
    for (var arm : List.of("organ", "surgery")) {
      var ofArm = lives.stream().filter(life -> life.arm().equals(arm)).toList();
      for (double months : new double[] {12, 24, 36}) {
        var found = survival(ofArm, months);
        double wanted = expected("OS", arm, months);
        System.out.printf(
            "OS of %s at %.0f mo: %.3f (standard error %.3f), expected %.3f, n %d%n",
            arm, months, found[0], found[1], wanted, ofArm.size());
        assertThat(found[0])
            .as("survival of %s at %s months", arm, months)
            .isCloseTo(wanted, within(STANDARD_ERRORS * found[1]));
      }
      double operated = share(ofArm.stream().filter(Life::operated).count(), ofArm.size());
      System.out.printf("operated of %s by %d mo: %.3f%n", arm, MONTHS, operated);
    }
    var organ = lives.stream().filter(life -> life.arm().equals("organ")).toList();
    double cCR = share(organ.stream().filter(Life::responded).count(), organ.size());
    double wanted = expected("cCR", "organ", Double.POSITIVE_INFINITY) * SEEN_AT_SECOND_EVALUATION;
    System.out.printf("cCR of organ: %.3f, expected %.3f%n", cCR, wanted);
    double error = StrictMath.sqrt(wanted * (1 - wanted) / organ.size());
    assertThat(cCR).isCloseTo(wanted, within(STANDARD_ERRORS * error));
  }

  private static double share(long of, long all) {
    return of / (double) all;
  }
}
