package org.trialwright.registry.join;

import java.util.List;
import org.trialwright.pages.Words;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Told;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * The questions with everything that a browser needs to judge the answers.
 *
 * @param judged criteria that the answers help to judge, in the order of the study
 * @param elsewhere criteria that no question asks about: the hospital finds out
 * @param data the rules and the texts as JSON, read by {@code join.js}; its shape stands in {@code
 *     docs/reference/join-rules.md}
 */
public record JoinView(
    List<Asked> questions, List<Criterion> judged, List<Criterion> elsewhere, String data) {
  public JoinView {
    questions = List.copyOf(questions);
    judged = List.copyOf(judged);
    elsewhere = List.copyOf(elsewhere);
  }

  /**
   * A question as the page asks it.
   *
   * @param onlyIf of whom it is asked, in words; empty where everybody is
   * @param unit of the number; empty for a question with choices
   * @param range that a number may have, in words
   * @param choices empty for a number; without "I do not know", which always follows
   * @param decides the sentences of the criteria that the answer helps to judge
   */
  public record Asked(
      String text,
      String hint,
      String onlyIf,
      String unit,
      String range,
      List<String> choices,
      List<String> decides) {
    public Asked {
      choices = List.copyOf(choices);
      decides = List.copyOf(decides);
    }

    public boolean isNumber() {
      return choices.isEmpty();
    }
  }

  /**
   * A criterion.
   *
   * @param name in a word or two
   * @param text the sentence of the record, word for word
   * @param rules how the trial judges it, in plain words
   */
  public record Criterion(String name, String text, List<String> rules) {
    public Criterion {
      rules = List.copyOf(rules);
    }
  }

  /** The questions of the study that runs here. */
  static JoinView of(Study study, Speaker speaker, Words words) {
    return new StudyJoin(study, speaker, words).view();
  }

  /** What an imported record holds in fields of its own: age, sex, healthy volunteers. */
  public static JoinView of(TrialRecord record, Told told) {
    return new RecordJoin(record, told).view();
  }
}
