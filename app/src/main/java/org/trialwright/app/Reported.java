package org.trialwright.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.analysis.Cut;
import org.trialwright.journal.Facts;
import org.trialwright.journal.Journal;
import org.trialwright.journal.Unmasking;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Study;

/**
 * What a report is made from: a trial at a data cut, out of its database or of an archive.
 *
 * @param rehearsal whether every participant is made up
 * @param others how many facts were recorded under another version of the study
 * @param people in the order they were registered
 * @param facts of one participant up to the cut; read when asked for
 */
record Reported(
    Cut cut,
    boolean rehearsal,
    long others,
    List<ParticipantId> people,
    Function<ParticipantId, List<Fact>> facts) {
  Reported {
    people = List.copyOf(people);
  }

  /** The trial in a database as it was known at an instant, or is known now. */
  static Reported of(DataSource source, Study study, Optional<Instant> instant) {
    Journal journal = new Journal(source, study.name());
    Event.Opened opened =
        journal
            .opening()
            .orElseThrow(
                () ->
                    new Trialwright.Refused(
                        "%s was never opened in this database; it holds %s"
                            .formatted(study.name(), held(source))));
    long sequence = instant.map(journal::sequenceAt).orElseGet(() -> journal.head().sequence());
    Mark mark =
        mark(source, study, sequence)
            .orElseThrow(
                () ->
                    new Trialwright.Refused(
                        "nothing was recorded before "
                            + instant.map(Instant::toString).orElse("")));
    Facts known = journal.asOf(sequence);
    Unmasking arms = new Unmasking(source, study.name());
    return new Reported(
        new Cut(study, sequence, day(mark, instant, opened.rehearsal()), mark.hash()),
        opened.rehearsal(),
        mark.others(),
        known.participants(),
        one -> arms.of(known.participant(one)));
  }

  /** The trial in an archive; its facts are in memory. */
  static Reported of(Archive archive) {
    Map<ParticipantId, List<Fact>> byParticipant = new LinkedHashMap<>();
    for (Fact fact : archive.facts()) {
      fact.participant()
          .ifPresent(one -> byParticipant.computeIfAbsent(one, _ -> new ArrayList<>()).add(fact));
    }
    return new Reported(
        archive.cut(),
        archive.rehearsal(),
        archive.facts().stream()
            .filter(fact -> !fact.studyVersion().equals(archive.cut().study().seal()))
            .count(),
        List.copyOf(byParticipant.keySet()),
        one -> byParticipant.getOrDefault(one, List.of()));
  }

  private static String held(DataSource source) {
    var names = Running.openings(source).stream().map(Event.Opened::study).toList();
    return names.isEmpty() ? "no study" : String.join(", ", names);
  }

  /** The day asked for; of a rehearsal, whose clock is its own, else the day of its last fact. */
  private static LocalDate day(Mark mark, Optional<Instant> instant, boolean rehearsal) {
    InstantSource now = rehearsal ? InstantSource.fixed(mark.recorded()) : House.realTime();
    return LocalDate.ofInstant(instant.orElseGet(now::instant), ZoneOffset.UTC);
  }

  /** The last fact that counts. */
  private record Mark(Instant recorded, String hash, long others) {}

  private static Optional<Mark> mark(DataSource source, Study study, long sequence) {
    return JdbcClient.create(source)
        .sql(
            """
            select recorded, encode(hash, 'hex') as hash,
                   (select count(*) from journal.facts
                     where study = :study and sequence <= :sequence
                       and study_version <> :version) as others
              from journal.facts
             where study = :study and sequence = :sequence
            """)
        .param("study", study.name())
        .param("sequence", sequence)
        .param("version", study.seal())
        .query(
            (row, _) ->
                new Mark(
                    row.getTimestamp("recorded").toInstant(),
                    row.getString("hash"),
                    row.getLong("others")))
        .optional();
  }
}
