package org.trialwright.analysis;

import org.trialwright.quantities.Unit;
import org.trialwright.study.Answer;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

/** Times of a plan, in days. */
public final class Days {
  private Days() {}

  /**
   * The day of a time: the study's setting for it, such as {@code cut-day-36-mo}, else its months
   * of 30.4375 days, a broken day counting whole.
   *
   * @throws IllegalArgumentException when it is no time
   */
  public static double of(Study study, Quantity time) {
    var setting = study.settings().get("cut-day-" + time.text().replace(' ', '-'));
    if (setting != null && setting.value() instanceof Answer.Ranged ranged && ranged.exact()) {
      return ranged.low();
    }
    return Math.ceil(in(time));
  }

  static double in(Quantity time) {
    return switch (time.unit().symbol()) {
      case "d" -> time.amount();
      case "wk" -> 7 * time.amount();
      case "mo" -> Unit.DAYS_OF_A_MONTH * time.amount();
      case "y" -> 12 * Unit.DAYS_OF_A_MONTH * time.amount();
      default -> throw new IllegalArgumentException(time.text() + " is no time");
    };
  }
}
