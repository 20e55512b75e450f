package org.trialwright.study;

/** Thrown while one phrase is read; caught at the phrase, so that the next ones are still read. */
final class PhraseFault extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Position at;
  private final String message;

  PhraseFault(Position at, String message) {
    super(at + ": " + message, null, false, false);
    this.at = at;
    this.message = message;
  }

  Position at() {
    return at;
  }

  String message() {
    return message;
  }
}
