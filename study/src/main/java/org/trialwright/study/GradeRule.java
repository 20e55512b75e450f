package org.trialwright.study;

import java.util.Locale;
import java.util.Optional;
import org.trialwright.clinical.Ctcae;
import org.trialwright.clinical.Interval;
import org.trialwright.quantities.Truth;

/** The CTCAE grade of one laboratory question. */
record GradeRule(String analyte) {

  /** The rule for a question whose name is an analyte that CTCAE grades by numbers. */
  static Optional<GradeRule> forItem(Item item) {
    boolean lab = item.type() instanceof Type.Numeric numeric && numeric.lab();
    if (!lab) {
      return Optional.empty();
    }
    return java.util.stream.Stream.of(
            item.name(), item.name().toLowerCase(Locale.ROOT), item.name().toUpperCase(Locale.ROOT))
        .filter(name -> !Ctcae.terms(name).isEmpty())
        .findFirst()
        .map(GradeRule::new);
  }

  /** Every grade that is possible, as bits of the list of grades. */
  Answer grade(Answer now, Answer baseline) {
    if (!(now instanceof Answer.Ranged value)) {
      return now instanceof Answer.Unknown ? Answers.UNKNOWN : now;
    }
    var measured = Ctcae.Measured.of(new Interval(value.low(), value.high()));
    if (!Double.isNaN(value.lln())) {
      measured = measured.lln(value.lln());
    }
    if (!Double.isNaN(value.uln())) {
      measured = measured.uln(value.uln());
    }
    if (baseline instanceof Answer.Ranged first && first.exact()) {
      measured = measured.baseline(first.low(), abnormal(first));
    }
    long possible = 0;
    for (int grade : Ctcae.grade(analyte, measured)) {
      possible |= 1L << grade;
    }
    return new Answer.Coded(possible);
  }

  private static Truth abnormal(Answer.Ranged first) {
    if (Double.isNaN(first.uln())) {
      return Truth.UNKNOWN;
    }
    boolean low = !Double.isNaN(first.lln()) && first.low() < first.lln();
    return Truth.of(low || first.low() > first.uln());
  }
}
