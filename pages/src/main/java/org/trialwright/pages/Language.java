package org.trialwright.pages;

import java.util.Arrays;
import java.util.Optional;

/**
 * The languages of the pages. The interface is written in each; no language falls back on another.
 */
public enum Language {
  ENGLISH("en", "en", "English"),
  CHINESE("zh", "zh-CN", "中文");

  private final String code;
  private final String tag;
  private final String ownName;

  Language(String code, String tag, String ownName) {
    this.code = code;
    this.tag = tag;
    this.ownName = ownName;
  }

  /** The short code of file names, addresses and the cookie: {@code en} or {@code zh}. */
  public String code() {
    return code;
  }

  /** The BCP 47 tag for the {@code lang} attribute. */
  public String tag() {
    return tag;
  }

  /** The language's name in itself, as the switch shows it. */
  public String ownName() {
    return ownName;
  }

  /** The language that the switch offers. */
  public Language other() {
    return switch (this) {
      case ENGLISH -> CHINESE;
      case CHINESE -> ENGLISH;
    };
  }

  public static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }
}
