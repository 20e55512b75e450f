package org.trialwright.clinical;

import java.util.List;
import org.trialwright.quantities.Unit;

/** What a clinical function takes in one place. */
public sealed interface Parameter {
  /** The name shown in messages, such as {@code creatinine}. */
  String name();

  /** How the result moves when a number rises and everything else stays. */
  enum Course {
    INCREASING,
    DECREASING,
    /** Rises or falls as the other arguments have it, but never turns between two ends. */
    NEITHER
  }

  /** A number in a unit; an argument in another unit of the dimension is converted first. */
  record Number(String name, Unit unit, Course course) implements Parameter {}

  /** A coded answer all of whose codes must be among these. */
  record Code(String name, List<String> codes) implements Parameter {
    public Code {
      codes = List.copyOf(codes);
    }
  }

  /**
   * A questionnaire item: a coded answer whose codes are whole numbers that follow each other, such
   * as 1 to 4 or 1 to 7, the same for every item of a call. It may be missing.
   */
  record Item(String name) implements Parameter {}
}
