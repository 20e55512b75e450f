package org.trialwright.pages;

/**
 * A thing to do, as one row.
 *
 * @param address {@code ""} when it cannot start yet; then {@code more} says what it waits for
 * @param more by when, and what it needs
 * @param assumed why the time is assumed; {@code ""} when it is not
 */
public record Task(String label, String address, String more, String assumed, Badge state) {}
