package org.trialwright.pages;

/**
 * One station of the path as a list, as it is read on a phone.
 *
 * @param before on the common line, before the arms part
 */
public record Stop(String label, String more, Where where, boolean before) {
  public enum Where {
    BEEN,
    HERE,
    AHEAD
  }

  String style() {
    String state =
        switch (where) {
          case BEEN -> "";
          case HERE -> "is-here";
          case AHEAD -> "ahead";
        };
    return before ? ("before " + state).strip() : state;
  }
}
