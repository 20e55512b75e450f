package org.trialwright.app;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;

/** Which account belongs to whom an issuer calls so; joined by administrators only. */
final class Subjects {
  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;
  private final InstantSource clock;

  Subjects(DataSource source, InstantSource clock) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
    this.clock = clock;
  }

  /** The account of a subject, whether it has ended or not. */
  Optional<String> account(String issuer, String subject) {
    return db.sql(
            "select account from staff.subjects where issuer = :issuer and subject = :subject")
        .param("issuer", issuer)
        .param("subject", subject)
        .query(String.class)
        .optional();
  }

  /** The subjects of an issuer by account. */
  Map<String, String> all(String issuer) {
    Map<String, String> all = new TreeMap<>();
    db.sql("select account, subject from staff.subjects where issuer = :issuer")
        .param("issuer", issuer)
        .query(
            row -> {
              all.put(row.getString("account"), row.getString("subject"));
            });
    return all;
  }

  /**
   * Joins an account to a subject, in place of the one that it had.
   *
   * @return false when another account has that subject
   */
  boolean join(String account, String issuer, String subject, Author by) {
    try {
      transaction.executeWithoutResult(
          _ -> {
            record(by, account, "signs in at " + issuer + " as " + subject);
            db.sql(
                    """
                    insert into staff.subjects (account, issuer, subject)
                    values (:account, :issuer, :subject)
                        on conflict (account) do update
                       set issuer = excluded.issuer, subject = excluded.subject
                    """)
                .param("account", account)
                .param("issuer", issuer)
                .param("subject", subject)
                .update();
          });
      return true;
    } catch (DuplicateKeyException taken) {
      return false;
    }
  }

  /** From now on, and at once, the account is opened by its password only. */
  void part(String account, Author by) {
    transaction.executeWithoutResult(
        _ -> {
          record(by, account, "signs in at no issuer any more");
          db.sql("delete from staff.subjects where account = :account")
              .param("account", account)
              .update();
          db.sql("delete from staff.sessions where account = :account and at_issuer")
              .param("account", account)
              .update();
        });
  }

  private void record(Author by, String account, String detail) {
    log.append(new Access(clock.instant(), Access.Kind.ACCOUNT_CHANGED, by, account, detail));
  }
}
