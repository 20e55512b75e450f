package org.trialwright.bedside.form;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Reads;
import org.trialwright.journey.Record;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Rows;

/**
 * The forms that criteria, preconditions and strata read, filled in at once by a page or a program.
 * Each form becomes its own record.
 */
final class Screening {
  private Screening() {}

  /**
   * The forms, those of an approval aside.
   *
   * @param fields in which stands which record of each was shown; empty for the current ones
   * @param day of every new record that is not given another
   */
  static List<Sheet> sheets(Chart chart, Map<String, String> fields, LocalDate day) {
    var study = chart.study();
    var reads = Reads.byAllocation(study);
    var approval = Reads.byApproval(study);
    var sheets = new ArrayList<Sheet>();
    for (var form : reads.forms()) {
      if (approval.mentions(form) || isNotNeeded(chart, form)) {
        continue;
      }
      int ordinal =
          fields.containsKey(ordinalName(form))
              ? (int) Fields.number(fields, ordinalName(form))
              : current(chart, form).map(Record::ordinal).orElse(0);
      var visit =
          chart
              .record(form, ordinal)
              .map(Record::visit)
              .or(() -> chart.journey().visitFor(form, chart.today()))
              .orElse("");
      sheets.add(
          Sheet.brief(chart, form, ordinal, visit, form.name() + ".", shown(form, reads), day));
    }
    return sheets;
  }

  static boolean isNotNeeded(Chart chart, Form form) {
    return form.askedIf()
            .map(condition -> condition.test(chart.journey().world(), Rows.NONE))
            .orElse(Truth.YES)
        == Truth.NO;
  }

  private static List<Item> shown(Form form, Reads reads) {
    var read = reads.questions(form);
    return form.items().stream()
        .filter(item -> read.contains(item) || form.dayItem().filter(item::equals).isPresent())
        .toList();
  }

  static String ordinalName(Form form) {
    return form.name() + "._ordinal";
  }

  /** The newest record that still counts; an older one is not corrected but done again. */
  static Optional<Record> current(Chart chart, Form form) {
    var limit = chart.study().who().fresh().get(form);
    return chart.journey().records(form).stream()
        .filter(record -> limit == null || age(chart, record) <= limit)
        .reduce((_, later) -> later);
  }

  private static long age(Chart chart, Record record) {
    return ChronoUnit.DAYS.between(record.occurred().earliest(), chart.today());
  }

  /**
   * A form of which nothing but the suggested day is filled in is not begun, so it has no faults.
   */
  static Filled ready(Sheet sheet, Filled filled) {
    return sheet.ordinal() == 0 && !filled.touched()
        ? new Filled(Map.of(), Map.of(), Optional.empty(), "", false, false)
        : filled;
  }

  /** What became of one form. */
  record Kept(Sheet sheet, Outcome outcome) {}

  /**
   * Keeps the forms one by one, those of which something is filled in that is not stored yet.
   *
   * @param seen the newest fact of a form's record that the person saw
   */
  static List<Kept> keep(
      Desk desk, Map<Sheet, Filled> filled, String reason, ToLongFunction<Form> seen, Act act) {
    var kept = new ArrayList<Kept>();
    filled.forEach(
        (sheet, answers) -> {
          boolean nothing =
              !answers.touched()
                  || sheet
                      .stored()
                      .filter(one -> one.texts().equals(answers.answers()))
                      .isPresent();
          if (!nothing) {
            var save = sheet.save(answers, reason, seen.applyAsLong(sheet.form()));
            kept.add(new Kept(sheet, desk.save(save, Signing.act(act, sheet.form().name()))));
          }
        });
    return kept;
  }
}
