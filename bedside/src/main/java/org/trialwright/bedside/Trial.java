package org.trialwright.bedside;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journal.Journal;
import org.trialwright.journal.Standings;
import org.trialwright.journal.Strata;
import org.trialwright.journal.Vault;
import org.trialwright.journal.VersionFiles;
import org.trialwright.randomisation.Seal;
import org.trialwright.study.Study;

/**
 * One study, in its versions, with the places its facts go to. The seal is held in memory and shown
 * nowhere.
 *
 * @param clock the only source of time
 */
public record Trial(
    Versions versions,
    DataSource source,
    TransactionTemplate transaction,
    Journal journal,
    Strata strata,
    Standings standings,
    Vault vault,
    Seal seal,
    InstantSource clock) {

  /** The study as it is now: the newest version that any site works by. */
  public Study study() {
    return versions.current();
  }

  /** Waits until nobody else holds this, and holds it until the transaction ends. */
  public void lock(String what) {
    JdbcClient.create(source)
        .sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", journal.name() + "/" + what)
        .query((_, _) -> true)
        .single();
  }

  public static Trial of(
      Study study, DataSource source, Vault vault, Seal seal, InstantSource clock) {
    var journal = new Journal(source, study.name());
    return new Trial(
        new Versions(study, journal, new VersionFiles(source, study.name())),
        source,
        new TransactionTemplate(new JdbcTransactionManager(source)),
        journal,
        new Strata(source, study.name()),
        new Standings(source, study.name()),
        vault,
        seal,
        clock);
  }

  /** The same trial at another time. */
  public Trial at(InstantSource time) {
    return new Trial(versions, source, transaction, journal, strata, standings, vault, seal, time);
  }
}
