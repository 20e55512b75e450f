package org.trialwright.pages;

/**
 * A note whose heading is a sentence.
 *
 * @param text {@code ""} for none
 */
public record Note(Tone tone, String heading, String text, String assumed, Link act) {
  public Note(Tone tone, String heading, String text) {
    this(tone, heading, text, "", Link.NONE);
  }

  public enum Tone {
    PLAIN(""),
    GOOD("good"),
    CARE("care"),
    STOP("stop");

    private final String style;

    Tone(String style) {
      this.style = style;
    }

    String style() {
      return style;
    }
  }
}
