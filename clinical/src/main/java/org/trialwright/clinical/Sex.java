package org.trialwright.clinical;

import java.util.Locale;

/** The sex a clinical formula asks for. */
public enum Sex {
  FEMALE,
  MALE;

  /** As written in a study file: {@code female} or {@code male}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException when the code is neither {@code female} nor {@code male}
   */
  public static Sex ofCode(String code) {
    return switch (code) {
      case "female" -> FEMALE;
      case "male" -> MALE;
      default ->
          throw new IllegalArgumentException(
              "'" + code + "' is no sex this formula knows; it knows female and male");
    };
  }
}
