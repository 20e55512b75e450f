package org.trialwright.pages;

import java.time.ZoneId;
import java.util.List;

/**
 * How a question is answered on a page. Each kind names its submitted fields; the first has the
 * item's own name, the others add a dot and a part ({@code weight.unit}). {@link Answers} reads the
 * fields of every kind into canonical answer text and back.
 */
public sealed interface Kind {

  /** Fields: the name, {@code yes} or {@code no}. */
  record YesNo() implements Kind {}

  /** Fields: the name, a code. Up to seven choices are radio buttons, more are a list. */
  record OneOf(List<Choice> choices) implements Kind {
    public OneOf {
      choices = List.copyOf(choices);
    }
  }

  /** Ordered grades as tiles, from the least to the worst. Fields: the name, a code. */
  record Grade(List<Choice> grades) implements Kind {
    public Grade {
      grades = List.copyOf(grades);
    }
  }

  /**
   * A number. Fields: the name; {@code .unit} when there is a choice of units.
   *
   * @param units the study file's spelling, the question's own unit first; empty for a plain number
   * @param usual what is usual, in the own unit; outside is a soft check, not an error here
   * @param possible what is possible, in the own unit; outside is refused
   * @param decimals the most decimals that may be written; below 0 for any number
   */
  record Number(List<String> units, Bounds usual, Bounds possible, int decimals) implements Kind {
    public Number {
      units = List.copyOf(units);
    }
  }

  /**
   * A laboratory value with this laboratory's limits in the same unit. Fields: the name, {@code
   * .unit}, {@code .low}, {@code .high}.
   */
  record Laboratory(List<String> units, Bounds usual, Bounds possible, int decimals)
      implements Kind {
    public Laboratory {
      units = List.copyOf(units);
    }
  }

  /**
   * A date. Fields: {@code .day} (or a whole date pasted into it), {@code .month}, {@code .year}.
   *
   * @param partial the day, or day and month, may be unknown
   */
  record Day(boolean partial) implements Kind {}

  /** A date and a time at a place. Fields: those of {@link Day}, {@code .time}, {@code .offset}. */
  record Moment(ZoneId zone) implements Kind {}

  /** A time of day. Fields: the name. */
  record Clock() implements Kind {}

  /**
   * Free text. Fields: the name.
   *
   * @param lines 1 for a line, more for an area
   * @param longest in characters
   */
  record Text(int lines, int longest) implements Kind {}

  /** A signature: the name is the account's and cannot be typed. Fields: the name, when ticked. */
  record Signature(String person, String role) implements Kind {}

  /** A file that is kept on paper: the answer says where. Fields: the name. */
  record Paper() implements Kind {}

  /**
   * A value that is worked out and never submitted.
   *
   * @param value as printed, empty while it cannot be worked out
   * @param formula how, with the numbers set in; empty when it says nothing new
   * @param waits what is missing; empty when there is a value
   */
  record Calculated(String value, String formula, String waits) implements Kind {}

  /** One of several answers: its code, its words, and a note in smaller letters or "". */
  record Choice(String code, String label, String note) {
    public Choice(String code, String label) {
      this(code, label, "");
    }
  }

  /** From and to, both included, as decimal numbers; either may be "" for none. */
  record Bounds(String low, String high) {
    public static final Bounds NONE = new Bounds("", "");
  }
}
