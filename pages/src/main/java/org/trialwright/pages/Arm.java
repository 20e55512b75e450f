package org.trialwright.pages;

/**
 * An arm with its line: the first solid, the second dashed; others have the words only.
 *
 * @param number its place in the study file, from 1; 0 for no arm
 */
public record Arm(int number, String label) {
  public static final Arm NONE = new Arm(0, "");
}
