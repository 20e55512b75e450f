package org.trialwright.pages;

import java.util.List;

/**
 * The answer of a rule or a set of rules.
 *
 * @param answer in bold, a short sentence
 * @param reason on the same line
 * @param more smaller, beneath
 */
public record Verdict(Sign sign, String answer, String reason, String more, Link link) {
  public Verdict(Sign sign, String answer, String reason, String more) {
    this(sign, answer, reason, more, Link.NONE);
  }

  /**
   * One criterion or part of a rule.
   *
   * @param sentence in the record's own words
   * @param seen the evidence, or what is missing
   * @param assumed why the rule is assumed; {@code ""} when it is not
   * @param change what would change the verdict; {@code ""} for nothing
   * @param act the link that does it
   */
  public record Criterion(
      Sign sign, String sentence, String seen, String assumed, String change, Link act) {}

  /** Criteria under a heading: undecided first, then failed, then met. */
  public record Group(String id, String heading, List<Criterion> criteria) {
    public Group {
      criteria = List.copyOf(criteria);
    }
  }
}
