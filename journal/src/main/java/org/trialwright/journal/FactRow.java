package org.trialwright.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trialwright.journey.Author;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** A row of the facts' table, and its hash. */
record FactRow(
    String study,
    long sequence,
    @Nullable String participant,
    String kind,
    String payload,
    String person,
    String personName,
    String role,
    @Nullable String site,
    Instant recorded,
    String occurred,
    String reason,
    String studyVersion,
    UUID key,
    String previous) {

  static final String COLUMNS =
      """
      study, sequence, participant, kind, payload, person, person_name, role, site, recorded,
      occurred, reason, study_version, key, previous, hash
      """;

  static FactRow read(ResultSet row) throws SQLException {
    return new FactRow(
        row.getString("study"),
        row.getLong("sequence"),
        row.getString("participant"),
        row.getString("kind"),
        row.getString("payload"),
        row.getString("person"),
        row.getString("person_name"),
        row.getString("role"),
        row.getString("site"),
        row.getObject("recorded", OffsetDateTime.class).toInstant(),
        row.getString("occurred"),
        row.getString("reason"),
        row.getString("study_version"),
        row.getObject("key", UUID.class),
        Digests.hex(row.getBytes("previous")));
  }

  static FactRow of(
      String study, long sequence, Draft draft, FreeTexts.Split split, String previous) {
    return new FactRow(
        study,
        sequence,
        draft.participant().map(ParticipantId::value).orElse(null),
        Payload.kind(draft.event()),
        split.payload().canonical(),
        draft.author().person(),
        draft.author().name(),
        draft.author().role(),
        draft.author().site().map(SiteId::value).orElse(null),
        draft.recorded(),
        draft.occurred().toString(),
        split.reason(),
        draft.studyVersion(),
        draft.key(),
        previous);
  }

  /** SHA-256 over its line, in hexadecimal. */
  String hash() {
    return Digests.hex(Digests.sha256(Digests.utf8(line())));
  }

  /**
   * The canonical JSON (RFC 8785) of all columns but the hash itself. The payload goes in as it is
   * stored, byte for byte: it is canonical already.
   */
  String line() {
    var out = new StringBuilder(600);
    out.append('{');
    text("key", key.toString(), out);
    text("kind", kind, out);
    text("occurred", occurred, out);
    text("participant", participant, out);
    out.append("\"payload\":").append(payload).append(',');
    text("person", person, out);
    text("personName", personName, out);
    text("previous", previous, out);
    text("reason", reason, out);
    text("recorded", Digests.utc(recorded), out);
    text("role", role, out);
    out.append("\"sequence\":").append(sequence).append(',');
    text("site", site, out);
    text("study", study, out);
    text("studyVersion", studyVersion, out);
    out.setCharAt(out.length() - 1, '}');
    return out.toString();
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException when it is no such line
   */
  static FactRow read(String line) {
    if (!(Json.parse(line) instanceof Json.Fields fields)) {
      throw new IllegalArgumentException("not an object");
    }
    return new FactRow(
        fields.text("study"),
        fields.large("sequence"),
        fields.has("participant") ? fields.text("participant") : null,
        fields.text("kind"),
        fields.fields("payload").canonical(),
        fields.text("person"),
        fields.text("personName"),
        fields.text("role"),
        fields.has("site") ? fields.text("site") : null,
        Instant.parse(fields.text("recorded")),
        fields.text("occurred"),
        fields.text("reason"),
        fields.text("studyVersion"),
        UUID.fromString(fields.text("key")),
        fields.text("previous"));
  }

  private static void text(String name, @Nullable String value, StringBuilder out) {
    Json.quote(name, out);
    out.append(':');
    if (value == null) {
      out.append("null");
    } else {
      Json.quote(value, out);
    }
    out.append(',');
  }

  /** Whether a part of it is free text, which stands beside the chain. */
  boolean hasText() {
    return !reason.isEmpty() || payload.contains("\"digest\":\"");
  }

  /**
   * The fact.
   *
   * @param texts the free texts of this fact by place, {@link Facts#REDACTED} for those redacted
   */
  Fact fact(Map<String, String> texts) {
    var fields = FreeTexts.restore((Json.Fields) Json.parse(payload), texts);
    return new Fact(
        sequence,
        Optional.ofNullable(participant).map(ParticipantId::new),
        Payload.read(kind, fields),
        new Author(person, personName, role, Optional.ofNullable(site).map(SiteId::new)),
        recorded,
        PartialDate.parse(occurred),
        reason.isEmpty() ? "" : texts.getOrDefault("reason", Facts.REDACTED),
        studyVersion,
        key);
  }
}
