package org.trialwright.requests;

import java.util.Optional;

/** What an exception of the statistics says about the input. */
final class Said {
  private Said() {}

  static String by(IllegalArgumentException refused) {
    return Optional.ofNullable(refused.getMessage()).orElse("this cannot be analysed");
  }
}
