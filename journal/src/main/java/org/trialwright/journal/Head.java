package org.trialwright.journal;

/**
 * The last link of a chain.
 *
 * @param sequence 0 when nothing is recorded yet
 * @param hash 64 hexadecimal digits; all 0 when nothing is recorded yet
 */
public record Head(long sequence, String hash) {}
