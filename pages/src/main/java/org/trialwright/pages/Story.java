package org.trialwright.pages;

/**
 * One thing that happened, in one sentence.
 *
 * @param when as shown
 * @param stamp for machines: an ISO date or date and time
 * @param more who entered it, or what followed
 * @param arm shown after the sentence, or {@link Arm#NONE}
 * @param link to a correction or a whole record
 */
public record Story(String when, String stamp, String sentence, Arm arm, String more, Link link) {}
