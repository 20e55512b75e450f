package org.trialwright.pages;

/** The three answers to a rule, each with its own shape and its own hidden word. */
public enum Sign {
  MET("met"),
  UNKNOWN("unknown"),
  NOT_MET("not");

  private final String style;

  Sign(String style) {
    this.style = style;
  }

  String style() {
    return style;
  }

  /** The word that the shape stands for. */
  String word(Words words) {
    return switch (this) {
      case MET -> words.say("met");
      case UNKNOWN -> words.say("cannot tell yet");
      case NOT_MET -> words.say("not met");
    };
  }
}
