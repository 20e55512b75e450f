package org.trialwright.pages;

/** The tone of a badge; the badge's word says the same. */
public enum State {
  QUIET(""),
  DONE("done"),
  NOW("now"),
  CARE("care"),
  STOP("stop"),
  PLAIN("plain");

  private final String style;

  State(String style) {
    this.style = style;
  }

  String style() {
    return style;
  }
}
