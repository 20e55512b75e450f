package org.trialwright.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.trialwright.journey.Author;

/**
 * One entry of the access log: who looked, took out or signed in.
 *
 * @param at the server's time, of the caller's clock; kept to the microsecond
 * @param author for a failed sign-in, the name that was tried; never a password
 * @param subject what was touched, for example a participant's identifier; may be empty
 * @param detail more for a reader, for example the reason; no identity, may be empty
 */
public record Access(Instant at, Kind kind, Author author, String subject, String detail) {
  public Access {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** What happened. */
  public enum Kind {
    SET_UP,
    SIGNED_IN,
    SIGN_IN_FAILED,
    LOCKED_OUT,
    SIGNED_OUT,
    ACCOUNT_CHANGED,
    IDENTITY_STORED,
    IDENTITY_VIEWED,
    IDENTITY_ERASED,
    /** Somebody asks that a text or a file be redacted; a second person decides. */
    REDACTION_ASKED,
    REDACTION_REFUSED,
    REDACTED,
    EXPORTED,
    /** An inspector opened a page or a file. */
    INSPECTED,
    /** Somebody opened results by arm. */
    RESULTS_VIEWED,
    /** A stopping rule was found to be met. */
    ALERTED,
    BACKED_UP,
    RESTORED,
    KEY_COPIED;

    /** As stored, for example {@code sign-in-failed}. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
