package org.trialwright.pages;

/**
 * The three answers to a rule, and a result that is neither good nor bad, each with its own shape
 * and its own hidden word.
 */
public enum Sign {
  MET("met"),
  UNKNOWN("unknown"),
  NOT_MET("not"),
  RESULT("told");

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
      case RESULT -> words.say("result");
    };
  }
}
