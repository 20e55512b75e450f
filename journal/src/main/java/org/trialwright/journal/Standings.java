package org.trialwright.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * The projection of one study: one row a participant, handed in by the caller who folded the facts,
 * in the transaction that appended them. It owns its table and can be thrown away and rebuilt.
 */
public final class Standings {
  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final String study;

  /**
   * The standings of a study.
   *
   * @param source signs in as a member of {@code trialwright_application}
   */
  public Standings(DataSource source, String study) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.study = study;
  }

  /**
   * Replaces the participant's row, in the caller's transaction when there is one. Fold and put
   * after the append: the study's head is locked then, so that no fact of another is missed.
   */
  public void put(Standing standing) {
    db.sql(
            """
            insert into projection.participant (study, participant, site, place, since, due,
                                                due_label, open_queries, closing, arm, sequence)
            values (:study, :participant, :site, :place, :since, :due,
                    :dueLabel, :openQueries, :closing, :arm, :sequence)
                on conflict (study, participant) do update
               set site = excluded.site, place = excluded.place, since = excluded.since,
                   due = excluded.due, due_label = excluded.due_label,
                   open_queries = excluded.open_queries, closing = excluded.closing, arm = excluded.arm,
                   sequence = excluded.sequence
            """)
        .param("study", study)
        .param("participant", standing.participant().value())
        .param("site", standing.site().value())
        .param("place", standing.place())
        .param("since", standing.since())
        .param("due", standing.due().orElse(null))
        .param("dueLabel", standing.dueLabel())
        .param("openQueries", standing.openQueries())
        .param("closing", standing.closing().name().toLowerCase(Locale.ROOT))
        .param("arm", standing.arm())
        .param("sequence", standing.sequence())
        .update();
  }

  /** All rows by participant. */
  public List<Standing> all() {
    return db.sql("select * from projection.participant where study = :study order by participant")
        .param("study", study)
        .query((row, _) -> read(row))
        .list();
  }

  /** The rows of one site by participant. */
  public List<Standing> at(SiteId site) {
    return db.sql(
            """
            select * from projection.participant
             where study = :study and site = :site order by participant
            """)
        .param("study", study)
        .param("site", site.value())
        .query((row, _) -> read(row))
        .list();
  }

  /** The row of the participant who has this number, whatever the case, at one of these sites. */
  public Optional<Standing> named(String number, Collection<SiteId> sites) {
    return db
        .sql(
            """
            select * from projection.participant
             where study = :study and upper(participant) = upper(:number) and site = any(:sites)
            """)
        .param("study", study)
        .param("number", number)
        .param("sites", sites.stream().map(SiteId::value).toArray(String[]::new))
        .query((row, _) -> read(row))
        .list()
        .stream()
        .findFirst();
  }

  private static final String SELECTED =
      """
        from projection.participant
        join unnest(:sites::text[], :days::date[]) as here (site, today) using (site)
       where study = :study and (:number = '' or position(:number in upper(participant)) > 0)
      """;

  /**
   * A stretch of the rows that a list asks for, by participant.
   *
   * @param from how many come before
   * @param many how many at most
   */
  public List<Standing> list(Selection selection, int from, int many) {
    return selected(
            "select participant.* "
                + SELECTED
                + """
                  and (:place = '' or place = :place) and (not :late or due < today)
                order by participant offset :from limit :many
                """,
            selection)
        .param("place", selection.place())
        .param("late", selection.late())
        .param("from", from)
        .param("many", many)
        .query((row, _) -> read(row))
        .list();
  }

  /**
   * How many there are at each place, late and not late, of those that a list asks for by site and
   * number.
   */
  public List<Selection.Tally> tally(Selection selection) {
    return selected(
            "select place, coalesce(due < today, false) as late, count(*) as participants"
                + SELECTED
                + "group by 1, 2",
            selection)
        .query(
            (row, _) ->
                new Selection.Tally(
                    row.getString("place"), row.getBoolean("late"), row.getInt("participants")))
        .list();
  }

  private JdbcClient.StatementSpec selected(String query, Selection selection) {
    var days = List.copyOf(selection.days().entrySet());
    return db.sql(query)
        .param("study", study)
        .param("number", selection.number())
        .param("sites", days.stream().map(one -> one.getKey().value()).toArray(String[]::new))
        .param("days", days.stream().map(one -> one.getValue().toString()).toArray(String[]::new));
  }

  /** The row of one participant. */
  public Optional<Standing> of(ParticipantId participant) {
    return db.sql(
            """
            select * from projection.participant
             where study = :study and participant = :participant
            """)
        .param("study", study)
        .param("participant", participant.value())
        .query((row, _) -> read(row))
        .optional();
  }

  /** How many participants have an arm. */
  public long allocated() {
    return db.sql("select projection.allocated(:study)")
        .param("study", study)
        .query(Long.class)
        .single();
  }

  private static Standing read(ResultSet row) throws SQLException {
    return new Standing(
        new ParticipantId(row.getString("participant")),
        new SiteId(row.getString("site")),
        row.getString("place"),
        row.getObject("since", LocalDate.class),
        Optional.ofNullable(row.getObject("due", LocalDate.class)),
        row.getString("due_label"),
        row.getInt("open_queries"),
        Standing.Closing.valueOf(row.getString("closing").toUpperCase(Locale.ROOT)),
        row.getString("arm"),
        row.getLong("sequence"));
  }

  /** Throws all rows away and writes these, in one transaction. */
  public void rebuild(Collection<Standing> standings) {
    transaction.executeWithoutResult(
        _ -> {
          db.sql("delete from projection.participant where study = :study")
              .param("study", study)
              .update();
          standings.forEach(this::put);
        });
  }

  /**
   * Where the table differs from what the facts say, for a person to read; empty when it agrees.
   */
  public List<String> differences(Collection<Standing> fromFacts) {
    Map<ParticipantId, Standing> stored = new TreeMap<>();
    all().forEach(standing -> stored.put(standing.participant(), standing));
    var differences = new ArrayList<String>();
    for (var wanted : fromFacts) {
      var found = stored.remove(wanted.participant());
      if (found == null) {
        differences.add("participant " + wanted.participant() + " is missing in the projection");
      } else if (!found.equals(wanted)) {
        differences.add(
            "participant %s: the projection has %s, the facts say %s"
                .formatted(wanted.participant(), found, wanted));
      }
    }
    stored
        .keySet()
        .forEach(
            participant ->
                differences.add("participant " + participant + " is in the projection alone"));
    return differences;
  }

  /**
   * Says how many participants the study looks for, so that the public may be told how far it is.
   *
   * @param participants above 0
   */
  public void aim(int participants) {
    db.sql(
            """
            insert into projection.aims (study, participants) values (:study, :participants)
                on conflict (study) do update set participants = excluded.participants
            """)
        .param("study", study)
        .param("participants", participants)
        .update();
  }
}
