package org.trialwright.oversight;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.trialwright.journal.Journal;
import org.trialwright.journal.Standings;
import org.trialwright.journey.Event;
import org.trialwright.study.Study;

/**
 * What the oversight pages may read of one study: its file, its facts and where everybody stands.
 */
public record Overseen(
    Study study, DataSource source, Journal journal, Standings standings, InstantSource clock) {
  /** Whether every participant here is made up. */
  public boolean rehearsal() {
    return journal.opening().map(Event.Opened::rehearsal).orElse(false);
  }
}
