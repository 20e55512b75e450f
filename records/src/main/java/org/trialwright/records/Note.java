package org.trialwright.records;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a note about a person tells of age and sex.
 *
 * @param sex {@code FEMALE} or {@code MALE}; empty where the note does not tell
 */
record Note(OptionalDouble age, String sex) {
  private static final Pattern OLD =
      Pattern.compile(
          String.join(
              "|",
              "\\b(?<number>\\d{1,3})[\\s-]*(?<unit>years?|yrs?|y/o|yo|y\\.o\\.|months?|mo|weeks?|days?)"
                  + "[\\s-]*(?:old|of age|m\\b|f\\b|man|woman|male|female|boy|girl)",
              "\\b(?:age|aged)\\s*:?\\s*(?<aged>\\d{1,3})\\b",
              "^\\W*(?<first>\\d{1,3})[\\s-]*(?:m|f|male|female|man|woman|y|yo|y/o)\\b"),
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WOMAN =
      Pattern.compile(
          "(?i:\\b(?:woman|female|girl|lady|she|her|pregnant|mother|menses)\\b)"
              + "|\\d\\s*-?(?:yo|y/o|years? old)?\\s*F\\b");
  private static final Pattern MAN =
      Pattern.compile(
          "(?i:\\b(?:man|male|boy|gentleman|he|his|him)\\b)"
              + "|\\d\\s*-?(?:yo|y/o|years? old)?\\s*M\\b");
  private static final Pattern DENIED =
      Pattern.compile(
          "\\b(?:no|denies|denied|denying|without|negative for|absence of|never|nor|not have|"
              + "does not|doesn't|did not|has not|ruled out)\\b"
              + "[^.;:!?]*?(?=[.;:!?]|\\b(?:but|however)\\b|,\\s*(?:and|he|she|with|who|which)\\b|$)",
          Pattern.CASE_INSENSITIVE);
  private static final int MONTHS_OF_A_YEAR = 12;

  static Note read(String text) {
    return new Note(age(text), sex(text));
  }

  /** The note without what the person is said not to have. */
  static String withoutDenied(String text) {
    return DENIED.matcher(text).replaceAll(" . ");
  }

  /** In completed years. */
  private static OptionalDouble age(String text) {
    var found = OLD.matcher(text);
    if (!found.find()) {
      return OptionalDouble.empty();
    }
    var years =
        Optional.ofNullable(found.group("aged"))
            .or(() -> Optional.ofNullable(found.group("first")));
    if (years.isPresent()) {
      return OptionalDouble.of(Double.parseDouble(years.get()));
    }
    double number = Double.parseDouble(found.group("number"));
    var unit = found.group("unit").toLowerCase(Locale.ROOT);
    return OptionalDouble.of(
        unit.startsWith("mo")
            ? Math.floor(number / MONTHS_OF_A_YEAR)
            : unit.startsWith("w") || unit.startsWith("d") ? 0 : number);
  }

  /** The first word that tells it is the person's; later ones may be about others. */
  private static String sex(String text) {
    var woman = WOMAN.matcher(text);
    var man = MAN.matcher(text);
    int womanAt = woman.find() ? woman.start() : Integer.MAX_VALUE;
    int manAt = man.find() ? man.start() : Integer.MAX_VALUE;
    return womanAt == manAt ? "" : womanAt < manAt ? "FEMALE" : "MALE";
  }
}
