package org.trialwright.pages;

import java.util.List;

/**
 * The strip that says who a page is about.
 *
 * @param number the participant's
 * @param isHeading the number is the page's {@code h1}; otherwise the page has its own
 * @param arm {@link Arm#NONE} before allocation, or when the reader may not know it
 * @param facts such as person, stage, consent
 */
public record Who(String number, boolean isHeading, Arm arm, List<Fact> facts) {
  public Who {
    facts = List.copyOf(facts);
  }

  /** One fact of the strip, with an address or {@code ""}. */
  public record Fact(String name, String value, String address) {
    public Fact(String name, String value) {
      this(name, value, "");
    }
  }
}
