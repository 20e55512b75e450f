package org.trialwright.pages;

/**
 * One row of an audit trail.
 *
 * @param entry the fact's number
 * @param when local, to the second
 * @param utc the same in UTC
 * @param what the kind of change, in a word or two
 * @param was struck out; {@code ""} for none
 * @param now {@code ""} for none
 * @param fingerprint the start of the fact's hash
 */
public record Trail(
    String entry,
    String when,
    String utc,
    String who,
    String role,
    String what,
    String was,
    String now,
    String why,
    String fingerprint) {}
