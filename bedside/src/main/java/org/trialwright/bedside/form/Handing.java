package org.trialwright.bedside.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Credentials;
import org.trialwright.study.Item;

/** A filled-in form on its way to the desk, handed over by a page or a program. */
public record Handing(
    Sheet sheet, Map<String, String> fields, Filled filled, Sheet.Questions questions) {

  public static Handing of(Sheet sheet, Map<String, String> fields) {
    var filled = sheet.read(fields);
    return new Handing(sheet, fields, filled, sheet.questions(filled, fields));
  }

  /** What came of it. */
  public sealed interface Came {
    record Held(Fact by) implements Came {}

    /** Questions whose answers cannot be taken; they say why. */
    record Wrong() implements Came {}

    /** Answers that depart from what the study proposes, without saying why. */
    record Unexplained(List<Item> items) implements Came {}

    /** It signs, and the password is not right. */
    record NotConfirmed() implements Came {}

    /** It says what is kept already. */
    record Unchanged() implements Came {}

    record Kept(Outcome outcome) implements Came {}
  }

  /**
   * Keeps the form and signs it where it signs.
   *
   * @param seen the newest fact of the record that the person saw
   */
  Came over(Desk desk, Credentials credentials, Act act, String reason, long seen) {
    var chart = sheet.chart();
    var held = chart.holds().on(sheet.form().name(), sheet.ordinal());
    if (held.isPresent() && desk.trial().journal().byKey(act.key()).isEmpty()) {
      return new Came.Held(held.get());
    }
    var refused = refused();
    if (refused.isPresent()) {
      return refused.get();
    }
    if (filled.signs()
        && !credentials.confirms(chart.person().account(), fields.getOrDefault("password", ""))) {
      return new Came.NotConfirmed();
    }
    if (isUnchanged()) {
      return new Came.Unchanged();
    }
    var outcome = desk.save(sheet.save(filled, withBecause(reason), seen), act);
    if (filled.signs()
        && outcome instanceof Outcome.Saved(var fact, _, _)
        && fact.event() instanceof Event.Saved saved
        && saved.form().equals(sheet.form().name())) {
      sign(desk, chart, saved, act);
    }
    return new Came.Kept(outcome);
  }

  /** Why it cannot be kept, before anybody is asked to confirm it; empty when it can. */
  public Optional<Came> refused() {
    if (filled.isWrong()) {
      return Optional.of(new Came.Wrong());
    }
    var unexplained = questions.unexplained();
    return unexplained.isEmpty()
        ? Optional.empty()
        : Optional.of(new Came.Unexplained(unexplained));
  }

  /** Whether it says what is kept already. */
  public boolean isUnchanged() {
    return sheet
        .stored()
        .filter(record -> record.texts().equals(filled.answers()))
        .filter(record -> filled.occurred().map(record.occurred()::equals).orElse(true))
        .isPresent();
  }

  private String withBecause(String reason) {
    var because = sheet.because(filled, fields);
    return reason.isEmpty() || because.isEmpty() ? reason + because : reason + "; " + because;
  }

  private void sign(Desk desk, Chart chart, Event.Saved saved, Act act) {
    desk.sign(
        chart.participant(),
        Signing.event(sheet.form(), saved.ordinal(), saved.answers()),
        Signing.act(act, "sign"));
  }

  /** Why each answer cannot be taken, by the question; {@code day} is that of the record. */
  public Map<String, String> faults() {
    var faults = new TreeMap<String, String>();
    filled.wrong().forEach((item, why) -> faults.put("answers." + item.name(), why));
    if (!filled.dayWrong().isEmpty()) {
      faults.put("day", filled.dayWrong());
    }
    return faults;
  }
}
