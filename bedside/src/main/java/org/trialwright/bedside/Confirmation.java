package org.trialwright.bedside;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/** A second person's word for the amount of a drug on a day, as it stands in the journal. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * The event that says so.
   *
   * @param ordinal of the record that the dose will have
   */
  public static Event.Confirmed event(
      String form, int ordinal, String item, String drug, LocalDate day, double amount) {
    return new Event.Confirmed(form, ordinal, item, text(amount), meaning(drug, day));
  }

  /** The newest confirmation of just this amount. */
  public static Optional<Fact> of(List<Fact> facts, String drug, LocalDate day, double amount) {
    return facts.stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Confirmed confirmed
                    && confirmed.meaning().equals(meaning(drug, day))
                    && confirmed.value().equals(text(amount)))
        .reduce((_, later) -> later);
  }

  private static String meaning(String drug, LocalDate day) {
    return "second person: dose of " + drug + " on " + day;
  }

  private static String text(double amount) {
    return BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString();
  }
}
