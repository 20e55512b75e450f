package org.trialwright.study;

import org.trialwright.quantities.Unit;

/** The units that the language itself speaks of. */
final class Units {
  static final Unit DAY = of("d");
  static final Unit WEEK = of("wk");
  static final Unit MONTH = of("mo");
  static final Unit YEAR = of("y");
  static final Unit SECOND = of("s");
  static final Unit PERCENT = of("%");
  static final Unit POINTS = of("points");
  static final Unit ULN = of("ULN");
  static final Unit LLN = of("LLN");
  static final Unit MILLIGRAM = of("mg");
  static final Unit GRAY = of("Gy");

  private Units() {}

  static Unit of(String symbol) {
    return Unit.parse(symbol).orElseThrow(() -> new IllegalStateException("no unit " + symbol));
  }

  static boolean time(Unit unit) {
    return unit.dimension().equals(DAY.dimension());
  }

  /** Months and years follow the calendar when they are added to a date. */
  static boolean calendar(Unit unit) {
    return unit.equals(MONTH) || unit.equals(YEAR);
  }
}
