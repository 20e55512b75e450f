package org.trialwright.journal;

import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Author;
import org.trialwright.quantities.ParticipantId;

/**
 * What law may force us to take out. The chain stays whole, and the access log says who did it, who
 * approved and why.
 */
public final class Redactions {
  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;

  /**
   * Redactions in a database.
   *
   * @param source signs in as a member of {@code trialwright_redaction}, which the application is
   *     not
   */
  public Redactions(DataSource source) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
  }

  /**
   * Empties one free text of one fact for good.
   *
   * @param place {@code reason}, {@code text}, {@code value} or {@code answers.} and the item
   * @param approver a second person
   * @throws IllegalArgumentException when the fact has no such text, or it was redacted before, or
   *     author and approver are one, or no reason is given
   */
  public void text(
      String study,
      long sequence,
      String place,
      Author author,
      Author approver,
      String reason,
      Instant now) {
    approved(author, approver, reason);
    transaction.executeWithoutResult(
        _ -> {
          var subject = subject(study, sequence, place);
          log.append(entry(Access.Kind.REDACTED, subject, author, approver, reason, now));
          int redacted =
              db.sql("select journal.redact(:study, :sequence, :place)")
                  .param("study", study)
                  .param("sequence", sequence)
                  .param("place", place)
                  .query(Integer.class)
                  .single();
          if (redacted == 0) {
            throw new IllegalArgumentException(
                "fact %d of study %s has no free text at '%s' that could be redacted"
                    .formatted(sequence, study, place));
          }
        });
  }

  /**
   * Empties one file for good; that it was there, its size and its digest stay. Its name is the
   * fact's text {@code name}.
   *
   * @param sequence of the fact that attached it
   * @param approver a second person
   * @throws IllegalArgumentException when the fact has no such file, or it was redacted before, or
   *     author and approver are one, or no reason is given
   */
  public void file(
      String study, long sequence, Author author, Author approver, String reason, Instant now) {
    approved(author, approver, reason);
    transaction.executeWithoutResult(
        _ -> {
          var subject = subject(study, sequence, Attachments.PLACE);
          log.append(entry(Access.Kind.REDACTED, subject, author, approver, reason, now));
          int redacted =
              db.sql("select vault.redact_file(:study, :sequence)")
                  .param("study", study)
                  .param("sequence", sequence)
                  .query(Integer.class)
                  .single();
          if (redacted == 0) {
            throw new IllegalArgumentException(
                "fact %d of study %s has no file that could be redacted"
                    .formatted(sequence, study));
          }
        });
  }

  /**
   * Erases all versions of an identity for good.
   *
   * @throws IllegalArgumentException when there is none, or author and approver are one, or no
   *     reason is given
   */
  public void identity(
      String study,
      ParticipantId participant,
      Author author,
      Author approver,
      String reason,
      Instant now) {
    approved(author, approver, reason);
    transaction.executeWithoutResult(
        _ -> {
          var subject = participant.value();
          log.append(entry(Access.Kind.IDENTITY_ERASED, subject, author, approver, reason, now));
          int erased =
              db.sql("select vault.erase(:study, :participant)")
                  .param("study", study)
                  .param("participant", participant.value())
                  .query(Integer.class)
                  .single();
          if (erased == 0) {
            throw new IllegalArgumentException(
                "study " + study + " has no identity of participant " + participant);
          }
        });
  }

  /** What an entry of the access log names: a text or a file of a fact. */
  public static String subject(String study, long sequence, String place) {
    return study + " " + sequence + " " + place;
  }

  private static void approved(Author author, Author approver, String reason) {
    if (author.person().equals(approver.person())) {
      throw new IllegalArgumentException(
          author.person() + " cannot approve a redaction of their own; ask a second person");
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a redaction needs a reason; give the law or the request");
    }
  }

  private static Access entry(
      Access.Kind kind,
      String subject,
      Author author,
      Author approver,
      String reason,
      Instant now) {
    return new Access(
        now, kind, author, subject, "approved by " + approver.person() + ": " + reason);
  }
}
