package org.trialwright.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/**
 * Accounts, their grants, set-up links and sessions in PostgreSQL; sign-ins go to the access log.
 */
final class Accounts implements Credentials {
  static final Duration IDLE = Duration.ofMinutes(30);
  static final Duration WHOLE = Duration.ofHours(12);
  static final Duration LINK = Duration.ofHours(24);

  /** How long a second step holds. */
  static final Duration STEP = Duration.ofMinutes(30);

  /** From this many failures in a row on, the name waits: 1 minute, 2, 4 … at most a day. */
  static final int FAILURES = 10;

  private static final int LONGEST_LOCK_MINUTES = 24 * 60;
  private static final Duration FAILURES_FORGOTTEN = Duration.ofDays(2);
  private static final Duration SEEN_STEP = Duration.ofMinutes(1);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{1,39}");

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final AccessLog log;
  private final Passwords passwords;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Accounts(DataSource source, Passwords passwords, InstantSource clock) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    this.log = new AccessLog(source);
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * One account as an administrator sees it.
   *
   * @param grants those that are held today
   * @param dated all of them, those that are over or to come too
   */
  record Account(
      String account,
      String name,
      boolean hasPassword,
      List<Grant> grants,
      List<DatedGrant> dated) {
    Account {
      grants = List.copyOf(grants);
      dated = List.copyOf(dated);
    }
  }

  sealed interface SignIn {
    record Accepted(SignedIn person) implements SignIn {}

    record Refused() implements SignIn {}

    record Locked(Instant until) implements SignIn {}
  }

  boolean none() {
    return !db.sql("select exists (select from staff.accounts)").query(Boolean.class).single();
  }

  List<Account> all() {
    return db.sql(
            """
            select a.account, a.name, a.password <> '' as has_password,
                   array(select concat_ws(' ', g.role, g.site, coalesce(g.from_day::text, ''),
                                          coalesce(g.until_day::text, ''))
                           from staff.grants g
                          where g.account = a.account order by g.role, g.site) as grants
              from staff.accounts a where a.active order by a.account
            """)
        .query(
            (row, _) ->
                account(
                    row.getString("account"),
                    row.getString("name"),
                    row.getBoolean("has_password"),
                    Arrays.stream((String[]) row.getArray("grants").getArray())
                        .map(DatedGrant::read)
                        .toList()))
        .list();
  }

  private Account account(String account, String name, boolean hasPassword, List<DatedGrant> all) {
    LocalDate today = today();
    List<Grant> held =
        all.stream().filter(one -> one.heldOn(today)).map(DatedGrant::grant).toList();
    return new Account(account, name, hasPassword, held, all);
  }

  /** The day by which grants are held: that of UTC. */
  LocalDate today() {
    return utc(clock.instant()).toLocalDate();
  }

  /** Whether this can be a sign-in name: 2 to 40 small letters, digits, points and hyphens. */
  static boolean isName(String account) {
    return NAME.matcher(account).matches();
  }

  /**
   * Makes an account without a password; a set-up link lets its person choose one.
   *
   * @return false when the name is taken
   */
  boolean open(String account, String name, List<Grant> grants, Author by) {
    return openDated(account, name, grants.stream().map(DatedGrant::always).toList(), by);
  }

  /** The same with grants that are held from a day to a day. */
  boolean openDated(String account, String name, List<DatedGrant> grants, Author by) {
    for (DatedGrant grant : grants) {
      refuseConflict(account, grant, grants);
    }
    return made(
        transaction.execute(
            _ -> {
              int made =
                  db.sql(
                          """
                          insert into staff.accounts (account, name, password, made)
                          values (:account, :name, '', :now) on conflict do nothing
                          """)
                      .param("account", account)
                      .param("name", name)
                      .param("now", utc(clock.instant()))
                      .update();
              if (made == 0) {
                return false;
              }
              grants.forEach(grant -> store(account, grant));
              record(Access.Kind.ACCOUNT_CHANGED, by, account, "opened");
              return true;
            }));
  }

  private static void refuseConflict(String account, DatedGrant grant, List<DatedGrant> others) {
    conflict(grant, others)
        .ifPresent(
            other -> {
              boolean byArm =
                  grant.grant().role().seesResultsByArm()
                      || other.grant().role().seesResultsByArm();
              throw new IllegalArgumentException(
                  "%s, but %s was to have %s beside %s"
                      .formatted(
                          byArm
                              ? "who sees results by arm holds no other role"
                              : "nobody holds both of these roles there",
                          account,
                          grant.row().strip(),
                          other.row().strip()));
            });
  }

