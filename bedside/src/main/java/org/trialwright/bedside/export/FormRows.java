package org.trialwright.bedside.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Unit;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.CodeList;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Type;

/**
 * The records of one form as rows: what was answered, as it was answered. Words beside codes are
 * the reader's.
 *
 * @param items every question that any version of the study has on this form, by name
 */
record FormRows(String form, Map<String, Item> items, Voice voice) {
  private static final List<String> HEAD =
      List.of("participant", "site", "record", "visit", "day", "saved_utc", "saved_by");
  private static final int WHOLE_DAY = "2024-06-20".length();

  /**
   * @param versions of the form, the present one first
   */
  static FormRows of(String name, List<Form> versions, Voice voice) {
    var items = new LinkedHashMap<String, Item>();
    for (var form : versions) {
      form.items().stream()
          .filter(item -> item.kind().isPresent())
          .forEach(item -> items.putIfAbsent(item.name(), item));
    }
    return new FormRows(name, items, voice);
  }

  List<String> head() {
    var head = new ArrayList<>(HEAD);
    items.forEach(
        (name, item) -> {
          head.add(name);
          if (isCoded(item)) {
            head.add(name + ".words");
          }
          if (hasUnit(item)) {
            head.add(name + ".unit");
          }
          if (LabLimits.amount(item).isPresent()) {
            head.add(name + ".low");
            head.add(name + ".high");
          }
        });
    return head;
  }

  private static boolean isCoded(Item item) {
    return item.type() instanceof Type.Coded coded && !coded.list().equals(CodeList.YES_NO);
  }

  private static boolean hasUnit(Item item) {
    return item.kind().orElseThrow() instanceof AnswerKind.Amount amount
        && !amount.unit().equals(Unit.NONE);
  }

  /**
   * Writes the newest saving of each record that is not in error.
   *
   * @param facts about this form, in order
   */
  void write(List<Fact> facts, Sheets out) throws IOException {
    record Place(String participant, int ordinal) {}
    var newest = new LinkedHashMap<Place, Fact>();
    for (var fact : facts) {
      var who = fact.participant().map(ParticipantId::value).orElse("");
      if (fact.event() instanceof Event.Saved saved && saved.form().equals(form)) {
        newest.put(new Place(who, saved.ordinal()), fact);
      } else if (fact.event() instanceof Event.Voided(var name, var ordinal) && name.equals(form)) {
        newest.remove(new Place(who, ordinal));
      }
    }
    for (var fact : newest.values()) {
      out.row(cells(fact, (Event.Saved) fact.event()));
    }
  }

  private List<Cell> cells(Fact fact, Event.Saved saved) {
    var participant = fact.participant().orElseThrow();
    var cells = new ArrayList<Cell>();
    cells.add(new Cell.Text(participant.value()));
    cells.add(new Cell.Text(Desk.siteOf(participant).value()));
    cells.add(new Cell.Number(BigDecimal.valueOf(saved.ordinal())));
    cells.add(new Cell.Text(saved.visit()));
    cells.add(day(fact.occurred().toString()));
    cells.add(new Cell.Text(fact.recordedUtc()));
    cells.add(new Cell.Text(fact.author().name()));
    items.forEach((name, item) -> answer(item, saved.answers().getOrDefault(name, ""), cells));
    return cells;
  }

  private void answer(Item item, String text, List<Cell> into) {
    boolean missing = text.isEmpty() || AnswerText.MISSING.contains(text);
    if (!(item.kind().orElseThrow() instanceof AnswerKind.Amount)) {
      boolean date = item.kind().get() instanceof AnswerKind.Date;
      into.add(date && !missing ? day(text) : new Cell.Text(text));
      if (isCoded(item)) {
        into.add(new Cell.Text(missing ? "" : voice.answer(item, text)));
      }
      return;
    }
    int bracket = text.indexOf(" (");
    var measured = bracket < 0 || missing ? text : text.substring(0, bracket);
    int blank = missing ? -1 : measured.indexOf(' ');
    into.add(number(blank < 0 ? measured : measured.substring(0, blank)));
    if (hasUnit(item)) {
      into.add(new Cell.Text(blank < 0 ? "" : measured.substring(blank + 1)));
    }
    if (LabLimits.amount(item).isPresent()) {
      var limits = bracket < 0 || missing ? ".." : text.substring(bracket + 2, text.length() - 1);
      int dots = limits.indexOf("..");
      into.add(number(limits.substring(0, dots)));
      into.add(number(limits.substring(dots + 2)));
    }
  }

  /** A number as such; what is none, such as a reason for no answer, as it stands. */
  private static Cell number(String text) {
    return text.matches("-?\\d+(\\.\\d+)?")
        ? new Cell.Number(new BigDecimal(text))
        : new Cell.Text(text);
  }

  /** A whole day as such; a month, a year or a moment as it stands. */
  private static Cell day(String text) {
    return text.length() == WHOLE_DAY && text.matches("\\d{4}-\\d\\d-\\d\\d")
        ? new Cell.Day(LocalDate.parse(text))
        : new Cell.Text(text);
  }
}
