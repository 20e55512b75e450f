package org.trialwright.simulation;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Levels;
import org.trialwright.study.Escalation;
import org.trialwright.study.How;
import org.trialwright.study.Plan;
import org.trialwright.study.Stage;
import org.trialwright.study.Study;

/**
 * What the plan says of the whole trial while it is played: recruitment waits for the verdict of a
 * stage or of a cohort, and an event-driven trial ends with its last event. The rules are the
 * study's; here are only the lives they are asked about.
 */
final class Stages {
  private final Study study;
  private final List<Life> lives;
  private final Set<Plan.Look> passed = new HashSet<>();
  private final Set<Life> withEvent = new HashSet<>();
  private boolean stopped;

  Stages(Study study, List<Life> lives) {
    this.study = study;
    this.lives = lives;
  }

  /** Whether the trial takes another newcomer when so many have joined or may still. */
  boolean open(long hopeful, LocalDate day) {
    return places(day) > 0 && stagesOpen(hopeful, day);
  }

  /** Whether somebody who waits for an arm may have one; a full cohort lets nobody in. */
  boolean allocates(LocalDate day) {
    return !(study.how().allocation() instanceof How.Cohorts(var rule))
        || level(rule, day) instanceof Escalation.Verdict.Take;
  }

  /** Free places of the cohort, those taken off who are on their way to one. */
  private long places(LocalDate day) {
    if (!(study.how().allocation() instanceof How.Cohorts(var rule))) {
      return Long.MAX_VALUE;
    }
    return switch (level(rule, day)) {
      case Escalation.Verdict.Take(_, var places) ->
          places - lives.stream().filter(life -> !life.allocated() && !life.ended()).count();
      case Escalation.Verdict.Wait _ -> 0;
      case Escalation.Verdict.Recommended _, Escalation.Verdict.NoneTolerated _ -> {
        stopped = true;
        yield 0;
      }
    };
  }

  private Escalation.Verdict level(Escalation rule, LocalDate day) {
    return Levels.next(study, rule, lives.stream().map(Life::facts).toList(), day);
  }

  private boolean stagesOpen(long hopeful, LocalDate day) {
    for (var look : study.measure().plan().looks()) {
      var stage = look.stage();
      if (stage.isPresent() && hopeful >= stage.get().first() && !passed.contains(look)) {
        switch (stage.get().judge(all(stage.get(), day))) {
          case GO_ON -> passed.add(look);
          case STOP -> {
            stopped = true;
            return false;
          }
          case WAIT -> {
            return false;
          }
        }
      }
    }
    return !stopped;
  }

  private List<Stage.One> all(Stage stage, LocalDate day) {
    return lives.stream()
        .filter(Life::counted)
        .flatMap(life -> life.journey(day).in(stage, life.id()).stream())
        .toList();
  }

  /** Whether a stage or the last cohort ended recruitment. */
  boolean stopped() {
    return stopped;
  }

  void saw(Life life, Journey journey) {
    study.measure().plan().end().filter(journey::has).ifPresent(_ -> withEvent.add(life));
  }

  /** Whether as many events were seen as the study waits for. */
  boolean complete() {
    return study.measure().plan().end().filter(end -> withEvent.size() >= end.events()).isPresent();
  }
}