  /** What a person holds that they may not hold beside this. */
  static Optional<DatedGrant> conflict(DatedGrant grant, List<DatedGrant> others) {
    return others.stream()
        .filter(other -> !other.grant().equals(grant.grant()))
        .filter(grant::conflictsWith)
        .findFirst();
  }

  private void store(String account, DatedGrant grant) {
    db.sql(
            """
            insert into staff.grants (account, role, site, from_day, until_day)
            values (:account, :role, :site, :from::date, :until::date)
            on conflict (account, role, site) do update
               set from_day = excluded.from_day, until_day = excluded.until_day
            """)
        .param("account", account)
        .param("role", grant.grant().role().code())
        .param("site", siteOf(grant.grant()))
        .param("from", grant.from().map(LocalDate::toString).orElse(null))
        .param("until", grant.until().map(LocalDate::toString).orElse(null))
        .update();
  }

  /** Grants a further role to an account, or other days to one that it has. */
  void grant(String account, DatedGrant grant, Author by) {
    transaction.executeWithoutResult(
        _ -> {
          // Two administrators at once must not give what conflicts.
          db.sql("select account from staff.accounts where account = :account for update")
              .param("account", account)
              .query(String.class)
              .single();
          refuseConflict(account, grant, find(account).orElseThrow().dated());
          store(account, grant);
          record(Access.Kind.ACCOUNT_CHANGED, by, account, "granted " + grant.row().strip());
        });
  }

  /** Takes a grant away, at once. */
  void revoke(String account, Grant grant, Author by) {
    transaction.executeWithoutResult(
        _ -> {
          int gone =
              db.sql(
                      """
                      delete from staff.grants
                       where account = :account and role = :role and site = :site
                      """)
                  .param("account", account)
                  .param("role", grant.role().code())
                  .param("site", siteOf(grant))
                  .update();
          if (gone > 0) {
            record(Access.Kind.ACCOUNT_CHANGED, by, account, "ended " + row(grant).strip());
          }
        });
  }

  /**
   * A token that lets its holder choose the account's password once, for a day; earlier ones end.
   */
  String link(String account, Author by) {
    String token = token();
    transaction.executeWithoutResult(
        _ -> {
          db.sql("delete from staff.links where account = :account")
              .param("account", account)
              .update();
          db.sql("insert into staff.links values (:digest, :account, :expires)")
              .param("digest", digest(token))
              .param("account", account)
              .param("expires", utc(clock.instant().plus(LINK)))
              .update();
          record(Access.Kind.ACCOUNT_CHANGED, by, account, "set-up link made");
        });
    return token;
  }

  /** The account that a set-up link is for; empty when it was used or is too old. */
  Optional<Account> linked(String token) {
    return db.sql("select account from staff.links where digest = :digest and expires > :now")
        .param("digest", digest(token))
        .param("now", utc(clock.instant()))
        .query(String.class)
        .optional()
        .flatMap(this::find);
  }

  /** Uses a set-up link; false when somebody else has used it first. */
  boolean setUp(String token, String name, String password) {
    String hash = passwords.hash(password);
    return made(
        transaction.execute(
            _ -> {
              Optional<String> account =
                  db.sql(
                          """
                          delete from staff.links where digest = :digest and expires > :now
                          returning account
                          """)
                      .param("digest", digest(token))
                      .param("now", utc(clock.instant()))
                      .query(String.class)
                      .optional();
              if (account.isEmpty()) {
                return false;
              }
              db.sql("update staff.accounts set name = :name where account = :account")
                  .param("name", name)
                  .param("account", account.get())
                  .update();
              store(account.get(), hash);
              record(Access.Kind.SET_UP, author(account.get(), name), account.get(), "");
              return true;
            }));
  }

  /** Gives an account a password, ends its sessions and forgets failed sign-ins. */
  void changePassword(String account, String password) {
    String hash = passwords.hash(password);
    transaction.executeWithoutResult(
        _ -> {
          store(account, hash);
          record(
              Access.Kind.ACCOUNT_CHANGED,
              author(account, find(account).map(Account::name).orElse(account)),
              account,
              "password changed");
        });
  }

