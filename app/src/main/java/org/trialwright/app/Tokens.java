package org.trialwright.app;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.pages.Grant;
import org.trialwright.pages.SignedIn;

/**
 * Tokens of programs in PostgreSQL. A token acts in its owner's name with some of the owner's
 * grants; what the owner loses, it loses. Making and revoking one go to the access log.
 */
final class Tokens {
  static final List<Integer> DAYS = List.of(30, 90, 365);

  /** By which scanners of files know such a secret. */
  static final String PREFIX = "tw_";

  private static final Duration USED_STEP = Duration.ofMinutes(1);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(DataSource source, InstantSource clock) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
    this.clock = clock;
  }

  /** A token as its owner sees it; the secret is not kept. */
  record Token(
      String id,
      String name,
      List<Grant> grants,
      boolean writes,
      Instant made,
      Instant expires,
      Optional<Instant> used,
      Optional<Instant> revoked) {
    Token {
      grants = List.copyOf(grants);
    }

    boolean holds(Instant now) {
      return revoked.isEmpty() && now.isBefore(expires);
    }
  }

  /** Whom a secret stands for at this moment. */
  record Holder(SignedIn person, boolean writes) {}

  /**
   * Makes a token and returns its secret, which is shown once.
   *
   * @param grants some of the owner's own
   * @throws IllegalArgumentException when the owner has not all of them
   */
  String make(SignedIn owner, String name, List<Grant> grants, boolean writes, int days) {
    if (grants.isEmpty() || !owner.grants().containsAll(grants)) {
      throw new IllegalArgumentException(
          owner.account() + " holds " + owner.grants() + ", not " + grants);
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byte[] number = new byte[4];
    random.nextBytes(number);
    String id = HexFormat.of().formatHex(number);
    Instant now = clock.instant();
    transaction.executeWithoutResult(
        _ -> {
          db.sql(
                  """
                  insert into staff.tokens (id, digest, account, name, grants, writes, made, expires)
                  values (:id, :digest, :account, :name, :grants, :writes, :now, :expires)
                  """)
              .param("id", id)
              .param("digest", Accounts.digest(secret))
              .param("account", owner.account())
              .param("name", name)
              .param("grants", grants.stream().map(Accounts::row).toArray(String[]::new))
              .param("writes", writes)
              .param("now", Accounts.utc(now))
              .param("expires", Accounts.utc(now.plus(Duration.ofDays(days))))
              .update();
          record(Accounts.author(owner.account(), owner.name()), owner.account(), "made", name);
        });
    return secret;
  }

  /** Ends a token of an account; false when it has no such token that holds. */
  boolean revoke(String account, String id, Author by) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> {
              Optional<String> name =
                  db.sql(
                          """
                          update staff.tokens set revoked = :now
                           where id = :id and account = :account and revoked is null
                          returning name
                          """)
                      .param("now", Accounts.utc(clock.instant()))
                      .param("id", id)
                      .param("account", account)
                      .query(String.class)
                      .optional();
              name.ifPresent(one -> record(by, account, "ended", one));
              return name.isPresent();
            }));
  }

  private void record(Author by, String account, String what, String name) {
    log.append(
        new Access(
            clock.instant(),
            Access.Kind.ACCOUNT_CHANGED,
            by,
            account,
            "token %s: %s".formatted(what, name)));
  }

  /** The tokens of an account, newest first. */
  List<Token> of(String account) {
    return db.sql("select * from staff.tokens where account = :account order by made desc, id")
        .param("account", account)
        .query((row, _) -> read(row))
        .list();
  }

  /** Whom a secret stands for; empty when it is none, was revoked, or is out of date. */
  Optional<Holder> holder(String secret) {
    Instant now = clock.instant();
    Optional<Holder> holder =
        db.sql(
                """
                select a.account, a.name, t.grants, t.writes, t.used,
                       array(select g.role || ' ' || g.site from staff.grants g
                              where g.account = a.account
                                and (g.from_day is null or g.from_day <= :today)
                                and (g.until_day is null or g.until_day >= :today)) as held
                  from staff.tokens t join staff.accounts a on a.account = t.account
                 where t.digest = :digest and t.revoked is null and t.expires > :now and a.active
                """)
            .param("digest", Accounts.digest(secret))
            .param("now", Accounts.utc(now))
            .param("today", Accounts.utc(now).toLocalDate())
            .query(
                (row, _) -> {
                  List<Grant> held = grants(row, "held");
                  return new Holder(
                      new SignedIn(
                          row.getString("account"),
                          row.getString("name"),
                          grants(row, "grants").stream().filter(held::contains).toList()),
                      row.getBoolean("writes"));
                })
            .optional();
    holder.ifPresent(_ -> used(secret, now));
    return holder;
  }

  /** One write a minute says well enough when it was last used. */
  private void used(String secret, Instant now) {
    db.sql(
            """
            update staff.tokens set used = :now
             where digest = :digest and (used is null or used < :before)
            """)
        .param("now", Accounts.utc(now))
        .param("digest", Accounts.digest(secret))
        .param("before", Accounts.utc(now.minus(USED_STEP)))
        .update();
  }

  private static Token read(ResultSet row) throws SQLException {
    return new Token(
        row.getString("id"),
        row.getString("name"),
        grants(row, "grants"),
        row.getBoolean("writes"),
        instant(row.getObject("made", OffsetDateTime.class)).orElseThrow(),
        instant(row.getObject("expires", OffsetDateTime.class)).orElseThrow(),
        instant(row.getObject("used", OffsetDateTime.class)),
        instant(row.getObject("revoked", OffsetDateTime.class)));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }

  private static List<Grant> grants(ResultSet row, String column) throws SQLException {
    return Accounts.grants((String[]) row.getArray(column).getArray());
  }
}
