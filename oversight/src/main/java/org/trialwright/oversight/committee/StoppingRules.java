package org.trialwright.oversight.committee;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.trialwright.analysis.Look;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Subject;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.oversight.Following;
import org.trialwright.oversight.Hourly;
import org.trialwright.oversight.Overseen;

/**
 * Watches the rules on which an arm is paused. That one is met is written into the access log, once
 * after each start of the program, and shown in the workspace; nobody else hears of it from here.
 */
@Component
class StoppingRules implements Hourly {
  private static final Author PROGRAM =
      new Author("program", "Trialwright", "program", Optional.empty());

  private final Overseen overseen;
  private final AccessLog log;
  private final Following<Subject> following;
  private final Set<String> told = new HashSet<>();

  StoppingRules(Overseen overseen, AccessLog log) {
    this.overseen = overseen;
    this.log = log;
    this.following = Following.byArm(overseen);
  }

  /** The report by arm as of now. */
  Report now() {
    return following.now();
  }

  Following<Subject> reports() {
    return following;
  }

  /** The rules that are met now. */
  List<Look.Watched> met() {
    var met =
        now().looks().stream()
            .flatMap(look -> look.watched().stream())
            .filter(Look.Watched::pause)
            .toList();
    met.forEach(this::tell);
    return met;
  }

  private synchronized void tell(Look.Watched rule) {
    if (told.add(rule.endpoint() + " " + rule.arm())) {
      log.append(
          new Access(
              overseen.clock().instant(),
              Access.Kind.ALERTED,
              PROGRAM,
              overseen.study().name(),
              "stopping rule " + rule.endpoint() + ": pause " + rule.arm()));
    }
  }

  @Override
  public void hourly() {
    if (overseen.journal().opening().isPresent()) {
      met();
    }
  }
}
