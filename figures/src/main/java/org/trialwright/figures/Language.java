package org.trialwright.figures;

/** The languages that figures speak. */
public enum Language {
  ENGLISH("en", "en"),
  CHINESE("zh", "zh-CN");

  private final String code;
  private final String tag;

  Language(String code, String tag) {
    this.code = code;
    this.tag = tag;
  }

  /** The short code in ids and file names: {@code en} or {@code zh}. */
  public String code() {
    return code;
  }

  /** The BCP 47 tag. */
  public String tag() {
    return tag;
  }
}
