package org.trialwright.study;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/**
 * One comparison that forces a verdict.
 *
 * @param truth what the comparison was
 * @param about what was compared; absent for what is not a value, such as whether a form was filled
 *     in
 * @param found its value
 * @param test the comparison, with its limit
 * @param text as written in the study
 */
public record Because(
    Truth truth, @Nullable Term about, Answer found, Condition test, String text) {

  static Because of(Truth truth, Condition test, String text) {
    return new Because(truth, null, Answers.UNKNOWN, test, text);
  }

  /** The question it is about, when it is about one. */
  public Optional<Item> item() {
    return about == null ? Optional.empty() : about.item();
  }
}
