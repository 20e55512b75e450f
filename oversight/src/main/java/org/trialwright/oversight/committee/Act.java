package org.trialwright.oversight.committee;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Author;

/**
 * An act of the committee about a cut, proposed by one member; it holds once another has agreed.
 *
 * @param fact of the proposal
 * @param cut the sequence number of the cut
 * @param second the signature of the other member
 */
record Act<T>(long fact, long cut, T what, Signature first, Optional<Signature> second) {
  boolean holds() {
    return second.isPresent();
  }

  record Signature(Author by, Instant at) {}

  /**
   * A recommendation.
   *
   * @param arm the one to pause; else empty
   * @param open reasons, for the sponsor
   * @param closed notes that stay with the committee
   */
  record Recommended(Advice advice, String arm, String open, String closed) {}

  /**
   * A release of results by arm.
   *
   * @param roles by code
   */
  record Released(List<String> roles, String reason) {}
}
