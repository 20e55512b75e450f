package org.trialwright.bedside.holidays;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;

/**
 * The holidays of a site.
 *
 * @param entry empty for whoever may not record any
 */
record HolidaysView(
    Frame frame,
    List<Link> way,
    String site,
    String address,
    Table table,
    Optional<Entry> entry,
    List<Link> problems) {
  HolidaysView {
    way = List.copyOf(way);
    problems = List.copyOf(problems);
  }

  /**
   * @param key of what is typed
   * @param linesKey of what is pasted
   * @param said what the lines come to; empty before they were looked at
   * @param found what would be recorded
   */
  record Entry(
      String key,
      List<Question> questions,
      String linesKey,
      String head,
      String text,
      String said,
      Optional<Table> found) {
    Entry {
      questions = List.copyOf(questions);
    }
  }
}
