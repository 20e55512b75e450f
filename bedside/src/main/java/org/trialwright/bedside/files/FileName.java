package org.trialwright.bedside.files;

/** Which names of files are taken: those that every machine can save and every page can show. */
final class FileName {
  static final int LONGEST = 120;
  private static final String NOWHERE = "/\\:*?\"<>|";

  private FileName() {}

  static boolean isFit(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST
        && !name.startsWith(".")
        && name.codePoints().allMatch(FileName::isFit);
  }

  private static boolean isFit(int sign) {
    return switch (Character.getType(sign)) {
      // Format characters turn the direction of what follows, so that an ending looks like another.
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> NOWHERE.indexOf(sign) < 0 && sign != 0xFFFD;
    };
  }
}
