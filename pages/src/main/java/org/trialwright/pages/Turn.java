package org.trialwright.pages;

/** One turn of a query's conversation. */
public record Turn(String who, String role, String when, String text, boolean mine) {}