  private void store(String account, String hash) {
    db.sql("update staff.accounts set password = :hash where account = :account")
        .param("hash", hash)
        .param("account", account)
        .update();
    db.sql("delete from staff.sessions where account = :account")
        .param("account", account)
        .update();
    forgive(account);
  }

  SignIn signIn(String typed, String password) {
    return signIn(typed, password, _ -> true);
  }

  /**
   * Checks a name and a password; every trial counts before its password is looked at.
   *
   * @param more what an account with the right password must show besides; which of the two was
   *     wrong, nobody learns
   */
  SignIn signIn(String typed, String password, Predicate<String> more) {
    String account = typed.strip().toLowerCase(Locale.ROOT);
    Optional<Instant> locked = countTrial(account);
    if (locked.isPresent()) {
      return new SignIn.Locked(locked.get());
    }
    String hash =
        db.sql("select password from staff.accounts where account = :account and active")
            .param("account", account)
            .query(String.class)
            .optional()
            .orElse("");
    if (!passwords.match(password, hash) || !more.test(account)) {
      record(Access.Kind.SIGN_IN_FAILED, author(shown(account), ""), "", "");
      return new SignIn.Refused();
    }
    forgive(account);
    return find(account)
        .<SignIn>map(
            found ->
                new SignIn.Accepted(new SignedIn(found.account(), found.name(), found.grants())))
        .orElseGet(SignIn.Refused::new);
  }

  @Override
  public boolean confirms(String account, String password) {
    return signIn(account, password) instanceof SignIn.Accepted;
  }

  @Override
  public Optional<SignedIn> who(String account, String password) {
    return signIn(account, password) instanceof SignIn.Accepted(var person)
        ? Optional.of(person)
        : Optional.empty();
  }

  /** An issuer's word did not open the account. */
  void refusedAtIssuer(String account) {
    record(Access.Kind.SIGN_IN_FAILED, author(shown(account), ""), "", "at the issuer");
  }

