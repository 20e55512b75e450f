package org.trialwright.figures;

/** What a reader must know before the first number; printed in words at the top left. */
public enum Mark {
  DRAFT("DRAFT", "草稿"),
  /** Pooled over the arms. The numbers must have been built pooled; nothing is hidden here. */
  BLINDED("BLINDED: arms pooled", "盲态：各组合并"),
  SIMULATED("SIMULATED: no participant's data", "模拟：非受试者数据");

  private final String english;
  private final String chinese;

  Mark(String english, String chinese) {
    this.english = english;
    this.chinese = chinese;
  }

  public Text words() {
    return new Text(english, chinese);
  }
}
