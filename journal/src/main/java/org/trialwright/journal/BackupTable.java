package org.trialwright.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One table as a backup holds it: its rows in the order of the primary key, so that equal content
 * gives equal bytes.
 *
 * @param name with its schema, quoted where PostgreSQL wants it
 * @param columns in the order of the table
 * @param key by what its rows are put in order; texts byte by byte, whatever the server's language
 */
record BackupTable(String name, List<String> columns, List<String> key) {
  BackupTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  /** The chains' last links come again with the links themselves, and are compared. */
  private static final String HEADS = "journal.heads";

  /**
   * Every table of some schemas, those first that others refer to.
   *
   * @param without tables whose rows are not worth keeping
   */
  static List<BackupTable> all(JdbcClient db, Set<String> schemas, Set<String> without) {
    var names =
        texts(
            db.sql(
                    """
                    select c.oid::regclass::text from pg_catalog.pg_class c
                     where c.relkind in ('r', 'p')
                       and c.relnamespace::regnamespace::text in (:schemas)
                     order by 1
                    """)
                .param("schemas", schemas));
    var ordered = new LinkedHashSet<String>();
    names.forEach(name -> add(db, name, ordered));
    return ordered.stream()
        .filter(name -> !name.equals(HEADS) && !without.contains(name))
        .map(name -> new BackupTable(name, columns(db, name), key(db, name)))
        .toList();
  }

  private static void add(JdbcClient db, String name, Set<String> into) {
    if (!into.contains(name)) {
      texts(
              db.sql(
                      """
                      select distinct confrelid::regclass::text from pg_catalog.pg_constraint
                       where contype = 'f' and conrelid = :name::regclass and confrelid <> conrelid
                       order by 1
                      """)
                  .param("name", name))
          .forEach(other -> add(db, other, into));
      into.add(name);
    }
  }

  private static List<String> columns(JdbcClient db, String name) {
    return texts(
        db.sql(
                """
                select quote_ident(attname) from pg_catalog.pg_attribute
                 where attrelid = :name::regclass and attnum > 0 and not attisdropped
                   and attgenerated = ''
                 order by attnum
                """)
            .param("name", name));
  }

  private static List<String> key(JdbcClient db, String name) {
    var key =
        texts(
            db.sql(
                    """
                    select a.attrelid::regclass::text || '.' || quote_ident(a.attname)
                           || case when a.attcollation <> 0 then ' collate "C"' else '' end
                      from pg_catalog.pg_constraint c
                      cross join unnest(c.conkey) with ordinality as k(attnum, place)
                      join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum
                     where c.contype = 'p' and c.conrelid = :name::regclass
                     order by k.place
                    """)
                .param("name", name));
    if (key.isEmpty()) {
      throw new IllegalStateException(
          "table " + name + " has no primary key, so its rows have no order to be kept in");
    }
    return key;
  }

  private static List<String> texts(JdbcClient.StatementSpec question) {
    var texts = new ArrayList<String>();
    question.query(
        row -> {
          texts.add(row.getString(1));
        });
    return texts;
  }

  String out() {
    return "copy (select %s from %s order by %s) to stdout"
        .formatted(String.join(", ", columns), name, String.join(", ", key));
  }

  String in() {
    return "copy %s (%s) from stdin".formatted(name, String.join(", ", columns));
  }
}
