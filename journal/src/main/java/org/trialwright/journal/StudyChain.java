package org.trialwright.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The walk over the chain of one study. */
final class StudyChain {
  private final JdbcClient db;
  private final String study;
  private long redacted;

  StudyChain(JdbcClient db, String study) {
    this.db = db;
    this.study = study;
  }

  private record Text(String place, String digest, @Nullable String salt, @Nullable String text) {}

  Verification verify(Collection<SignedHead> heads) {
    // Taken before the walk: facts appended meanwhile are walked over, but not compared.
    var chain = Journal.chain(study);
    var head = Journal.head(db, chain);
    var walk = new ChainWalk(chain, head, heads);
    long read = 0;
    while (true) {
      var rows =
          db.sql(
                  """
                  select %s from journal.facts
                   where study = :study and sequence > :read
                   order by sequence limit :page
                  """
                      .formatted(FactRow.COLUMNS))
              .param("study", study)
              .param("read", read)
              .param("page", Facts.PAGE)
              .query((row, _) -> Map.entry(FactRow.read(row), Digests.hex(row.getBytes("hash"))))
              .list();
      if (rows.isEmpty()) {
        break;
      }
      var texts = texts(read, rows.getLast().getKey().sequence());
      for (var entry : rows) {
        var row = entry.getKey();
        var broken =
            walk.step(row.sequence(), row.previous(), row::hash, entry.getValue())
                .or(() -> wrongContent(row, texts.getOrDefault(row.sequence(), List.of())));
        if (broken.isPresent()) {
          return broken.get();
        }
      }
      read = rows.getLast().getKey().sequence();
    }
    return walk.ended(Journal.head(db, chain))
        .or(this::strayText)
        .or(this::secretRedaction)
        .or(() -> Attachments.broken(db, study))
        .<Verification>map(broken -> broken)
        .orElseGet(() -> new Verification.Intact(head, redacted, walk.agreed()));
  }

  /** A row whose hash holds and which still makes no fact was never written by this program. */
  private Optional<Verification.Broken> wrongContent(FactRow row, List<Text> texts) {
    try {
      var wrong = wrongTexts(row, texts);
      if (wrong.isEmpty()) {
        row.fact(
            texts.stream()
                .collect(
                    Collectors.toMap(
                        Text::place, text -> text.text() == null ? Facts.REDACTED : text.text())));
      }
      return wrong;
    } catch (RuntimeException e) {
      // Whatever a forged row makes the readers throw is the finding itself.
      return broken(row, "it makes no fact: " + e.getMessage());
    }
  }

  private Map<Long, List<Text>> texts(long after, long upTo) {
    var texts = new HashMap<Long, List<Text>>();
    db.sql(
            """
            select sequence, place, digest, salt, text from journal.texts
             where study = :study and sequence > :after and sequence <= :upTo
            """)
        .param("study", study)
        .param("after", after)
        .param("upTo", upTo)
        .query(
            row -> {
              texts
                  .computeIfAbsent(row.getLong("sequence"), _ -> new ArrayList<>())
                  .add(
                      new Text(
                          row.getString("place"),
                          Digests.hex(row.getBytes("digest")),
                          hex(row.getBytes("salt")),
                          row.getString("text")));
            });
    return texts;
  }

  private static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : Digests.hex(bytes);
  }

  private Optional<Verification.Broken> wrongTexts(FactRow row, List<Text> texts) {
    if (texts.isEmpty() && !row.hasText()) {
      return Optional.empty();
    }
    var wanted = new TreeMap<>(FreeTexts.digests((Json.Fields) Json.parse(row.payload())));
    if (!row.reason().isEmpty()) {
      wanted.put("reason", row.reason());
    }
    for (var text : texts) {
      var digest = wanted.remove(text.place());
      if (digest == null) {
        return broken(row, "the text at '" + text.place() + "' is none of its own");
      }
      if (!digest.equals(text.digest()) || !digest.equals(recomputed(text, digest))) {
        return broken(row, "the text at '" + text.place() + "' was changed");
      }
      if (text.text() == null) {
        redacted++;
      }
    }
    return wanted.isEmpty()
        ? Optional.empty()
        : broken(row, "the text at '" + wanted.firstKey() + "' is missing");
  }

  /** The digest of the text, or that of the chain when the text was redacted. */
  private static String recomputed(Text text, String digest) {
    return text.text() == null || text.salt() == null
        ? digest
        : FreeTexts.digest(text.salt(), text.text());
  }

  private static Optional<Verification.Broken> broken(FactRow row, String what) {
    return Optional.of(new Verification.Broken(row.sequence(), what));
  }

  private Optional<Verification.Broken> strayText() {
    return db.sql(
            """
            select t.sequence from journal.texts t
             where t.study = :study
               and not exists (select from journal.facts f
                                where f.study = t.study and f.sequence = t.sequence)
             order by t.sequence limit 1
            """)
        .param("study", study)
        .query(Long.class)
        .optional()
        .map(sequence -> new Verification.Broken(sequence, "a text belongs to no fact"));
  }

  private Optional<Verification.Broken> secretRedaction() {
    return db.sql(
            """
            select t.sequence from journal.texts t
             where t.study = :study and t.text is null
               and not exists (select from journal.accesses a
                                where a.kind = :redacted and a.subject =
                                  :study || ' ' || t.sequence || ' ' || t.place)
             order by t.sequence limit 1
            """)
        .param("study", study)
        .param("redacted", Access.Kind.REDACTED.word())
        .query(Long.class)
        .optional()
        .map(
            sequence ->
                new Verification.Broken(
                    sequence, "a text is gone and the access log tells of no redaction"));
  }
}
