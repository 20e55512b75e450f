package org.trialwright.study;

import java.util.Optional;
import java.util.OptionalDouble;
import org.trialwright.quantities.Unit;

/**
 * One phrase being read from left to right. Words are letters and digits joined by single hyphens;
 * a hyphen with spaces around it is a minus. The phrase knows where in the file each character
 * stands.
 */
final class Phrase {
  private static final int MOST_COUNTED = 1_000_000;

  private final String text;
  private final Position start;
  private int at;

  Phrase(Node.Line line) {
    this(line.text(), line.at());
  }

  Phrase(String text, Position start) {
    this.text = text;
    this.start = start;
  }

  String text() {
    return text;
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  Position here() {
    skipSpace();
    return start.plus(at);
  }

  Position from(int mark) {
    int first = mark;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return start.plus(first);
  }

  String since(int mark) {
    return text.substring(mark, at).strip();
  }

  String rest() {
    skipSpace();
    return text.substring(at);
  }

  PhraseFault fault(String message) {
    return new PhraseFault(here(), message);
  }

  /** Takes everything that is left. */
  void toEnd() {
    at = text.length();
  }

  void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  boolean atEnd() {
    skipSpace();
    return at == text.length();
  }

  void end() {
    if (!atEnd()) {
      throw fault("not understood from '" + rest() + "'");
    }
  }

  /** The next word without taking it; empty at a sign or at the end. */
  String peekWord() {
    skipSpace();
    return text.substring(at, wordEnd(at));
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean hyphen =
          c == '-' && end > from && end + 1 < text.length() && letter(text.charAt(end + 1));
      if (!letter(c) && !hyphen) {
        break;
      }
      end++;
    }
    return end;
  }

  private static boolean letter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  boolean nextIs(String word) {
    int mark = at;
    boolean taken = accept(word);
    at = mark;
    return taken;
  }

  /**
   * Takes the words or the sign if they come next; several words are separated by single blanks.
   */
  boolean accept(String expected) {
    int mark = at;
    for (String part : expected.split(" ")) {
      skipSpace();
      boolean word = letter(part.charAt(0));
      boolean found = word ? peekWord().equals(part) : text.startsWith(part, at);
      if (!found) {
        at = mark;
        return false;
      }
      at += part.length();
    }
    return true;
  }

  void expect(String expected) {
    if (!accept(expected)) {
      throw fault(
          atEnd()
              ? "'" + expected + "' is missing at the end"
              : "'" + expected + "' is needed before '" + shortRest() + "'");
    }
  }

  private String shortRest() {
    var rest = rest();
    return rest.length() <= 24 ? rest : rest.substring(0, 24) + "…";
  }

  String word(String what) {
    var word = peekWord();
    if (word.isEmpty()) {
      throw fault(
          what + " is missing" + (atEnd() ? " at the end" : " before '" + shortRest() + "'"));
    }
    at += word.length();
    return word;
  }

  /** A word, or two joined by a dot as in {@code form.item}. */
  String dotted(String what) {
    var first = word(what);
    if (at + 1 < text.length() && text.charAt(at) == '.' && letter(text.charAt(at + 1))) {
      at++;
      return first + "." + word(what);
    }
    return first;
  }

  boolean numberNext() {
    skipSpace();
    int mark = at;
    boolean found = number().isPresent();
    at = mark;
    return found;
  }

  /** A number without its unit; nothing when a word such as {@code 4a} comes next. */
  OptionalDouble number() {
    skipSpace();
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end == at) {
      return OptionalDouble.empty();
    }
    boolean fraction =
        end + 1 < text.length()
            && text.charAt(end) == '.'
            && Character.isDigit(text.charAt(end + 1));
    if (fraction) {
      end++;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
    }
    boolean word =
        end < text.length()
            && (letter(text.charAt(end))
                || (text.charAt(end) == '-'
                    && end + 1 < text.length()
                    && letter(text.charAt(end + 1))));
    if (word && !fraction) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text.substring(at, end));
    at = end;
    return OptionalDouble.of(value);
  }

  double needNumber() {
    var found = number();
    if (found.isEmpty()) {
      throw fault(
          "a number is needed" + (atEnd() ? " at the end" : " before '" + shortRest() + "'"));
    }
    return found.getAsDouble();
  }

  /** A number that counts something, from 1. */
  int whole(String what) {
    int mark = at;
    double number = needNumber();
    if (number < 1 || number > MOST_COUNTED || number != Math.rint(number)) {
      at = mark;
      throw fault(what + " is a whole number from 1");
    }
    return (int) number;
  }

  /** A unit if one comes next, such as {@code 10^9/L}. */
  Optional<Unit> unit() {
    skipSpace();
    int end = at;
    while (end < text.length() && " \t\r\n,;()[]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    var found = Unit.parse(text.substring(at, end));
    if (found.isPresent() && end > at) {
      at = end;
      return found;
    }
    return Optional.empty();
  }
}
