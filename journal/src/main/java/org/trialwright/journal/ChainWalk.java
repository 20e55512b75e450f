package org.trialwright.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What any chain must hold, link by link: numbers without a gap, hashes, and the signed heads. */
final class ChainWalk {
  private final Head head;
  private final List<SignedHead> heads;
  private long sequence;
  private String hash = Digests.NOTHING;
  private int compared;

  ChainWalk(String chain, Head head, Collection<SignedHead> heads) {
    this.head = head;
    this.heads =
        new ArrayList<>(heads.stream().filter(each -> each.chain().equals(chain)).toList());
    this.heads.sort(Comparator.comparingLong(SignedHead::sequence));
  }

  Optional<Verification.Broken> step(
      long next, String previous, Supplier<String> recomputed, String stored) {
    if (next != sequence + 1) {
      return broken(sequence + 1, "it is missing; " + next + " follows " + sequence);
    }
    if (!previous.equals(hash)) {
      return broken(next, "it does not follow the one before: its previous hash is another");
    }
    String again;
    try {
      again = recomputed.get();
    } catch (IllegalArgumentException e) {
      return broken(next, "it cannot be hashed: " + e.getMessage());
    }
    if (!again.equals(stored)) {
      return broken(next, "its content was changed: its hash is another");
    }
    sequence = next;
    hash = stored;
    return compare();
  }

  private Optional<Verification.Broken> compare() {
    while (compared < heads.size() && heads.get(compared).sequence() <= sequence) {
      var signed = heads.get(compared++);
      if (signed.sequence() == sequence && !signed.hash().equals(hash)) {
        return broken(
            sequence,
            "the head signed at " + signed.time() + " has another hash: it was rewritten");
      }
    }
    return Optional.empty();
  }

  /**
   * After the last link.
   *
   * @param now the head as it is after the walk; links may have been added since it began
   */
  Optional<Verification.Broken> ended(Head now) {
    if (head.sequence() > sequence) {
      return broken(sequence + 1, "it is missing: the head of the chain is at " + head.sequence());
    }
    if (now.sequence() < sequence) {
      return broken(
          now.sequence() + 1, "it was added beside the chain, whose head is at " + now.sequence());
    }
    if (now.sequence() == sequence && !now.hash().equals(hash)) {
      return broken(sequence, "the head of the chain has another hash");
    }
    if (compared < heads.size()) {
      var signed = heads.get(compared);
      return broken(
          sequence + 1,
          "it is missing: the head signed at " + signed.time() + " is at " + signed.sequence());
    }
    return Optional.empty();
  }

  int agreed() {
    return heads.size();
  }

  private static Optional<Verification.Broken> broken(long sequence, String what) {
    return Optional.of(new Verification.Broken(sequence, what));
  }
}
