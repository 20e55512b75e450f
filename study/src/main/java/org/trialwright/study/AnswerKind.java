package org.trialwright.study;

import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Unit;

/** What a question asks for, as it stands between square brackets. */
public sealed interface AnswerKind {
  Type type();

  /** Whether an empty answer needs no reason. */
  boolean optional();

  record OneOf(CodeList codes, boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return new Type.Coded(codes);
    }
  }

  /**
   * A number between two possible ends.
   *
   * @param expected the usual range, outside of which a value is looked at twice
   * @param otherUnits units it may be given in, with the factor to this unit
   */
  record Amount(
      Unit unit,
      double low,
      double high,
      Optional<Span> expected,
      boolean lab,
      List<OtherUnit> otherUnits,
      boolean optional)
      implements AnswerKind {
    @Override
    public Type type() {
      return new Type.Numeric(unit, lab);
    }
  }

  record Span(double low, double high) {}

  record OtherUnit(Unit unit, double factor) {}

  /** A day; {@code identifying} ones stay in the vault and reach the journal only as ages. */
  record Date(boolean partial, boolean identifying, boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.DAY;
    }
  }

  record DateTime(boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.MOMENT;
    }
  }

  record Time(boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.CLOCK;
    }
  }

  record Text(boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.WORDS;
    }
  }

  record File(boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.WORDS;
    }
  }

  record Signature(boolean optional) implements AnswerKind {
    @Override
    public Type type() {
      return Types.WORDS;
    }
  }
}
