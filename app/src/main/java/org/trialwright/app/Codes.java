package org.trialwright.app;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.UriUtils;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Author;

/**
 * One-time codes beside the password (RFC 6238: six digits, half a minute each, HMAC-SHA-1, which
 * is what every app knows). A code is taken once, and one half minute early or late. Recovery codes
 * work once each, also where the secret cannot be opened.
 */
final class Codes {
  static final int RECOVERY_CODES = 10;

  /** 160 bits, as RFC 4226 (section 4, R6) recommends. */
  private static final int SECRET_BYTES = 20;

  /** 80 bits: not to be found again from its digest. */
  private static final int RECOVERY_LETTERS = 16;

  private static final int GROUP = 4;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String PLACE = "one-time codes";

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;
  private final Vault vault;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();

  Codes(DataSource source, Vault vault, InstantSource clock) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
    this.vault = vault;
    this.clock = clock;
  }

  /** How far an account has come with codes. */
  sealed interface State {
    record Off() implements State {}

    /** An app may be told this key; the account is as it was until its first code is typed. */
    record Begun(String key, String address) implements State {}

    record On(Instant since, int recoveryCodes) implements State {}
  }

  State of(String account) {
    return db.sql("select sealed, since from staff.codes where account = :account")
        .param("account", account)
        .query(
            (row, _) -> {
              byte[] kept = row.getBytes("sealed");
              return Optional.ofNullable(row.getObject("since", OffsetDateTime.class))
                  .<State>map(since -> new State.On(since.toInstant(), left(account)))
                  .orElseGet(() -> begun(account, kept));
            })
        .optional()
        .orElseGet(State.Off::new);
  }

  private State begun(String account, byte[] sealed) {
    return secret(account, sealed)
        .<State>map(secret -> new State.Begun(base32(secret), address(account, base32(secret))))
        .orElseGet(State.Off::new);
  }

  private int left(String account) {
    return db.sql("select count(*) from staff.recovery_codes where account = :account")
        .param("account", account)
        .query(Integer.class)
        .single();
  }

  boolean isOn(String account) {
    return of(account) instanceof State.On;
  }

  /**
   * Whether nothing but a password stands behind a request: the account has no codes, and neither
   * began its session at an issuer nor, where a program asks without a session, is it joined to
   * one.
   */
  boolean missing(String account, Optional<String> session) {
    return db.sql(
            """
            select not exists (select from staff.codes where account = :account and since is not null)
               and not case when :session = '' then exists (select from staff.subjects
                                                             where account = :account)
                            else exists (select from staff.sessions
                                          where digest = :digest and at_issuer) end
            """)
        .param("account", account)
        .param("session", session.orElse(""))
        .param("digest", Accounts.digest(session.orElse("")))
        .query(Boolean.class)
        .single();
  }

  /** Who signs in with codes. */
  Set<String> accounts() {
    return db.sql("select account from staff.codes where since is not null")
        .query((row, _) -> row.getString("account"))
        .set();
  }

  /** Makes a new key for an account that has no codes yet; where they are on, nothing changes. */
  void begin(String account) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    db.sql(
            """
            insert into staff.codes as c (account, sealed) values (:account, :sealed)
                on conflict (account) do update set sealed = excluded.sealed
             where c.since is null
            """)
        .param("account", account)
        .param("sealed", vault.seal(place(account), secret))
        .update();
  }

  /**
   * Turns codes on with the first one.
   *
   * @return the recovery codes, shown once; empty when the code was wrong or none was waited for
   */
  List<String> turnOn(String account, String typed, Author by) {
    if (!(of(account) instanceof State.Begun) || !takes(account, typed)) {
      return List.of();
    }
    List<String> recovery = Stream.generate(this::recoveryCode).limit(RECOVERY_CODES).toList();
    transaction.executeWithoutResult(
        _ -> {
          db.sql("update staff.codes set since = :now where account = :account")
              .param("now", Accounts.utc(clock.instant()))
              .param("account", account)
              .update();
          for (String code : recovery) {
            db.sql("insert into staff.recovery_codes values (:account, :digest)")
                .param("account", account)
                .param("digest", Accounts.digest(plain(code)))
                .update();
          }
          record(by, account, "one-time codes on");
        });
    return recovery;
  }

  /**
   * Whether a code may be left out, or is one that holds now; a code that was used holds no more.
   */
  boolean accepts(String account, String typed) {
    return !isOn(account) || takes(account, typed) || takesRecovery(account, typed);
  }

  /** Takes codes from an account; the password alone opens it from then on. */
  void turnOff(String account, Author by) {
    transaction.executeWithoutResult(
        _ -> {
          int had =
              db.sql("delete from staff.codes where account = :account")
                  .param("account", account)
                  .update();
          db.sql("delete from staff.recovery_codes where account = :account")
              .param("account", account)
              .update();
          if (had > 0) {
            record(by, account, "one-time codes off");
          }
        });
  }

  private boolean takes(String account, String typed) {
    byte[] code = plain(typed).getBytes(StandardCharsets.UTF_8);
    long now = clock.instant().getEpochSecond() / generator.getTimeStep().toSeconds();
    return db.sql("select sealed from staff.codes where account = :account")
        .param("account", account)
        .query(byte[].class)
        .optional()
        .flatMap(kept -> secret(account, kept))
        .filter(
            secret ->
                IntStream.rangeClosed(-1, 1)
                    .mapToLong(shift -> now + shift)
                    .filter(step -> MessageDigest.isEqual(code(secret, step), code))
                    .anyMatch(step -> use(account, step)))
        .isPresent();
  }

  private byte[] code(byte[] secret, long step) {
    try {
      Instant at = Instant.ofEpochSecond(step * generator.getTimeStep().toSeconds());
      return generator
          .generateOneTimePasswordString(new SecretKeySpec(secret, generator.getAlgorithm()), at)
          .getBytes(StandardCharsets.UTF_8);
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException("every key of bytes is a key of HMAC", impossible);
    }
  }

  private boolean use(String account, long step) {
    return db.sql(
                """
                update staff.codes set last_step = :step
                 where account = :account and last_step < :step
                """)
            .param("step", step)
            .param("account", account)
            .update()
        == 1;
  }

  private boolean takesRecovery(String account, String typed) {
    boolean taken =
        db.sql("delete from staff.recovery_codes where account = :account and digest = :digest")
                .param("account", account)
                .param("digest", Accounts.digest(plain(typed)))
                .update()
            == 1;
    if (taken) {
      record(Accounts.author(account, account), account, "recovery code used");
    }
    return taken;
  }

  private void record(Author by, String account, String detail) {
    log.append(new Access(clock.instant(), Access.Kind.ACCOUNT_CHANGED, by, account, detail));
  }

  private Optional<byte[]> secret(String account, byte[] sealed) {
    return vault.open(place(account), sealed);
  }

  private static List<String> place(String account) {
    return List.of(PLACE, account);
  }

  /** As people type it: with gaps or hyphens, in small letters or large. */
  private static String plain(String typed) {
    return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }

  private String recoveryCode() {
    byte[] bytes = new byte[RECOVERY_LETTERS * 5 / 8];
    random.nextBytes(bytes);
    return grouped(base32(bytes), "-");
  }

  /** Letters in groups, as people copy them. */
  static String grouped(String letters, String between) {
    return letters.replaceAll("(.{" + GROUP + "})(?!$)", "$1" + between);
  }

  /** RFC 4648, section 6; a multiple of 40 bits needs no padding. */
  static String base32(byte[] bytes) {
    var bits = new BigInteger(1, bytes);
    var text = new StringBuilder();
    for (int at = bytes.length * 8 - 5; at >= 0; at -= 5) {
      text.append(BASE32.charAt(bits.shiftRight(at).intValue() & 31));
    }
    return text.toString();
  }

  /** What an app reads from the picture. */
  private static String address(String account, String key) {
    return "otpauth://totp/Trialwright:"
        + UriUtils.encode(account, StandardCharsets.UTF_8)
        + "?secret="
        + key
        + "&issuer=Trialwright";
  }
}
