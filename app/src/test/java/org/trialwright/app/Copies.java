package org.trialwright.app;

import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.trialwright.journal.Login;

/**
 * Makes a large trial of a rehearsed one, to measure how long pages take: every participant once
 * more at sites of their own, with all facts, texts and the row of the list. The chain of hashes
 * does not hold over copies, and nobody's identity is copied.
 */
final class Copies {
  /** The number of a site, and of a site in a participant's number, so many further on. */
  private static final String SITE = "to_char(%s::int + :sites, 'FM9900')";

  private static final String OLD_SITE = "split_part(participant, '-', 1)";
  private static final String NEW_SITE = SITE.formatted(OLD_SITE);
  private static final String NEW_NUMBER = NEW_SITE + " || '-' || split_part(participant, '-', 2)";
  private static final String SITE_OF_PAYLOAD = "substring(payload from '\"site\":\"([0-9]+)\"')";

  private Copies() {}

  /**
   * Copies everybody.
   *
   * @param owner of the tables, who may switch triggers off
   * @param study its name; its sites are called 01, 02 and so on
   * @param times how often, beside the first
   */
  static void make(Login owner, String study, int times) {
    try (var connection = owner.source().getConnection()) {
      var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      db.sql("set session_replication_role = replica").update();
      long last =
          db.sql("select max(sequence) from journal.facts where study = :study")
              .param("study", study)
              .query(Long.class)
              .single();
      int sites =
          db.sql("select count(distinct site) from projection.participant where study = :study")
              .param("study", study)
              .query(Integer.class)
              .single();
      for (int time = 1; time <= times; time++) {
        for (String table : TABLES) {
          db.sql(table)
              .param("study", study)
              .param("last", last)
              .param("facts", time * last)
              .param("sites", time * sites)
              .update();
        }
      }
      db.sql("update journal.heads set sequence = :last where chain = 'study/' || :study")
          .param("last", (times + 1) * last)
          .param("study", study)
          .update();
      db.sql("analyze").update();
    } catch (SQLException trouble) {
      throw new IllegalStateException(trouble);
    }
  }

  private static final List<String> TABLES =
      List.of(
          """
          insert into journal.facts
          select study, sequence + :facts,
                 case when participant is null then null else %s end, kind,
                 case when kind in ('registered', 'site-set')
                      then regexp_replace(payload, '"site":"[0-9]+"', '"site":"' || %s || '"')
                      else payload end,
                 person, person_name, role, site, recorded, occurred, reason, study_version,
                 lpad(to_hex(sequence + :facts), 32, '0')::uuid, previous, hash
            from journal.facts
           where study = :study and sequence <= :last
             and (participant is not null or kind = 'site-set')
          """
              .formatted(NEW_NUMBER, SITE.formatted(SITE_OF_PAYLOAD)),
          """
          insert into journal.texts
          select study, sequence + :facts, place, digest, salt, text
            from journal.texts
           where study = :study and sequence <= :last
          """,
          """
          insert into projection.participant
                (study, participant, site, place, since, due, due_label, open_queries, closing, arm,
                 sequence)
          select study, %s, %s, place, since, due, due_label, open_queries, closing, arm,
                 sequence + :facts
            from projection.participant
           where study = :study and sequence <= :last
          """
              .formatted(NEW_NUMBER, NEW_SITE));
}
