package org.trialwright.pages;

/** One way on from here: where to, on which finding, and when. */
public record Way(String to, String finding, String when) {}
