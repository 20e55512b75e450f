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
  ADMINISTRATOR("administrator"),
  /** Reads what a monitor and a data manager read, for a time, and changes nothing. */
  INSPECTOR("inspector"),
  /** Pooled numbers, and the second word on an amendment; never a participant. */
  SPONSOR("sponsor"),
  /** Reads at a site; keeps its kits and confirms doses as the second person. */
  PHARMACIST("pharmacist");

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

  /** Whether it records, for one site or for all, what participants are and what is done. */
  public boolean entersAtSites() {
    return this == INVESTIGATOR || this == COORDINATOR || this == PHARMACIST;
  }

  /**
   * Whether one person may not hold this role and another at once, at the same site or where one of
   * the two is for all sites: whoever checks would check themselves, or carry what they know to
   * where nobody may know it.
   */
  public boolean conflictsWith(Role other) {
    return this != other && (isApartFrom(other) || other.isApartFrom(this));
  }

  private boolean isApartFrom(Role other) {
    return switch (this) {
      case COMMITTEE, COMMITTEE_STATISTICIAN -> !other.seesResultsByArm();
      case INSPECTOR -> true;
      case MONITOR -> other.entersAtSites();
      case SPONSOR -> other == MONITOR || other == DATA_MANAGER;
      default -> false;
    };
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
          case INSPECTOR -> "role inspector";
          case SPONSOR -> "role sponsor";
          case PHARMACIST -> "role pharmacist";
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
