package org.trialwright.study;

import org.trialwright.quantities.Unit;

/** What kind of value a question or a phrase has. */
public sealed interface Type {

  /** One of a list of codes; yes and no are {@link CodeList#YES_NO}. */
  record Coded(CodeList list) implements Type {
    boolean yesNo() {
      return list.equals(CodeList.YES_NO);
    }
  }

  /** A number in a unit; {@code lab} when the laboratory's limits come with it. */
  record Numeric(Unit unit, boolean lab) implements Type {
    Numeric(Unit unit) {
      this(unit, false);
    }
  }

  /** A calendar day, counted as days since 1970-01-01; a partial date is a range of days. */
  record Day() implements Type {}

  /** A point in time, counted as seconds since 1970-01-01T00:00Z. */
  record Moment() implements Type {}

  /** A time of day, counted in minutes. */
  record Clock() implements Type {}

  /** Words, a file's name or a signature: known or not, never compared. */
  record Words() implements Type {}

  default String described() {
    return switch (this) {
      case Coded coded -> coded.yesNo() ? "yes or no" : "an answer of " + coded.list().name();
      case Numeric numeric ->
          numeric.unit().equals(Unit.NONE) ? "a number" : "a number in " + numeric.unit().symbol();
      case Day _ -> "a date";
      case Moment _ -> "a date and time";
      case Clock _ -> "a time";
      case Words _ -> "text";
    };
  }
}
