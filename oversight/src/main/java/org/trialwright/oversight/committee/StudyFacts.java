package org.trialwright.oversight.committee;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journal.Draft;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.oversight.Overseen;
import org.trialwright.quantities.PartialDate;

/** Appends facts about the study, each in a transaction of its own. */
@Component
class StudyFacts {
  private final Overseen overseen;
  private final TransactionTemplate transaction;

  StudyFacts(Overseen overseen) {
    this.overseen = overseen;
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(overseen.source()));
  }

  /**
   * @param key sent twice, recorded once
   * @throws org.trialwright.journal.KeyUsedBefore when it was sent with something else
   */
  Fact append(Event event, String reason, Author by, UUID key) {
    var now = overseen.clock().instant();
    var draft =
        new Draft(
            Optional.empty(),
            event,
            by,
            now,
            PartialDate.of(LocalDate.ofInstant(now, ZoneOffset.UTC)),
            reason,
            overseen.study().seal(),
            key,
            Set.of());
    return Optional.ofNullable(transaction.execute(_ -> overseen.journal().append(draft)))
        .orElseThrow();
  }
}
