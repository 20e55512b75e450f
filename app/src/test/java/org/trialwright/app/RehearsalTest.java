package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.simulation.Player;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/** A small trial through the real desk and a real PostgreSQL: every act must be taken. */
class RehearsalTest {
  private static final int PARTICIPANTS = 12;
  private static final int MONTHS = 12;
  private static final Study STUDY = Studies.read(Studies.BUILT_IN);
  private static final Scenario SCENARIO = Rehearse.scenario(STUDY, Studies.BUILT_IN, "");
  private static final Player.Limits LIMITS =
      new Player.Limits(PARTICIPANTS, SCENARIO.setting().begins().plusMonths(MONTHS));

  @TempDir Path folder;

  private Trial trial(Running.Ready ready, String keys) {
    var clock = new Rehearsal.SimulatedClock(Rehearsal.begin(SCENARIO));
    var trial = Opening.rehearsal(STUDY, ready.pool(), folder.resolve(keys), clock);
    Opening.sites(trial, SCENARIO.setting().sites(), SCENARIO.setting().zone());
    return trial;
  }

  private static List<Fact> facts(Trial trial) {
    return trial.journal().all().toList();
  }

  @Test
  void twelve_people_are_played_to_month_twelve_twice_alike_and_a_broken_one_goes_on() {
    List<Fact> first;
    try (var one = new Database(folder.resolve("one"))) {
      var trial = trial(one.ready(), "one-keys");
      var progress = Rehearsal.play(new Desk(trial), SCENARIO, 5, LIMITS, _ -> true);
      assertThat(progress.counted()).isEqualTo(PARTICIPANTS);
      first = facts(trial);
      assertThat(first.stream().filter(fact -> fact.event() instanceof Event.Saved).count())
          .isGreaterThan(500);
      assertThat(trial.journal().verify(List.of())).isInstanceOf(Verification.Intact.class);
      Rehearsal.play(new Desk(trial), SCENARIO, 5, LIMITS, _ -> true);
      assertThat(facts(trial)).as("played again, nothing is added").isEqualTo(first);
      Amended.at(trial, LIMITS.until()).goes_on(LIMITS, 5);
    }
    try (var two = new Database(folder.resolve("two"))) {
      var trial = trial(two.ready(), "two-keys");
      Rehearsal.play(new Desk(trial), SCENARIO, 5, LIMITS, now -> now.acts() < 400);
      assertThat(facts(trial)).hasSizeBetween(400, first.size() - 1);
      try (var rehearsal =
          Rehearsal.start(new Desk(trial), SCENARIO, 5, LIMITS.participants(), LIMITS.until())) {
        rehearsal.await();
      }
      assertThat(facts(trial)).as("broken off and gone on").isEqualTo(first);
    }
  }

  /** A database of its own that ends with the test. */
  private record Database(Running.Ready ready) implements AutoCloseable {
    Database(Path folder) {
      this(Running.database(new Running.Store.Folder(folder), "rehearse"));
    }

    @Override
    public void close() {
      ready.pool().close();
      ready.local().orElseThrow().close();
    }
  }
}
