package org.trialwright.bedside.redaction;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;
import org.trialwright.pages.Who;

/**
 * The free texts and files of a participant.
 *
 * @param form for the one that was chosen; empty before, and for whoever may only read
 */
record RedactionView(
    Frame frame,
    List<Link> way,
    Who who,
    String address,
    Table table,
    Optional<Form> form,
    List<Link> problems) {
  RedactionView {
    way = List.copyOf(way);
    problems = List.copyOf(problems);
  }

  /**
   * Asks for one, or decides about it.
   *
   * @param name of the text or file
   * @param text as it reads
   * @param said who asked for it and why; empty before
   */
  record Form(
      String action,
      String name,
      String heading,
      String text,
      String said,
      List<String> consequences,
      Question question,
      String button,
      String passwordError) {
    Form {
      consequences = List.copyOf(consequences);
    }
  }
}
