package org.trialwright.study;

/** The answers that have names of their own. */
public final class Answers {
  public static final Answer UNKNOWN = new Answer.Unknown("");
  public static final Answer NOT_ASKED = new Answer.NotAsked();
  public static final Answer NOT_SIGNED = new Answer.NotSigned();
  public static final Answer YES = new Answer.Coded(2);
  public static final Answer NO = new Answer.Coded(1);
  public static final Answer EITHER = new Answer.Coded(3);

  private Answers() {}
}