  /** Counts a trial of a name; the end of the lock when it must not be tried now. */
  private Optional<Instant> countTrial(String account) {
    Instant now = clock.instant();
    int counted =
        db.sql(
                """
                insert into staff.failures as f (name, failures, last, locked_until)
                values (:name, 1, :now, :now)
                on conflict (name) do update
                   set failures = case when f.last < :forgotten then 1 else f.failures + 1 end,
                       last = :now,
                       locked_until =
                         case when f.last < :forgotten or f.failures + 1 < :allowed then :now
                              else :now + interval '1 minute'
                                 * least(:longest, power(2, least(f.failures + 1 - :allowed, 20)))
                         end
                 where f.locked_until <= :now
                """)
            .param("name", digest(account))
            .param("now", utc(now))
            .param("forgotten", utc(now.minus(FAILURES_FORGOTTEN)))
            .param("allowed", FAILURES)
            .param("longest", LONGEST_LOCK_MINUTES)
            .update();
    if (counted > 0) {
      return Optional.empty();
    }
    record(Access.Kind.LOCKED_OUT, author(shown(account), ""), "", "");
    return db.sql("select locked_until from staff.failures where name = :name")
        .param("name", digest(account))
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  private void forgive(String account) {
    db.sql("delete from staff.failures where name = :name").param("name", digest(account)).update();
  }

  /** Begins a session and returns its secret, which only the browser keeps. */
  String begin(SignedIn person) {
    return begin(person, false);
  }

  /**
   * @param atIssuer whether an issuer proved who it is, instead of a password
   */
  String begin(SignedIn person, boolean atIssuer) {
    Instant now = clock.instant();
    String token = token();
    transaction.executeWithoutResult(
        _ -> {
          db.sql("delete from staff.sessions where started < :oldest or seen < :idle")
              .param("oldest", utc(now.minus(WHOLE)))
              .param("idle", utc(now.minus(IDLE)))
              .update();
          db.sql(
                  """
                  insert into staff.sessions (digest, account, started, seen, at_issuer)
                  values (:digest, :account, :now, :now, :atIssuer)
                  """)
              .param("digest", digest(token))
              .param("account", person.account())
              .param("atIssuer", atIssuer)
              .param("now", utc(now))
              .update();
          record(Access.Kind.SIGNED_IN, author(person.account(), person.name()), "", "");
        });
    return token;
  }

  /** Who a session belongs to, with the grants of this moment; empty when it has ended. */
  Optional<SignedIn> session(String token) {
    Instant now = clock.instant();
    record Found(SignedIn person, Instant seen) {}
    Optional<Found> found =
        db.sql(
                """
                select a.account, a.name, s.seen,
                       array(select g.role || ' ' || g.site from staff.grants g
                              where g.account = a.account
                                and (g.from_day is null or g.from_day <= :today)
                                and (g.until_day is null or g.until_day >= :today)
                              order by g.role, g.site) as grants
                  from staff.sessions s join staff.accounts a on a.account = s.account
                 where s.digest = :digest and a.active and s.started > :oldest and s.seen > :idle
                """)
            .param("digest", digest(token))
            .param("oldest", utc(now.minus(WHOLE)))
            .param("idle", utc(now.minus(IDLE)))
            .param("today", today())
            .query(
                (row, _) ->
                    new Found(
                        new SignedIn(
                            row.getString("account"),
                            row.getString("name"),
                            grants((String[]) row.getArray("grants").getArray())),
                        row.getObject("seen", OffsetDateTime.class).toInstant()))
            .optional();
    // One write a minute is exact enough for half an hour.
    if (found.isPresent() && found.get().seen().isBefore(now.minus(SEEN_STEP))) {
      db.sql("update staff.sessions set seen = :now where digest = :digest and seen < :now")
          .param("now", utc(now))
          .param("digest", digest(token))
          .update();
    }
    return found.map(Found::person);
  }

  /** Opens, for a session, what asks for a second step. */
  void stepUp(String token) {
    db.sql("update staff.sessions set stepped_up = :now where digest = :digest")
        .param("now", utc(clock.instant()))
        .param("digest", digest(token))
        .update();
  }

  boolean steppedUp(String token) {
    return db.sql(
            """
            select exists (select from staff.sessions
                            where digest = :digest and stepped_up > :oldest)
            """)
        .param("digest", digest(token))
        .param("oldest", utc(clock.instant().minus(STEP)))
        .query(Boolean.class)
        .single();
  }

  void stepDown(String token) {
    db.sql("update staff.sessions set stepped_up = null where digest = :digest")
        .param("digest", digest(token))
        .update();
  }

  void end(String token) {
    Optional<String> account =
        db.sql("delete from staff.sessions where digest = :digest returning account")
            .param("digest", digest(token))
            .query(String.class)
            .optional();
    account
        .flatMap(this::find)
        .ifPresent(
            found -> record(Access.Kind.SIGNED_OUT, author(found.account(), found.name()), "", ""));
  }

  Optional<Account> find(String account) {
    return all().stream().filter(found -> found.account().equals(account)).findFirst();
  }

  private void record(Access.Kind kind, Author by, String subject, String detail) {
    log.append(new Access(clock.instant(), kind, by, subject, detail));
  }

  static Author author(String account, String name) {
    return new Author(account, name, "", Optional.empty());
  }

  /** What was typed as a name may be a password by mistake; only what can be a name is recorded. */
  private static String shown(String typed) {
    return isName(typed) ? typed : "not a sign-in name";
  }

  /** As {@link #grants} reads it. */
  static String row(Grant grant) {
    return grant.role().code() + " " + siteOf(grant);
  }

  private static String siteOf(Grant grant) {
    return switch (grant) {
      case Grant.AtSite(_, var site) -> site.value();
      case Grant.Everywhere _ -> "";
    };
  }

  static List<Grant> grants(String[] rows) {
    return Arrays.stream(rows)
        .map(
            row -> {
              int gap = row.indexOf(' ');
              return grant(row.substring(0, gap), row.substring(gap + 1));
            })
        .collect(Collectors.toList());
  }

  static Grant grant(String code, String site) {
    Role role =
        Role.of(code).orElseThrow(() -> new IllegalStateException("no role is called " + code));
    return site.isEmpty() ? new Grant.Everywhere(role) : new Grant.AtSite(role, new SiteId(site));
  }

  private static boolean made(@org.jspecify.annotations.Nullable Boolean made) {
    return Boolean.TRUE.equals(made);
  }

  static OffsetDateTime utc(Instant at) {
    return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  /** 256 bits, as an address may hold them. */
  private String token() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
