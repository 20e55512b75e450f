package org.trialwright.bedside.dose;

import java.time.LocalDate;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Confirmation;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.DoseCard;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;

/** A second person's confirmation of a dose, on a page or through a program. */
record Seconding(Chart chart, LocalDate day, DoseCard.Line line) {
  static final String ROUTE = DosePage.ROUTE + "/confirm";

  /** What came of it. */
  sealed interface Came {
    /** Another amount is due by now than the one that was to be confirmed. */
    record OtherAmount() implements Came {}

    /** Nobody seconds themselves. */
    record SamePerson() implements Came {}

    record NotConfirmed() implements Came {}

    record Kept(Outcome outcome) implements Came {}
  }

  /**
   * @param amount that is confirmed, as it is shown
   * @param account of another person than the one who is signed in
   * @param password of that account
   */
  Came over(
      Desk desk,
      Credentials credentials,
      String amount,
      String account,
      String password,
      String key) {
    if (line.amount().isEmpty() || !Lines.amount(line).equals(amount)) {
      return new Came.OtherAmount();
    }
    if (account.equals(chart.person().account())) {
      return new Came.SamePerson();
    }
    var second =
        credentials
            .who(account, password)
            .filter(one -> one.grantFor("POST", ROUTE, chart.site()).isPresent());
    if (second.isEmpty()) {
      return new Came.NotConfirmed();
    }
    var form = chart.form(DosePage.DOSE);
    var confirmed =
        Confirmation.event(
            form.name(),
            Desk.nextOrdinal(chart.facts(), form),
            DosePage.GIVEN,
            line.drug().name(),
            day,
            line.amount().getAsDouble());
    return new Came.Kept(desk.confirm(chart.participant(), confirmed, actOf(second.get(), key)));
  }

  private Act actOf(SignedIn second, String key) {
    return new Chart(
            chart.front(),
            chart.desk(),
            chart.request(),
            second,
            chart.participant(),
            chart.facts(),
            chart.journey(),
            chart.words(),
            chart.speaker(),
            chart.dates(),
            chart.study())
        .act("POST", ROUTE, key);
  }
}
