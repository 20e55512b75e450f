package org.trialwright.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * The record of one study. Facts are appended and read, never changed; reading is what {@link
 * Facts} says, up to the present.
 */
public final class Journal extends Facts {
  private static final String OF_STUDY = "";

  private final DataSource source;
  private final Remembered remembered = new Remembered();

  /**
   * The journal of a study, empty until its first fact.
   *
   * @param source signs in as a member of {@code trialwright_application}
   * @param study the study's name, at most 200 characters
   */
  public Journal(DataSource source, String study) {
    super(JdbcClient.create(source), study, Long.MAX_VALUE);
    if (study.isBlank() || study.length() > 200) {
      throw new IllegalArgumentException(
          "'" + study + "' cannot name a study: 1 to 200 characters are needed");
    }
    this.source = source;
  }

  /** Facts of earlier readings are not read again by whoever may see them. */
  @Override
  public List<Fact> participant(ParticipantId participant) {
    if (Sight.hides(participant)) {
      return super.participant(participant);
    }
    return recalled(
        participant.value(),
        "participant = :participant and sequence > :known",
        Map.of("participant", participant.value()));
  }

  @Override
  public List<Fact> study() {
    return recalled(OF_STUDY, "participant is null and sequence > :known", Map.of());
  }

  private List<Fact> recalled(String owner, String condition, Map<String, ?> parameters) {
    var known = new ArrayList<>(remembered.of(owner));
    var after = new HashMap<String, Object>(parameters);
    after.put("known", known.isEmpty() ? 0L : known.getLast().sequence());
    var newer = rows(condition, after);
    newer.stream()
        .map(
            row ->
                row.hasText()
                    ? new Remembered.WithText(row)
                    : new Remembered.Plain(row.fact(Map.of())))
        .forEach(known::add);
    if (!newer.isEmpty() && !TransactionSynchronizationManager.hasResource(this)) {
      remembered.keep(owner, known);
    }
    return told(known);
  }

  private List<Fact> told(List<Remembered.Known> known) {
    var withText = new ArrayList<FactRow>();
    for (var one : known) {
      if (one instanceof Remembered.WithText(var row)) {
        withText.add(row);
      }
    }
    var told = facts(withText).iterator();
    return known.stream()
        .map(one -> one instanceof Remembered.Plain(var fact) ? fact : told.next())
        .toList();
  }

