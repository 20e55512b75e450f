package org.trialwright.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.trialwright.quantities.ParticipantId;

/**
 * The places of the strata of one study, and what was allocated at each. No other table of the
 * application's role leads here: each statement is run as {@code trialwright_allocation}. What will
 * be allocated is not here at all; it is sealed outside the database.
 */
public final class Strata {
  private final DataSource source;
  private final JdbcClient db;
  private final String study;

  /**
   * The strata of a study.
   *
   * @param source signs in as somebody who may become {@code trialwright_allocation}
   */
  public Strata(DataSource source, String study) {
    this.source = source;
    this.db = JdbcClient.create(source);
    this.study = study;
  }

  /**
   * One allocation that was made.
   *
   * @param position in the stratum, from 1
   * @param algorithm the method with its version
   * @param origin the list, or the reserve of a second node
   * @param inputsDigest the digest of what the allocation was computed from
   */
  public record Allocation(
      ParticipantId participant,
      String stratum,
      int position,
      String arm,
      String algorithm,
      String origin,
      String inputsDigest,
      Instant recorded) {}

  /**
   * Locks a stratum until the caller's transaction ends, and returns its next position, from 1.
   * Take it before any fact is appended: the stratum first, the study's head last.
   *
   * @throws IllegalStateException when no transaction is active
   */
  public int take(String stratum) {
    refuseOutside();
    return asAllocation(
        () -> {
          know(stratum);
          return db.sql(
                      """
                      select used from allocation.strata
                       where study = :study and stratum = :stratum
                         for update
                      """)
                  .param("study", study)
                  .param("stratum", stratum)
                  .query(Integer.class)
                  .single()
              + 1;
        });
  }

  /**
   * Stores an allocation at the position just taken in its stratum.
   *
   * @throws org.springframework.dao.DuplicateKeyException when the participant or the position has
   *     one already
   * @throws IllegalStateException when the position is not the next one, or no transaction is
   *     active
   */
  public void store(Allocation allocation) {
    store(allocation, allocation.stratum());
  }

  /**
   * Stores an allocation whose position counts beyond its stratum.
   *
   * @param counted where the position was taken
   */
  public void store(Allocation allocation, String counted) {
    refuseOutside();
    asAllocation(
        () -> {
          int advanced =
              db.sql(
                      """
                      update allocation.strata set used = used + 1
                       where study = :study and stratum = :stratum and used = :position - 1
                      """)
                  .param("study", study)
                  .param("stratum", counted)
                  .param("position", allocation.position())
                  .update();
          if (advanced == 0) {
            throw new IllegalStateException(
                "position %d of stratum %s is not the next one"
                    .formatted(allocation.position(), counted));
          }
          know(allocation.stratum());
          return db.sql(
                  """
                  insert into allocation.allocations (study, stratum, position, participant, arm,
                                                      algorithm, origin, inputs_digest, recorded)
                  values (:study, :stratum, :position, :participant, :arm,
                          :algorithm, :origin, :inputsDigest, :recorded)
                  """)
              .param("study", study)
              .param("stratum", allocation.stratum())
              .param("position", allocation.position())
              .param("participant", allocation.participant().value())
              .param("arm", allocation.arm())
              .param("algorithm", allocation.algorithm())
              .param("origin", allocation.origin())
              .param("inputsDigest", allocation.inputsDigest())
              .param("recorded", OffsetDateTime.ofInstant(allocation.recorded(), ZoneOffset.UTC))
              .update();
        });
  }

  private void know(String stratum) {
    db.sql(
            """
            insert into allocation.strata (study, stratum, used) values (:study, :stratum, 0)
                on conflict do nothing
            """)
        .param("study", study)
        .param("stratum", stratum)
        .update();
  }

  /** The allocation of a participant. Needs a transaction, as all here. */
  public Optional<Allocation> of(ParticipantId participant) {
    return where("participant = :wanted", participant.value()).stream().findFirst();
  }

  /** All allocations of a stratum by position. */
  public List<Allocation> in(String stratum) {
    return where("stratum = :wanted", stratum);
  }

  /** All allocations by stratum and position, to be derived again. */
  public List<Allocation> all() {
    return where("study = :wanted", study);
  }

  private List<Allocation> where(String condition, String wanted) {
    refuseOutside();
    return asAllocation(
        () ->
            db.sql(
                    """
                    select * from allocation.allocations
                     where study = :study and %s
                     order by stratum, position
                    """
                        .formatted(condition))
                .param("study", study)
                .param("wanted", wanted)
                .query(
                    (row, _) ->
                        new Allocation(
                            new ParticipantId(row.getString("participant")),
                            row.getString("stratum"),
                            row.getInt("position"),
                            row.getString("arm"),
                            row.getString("algorithm"),
                            row.getString("origin"),
                            row.getString("inputs_digest"),
                            row.getObject("recorded", OffsetDateTime.class).toInstant()))
                .list());
  }

  private <T> T asAllocation(Supplier<T> statements) {
    db.sql("set local role trialwright_allocation").update();
    var result = statements.get();
    // After an exception the transaction is rolled back, and the role with it.
    db.sql("set local role none").update();
    return result;
  }

  private void refuseOutside() {
    if (!TransactionSynchronizationManager.hasResource(source)) {
      throw new IllegalStateException(
          "strata are used inside a transaction of the same data source; none is active");
    }
  }
}
