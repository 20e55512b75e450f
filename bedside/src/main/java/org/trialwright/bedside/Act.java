package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.trialwright.journey.Author;

/**
 * Who does something, and the key by which doing it twice is recognised.
 *
 * @param key made by the client, one for each intended act
 */
public record Act(Author author, UUID key) {
  /** A second thing that is recorded by the same act. */
  Act also(String what) {
    return new Act(
        author, UUID.nameUUIDFromBytes((key + "/" + what).getBytes(StandardCharsets.UTF_8)));
  }

  /** The nth of several facts that one press makes, the first of which has the press's own key. */
  Act following(int nth) {
    return also(String.valueOf(nth));
  }
}