  /** Until this transaction ends, what it reads may be what it has appended itself. */
  private void forgetUntilCommitted() {
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && !TransactionSynchronizationManager.hasResource(this)) {
      TransactionSynchronizationManager.bindResource(this, OF_STUDY);
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
              TransactionSynchronizationManager.unbindResource(Journal.this);
            }
          });
    }
  }

  /** The name of the study. */
  public String name() {
    return study;
  }

  /**
   * Records a fact in the transaction the caller has begun, and returns it with its place. It is
   * acknowledged when that transaction has committed. From here until then the study's head is
   * locked: append last, and take strata before.
   *
   * <p>A key that was used before returns the fact stored then, when participant, event, author,
   * date and reason are the same; nothing is stored twice. The server's time and the study version
   * may differ.
   *
   * @throws KeyUsedBefore when the key belongs to a fact of other content
   * @throws IllegalArgumentException when the first fact is not the opening of this study, or a
   *     later one is, or a text cannot be stored
   * @throws IllegalStateException when no transaction is active
   */
  public Fact append(Draft draft) {
    refuseOutside();
    forgetUntilCommitted();
    var split = FreeTexts.split(draft);
    var head = takeHead(db, chain());
    refuseWrongOpening(draft, head);
    var row = FactRow.of(study, head.sequence() + 1, draft, split, head.hash());
    var fact = draft.at(row.sequence());
    if (insert(row) == 0) {
      return repeated(draft);
    }
    split.texts().forEach(text -> insert(row.sequence(), text));
    return fact;
  }

  /**
   * Locks the head of the study until the caller's transaction ends, and returns it. What is read
   * afterwards is complete: nobody appends before this transaction has. Decisions that rest on what
   * was read (is consent still given?) are taken between this and {@link #append}.
   *
   * @throws IllegalStateException when no transaction is active
   */
  public Head lock() {
    refuseOutside();
    return takeHead(db, chain());
  }

  private void refuseOutside() {
    if (!TransactionSynchronizationManager.hasResource(source)) {
      throw new IllegalStateException(
          "a fact is appended inside a transaction of the same data source; none is active");
    }
  }

  private void refuseWrongOpening(Draft draft, Head head) {
    var opens = draft.event() instanceof Event.Opened;
    if (head.sequence() == 0 && !opens) {
      throw new IllegalArgumentException(
          "the first fact of study " + study + " must be its opening; append Opened first");
    }
    if (draft.event() instanceof Event.Opened(var name, _, _) && !name.equals(study)) {
      throw new IllegalArgumentException(
          "study " + name + " cannot be opened in the journal of study " + study);
    }
    if (head.sequence() > 0 && opens && byKey(draft.key()).isEmpty()) {
      throw new IllegalArgumentException("study " + study + " was opened before, by its fact 1");
    }
  }

  private int insert(FactRow row) {
    return db.sql(
            """
            insert into journal.facts (%s)
            values (:study, :sequence, :participant, :kind, :payload, :person, :personName, :role,
                    :site, :recorded, :occurred, :reason, :studyVersion, :key, :previous, :hash)
                on conflict (study, key) do nothing
            """
                .formatted(FactRow.COLUMNS))
        .param("study", row.study())
        .param("sequence", row.sequence())
        .param("participant", row.participant())
        .param("kind", row.kind())
        .param("payload", row.payload())
        .param("person", row.person())
        .param("personName", row.personName())
        .param("role", row.role())
        .param("site", row.site())
        .param("recorded", OffsetDateTime.ofInstant(row.recorded(), ZoneOffset.UTC))
        .param("occurred", row.occurred())
        .param("reason", row.reason())
        .param("studyVersion", row.studyVersion())
        .param("key", row.key())
        .param("previous", Digests.bytes(row.previous()))
        .param("hash", Digests.bytes(row.hash()))
        .update();
  }

  private void insert(long sequence, FreeTexts.Hidden text) {
    db.sql(
            """
            insert into journal.texts (study, sequence, place, digest, salt, text)
            values (:study, :sequence, :place, :digest, :salt, :text)
            """)
        .param("study", study)
        .param("sequence", sequence)
        .param("place", text.place())
        .param("digest", Digests.bytes(text.digest()))
        .param("salt", Digests.bytes(text.salt()))
        .param("text", text.text())
        .update();
  }

  private Fact repeated(Draft draft) {
    // Keys are of the whole study, so a key that another site used is used.
    var stored =
        Sight.whole(source, () -> byKey(draft.key()))
            .orElseThrow(
                () -> new IllegalStateException("key " + draft.key() + " is taken and not found"));
    if (!sameContent(stored, draft.at(stored.sequence()))) {
      throw new KeyUsedBefore(draft.key(), stored.sequence());
    }
    return stored;
  }

  /** A redacted text may have been anything, so it equals whatever is offered in its place. */
  private boolean sameContent(Fact stored, Fact offered) {
    var redacted =
        db
            .sql(
                """
                select place from journal.texts
                 where study = :study and sequence = :sequence and text is null
                """)
            .param("study", study)
            .param("sequence", stored.sequence())
            .query(String.class)
            .list()
            .stream()
            .collect(Collectors.toMap(place -> place, _ -> REDACTED));
    return stored.participant().equals(offered.participant())
        && stored.author().equals(offered.author())
        && stored.occurred().equals(offered.occurred())
        && stored.reason().equals(redacted.getOrDefault("reason", offered.reason()))
        && Payload.kind(stored.event()).equals(Payload.kind(offered.event()))
        && Payload.write(stored.event())
            .equals(FreeTexts.restore(Payload.write(offered.event()), redacted));
  }

  /** The last link of the study's chain. */
  public Head head() {
    return head(db, chain());
  }

  /** The study as it was known at a sequence number. */
  public Facts asOf(long sequence) {
    return new Facts(db, study, sequence);
  }

  /**
   * The sequence number of the last fact recorded at an instant or before; 0 when there is none.
   */
  public long sequenceAt(Instant instant) {
    return db.sql(
            """
            select coalesce(max(sequence), 0) from journal.facts
             where study = :study and recorded <= :instant
            """)
        .param("study", study)
        .param("instant", OffsetDateTime.ofInstant(instant, ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /**
   * Walks the whole chain and compares it with the signed heads, which are kept outside the
   * database; those of other chains are passed over.
   *
   * @return intact, or the first break with its sequence number and what is wrong
   */
  public Verification verify(Collection<SignedHead> heads) {
    return new StudyChain(db, study).verify(heads);
  }

  /** The name of the study's chain, as signed heads call it. */
  public String chain() {
    return chain(study);
  }

  static String chain(String study) {
    return "study/" + study;
  }

  static Head takeHead(JdbcClient db, String chain) {
    return db.sql("select last_sequence, last_hash from journal.take_head(:chain)")
        .param("chain", chain)
        .query((row, _) -> new Head(row.getLong(1), Digests.hex(row.getBytes(2))))
        .single();
  }

  static Head head(JdbcClient db, String chain) {
    return db.sql("select sequence, hash from journal.heads where chain = :chain")
        .param("chain", chain)
        .query((row, _) -> new Head(row.getLong(1), Digests.hex(row.getBytes(2))))
        .optional()
        .orElse(new Head(0, Digests.NOTHING));
  }
}
