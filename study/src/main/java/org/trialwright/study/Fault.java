package org.trialwright.study;

/**
 * Something wrong in a study folder.
 *
 * @param severity whether the study can still be used
 * @param at file, line and column, counted from 1
 * @param message what was found and, where it helps, what may be meant
 */
public record Fault(Severity severity, Position at, String message) {

  /** A fault stops the study from loading; a warning does not. */
  public enum Severity {
    FAULT,
    WARNING
  }

  @Override
  public String toString() {
    return at + ": " + (severity == Severity.WARNING ? "warning: " : "") + message;
  }
}
