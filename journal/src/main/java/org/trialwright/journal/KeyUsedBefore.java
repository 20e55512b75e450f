package org.trialwright.journal;

import java.util.UUID;

/** An idempotency key came again with other content. Nothing was stored. */
public final class KeyUsedBefore extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long sequence;

  KeyUsedBefore(UUID key, long sequence) {
    super(
        "the key %s was used before for fact %d, whose content is another; nothing was stored. Reload the page to get a new key."
            .formatted(key, sequence));
    this.sequence = sequence;
  }

  /** The sequence number of the fact stored under the key. */
  public long sequence() {
    return sequence;
  }
}
