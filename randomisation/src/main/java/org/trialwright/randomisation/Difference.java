package org.trialwright.randomisation;

/**
 * An allocation that the seal does not give.
 *
 * @param stratum the stratum's label
 * @param position 1, 2, …
 * @param recorded the arm that is on record
 * @param derived the arm that the seal gives
 */
public record Difference(String stratum, int position, String recorded, String derived) {}
