package org.trialwright.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * The facts of one study up to a sequence number: the study as it was known then, or, from the
 * journal itself, as it is known now. Always in order of sequence.
 */
public class Facts {
  /** What stands in place of a free text that was redacted. */
  public static final String REDACTED = "redacted";

  /** How many facts are read at a time when the whole study is read. */
  static final int PAGE = 2_000;

  final JdbcClient db;
  final String study;
  private final long last;

  Facts(JdbcClient db, String study, long last) {
    this.db = db;
    this.study = study;
    this.last = last;
  }

  /** The facts about one participant. */
  public List<Fact> participant(ParticipantId participant) {
    return where("participant = :participant", Map.of("participant", participant.value()));
  }

  /** The hash of each fact about a participant, in hexadecimal, by sequence number. */
  public Map<Long, String> fingerprints(ParticipantId participant) {
    var hashes = new HashMap<Long, String>();
    db.sql(
            """
            select sequence, hash from journal.facts
             where study = :study and sequence <= :last and participant = :participant
            """)
        .param("study", study)
        .param("last", last)
        .param("participant", participant.value())
        .query(
            row -> {
              hashes.put(row.getLong("sequence"), Digests.hex(row.getBytes("hash")));
            });
    return Map.copyOf(hashes);
  }

  /** All participants in the order they were registered. */
  public List<ParticipantId> participants() {
    return db
        .sql(
            """
            select participant from journal.facts
             where study = :study and sequence <= :last and kind = 'registered'
               and participant is not null
             order by sequence
            """)
        .param("study", study)
        .param("last", last)
        .query((row, _) -> new ParticipantId(row.getString("participant")))
        .list()
        .stream()
        .distinct()
        .toList();
  }

  /**
   * A text of a fact that law may have redacted.
   *
   * @param place where in the fact: {@code reason}, {@code text}, {@code value}, {@code name}, or
   *     {@code answers.} and the item
   * @param text empty once it was redacted
   */
  public record FreeText(long sequence, String place, Optional<String> text) {}

  /** The free texts of one participant. */
  public List<FreeText> freeTexts(ParticipantId participant) {
    return db.sql(
            """
            select t.sequence, t.place, t.text
              from journal.texts t
              join journal.facts f on f.study = t.study and f.sequence = t.sequence
             where f.study = :study and f.sequence <= :last and f.participant = :participant
             order by t.sequence, t.place
            """)
        .param("study", study)
        .param("last", last)
        .param("participant", participant.value())
        .query(
            (row, _) ->
                new FreeText(
                    row.getLong("sequence"),
                    row.getString("place"),
                    Optional.ofNullable(row.getString("text"))))
        .list();
  }

  /** How the records of one form of these participants were saved, or said to be in error. */
  public List<Fact> records(Collection<ParticipantId> participants, String form) {
    return where(
        """
        participant = any(:participants) and kind in ('saved', 'voided')
           and payload::json ->> 'form' = :form
        """,
        Map.of("participants", numbers(participants), "form", form));
  }

  /**
   * What tells which records of these participants were compared or reviewed: how each was saved
   * last, or said to be in error, and what was said of it. Earlier saves come only of records of
   * which something was said, for a change is told by them.
   */
  public List<Fact> reviews(Collection<ParticipantId> participants) {
    return where(
        """
        sequence in (
          with told as (
            select sequence, participant, kind, payload::json ->> 'form' as form,
                   payload::json ->> 'ordinal' as ordinal
              from journal.facts
             where study = :study and sequence <= :last and participant = any(:participants)
               and kind in ('saved', 'voided', 'reviewed'))
          select max(sequence) from told where kind = 'saved'
           group by participant, form, ordinal
          union all
          select sequence from told where kind <> 'saved'
          union all
          select saved.sequence from told saved
            join told said on said.kind = 'reviewed' and said.participant = saved.participant
             and said.form = saved.form and said.ordinal = saved.ordinal
           where saved.kind = 'saved')
        """,
        Map.of("participants", numbers(participants)));
  }

