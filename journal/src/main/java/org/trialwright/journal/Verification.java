package org.trialwright.journal;

/** What a walk over a whole chain found. */
public sealed interface Verification {
  /**
   * Every link holds.
   *
   * @param head the last link
   * @param redacted how many free texts were redacted, each with its entry in the access log
   * @param signedHeads how many signed heads of this chain agree with it
   */
  record Intact(Head head, long redacted, int signedHeads) implements Verification {}

  /**
   * The chain does not hold.
   *
   * @param sequence the first link that is wrong
   * @param what what is wrong with it, for a person to read
   */
  record Broken(long sequence, String what) implements Verification {}
}
