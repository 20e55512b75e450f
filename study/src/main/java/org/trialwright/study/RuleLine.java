package org.trialwright.study;

import java.util.Optional;

/**
 * A line of the study that is a rule.
 *
 * @param line its path, such as {@code who.rules.fit}
 * @param part which rule of that line, where it holds several, or empty
 * @param form whose records it is asked about; empty for one that is asked about a participant
 * @param fresh whether answers older than their form stays fresh count as not known
 */
record RuleLine(String line, String part, Optional<Form> form, boolean fresh, Rule rule) {

  /** What it asks. */
  sealed interface Rule {
    /** Yes, no or unknown. */
    record Holds(Condition condition) implements Rule {}

    /** A value. */
    record Comes(Term term) implements Rule {}

    /** The first line of a decision that holds. */
    record Decides(Item item, Item.Table table) implements Rule {}

    /** The full dose of a drug, or that of a level below it. */
    record Gives(What.Drug drug) implements Rule {}
  }

  String name() {
    return part.isEmpty() ? line : line + " " + part;
  }
}
