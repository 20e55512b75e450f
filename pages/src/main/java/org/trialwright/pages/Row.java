package org.trialwright.pages;

/**
 * A name and its value, as in "check answers".
 *
 * @param more smaller, beneath the value
 * @param assumed why the value is assumed; {@code ""} when it is not
 * @param change where to change it, or {@link Link#NONE}; its label is the hidden noun
 */
public record Row(String name, String value, String more, String assumed, Link change) {
  public Row(String name, String value) {
    this(name, value, "", "", Link.NONE);
  }

  public Row(String name, String value, String more) {
    this(name, value, more, "", Link.NONE);
  }
}
