package org.trialwright.bedside.eligibility;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Reads;
import org.trialwright.bedside.form.Filled;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.bedside.form.Signing;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Credentials;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** An approval on its way to the desk, handed over by a page or a program. */
record Approving(Sheet sheet, Map<String, String> fields, Filled filled) {

  static Approving of(Sheet sheet, Map<String, String> fields) {
    return new Approving(sheet, fields, sheet.read(fields));
  }

  /**
   * The form by which this study approves.
   *
   * @throws ResponseStatusException not found, when the form approves nothing
   */
  static Form form(Chart chart, String name) {
    var form = chart.form(name);
    if (!Reads.byApproval(chart.study()).mentions(form)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return form;
  }

  /**
   * @param ordinal of the approval that is changed; 0 for a new one
   */
  static Sheet sheet(Chart chart, Form form, int ordinal) {
    var visit =
        chart
            .record(form, ordinal)
            .map(Record::visit)
            .or(() -> chart.journey().visitFor(form, chart.today()))
            .orElse("");
    return Sheet.brief(chart, form, ordinal, visit, form.name() + ".", needed(form));
  }

  /** Whatever is optional in an approval is left to later. */
  private static List<Item> needed(Form form) {
    return form.items().stream()
        .filter(item -> item.kind().filter(kind -> !kind.optional()).isPresent())
        .toList();
  }

  /** What came of it. */
  sealed interface Came {
    /** Questions whose answers cannot be taken; they say why. */
    record Wrong() implements Came {}

    record NotConfirmed() implements Came {}

    /** The key was used for other answers, which are kept. */
    record SentBefore() implements Came {}

    record Kept() implements Came {}

    record Refused(Outcome outcome) implements Came {}
  }

  /**
   * Keeps the form and signs it with the password.
   *
   * @param seen the newest fact of the record that the person saw
   */
  Came over(Desk desk, Credentials credentials, Act act, String reason, long seen) {
    if (filled.isWrong()) {
      return new Came.Wrong();
    }
    var chart = sheet.chart();
    if (!credentials.confirms(chart.person().account(), fields.getOrDefault("password", ""))) {
      return new Came.NotConfirmed();
    }
    var outcome = desk.save(sheet.save(filled, reason, seen), act);
    if (!(outcome instanceof Outcome.Saved(var fact, _, _))) {
      return new Came.Refused(outcome);
    }
    if (!(fact.event() instanceof Event.Saved saved)
        || !saved.form().equals(sheet.form().name())
        || !saved.answers().equals(filled.answers())) {
      return new Came.SentBefore();
    }
    desk.sign(
        chart.participant(),
        Signing.event(sheet.form(), saved.ordinal(), saved.answers()),
        Signing.act(act, "sign"));
    return new Came.Kept();
  }
}
