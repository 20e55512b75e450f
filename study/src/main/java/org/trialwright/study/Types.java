package org.trialwright.study;

import java.util.List;
import org.trialwright.quantities.Unit;

/** The types that the language itself speaks of. */
final class Types {
  static final Type YES_NO = new Type.Coded(CodeList.YES_NO);
  static final Type DAY = new Type.Day();
  static final Type MOMENT = new Type.Moment();
  static final Type CLOCK = new Type.Clock();
  static final Type WORDS = new Type.Words();
  static final Type COUNT = new Type.Numeric(Unit.NONE);
  static final Type PERCENT = new Type.Numeric(Units.PERCENT);
  static final Type GRADE =
      new Type.Coded(new CodeList("CTCAE grade", List.of("0", "1", "2", "3", "4", "5"), true));
  static final Type WEEKDAY =
      new Type.Coded(
          new CodeList(
              "weekday",
              List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
              false));

  private Types() {}
}
