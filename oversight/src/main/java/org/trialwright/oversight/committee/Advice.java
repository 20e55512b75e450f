package org.trialwright.oversight.committee;

import java.util.Arrays;
import java.util.Optional;
import org.trialwright.pages.Words;

/** What the committee may recommend. */
enum Advice {
  GO_ON("go-on"),
  GO_ON_WITH_CHANGES("go-on-with-changes"),
  PAUSE_ARM("pause-arm"),
  STOP_FOR_EFFICACY("stop-efficacy"),
  STOP_FOR_FUTILITY("stop-futility"),
  STOP_FOR_HARM("stop-harm");

  private final String code;

  Advice(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  static Optional<Advice> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /**
   * In the reader's language.
   *
   * @param arm as the study calls it; read of {@link #PAUSE_ARM} alone
   */
  String said(Words words, String arm) {
    return switch (this) {
      case GO_ON -> words.say("go on unchanged");
      case GO_ON_WITH_CHANGES -> words.say("go on with changes");
      case PAUSE_ARM -> words.say("pause the arm", arm);
      case STOP_FOR_EFFICACY -> words.say("stop for efficacy");
      case STOP_FOR_FUTILITY -> words.say("stop for futility");
      case STOP_FOR_HARM -> words.say("stop for harm");
    };
  }
}
