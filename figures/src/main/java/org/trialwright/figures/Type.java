package org.trialwright.figures;

/** How a word stands: size, weight, which end is at the point, ink. */
record Type(double size, boolean bold, String anchor, String ink) {
  static final Type BODY = new Type(Theme.BODY, false, "start", Theme.INK);
  static final Type HEAD = new Type(Theme.SMALL, true, "start", Theme.INK);
  static final Type NOTE = new Type(Theme.SMALL, false, "start", Theme.QUIET);
  static final Type SMALL = new Type(Theme.SMALL, false, "start", Theme.INK);

  Type end() {
    return new Type(size, bold, "end", ink);
  }

  Type middle() {
    return new Type(size, bold, "middle", ink);
  }

  Type in(String other) {
    return new Type(size, bold, anchor, other);
  }

  Type strong() {
    return new Type(size, true, anchor, ink);
  }

  double width(String words) {
    return Theme.width(words, size, bold);
  }
}
