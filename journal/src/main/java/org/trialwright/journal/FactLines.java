package org.trialwright.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journey.Fact;

/**
 * The facts of a study as lines of text, for an archive. A line is the canonical JSON whose SHA-256
 * is the fact's hash, so that any tool can follow the chain: the hash of each line stands in the
 * next one as {@code previous}. Free texts are not in it, only their digests.
 */
public final class FactLines {
  private FactLines() {}

  /**
   * The lines from the first fact to a sequence number, read from the database as the stream is.
   */
  public static Stream<String> of(DataSource source, String study, long last) {
    var db = JdbcClient.create(source);
    return Stream.iterate(0L, first -> first < last, first -> first + Facts.PAGE)
        .flatMap(first -> page(db, study, first, Math.min(last, first + Facts.PAGE)));
  }

  private static Stream<String> page(JdbcClient db, String study, long after, long upTo) {
    return db
        .sql(
            """
            select %s from journal.facts
             where study = :study and sequence > :after and sequence <= :upTo
             order by sequence
            """
                .formatted(FactRow.COLUMNS))
        .param("study", study)
        .param("after", after)
        .param("upTo", upTo)
        .query((row, _) -> FactRow.read(row).line())
        .list()
        .stream();
  }

  /**
   * The hash of one fact, in hexadecimal.
   *
   * @throws org.springframework.dao.EmptyResultDataAccessException when there is no such fact
   */
  public static String hash(DataSource source, String study, long sequence) {
    return JdbcClient.create(source)
        .sql("select hash from journal.facts where study = :study and sequence = :sequence")
        .param("study", study)
        .param("sequence", sequence)
        .query((row, _) -> Digests.hex(row.getBytes("hash")))
        .single();
  }

  /**
   * The facts of such lines, each checked against the one before.
   *
   * @param head the hash of the last line
   * @throws IllegalArgumentException naming the line that is damaged, missing or one too many
   */
  public static List<Fact> read(Iterator<String> lines, String head) {
    var facts = new ArrayList<Fact>();
    var previous = Digests.NOTHING;
    while (lines.hasNext()) {
      var line = lines.next();
      int number = facts.size() + 1;
      try {
        var row = FactRow.read(line);
        if (row.sequence() != number || !row.previous().equals(previous)) {
          throw new IllegalArgumentException("it does not follow the line before");
        }
        if (!row.line().equals(line)) {
          throw new IllegalArgumentException("it is not written as the journal writes it");
        }
        facts.add(row.fact(withoutTexts(row)));
        previous = row.hash();
      } catch (RuntimeException damaged) {
        // Whatever a damaged line makes the readers throw is the finding itself.
        throw new IllegalArgumentException(
            "line " + number + " was changed: " + damaged.getMessage(), damaged);
      }
    }
    if (!previous.equals(head)) {
      throw new IllegalArgumentException(
          "after line %d the chain's hash is %s, but the archive was made at %s: lines are missing or were changed"
              .formatted(facts.size(), previous, head));
    }
    return List.copyOf(facts);
  }

  private static Map<String, String> withoutTexts(FactRow row) {
    var texts = new HashMap<String, String>();
    FreeTexts.digests((Json.Fields) Json.parse(row.payload()))
        .keySet()
        .forEach(place -> texts.put(place, Facts.REDACTED));
    return texts;
  }
}
