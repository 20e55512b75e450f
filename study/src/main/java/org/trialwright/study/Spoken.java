package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a study says in one language. A part whose translation is missing stands in English, and a
 * page marks it as such.
 *
 * @param pieces in reading order; neighbours differ in whether they are translated
 */
public record Spoken(List<Piece> pieces) {
  private static final char FOREIGN_BEGINS = '\uE000';
  private static final char FOREIGN_ENDS = '\uE001';

  public Spoken {
    pieces = List.copyOf(pieces);
  }

  /**
   * @param translated whether it is in the language asked for; else it is English
   */
  public record Piece(String text, boolean translated) {}

  /** Whether every part is in the language asked for. */
  public boolean translated() {
    return pieces.stream().allMatch(Piece::translated);
  }

  /** All of it, without marks. */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return text();
  }

  /** Marks English within a text that is being put together. */
  static String foreign(String english) {
    return FOREIGN_BEGINS + english + FOREIGN_ENDS;
  }

  static boolean mark(char letter) {
    return letter == FOREIGN_BEGINS || letter == FOREIGN_ENDS;
  }

  /** Takes a text with its marks apart. */
  static Spoken of(String marked) {
    var pieces = new ArrayList<Piece>();
    var piece = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < marked.length(); i++) {
      char letter = marked.charAt(i);
      if (!mark(letter)) {
        piece.append(letter);
        continue;
      }
      int deeper = letter == FOREIGN_BEGINS ? depth + 1 : depth - 1;
      if ((deeper == 0) != (depth == 0) && !piece.isEmpty()) {
        pieces.add(new Piece(piece.toString(), depth == 0));
        piece.setLength(0);
      }
      depth = deeper;
    }
    if (!piece.isEmpty()) {
      pieces.add(new Piece(piece.toString(), depth == 0));
    }
    return new Spoken(pieces);
  }
}
