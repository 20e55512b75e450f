package org.trialwright.pages;

import java.util.Arrays;
import java.util.Optional;

/** In which capacity someone acts. A person may hold several, each for one site or for all. */
public enum Role {
  /** Nobody has signed in. */
  SIGNED_OUT("signed-out"),
  INVESTIGATOR("investigator"),
  COORDINATOR("coordinator"),
  DATA_MANAGER("data-manager"),
  MONITOR("monitor"),
  /** Sees pooled information only. */
  STATISTICIAN("statistician"),
  /** A member of the data monitoring committee: sees results by arm, in its own workspace. */
  COMMITTEE("committee"),
  /** Prepares the committee's reports and takes its data cuts. */
  COMMITTEE_STATISTICIAN("committee-statistician"),
  ADMINISTRATOR("administrator");

  private final String code;

  Role(String code) {
    this.code = code;
  }

  /** As stored and as written on the command line, such as {@code data-manager}. */
  public String code() {
    return code;
  }

  /**
   * Whether it opens results by arm. Who holds such a role holds no other: it would carry what the
   * committee knows to people who must not know it.
   */
  public boolean seesResultsByArm() {
    return this == COMMITTEE || this == COMMITTEE_STATISTICIAN;
  }

  /** In the reader's language. */
  public String said(Words words) {
    return words.say(
        switch (this) {
          case SIGNED_OUT -> "role signed-out";
          case INVESTIGATOR -> "role investigator";
          case COORDINATOR -> "role coordinator";
          case DATA_MANAGER -> "role data-manager";
          case MONITOR -> "role monitor";
          case STATISTICIAN -> "role statistician";
          case COMMITTEE -> "role committee";
          case COMMITTEE_STATISTICIAN -> "role committee-statistician";
          case ADMINISTRATOR -> "role administrator";
        });
  }

  /**
   * The role of a stored name; empty when there is none. Nobody can be granted to be signed out.
   */
  public static Optional<Role> of(String code) {
    return Arrays.stream(values())
        .filter(role -> role != SIGNED_OUT && role.code.equals(code))
        .findFirst();
  }
}
