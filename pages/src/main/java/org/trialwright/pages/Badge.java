package org.trialwright.pages;

/** One or two words on the state of a thing. */
public record Badge(State state, String word) {
  public static final Badge NONE = new Badge(State.PLAIN, "");
}
