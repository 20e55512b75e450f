package org.trialwright.records;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The full-text search of PostgreSQL on the imported records, as somebody would set it up with
 * care: one weighted vector a record, a GIN index, {@code ts_rank} that makes long texts count
 * less.
 */
public final class PostgresSearch {
  private final JdbcClient db;

  /**
   * @param source signs in as the owner
   */
  public PostgresSearch(DataSource source) {
    this.db = JdbcClient.create(source);
  }

  /** Makes the vectors and their index from the records in the database. */
  public void make() {
    db.sql("drop table if exists public.full_text").update();
    db.sql(
            """
            create unlogged table public.full_text as
            select id, p -> 'statusModule' ->> 'overallStatus' as status,
                   setweight(to_tsvector('english',
                       coalesce(p -> 'identificationModule' ->> 'briefTitle', '') || ' '
                       || coalesce(p -> 'identificationModule' ->> 'officialTitle', '')), 'A')
                   || setweight(to_tsvector('english', coalesce(p -> 'conditionsModule', '{}')), 'A')
                   || setweight(to_tsvector('english',
                       coalesce(p -> 'armsInterventionsModule' -> 'interventions', '[]')), 'B')
                   || setweight(to_tsvector('english',
                       coalesce(p -> 'descriptionModule' ->> 'briefSummary', '')), 'C')
                   || setweight(to_tsvector('english',
                       coalesce(p -> 'descriptionModule' ->> 'detailedDescription', '') || ' '
                       || coalesce(p -> 'eligibilityModule' ->> 'eligibilityCriteria', '')), 'D')
                   as words
              from (select id, document::jsonb -> 'protocolSection' as p from registry.trials) all_of
            """)
        .update();
    db.sql("create index on public.full_text using gin (words)").update();
    db.sql("create index on public.full_text (status)").update();
    db.sql("analyze public.full_text").update();
  }

  /** Trials with every word, the best first. */
  public List<String> every(String words, String status, int most) {
    return db
        .sql(
            """
            select id from public.full_text, websearch_to_tsquery('english', :words) as asked
             where words @@ asked and (:status = '' or status = :status)
             order by ts_rank(words, asked, 1) desc, id limit :most
            """)
        .param("words", words)
        .param("status", status)
        .param("most", most)
        .query((row, _) -> new Id(row.getString(1)))
        .list()
        .stream()
        .map(Id::value)
        .toList();
  }

  /** Trials with any word of a note, the best first. */
  public List<String> any(String note, int most) {
    return db
        .sql(
            """
            select id from public.full_text,
                   (select string_agg(quote_literal(lexeme), ' | ')::tsquery as asked
                      from unnest(to_tsvector('english', :note))) as of_note
             where words @@ asked order by ts_rank(words, asked, 1) desc, id limit :most
            """)
        .param("note", note)
        .param("most", most)
        .query((row, _) -> new Id(row.getString(1)))
        .list()
        .stream()
        .map(Id::value)
        .toList();
  }

  private record Id(String value) {}
}
