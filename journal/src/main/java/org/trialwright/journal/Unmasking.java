package org.trialwright.journal;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/**
 * Puts the arms back into the facts of a study that keeps them out of its journal: for results by
 * arm, for rehearsals, never for a page of a site.
 */
public final class Unmasking {
  private final Strata strata;
  private final TransactionTemplate transaction;

  /**
   * @param source signs in as somebody who may become {@code trialwright_allocation}
   */
  public Unmasking(DataSource source, String study) {
    this.strata = new Strata(source, study);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /** The facts with every arm; those of a study that masks nobody as they are. */
  public List<Fact> of(List<Fact> facts) {
    return facts.stream().map(this::of).toList();
  }

  /** The fact, with its arm when it is a masked allocation. */
  public Fact of(Fact fact) {
    return fact.event() instanceof Event.Allocated drawn && drawn.masked()
        ? opened(fact, drawn)
        : fact;
  }

  private Fact opened(Fact fact, Event.Allocated drawn) {
    var participant = fact.participant().orElseThrow();
    Optional<Strata.Allocation> row =
        Optional.ofNullable(transaction.execute(_ -> strata.of(participant))).orElseThrow();
    return row.map(one -> with(fact, drawn.to(one.arm()))).orElse(fact);
  }

  private static Fact with(Fact fact, Event event) {
    return new Fact(
        fact.sequence(),
        fact.participant(),
        event,
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key());
  }
}
