package org.trialwright.quantities;

/** The identifier of a site within one study, such as {@code 01}. */
public record SiteId(String value) implements Comparable<SiteId> {
  public SiteId {
    if (value.isBlank() || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "'" + value + "' cannot identify a site: it is blank or has blanks at its ends");
    }
  }

  @Override
  public int compareTo(SiteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
