package org.trialwright.requests;

import tools.jackson.databind.JsonNode;

/** Values as messages show them: short, and without what would break a line. */
final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  static String of(JsonNode value) {
    if (value.isObject()) {
      return "an object";
    }
    if (value.isArray()) {
      return value.isEmpty() ? "an empty list" : "a list";
    }
    return of(value.toString());
  }

  static String of(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
