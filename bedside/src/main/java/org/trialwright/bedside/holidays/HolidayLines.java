package org.trialwright.bedside.holidays;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.Holidays;
import org.trialwright.journey.Event;

/**
 * Holidays as lines of a file, to be looked at before anything is recorded.
 *
 * @param sets those that would be recorded
 * @param standing how many lines say what is recorded already
 * @param problems each with its line; nothing is recorded while there are any
 */
record HolidayLines(List<Event.ClosedSet> sets, int standing, List<String> problems) {
  static final List<String> HEAD =
      List.of(
          HolidayQuestions.FROM,
          HolidayQuestions.TO,
          HolidayQuestions.NAME,
          HolidayQuestions.CLOSED);
  private static final int MOST = 200;

  HolidayLines {
    sets = List.copyOf(sets);
    problems = List.copyOf(problems);
  }

  static HolidayLines read(String text, HolidayQuestions ask, Holidays known) {
    var w = ask.voice().words();
    var file = FileLines.read(text, MOST, w).headed(HEAD, w);
    var problems = new ArrayList<>(file.problems());
    var sets = new ArrayList<Event.ClosedSet>();
    int standing = 0;
    for (var line : file.lines()) {
      var texts = new HashMap<String, String>();
      for (int i = 0; i < HEAD.size(); i++) {
        texts.put(HEAD.get(i), line.cells().get(i));
      }
      var read = ask.read(ask.fields(texts));
      read.errors()
          .forEach(
              (name, why) -> problems.add(w.say("line, cell and problem", line.line(), name, why)));
      if (read.set().filter(set -> stands(known, set)).isPresent()) {
        standing++;
      } else {
        read.set().ifPresent(sets::add);
      }
    }
    return new HolidayLines(sets, standing, problems);
  }

  /** Whether the same was recorded before and nothing newer of its days was. */
  private static boolean stands(Holidays known, Event.ClosedSet set) {
    return known.all().stream().filter(entry -> entry.set().equals(set)).anyMatch(known::counts);
  }

  boolean isReady() {
    return problems.isEmpty() && !sets.isEmpty();
  }
}