  /** How queries of these participants were asked and answered. */
  public List<Fact> queries(Collection<ParticipantId> participants) {
    return where(
        "participant = any(:participants) and kind in ('queried', 'replied')",
        Map.of("participants", numbers(participants)));
  }

  private static String[] numbers(Collection<ParticipantId> participants) {
    return participants.stream().map(ParticipantId::value).toArray(String[]::new);
  }

  /** The facts about the study itself: its opening, its sites, its versions and data cuts. */
  public List<Fact> study() {
    return where("participant is null", Map.of());
  }

  /** What became of the kits: sent, received, withdrawn, assigned and returned. */
  public List<Fact> kits() {
    return where(
        """
        kind in ('kits-sent', 'kits-received', 'kit-withdrawn', 'kit-assigned', 'kit-returned')
        """,
        Map.of());
  }

  /** The opening of the study; empty before its first fact. */
  public Optional<Event.Opened> opening() {
    return where("sequence = 1", Map.of()).stream()
        .map(Fact::event)
        .filter(Event.Opened.class::isInstance)
        .map(Event.Opened.class::cast)
        .findFirst();
  }

  /** All facts, read as the stream is; see {@link #after}. */
  public Stream<Fact> all() {
    return after(0);
  }

  /**
   * The facts after a sequence number, read from the database a page at a time as the stream is.
   * Nothing needs closing. Facts recorded meanwhile come too.
   */
  public Stream<Fact> after(long sequence) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Pages(sequence), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** The fact stored under an idempotency key: the answer to "did it happen?". */
  public Optional<Fact> byKey(UUID key) {
    return where("key = :key", Map.of("key", key)).stream().findFirst();
  }

  /** Facts by a condition, which is written in this class and never comes from outside. */
  private List<Fact> where(String condition, Map<String, ?> parameters) {
    return facts(rows(condition, parameters));
  }

  final List<FactRow> rows(String condition, Map<String, ?> parameters) {
    return db.sql(
            """
            select %s from journal.facts
             where study = :study and sequence <= :last and %s
             order by sequence
            """
                .formatted(FactRow.COLUMNS, condition))
        .param("study", study)
        .param("last", last)
        .params(parameters)
        .query((row, _) -> FactRow.read(row))
        .list();
  }

  final List<Fact> facts(List<FactRow> rows) {
    var texts = texts(rows);
    return rows.stream()
        .map(row -> row.fact(texts.getOrDefault(row.sequence(), Map.of())))
        .toList();
  }

  /** The free texts of these rows by sequence and place. */
  private Map<Long, Map<String, String>> texts(List<FactRow> rows) {
    var withText = rows.stream().filter(FactRow::hasText).mapToLong(FactRow::sequence).toArray();
    var texts = new HashMap<Long, Map<String, String>>();
    if (withText.length > 0) {
      db.sql(
              """
              select sequence, place, text from journal.texts
               where study = :study and sequence = any(:sequences)
              """)
          .param("study", study)
          .param("sequences", withText)
          .query(
              row -> {
                var text = row.getString("text");
                texts
                    .computeIfAbsent(row.getLong("sequence"), _ -> new HashMap<>())
                    .put(row.getString("place"), text == null ? REDACTED : text);
              });
    }
    return texts;
  }

  /** Facts page by page. */
  private final class Pages implements Iterator<Fact> {
    private long read;
    private List<Fact> page = new ArrayList<>();
    private int at;
    private boolean ended;

    Pages(long after) {
      this.read = after;
    }

    @Override
    public boolean hasNext() {
      if (at == page.size() && !ended) {
        var rows =
            db.sql(
                    """
                    select %s from journal.facts
                     where study = :study and sequence > :read and sequence <= :last
                     order by sequence limit :page
                    """
                        .formatted(FactRow.COLUMNS))
                .param("study", study)
                .param("read", read)
                .param("last", last)
                .param("page", PAGE)
                .query((row, _) -> FactRow.read(row))
                .list();
        page = facts(rows);
        at = 0;
        ended = rows.size() < PAGE;
        read = rows.isEmpty() ? read : rows.getLast().sequence();
      }
      return at < page.size();
    }

    @Override
    public Fact next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more facts after " + read);
      }
      return page.get(at++);
    }
  }
}
