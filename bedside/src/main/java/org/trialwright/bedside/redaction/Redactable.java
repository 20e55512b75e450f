package org.trialwright.bedside.redaction;

import java.util.Optional;
import org.trialwright.journal.Access;
import org.trialwright.journey.Fact;

/**
 * A free text or a file of a fact.
 *
 * @param place where in the fact, as the journal has it
 * @param text empty once it was redacted; of a file its name
 * @param last what was last asked or decided about it; empty before
 */
record Redactable(Fact fact, String place, Optional<String> text, Optional<Access> last) {

  /** How it is called in an address. */
  String name() {
    return fact.sequence() + "/" + place;
  }

  boolean isGone() {
    return text.isEmpty();
  }

  /** Whether somebody asked for it and nobody has decided. */
  boolean waits() {
    return !isGone() && last.filter(one -> one.kind() == Access.Kind.REDACTION_ASKED).isPresent();
  }
}
