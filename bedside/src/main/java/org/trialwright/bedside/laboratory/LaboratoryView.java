package org.trialwright.bedside.laboratory;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;

/**
 * The limits of a site's laboratory.
 *
 * @param results out of the laboratory's file; none for whoever may not record any
 * @param form limits of one question; empty while none is chosen
 * @param lines pasted from a file; empty for whoever may not record any
 */
record LaboratoryView(
    Frame frame,
    List<Link> way,
    String site,
    Table table,
    Link file,
    Link results,
    Optional<Form> form,
    Optional<Lines> lines,
    List<Link> problems) {
  LaboratoryView {
    way = List.copyOf(way);
    problems = List.copyOf(problems);
  }

  /** New limits of one question. */
  record Form(
      String heading, String question, String action, String key, List<Question> questions) {
    Form {
      questions = List.copyOf(questions);
    }
  }

  /**
   * Lines of a file.
   *
   * @param said what they come to; empty before they were looked at
   * @param found what would be recorded
   */
  record Lines(
      String action,
      String key,
      String text,
      List<String> problems,
      String said,
      Optional<Table> found) {
    Lines {
      problems = List.copyOf(problems);
    }
  }
}
