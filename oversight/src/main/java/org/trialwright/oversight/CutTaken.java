package org.trialwright.oversight;

/**
 * A data cut was taken; whoever keeps the signed heads signs one now.
 *
 * @param sequence of the cut's fact
 */
public record CutTaken(long sequence) {}
