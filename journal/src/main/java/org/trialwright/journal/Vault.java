package org.trialwright.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Author;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

/**
 * Who the participants of one study are. Identities stand apart from the facts, sealed with
 * AES-256-GCM under a key that is not in the database; the core is told completed years and nothing
 * else. Storing and viewing an identity are written to the access log in the same transaction,
 * which is the caller's when there is one.
 */
public final class Vault {
  /** The name of the value that holds the birth date, ISO, perhaps partial. */
  public static final String BIRTH_DATE = "birth-date";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;
  private final String study;
  private final VaultKey key;
  private final Sealing sealing;

  /**
   * The vault of a study.
   *
   * @param source signs in as a member of {@code trialwright_application}
   * @throws WrongKey when identities of this study were sealed with another key
   */
  public Vault(DataSource source, String study, VaultKey key) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
    this.study = study;
    this.key = key;
    this.sealing = new Sealing(key);
    refuseOtherKeys();
  }

  /** The same vault by another way to the same database. */
  public Vault through(DataSource source) {
    return new Vault(source, study, key);
  }

  /** The files of this study's participants, sealed with the same key. */
  public Attachments attachments() {
    return new Attachments(db, study, key);
  }

  private void refuseOtherKeys() {
    db.sql(
            """
            select key_name from vault.identities
             where study = :study and key_name <> :key and sealed is not null limit 1
            """)
        .param("study", study)
        .param("key", key.name())
        .query(String.class)
        .optional()
        .ifPresent(
            other -> {
              throw new WrongKey(other, key.name());
            });
  }

  /** Identities were sealed with another key than the one at hand. */
  public static final class WrongKey extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongKey(String sealedWith, String atHand) {
      super(
          "identities were sealed with vault key %s, but the key at hand is %s; put the file of the first key back"
              .formatted(sealedWith, atHand));
    }
  }

  /**
   * Stores an identity, or a new version of it; the versions before stay.
   *
   * @param values by name, for example name, phone, {@link #BIRTH_DATE}, hospital number
   * @param match by what this person is recognised later
   */
  public void store(
      ParticipantId participant,
      Map<String, String> values,
      PersonMatch match,
      Author author,
      Instant now) {
    transaction.executeWithoutResult(
        _ -> {
          log.append(new Access(now, Access.Kind.IDENTITY_STORED, author, participant.value(), ""));
          int version =
              db.sql(
                      """
                      select coalesce(max(version), 0) + 1 from vault.identities
                       where study = :study and participant = :participant
                      """)
                  .param("study", study)
                  .param("participant", participant.value())
                  .query(Integer.class)
                  .single();
          insert(participant, version, values, author, now);
          match.hashes(key, study).forEach(hashed -> insert(participant, hashed));
        });
  }

  private void insert(
      ParticipantId participant,
      int version,
      Map<String, String> values,
      Author author,
      Instant now) {
    var texts = new TreeMap<String, Json>();
    values.forEach((name, value) -> texts.put(name, new Json.Text(value)));
    var nonce = Sealing.nonce();
    var content =
        sealed(
            nonce, participant.value(), version, Digests.utf8(new Json.Fields(texts).canonical()));
    db.sql(
            """
            insert into vault.identities (study, participant, version, key_name, nonce, sealed,
                                          person, recorded)
            values (:study, :participant, :version, :key, :nonce, :sealed, :person, :recorded)
            """)
        .param("study", study)
        .param("participant", participant.value())
        .param("version", version)
        .param("key", key.name())
        .param("nonce", nonce)
        .param("sealed", content)
        .param("person", author.person())
        .param("recorded", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .update();
  }

  private void insert(ParticipantId participant, PersonMatch.Hashed hashed) {
    db.sql(
            """
            insert into vault.matches (study, participant, kind, hash)
            values (:study, :participant, :kind, :hash) on conflict do nothing
            """)
        .param("study", study)
        .param("participant", participant.value())
        .param("kind", hashed.by().name())
        .param("hash", Digests.bytes(hashed.hash()))
        .update();
  }

  /** Participants who may be this very person, at any site, and by what; in order. */
  public List<Match> matches(PersonMatch person) {
    return person.hashes(key, study).stream()
        .flatMap(
            hashed ->
                db
                    .sql(
                        """
                        select vault.known(:study, :kind, :hash)
                        """)
                    .param("study", study)
                    .param("kind", hashed.by().name())
                    .param("hash", Digests.bytes(hashed.hash()))
                    .query(String.class)
                    .list()
                    .stream()
                    .map(found -> new Match(new ParticipantId(found), hashed.by())))
        .toList();
  }

  /** A participant who may be the person asked about. */
  public record Match(ParticipantId participant, PersonMatch.By by) {}

  /**
   * The identity as last stored, for a person to see; the access log says who saw it and why. Empty
   * when nothing is stored or it was erased, which is logged too.
   */
  public Optional<Map<String, String>> view(
      ParticipantId participant, Author author, Instant now, String why) {
    return transaction.execute(
        _ -> {
          log.append(
              new Access(now, Access.Kind.IDENTITY_VIEWED, author, participant.value(), why));
          return read(participant);
        });
  }

  /**
   * Completed years of one person by day; who was born on 29 February completes a year on 1 March
   * of common years. Empty when the birth date is not known, or only so far that the years are in
   * doubt, or lies after the day. Nobody sees the birth date, so nothing is logged.
   */
  public Function<LocalDate, OptionalInt> ages(ParticipantId participant) {
    var birth =
        read(participant).flatMap(values -> PartialDate.read(values.getOrDefault(BIRTH_DATE, "")));
    return day -> birth.map(date -> age(date, day)).orElse(OptionalInt.empty());
  }

  /** As {@link #ages}, on one day. */
  public OptionalInt age(ParticipantId participant, LocalDate day) {
    return ages(participant).apply(day);
  }

  /** As {@link #age(ParticipantId, LocalDate)}, for a birth date at hand. */
  public static OptionalInt age(PartialDate birth, LocalDate day) {
    int oldest = years(birth.earliest(), day);
    int youngest = years(birth.latest(), day);
    return oldest == youngest && !birth.latest().isAfter(day)
        ? OptionalInt.of(oldest)
        : OptionalInt.empty();
  }

  private static int years(LocalDate birth, LocalDate day) {
    int years = day.getYear() - birth.getYear();
    // Compared by month and day, so that 28 February is still before 29 February.
    boolean before =
        day.getMonthValue() < birth.getMonthValue()
            || (day.getMonthValue() == birth.getMonthValue()
                && day.getDayOfMonth() < birth.getDayOfMonth());
    return before ? years - 1 : years;
  }

  private record Sealed(
      int version, String keyName, Optional<String> nonce, Optional<String> content) {}

  private Optional<Map<String, String>> read(ParticipantId participant) {
    return db.sql(
            """
            select version, key_name, nonce, sealed from vault.identities
             where study = :study and participant = :participant
             order by version desc limit 1
            """)
        .param("study", study)
        .param("participant", participant.value())
        .query(
            (row, _) ->
                new Sealed(
                    row.getInt("version"),
                    row.getString("key_name"),
                    Optional.ofNullable(row.getBytes("nonce")).map(Digests::hex),
                    Optional.ofNullable(row.getBytes("sealed")).map(Digests::hex)))
        .optional()
        .flatMap(row -> open(participant, row));
  }

  private Optional<Map<String, String>> open(ParticipantId participant, Sealed row) {
    if (row.nonce().isEmpty() || row.content().isEmpty()) {
      return Optional.empty();
    }
    var nonce = Digests.bytes(row.nonce().get());
    var content = Digests.bytes(row.content().get());
    if (!row.keyName().equals(key.name())) {
      throw new WrongKey(row.keyName(), key.name());
    }
    var text =
        new String(
            opened(nonce, participant.value(), row.version(), content), StandardCharsets.UTF_8);
    var values = new LinkedHashMap<String, String>();
    if (Json.parse(text) instanceof Json.Fields fields) {
      fields.values().keySet().forEach(name -> values.put(name, fields.text(name)));
    }
    return Optional.of(Map.copyOf(values));
  }

  /** Study, participant and version are bound to it, so that rows cannot be swapped. */
  private List<Json> place(String participant, int version) {
    return List.of(new Json.Text(study), new Json.Text(participant), new Json.Whole(version));
  }

  private byte[] sealed(byte[] nonce, String participant, int version, byte[] content) {
    try {
      return sealing.seal(nonce, place(participant, version), content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal the identity of participant " + participant, e);
    }
  }

  private byte[] opened(byte[] nonce, String participant, int version, byte[] content) {
    try {
      return sealing.open(nonce, place(participant, version), content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the identity of participant %s (version %d) does not open: it was tampered with or the key is another"
              .formatted(participant, version),
          e);
    }
  }

  /**
   * Seals a secret that belongs to no participant.
   *
   * @param place where it will lie; it opens nowhere else
   */
  public byte[] seal(List<String> place, byte[] secret) {
    try {
      var nonce = Sealing.nonce();
      var sealed = sealing.seal(nonce, words(place), secret);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + place, e);
    }
  }

  /** Opens it again; empty when it lay elsewhere, was changed or sealed under another key. */
  public Optional<byte[]> open(List<String> place, byte[] sealed) {
    if (sealed.length < Sealing.NONCE) {
      return Optional.empty();
    }
    try {
      var nonce = Arrays.copyOf(sealed, Sealing.NONCE);
      var content = Arrays.copyOfRange(sealed, Sealing.NONCE, sealed.length);
      return Optional.of(sealing.open(nonce, words(place), content));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static List<Json> words(List<String> place) {
    return place.stream().<Json>map(Json.Text::new).toList();
  }
}
