package org.trialwright.journal;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.quantities.ParticipantId;

/**
 * The bytes of participants' files, sealed like identities. A fact names each by the digest of its
 * sealed bytes, so that the walk over the chain finds a changed file without any key.
 */
public final class Attachments {
  /** What a redaction names in the access log, after study and fact. */
  public static final String PLACE = "file";

  private final JdbcClient db;
  private final String study;
  private final VaultKey key;
  private final Sealing sealing;

  Attachments(JdbcClient db, String study, VaultKey key) {
    this.db = db;
    this.study = study;
    this.key = key;
    this.sealing = new Sealing(key);
  }

  /**
   * Keeps a file, in the transaction in which its fact is appended afterwards.
   *
   * @return the digest for the fact; another one for the same bytes kept again
   */
  public String keep(ParticipantId participant, byte[] content) {
    var nonce = Sealing.nonce();
    byte[] sealed;
    try {
      sealed = sealing.seal(nonce, place(participant), content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal a file of participant " + participant, e);
    }
    var digest = Digests.sha256(nonce, sealed);
    db.sql(
            """
            insert into vault.files (study, digest, participant, key_name, nonce, sealed)
            values (:study, :digest, :participant, :key, :nonce, :sealed)
            """)
        .param("study", study)
        .param("digest", digest)
        .param("participant", participant.value())
        .param("key", key.name())
        .param("nonce", nonce)
        .param("sealed", sealed)
        .update();
    return Digests.hex(digest);
  }

  private record Row(String keyName, Optional<Bytes> nonce, Optional<Bytes> sealed) {}

  /** An array that a record may hold; nobody changes it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Bytes(byte[] of) {}

  /**
   * The bytes of a file; empty when there is none, or it was redacted.
   *
   * @throws Vault.WrongKey when it was sealed with another key
   */
  public Optional<byte[]> content(ParticipantId participant, String digest) {
    return db.sql(
            """
            select key_name, nonce, sealed from vault.files
             where study = :study and digest = :digest and participant = :participant
            """)
        .param("study", study)
        .param("digest", Digests.bytes(digest))
        .param("participant", participant.value())
        .query(
            (row, _) ->
                new Row(
                    row.getString("key_name"),
                    Optional.ofNullable(row.getBytes("nonce")).map(Bytes::new),
                    Optional.ofNullable(row.getBytes("sealed")).map(Bytes::new)))
        .optional()
        .flatMap(row -> open(participant, digest, row));
  }

  private Optional<byte[]> open(ParticipantId participant, String digest, Row row) {
    if (row.nonce().isEmpty() || row.sealed().isEmpty()) {
      return Optional.empty();
    }
    if (!row.keyName().equals(key.name())) {
      throw new Vault.WrongKey(row.keyName(), key.name());
    }
    try {
      return Optional.of(
          sealing.open(row.nonce().get().of(), place(participant), row.sealed().get().of()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "file %s of participant %s does not open: it was tampered with or the key is another"
              .formatted(digest, participant),
          e);
    }
  }

  private List<Json> place(ParticipantId participant) {
    return List.of(new Json.Text(study), new Json.Text(participant.value()), new Json.Text(PLACE));
  }

  /** A file that is missing, changed, emptied in secret, or belongs to no fact; the first. */
  static Optional<Verification.Broken> broken(JdbcClient db, String study) {
    return db.sql(
            """
            select f.sequence,
                   case when v.digest is null then 'its file is missing'
                        when v.sealed is null
                          then 'its file is gone and the access log tells of no redaction'
                        else 'its file was changed' end as what
              from journal.facts f
              left join vault.files v
                on v.study = f.study and v.digest = decode(f.payload::jsonb ->> 'digest', 'hex')
             where f.study = :study and f.kind = 'attached'
               and (v.digest is null
                    or v.participant <> f.participant
                    or (v.sealed is not null and sha256(v.nonce || v.sealed) <> v.digest)
                    or (v.sealed is null
                        and not exists (select from journal.accesses a
                                         where a.kind = :redacted
                                           and a.subject = f.study || ' ' || f.sequence || ' ' || :place)))
            union all
            select h.sequence, 'a file belongs to no fact'
              from vault.files v
              join journal.heads h on h.chain = 'study/' || v.study
             where v.study = :study
               and not exists (select from journal.facts f
                                where f.study = v.study and f.kind = 'attached'
                                  and decode(f.payload::jsonb ->> 'digest', 'hex') = v.digest)
             order by 1 limit 1
            """)
        .param("study", study)
        .param("redacted", Access.Kind.REDACTED.word())
        .param("place", PLACE)
        .query((row, _) -> new Verification.Broken(row.getLong("sequence"), row.getString("what")))
        .optional();
  }
}
