package org.trialwright.bedside.kits;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;
import org.trialwright.pages.Who;

/**
 * The kits of one participant.
 *
 * @param now what to do with them, as a note
 * @param mayTake whether a kit may be taken from the shelf now
 * @param back asks which kit was brought back and what was left; empty when none can be
 * @param counts dispensed, returned and left, in a sentence
 */
record ParticipantKitsView(
    Frame frame,
    List<Link> way,
    Who who,
    String counts,
    Note now,
    boolean mayTake,
    Table kits,
    List<Question> back,
    String action,
    String key,
    List<Link> problems,
    String refused) {
  ParticipantKitsView {
    way = List.copyOf(way);
    back = List.copyOf(back);
    problems = List.copyOf(problems);
  }

  boolean isWrong() {
    return !problems.isEmpty() || !refused.isEmpty();
  }
}
