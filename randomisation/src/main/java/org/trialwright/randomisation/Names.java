package org.trialwright.randomisation;

import java.nio.charset.StandardCharsets;

/** What a name must be so that messages built from names are unambiguous. */
final class Names {
  private Names() {}

  /**
   * Refuses a name that is blank, holds a control character (a line feed separates the names in a
   * message) or is not well-formed Unicode (two such names could become the same bytes).
   */
  static void require(String what, String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of the %s is blank".formatted(what));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of the %s holds a control character".formatted(what));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(
          "the name of the %s is not well-formed Unicode".formatted(what));
    }
  }
}
