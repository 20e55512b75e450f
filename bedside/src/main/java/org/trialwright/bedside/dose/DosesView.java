package org.trialwright.bedside.dose;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Table;
import org.trialwright.pages.Who;

/**
 * The doses of a day.
 *
 * @param notDue drugs without a dose today, each with why
 * @param given what was given so far; no rows when nothing was
 * @param fractions fractions given so far, in a sentence; empty when the study has none
 */
record DosesView(
    Frame frame,
    List<Link> way,
    Who who,
    String heading,
    String lede,
    String day,
    List<Card> cards,
    List<String> notDue,
    List<Table> given,
    String fractions,
    Link before,
    Link after,
    String action,
    List<Link> problems,
    String refused) {
  DosesView {
    way = List.copyOf(way);
    cards = List.copyOf(cards);
    notDue = List.copyOf(notDue);
    given = List.copyOf(given);
    problems = List.copyOf(problems);
  }

  boolean isWrong() {
    return !problems.isEmpty() || !refused.isEmpty();
  }
}
