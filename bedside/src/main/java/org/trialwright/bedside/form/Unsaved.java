package org.trialwright.bedside.form;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.study.Item;

/**
 * What somebody typed into a page and has not saved: kept for them alone, so that neither a closed
 * browser nor a stopped server loses it. It is no record: nobody else sees it, no rule reads it. A
 * question that identifies somebody and a password are never in it.
 */
@Component
final class Unsaved {
  /** With these parameters a page's address takes what was typed, or throws it away. */
  static final String KEEP = "act=keep";

  static final String DISCARD = "act=discard";

  private static final Set<String> NEVER = Set.of("password", "_csrf", "act", "today");
  private static final int LONGEST = 200_000;
  private static final Period KEPT = Period.ofDays(30);

  private final Desk desk;
  private final JdbcClient db;

  Unsaved(Desk desk) {
    this.desk = desk;
    this.db = JdbcClient.create(desk.trial().source());
  }

  /**
   * What was typed.
   *
   * @param at when it was kept last
   */
  record Typed(Map<String, String> fields, Instant at) {
    Typed {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Keeps the fields of a page, in place of those kept before. What comes late, after the page was
   * saved, is left out.
   *
   * @param sheets the forms on the page
   * @throws ResponseStatusException when it is too much to be kept
   */
  void keep(Chart chart, String page, Map<String, String> fields, Collection<Sheet> sheets) {
    var text = written(fields, sheets);
    if (text.length() > LONGEST) {
      throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
    var now = desk.trial().clock().instant();
    db.sql("delete from desk.unsaved where at < :oldest")
        .param("oldest", time(now.minus(KEPT)))
        .update();
    put(chart, page, fields, text, now);
  }

  private void put(Chart chart, String page, Map<String, String> fields, String text, Instant now) {
    db.sql(
            """
            insert into desk.unsaved as u (study, participant, account, page, key, fields, at)
            values (:study, :participant, :account, :page, :key, :fields, :at)
            on conflict (study, participant, account, page) do update
              set key = excluded.key, fields = excluded.fields, at = excluded.at
              where u.key <> excluded.key or u.fields <> ''
            """)
        .params(place(chart, page))
        .param("key", fields.getOrDefault("key", ""))
        .param("fields", text)
        .param("at", time(now))
        .update();
  }

  /** The page was saved: from now on nothing that comes late brings its fields back. */
  void saved(Chart chart, String page, Map<String, String> fields) {
    put(chart, page, fields, "", desk.trial().clock().instant());
  }

  /** Throws away what was typed. */
  void discard(Chart chart, String page) {
    db.sql(
            """
            delete from desk.unsaved
             where study = :study and participant = :participant and account = :account
               and page = :page
            """)
        .params(place(chart, page))
        .update();
  }

  /** What the same person typed into the page and did not save. */
  Optional<Typed> of(Chart chart, String page) {
    return db.sql(
            """
            select fields, at from desk.unsaved
             where study = :study and participant = :participant and account = :account
               and page = :page and fields <> ''
            """)
        .params(place(chart, page))
        .query(
            (row, _) ->
                new Typed(
                    read(row.getString("fields")),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private Map<String, String> place(Chart chart, String page) {
    return Map.of(
        "study", desk.trial().study().name(),
        "participant", chart.participant().value(),
        "account", chart.person().account(),
        "page", page);
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String written(Map<String, String> fields, Collection<Sheet> sheets) {
    var identifying =
        sheets.stream()
            .flatMap(
                sheet -> sheet.form().items().stream().filter(Item::identifying).map(sheet::name))
            .collect(Collectors.toSet());
    return new TreeMap<>(fields)
        .entrySet().stream()
            .filter(field -> !NEVER.contains(field.getKey()))
            .filter(
                field ->
                    identifying.stream()
                        .noneMatch(
                            name ->
                                field.getKey().equals(name)
                                    || field.getKey().startsWith(name + ".")))
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> read(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : text.split("&", -1)) {
      int sign = field.indexOf('=');
      if (sign > 0) {
        fields.put(
            URLDecoder.decode(field.substring(0, sign), StandardCharsets.UTF_8),
            URLDecoder.decode(field.substring(sign + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }
}
