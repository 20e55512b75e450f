package org.trialwright.pages;

/** What submitted fields say: an answer, nothing, or something that cannot be taken. */
public sealed interface Reading {
  /** The canonical answer text, a missing reason included. */
  record Given(String text) implements Reading {}

  /** Nothing was filled in. */
  record Empty() implements Reading {}

  record Wrong(Fault fault) implements Reading {}
}
