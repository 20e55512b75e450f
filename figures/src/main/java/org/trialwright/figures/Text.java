package org.trialwright.figures;

/** Words in both languages; an empty text means that there are none. */
public record Text(String english, String chinese) {
  public static final Text NONE = new Text("", "");

  public Text {
    Checks.that(
        english.isBlank() == chinese.isBlank(),
        "a text in one language only: \"%s\", \"%s\"",
        english,
        chinese);
  }

  /** The same in every language: a number, a name, a symbol. */
  public static Text same(String words) {
    return new Text(words, words);
  }

  public String in(Language language) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }

  public boolean isNone() {
    return english.isBlank();
  }
}
