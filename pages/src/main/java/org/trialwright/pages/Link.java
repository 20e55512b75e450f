package org.trialwright.pages;

/** Words that lead somewhere. */
public record Link(String label, String address) {
  public static final Link NONE = new Link("", "");

  public boolean exists() {
    return !address.isEmpty();
  }
}
