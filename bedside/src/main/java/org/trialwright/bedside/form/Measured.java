package org.trialwright.bedside.form;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.LabLimits;
import org.trialwright.journey.Record;
import org.trialwright.pages.Note;
import org.trialwright.pages.Numbers;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Item;

/** A laboratory result beside its limits: high, low, or with other limits than the site's. */
final class Measured {
  private static final double ROUNDING = 1e-9;
  private static final double CLOSE = 0.05;

  private Measured() {}

  static List<Note> notes(Chart chart, LabLimits.Ours laboratory, Record record, Item item) {
    var notes = new ArrayList<Note>();
    var amount = LabLimits.amount(item);
    if (amount.isPresent()
        && record.answer(item) instanceof Answer.Ranged result
        && result.exact()) {
      var unit = amount.get().unit().symbol();
      if (result.low() > result.uln()) {
        notes.add(beyond(chart, "high", result.low(), result.uln(), unit));
      }
      if (result.low() < result.lln()) {
        notes.add(beyond(chart, "low", result.low(), result.lln(), unit));
      }
      laboratory
          .on(item, record.occurred().earliest())
          .flatMap(known -> other(chart, item, known, result))
          .ifPresent(notes::add);
    }
    return notes;
  }

  private static Note beyond(Chart chart, String side, double value, double limit, String unit) {
    var words = chart.words();
    var shown = Numbers.measure(BigDecimal.valueOf(limit).stripTrailingZeros(), unit);
    var sentence =
        side.equals("high")
            ? words.say("high: above the limit", shown)
            : words.say("low: below the limit", shown);
    var more =
        limit > 0
            ? side.equals("high")
                ? words.say("times the upper limit", times(value / limit), shown)
                : words.say("times the lower limit", times(value / limit), shown)
            : "";
    return new Note(Note.Tone.CARE, sentence, more);
  }

  /** Two digits; three where two would say that it is the limit itself. */
  private static String times(double ratio) {
    int digits = Math.abs(ratio - 1) < CLOSE ? 3 : 2;
    return Numbers.measure(
        BigDecimal.valueOf(ratio).round(new MathContext(digits)).stripTrailingZeros(), "");
  }

  /** The site's limits of that day, where the result came with others or with none. */
  private static Optional<Note> other(
      Chart chart, Item item, LabLimits.Entry known, Answer.Ranged result) {
    if (!(AnswerText.read(item, known.text())
        instanceof AnswerText.Result.Read(Answer.Ranged site))) {
      return Optional.empty();
    }
    var words = chart.words();
    var span =
        Numbers.unit(
            known.span().replace("..", "–")
                + (known.set().unit().isEmpty() ? "" : "\u00a0" + known.set().unit()));
    var since = chart.dates().day(known.from().toString());
    if (Double.isNaN(result.uln())) {
      return Optional.of(
          new Note(
              Note.Tone.PLAIN,
              words.say("a result without limits"),
              words.say("limits of the site are", span, since)));
    }
    boolean same = isSame(result.lln(), site.lln()) && isSame(result.uln(), site.uln());
    return same
        ? Optional.empty()
        : Optional.of(
            new Note(
                Note.Tone.PLAIN,
                words.say("other limits than the site's"),
                words.say("limits of the site are", span, since)));
  }

  private static boolean isSame(double one, double other) {
    return Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }
}
