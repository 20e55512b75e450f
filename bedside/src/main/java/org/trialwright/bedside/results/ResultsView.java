package org.trialwright.bedside.results;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;

/**
 * A laboratory's file on its way in: it is chosen, then its columns are said and its lines looked
 * at.
 *
 * @param done what was recorded just now; empty before
 * @param known files that came before, by laboratory and form
 * @param choose the file; empty once it is chosen
 * @param look at its columns and lines
 */
record ResultsView(
    Frame frame,
    List<Link> way,
    String site,
    String done,
    List<Link> known,
    Optional<Choose> choose,
    Optional<Look> look,
    List<Link> problems) {
  ResultsView {
    way = List.copyOf(way);
    known = List.copyOf(known);
    problems = List.copyOf(problems);
  }

  /** The file, or its lines. */
  record Choose(
      String action, String fileError, String limits, String text, List<Question> questions) {
    Choose {
      questions = List.copyOf(questions);
    }
  }

  /**
   * What its columns hold and what its lines come to.
   *
   * @param form by name
   * @param heading the laboratory and the form
   * @param said what the lines come to; empty before they were looked at
   * @param reason asked for when stored answers change
   * @param ready whether it can be recorded
   */
  record Look(
      String action,
      String key,
      String laboratory,
      String form,
      String heading,
      String text,
      List<Question> columns,
      String said,
      Optional<Table> found,
      List<Question> reason,
      boolean ready,
      Link again) {
    Look {
      columns = List.copyOf(columns);
      reason = List.copyOf(reason);
    }
  }
}
