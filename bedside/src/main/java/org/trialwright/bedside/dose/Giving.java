package org.trialwright.bedside.dose;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.bedside.form.Filled;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.journey.DoseCard;
import org.trialwright.journey.Event;
import org.trialwright.quantities.PartialDate;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;

/** The record of a dose or a fraction on its way to the desk, from a page or a program. */
record Giving(
    Sheet sheet, LocalDate day, DoseCard.Line line, Map<String, String> fields, Filled filled) {

  /**
   * @param form of a dose or of a fraction
   * @param fields as sent; day, drug and the worked-out amount are added
   */
  static Giving of(
      Chart chart, Form form, LocalDate day, DoseCard.Line line, Map<String, String> fields) {
    var sheet = DosePage.sheet(chart, form, line, day);
    var typed = DosePage.withFixed(form, line, day, fields);
    return new Giving(sheet, day, line, typed, sheet.read(typed));
  }

  /**
   * Keeps it, when every answer can be taken.
   *
   * @param seen the newest fact that the amount of a dose was worked out from
   */
  Outcome over(Desk desk, long seen, Act act) {
    var save =
        new Save(
            sheet.chart().participant(),
            sheet.form().name(),
            0,
            sheet.visit(),
            filled.answers(),
            Optional.of(PartialDate.of(day)),
            "",
            0);
    return sheet.form().name().equals(DosePage.DOSE)
        ? desk.give(save, line.drug().name(), amount(), seen, act)
        : desk.save(save, act);
  }

  /** Whether this is what was kept; under a key that was used before it may be something else. */
  boolean isKept(Event event) {
    return event instanceof Event.Saved saved && saved.answers().equals(filled.answers());
  }

  private double amount() {
    var text = filled.answers().getOrDefault(DosePage.GIVEN, "");
    return sheet
                .form()
                .item(DosePage.GIVEN)
                .map(item -> AnswerText.read(item, text))
                .filter(AnswerText.Result.Read.class::isInstance)
                .map(read -> ((AnswerText.Result.Read) read).answer())
                .orElse(new Answer.Unknown(""))
            instanceof Answer.Ranged given
        ? given.low()
        : 0;
  }
}
