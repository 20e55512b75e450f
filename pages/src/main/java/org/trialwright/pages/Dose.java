package org.trialwright.pages;

import java.util.List;

/**
 * A dose card: one drug on one day.
 *
 * @param id of the drug, unique on the page
 * @param amount as printed without its unit, such as {@code 125}; a word such as {@code Hold} when
 *     the drug is not given
 * @param unit {@code ""} for a word
 * @param held a crimson frame: the drug is not given
 * @param route how it is given
 * @param assumed why the route or its time is assumed; {@code ""} when they are not
 * @param reasons sentences on why it is held or changed, the first in bold
 * @param steps each line of the sum
 */
public record Dose(
    String id,
    String drug,
    String amount,
    String unit,
    boolean held,
    String route,
    String assumed,
    List<String> reasons,
    List<Step> steps) {

  public Dose {
    reasons = List.copyOf(reasons);
    steps = List.copyOf(steps);
  }

  /**
   * One line of the sum.
   *
   * @param how with the numbers set in; says also which floor, cap or rounding was not used
   */
  public record Step(String name, String how, String value, String assumed) {
    public Step(String name, String how, String value) {
      this(name, how, value, "");
    }
  }
}
