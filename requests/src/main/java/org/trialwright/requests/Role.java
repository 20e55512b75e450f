package org.trialwright.requests;

/**
 * What a column of the rows is used for.
 *
 * @param several whether a list of columns is named
 * @param required whether a request without it is refused
 */
record Role(String name, Cells cells, boolean several, boolean required) {
  /** What every cell of the column must be. */
  enum Cells {
    /** A finite number. */
    NUMBER("a number"),
    /** 0 or 1. */
    EVENT("0 or 1"),
    /** A whole number. */
    CODE("a whole number"),
    /** Anything but nothing. */
    TEXT("a text");

    private final String words;

    Cells(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  static Role number(String name) {
    return new Role(name, Cells.NUMBER, false, true);
  }

  static Role event(String name) {
    return new Role(name, Cells.EVENT, false, true);
  }

  static Role code(String name) {
    return new Role(name, Cells.CODE, false, true);
  }

  static Role text(String name) {
    return new Role(name, Cells.TEXT, false, true);
  }

  static Role numbers(String name) {
    return new Role(name, Cells.NUMBER, true, true);
  }

  static Role texts(String name) {
    return new Role(name, Cells.TEXT, true, true);
  }

  Role optional() {
    return new Role(name, cells, several, false);
  }
}
