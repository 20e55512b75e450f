package org.trialwright.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.today.Waiting;
import org.trialwright.oversight.Hourly;
import org.trialwright.pages.Language;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/**
 * A mail each working morning to whoever asked for it: how much waits at their sites, and a link.
 * It holds numbers and names of sites; nothing in it is about one participant.
 */
final class Digests implements Hourly {
  private static final Logger LOG = LoggerFactory.getLogger(Digests.class);
  private static final LocalTime MORNING = LocalTime.of(6, 0);
  private static final LocalTime NOON = LocalTime.NOON;
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final int LONGEST = 200;

  private final JdbcClient db;
  private final Accounts accounts;
  private final Waiting waiting;
  private final Desk desk;
  private final Front front;
  private final InstantSource clock;
  private final Mailing mailing;
  private final Map<Language, Words> words = new EnumMap<>(Language.class);

  Digests(
      DataSource source,
      Accounts accounts,
      Waiting waiting,
      Desk desk,
      Front front,
      InstantSource clock,
      Mailing mailing) {
    this.db = JdbcClient.create(source);
    this.accounts = accounts;
    this.waiting = waiting;
    this.desk = desk;
    this.front = front;
    this.clock = clock;
    this.mailing = mailing;
    for (Language language : Language.values()) {
      words.put(language, Words.of(language, Digests.class));
    }
  }

  /** How mails leave, and the address of the pages that they lead to. */
  record Mailing(Post post, String link) {}

  /** Where a person's mail goes. */
  record Wanted(String account, String address, Language language) {}

  static boolean isAddress(String text) {
    return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
  }

  Optional<Wanted> of(String account) {
    return all().stream().filter(one -> one.account().equals(account)).findFirst();
  }

  private List<Wanted> all() {
    return db.sql("select account, address, language from staff.digests order by account")
        .query(
            (row, _) ->
                new Wanted(
                    row.getString(1),
                    row.getString(2),
                    Language.of(row.getString(3)).orElse(Language.ENGLISH)))
        .list();
  }

  void want(Wanted wanted) {
    db.sql(
            """
            insert into staff.digests (account, address, language)
            values (:account, :address, :language)
            on conflict (account) do update set address = :address, language = :language
            """)
        .param("account", wanted.account())
        .param("address", wanted.address())
        .param("language", wanted.language().code())
        .update();
  }

  void stop(String account) {
    db.sql("delete from staff.digests where account = :account").param("account", account).update();
  }

  @Override
  public void hourly() {
    for (Wanted wanted : all()) {
      accounts
          .find(wanted.account())
          .map(found -> new SignedIn(found.account(), found.name(), found.grants()))
          .ifPresent(person -> morning(person, wanted));
    }
  }

  private void morning(SignedIn person, Wanted wanted) {
    Instant now = clock.instant();
    List<Site> working =
        front.sites(person).stream().filter(site -> isWorkingMorning(site, now)).toList();
    if (working.isEmpty()) {
      return;
    }
    LocalDate day = LocalDate.ofInstant(now, working.getFirst().zone());
    if (!take(wanted, day)) {
      return;
    }
    List<Waiting.Counts> counts = waiting.of(person).stream().filter(Waiting.Counts::any).toList();
    if (counts.isEmpty()) {
      return;
    }
    try {
      mailing.post().send(letter(wanted, day, counts, now));
    } catch (Post.Undelivered trouble) {
      giveBack(wanted);
      LOG.warn(
          "the mail of this morning to {} is tried again in an hour: {}",
          wanted.account(),
          trouble.getMessage());
    }
  }

  private boolean isWorkingMorning(Site site, Instant now) {
    LocalTime time = LocalTime.ofInstant(now, site.zone());
    return !time.isBefore(MORNING)
        && time.isBefore(NOON)
        && desk.holidays(site.id()).isWorked(LocalDate.ofInstant(now, site.zone()));
  }

  /** Whether the mail of this day is this program's to send. */
  private boolean take(Wanted wanted, LocalDate day) {
    return db.sql(
                """
                update staff.digests set sent = :day
                 where account = :account and (sent is null or sent < :day)
                """)
            .param("account", wanted.account())
            .param("day", day)
            .update()
        > 0;
  }

  private void giveBack(Wanted wanted) {
    db.sql("update staff.digests set sent = null where account = :account")
        .param("account", wanted.account())
        .update();
  }

  private Post.Letter letter(
      Wanted wanted, LocalDate day, List<Waiting.Counts> counts, Instant now) {
    Words w = Optional.ofNullable(words.get(wanted.language())).orElseThrow();
    String study = desk.trial().study().name();
    StringBuilder text = new StringBuilder();
    for (Waiting.Counts one : counts) {
      text.append(one.site()).append('\n');
      line(text, w.say("digest due"), one.due());
      line(text, w.say("digest late"), one.late());
      line(text, w.say("digest queries"), one.queries());
      line(text, w.say("digest signatures"), one.signatures());
      line(text, w.say("digest second person"), one.secondPerson());
      text.append('\n');
    }
    text.append(mailing.link()).append("/today\n\n");
    text.append(w.say("digest holds numbers", mailing.link() + "/account/digest")).append('\n');
    return new Post.Letter(
        wanted.address(),
        w.say("digest subject", study, day.toString()),
        text.toString(),
        now,
        day + "-" + wanted.account());
  }

  private static void line(StringBuilder text, String what, int count) {
    if (count > 0) {
      text.append("  ").append(what).append(": ").append(count).append('\n');
    }
  }
}
