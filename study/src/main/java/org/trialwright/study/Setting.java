package org.trialwright.study;

/**
 * A value that may be changed before the first participant without a new version.
 *
 * @param value what holds unless it is changed
 */
public record Setting(String name, Type type, Answer value, String text, Position at) {}
