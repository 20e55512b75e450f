package org.trialwright.pages;

/**
 * The result of an act that cannot be undone.
 *
 * @param before the line above the heading, such as {@code Participant 01-032 is allocated to}
 * @param what the heading
 * @param arm 1 or 2 for the colour of an arm, 0 for none
 * @param meaning what it means, in a sentence
 * @param stamp number, time with zone, and who
 */
public record Result(String before, String what, int arm, String meaning, String stamp) {}
