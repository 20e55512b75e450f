package org.trialwright.bedside.unblinding;

import java.util.List;
import org.trialwright.bedside.form.Asked;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Who;

/**
 * The page before an arm is opened.
 *
 * @param before who opened it earlier and when, a sentence each
 * @param asked the questions of the study's form for it
 * @param why asks for the reason
 * @param consequences of opening it, in sentences
 * @param passwordError why the last try was refused; empty for none
 * @param refused why nothing can be opened here; then nothing is asked
 */
record UnblindingView(
    Frame frame,
    List<Link> way,
    Who who,
    List<String> before,
    List<Asked> asked,
    Question why,
    List<String> consequences,
    String action,
    String back,
    String key,
    List<Link> problems,
    String passwordError,
    String refused) {
  UnblindingView {
    way = List.copyOf(way);
    before = List.copyOf(before);
    asked = List.copyOf(asked);
    consequences = List.copyOf(consequences);
    problems = List.copyOf(problems);
  }
}
