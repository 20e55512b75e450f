package org.trialwright.bedside.form;

import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.PartialDate;
import org.trialwright.study.Item;

/**
 * What the submitted fields of one form say.
 *
 * @param answers item name to canonical text, those of questions that were not shown as stored
 * @param wrong why an answer cannot be taken, in the reader's words, by question
 * @param occurred the day, for a form without a question for it
 * @param dayWrong why that day cannot be taken; empty when it can
 * @param touched whether anything but a suggested day was filled in
 * @param signs whether a signature is given that was not there before
 */
public record Filled(
    Map<String, String> answers,
    Map<Item, String> wrong,
    Optional<PartialDate> occurred,
    String dayWrong,
    boolean touched,
    boolean signs) {
  public Filled {
    answers = Map.copyOf(answers);
    wrong = Map.copyOf(wrong);
  }

  /**
   * The same before anybody asks what is wrong: questions are looked at only when they are sent.
   */
  Filled withoutFaults() {
    return new Filled(answers, Map.of(), occurred, "", touched, signs);
  }

  public boolean isWrong() {
    return !wrong.isEmpty() || !dayWrong.isEmpty();
  }
}
