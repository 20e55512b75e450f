package org.trialwright.study;

import java.util.List;

/**
 * A form as it is printed before anybody has answered, with the variable name beside each question.
 *
 * @param name in the study file
 * @param notes when it is filled in and by whom
 */
public record BlankForm(String name, String title, List<String> notes, List<Question> questions) {
  public BlankForm {
    notes = List.copyOf(notes);
    questions = List.copyOf(questions);
  }

  /**
   * @param variable the name under which the answer stands in data and rules
   * @param shape what is to be written: such as "date" or "25 to 250 kg"; empty where a choice is
   *     made or nothing is asked
   * @param choices to be ticked
   * @param workedOut whether nobody is asked
   * @param notes when it is asked, how it is worked out, what helps
   */
  public record Question(
      String variable,
      String text,
      String shape,
      List<Choice> choices,
      boolean workedOut,
      List<String> notes) {
    public Question {
      choices = List.copyOf(choices);
      notes = List.copyOf(notes);
    }
  }

  public record Choice(String code, String label) {}
}
