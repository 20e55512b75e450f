package org.trialwright.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/**
 * What a rule can ask about one participant. The journey answers from facts, the simulator from its
 * arrays, a proof from every combination: the rules are the same.
 */
public interface World {
  /** The newest answer to the question in scope; in {@code next}, since arrival. */
  Answer newest(Item item);

  /** Whether a record of the form is in scope; in {@code next}, since arrival. */
  boolean recorded(Form form);

  /** All records of the form in scope, oldest first. */
  List<? extends Row> rows(Form form);

  /**
   * The newest answer within the given days before today; at the visit, within the second number of
   * days.
   */
  Answer within(Item item, double days, @Nullable String visit, double daysAtVisit);

  /** The answer at a visit; {@code baseline} is the last before treatment starts. */
  Answer at(Item item, String visit);

  /**
   * A named date, a step of working out, an event of the measure block, or a word such as {@code
   * randomised}.
   */
  Answer named(Named name);

  /** The arm as a set of codes; not asked before allocation. */
  Answer arm();

  Answer setting(Setting setting);

  /** Completed years on a day. */
  Answer ageOn(long day);

  /** Days since 1970-01-01. */
  long today();

  Truth eligible();

  boolean allocated();

  boolean beenAt(String place);

  int timesAt(String place);

  /** How much today's dose differs from the last one given, as a share of the last, in percent. */
  Answer changeOf(String drug);

  /** The dose of a drug on the day of the record. */
  Answer doseOf(String drug, long day);
}
