package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Database;
import org.trialwright.journal.Login;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.PermutedBlocks;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.Stratum;
import org.trialwright.study.Study;

/**
 * Two houses with the same facts and different seals: other block sizes, another key, and the next
 * participant gets another arm. Everything that anybody can read in one must be, to the byte, what
 * they read in the other, but for the published commitment, hashes, random keys and times.
 */
class ConcealmentTest {
  private static final List<Integer> SMALL = List.of(3, 6);
  private static final List<Integer> LARGE = List.of(9, 12, 15);
  private static final int ALLOCATED = 3;

  private static final List<String> ACCOUNTS =
      List.of(
          "",
          "investigator",
          "coordinator",
          "monitor",
          "data-manager",
          "statistician",
          "administrator");

  @TempDir Path folder;

  /** What differs between any two databases: digests, keys made by chance, and times. */
  private static final List<Pattern> CHANCE =
      List.of(
          Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
          Pattern.compile("\\\\\\\\?x[0-9a-f]{16,}"),
          Pattern.compile("[0-9a-f]{16,}"),
          Pattern.compile("name=\"_csrf\" value=\"[^\"]+\""),
          Pattern.compile("\\$argon2id\\$[^\\s\",)]+|[A-Za-z0-9_+/=-]{40,}"),
          Pattern.compile(
              "\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?( ?(Z|UTC|[+-]\\d\\d(:?\\d\\d)?))?"),
          Pattern.compile("\\b\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?\\b"),
          Pattern.compile("\\b\\d{8}T\\d{6}Z\\b"), // the same, as calendars write it
          Pattern.compile("\\b[0-9a-f]{4}( [0-9a-f]{4})+\\b"), // a hash, in groups
          Pattern.compile("<code>[0-9a-f]{8}</code>"), // the number of a refusal, to ask about it
          Pattern.compile("/tokens/[0-9a-f]{8}\\b"), // the number of a token, to end it
          Pattern.compile("127\\.0\\.0\\.1:\\d+"));

  static String plain(String text) {
    // The server ends a line by count and time: it is left out, or its absence would differ.
    String left = text.replace("connection=[close], ", "");
    for (Pattern pattern : CHANCE) {
      left = pattern.matcher(left).replaceAll("~");
    }
    return left;
  }

  @Test
  void nobody_can_read_or_work_out_the_next_arm_or_a_block_size() throws Exception {
    Study study = ThreeArms.study();
    Seal one = Seal.fixed(1, SMALL);
    Seal other = alike(study, one);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    Map<String, String> first;
    Map<String, String> second;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      first = everything(folder.resolve("first"), one);
      second = everything(folder.resolve("second"), other);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    System.out.printf(
        "concealment: %d places compared, %d characters%n",
        first.size(), first.values().stream().mapToInt(String::length).sum());
    assertThat(first.keySet()).isEqualTo(second.keySet());
    assertThat(first).hasSizeGreaterThan(100);
    List<String> differences = new ArrayList<>();
    first.forEach(
        (place, text) -> {
          String twin = Optional.ofNullable(second.get(place)).orElse("");
          if (!plain(text).equals(plain(twin))) {
            differences.add(place + ": " + difference(plain(text), plain(twin)));
          }
        });
    assertThat(differences).as("places that differ between the two").isEmpty();

    Map<String, String> all = new LinkedHashMap<>(first);
    all.put("standard output and error", said.toString(StandardCharsets.UTF_8));
    for (String house : List.of("first", "second")) {
      all.put(
          "the log of the database of " + house,
          Files.readString(folder.resolve(house).resolve("database.log")));
      all.put(
          "the signed heads of " + house,
          Files.readString(
              folder.resolve(house).resolve(HourlyHeads.FOLDER).resolve("heads.jsonl")));
    }
    second.forEach((place, text) -> all.put("second: " + place, text));
    for (String secret : secrets()) {
      assertThat(
              all.entrySet().stream()
                  .filter(
                      place ->
                          place
                              .getValue()
                              .toLowerCase(Locale.ROOT)
                              .contains(secret.toLowerCase(Locale.ROOT)))
                  .map(Map.Entry::getKey))
          .as("places that hold the secret that begins with %s", secret.substring(0, 4))
          .isEmpty();
    }
    // The heads were signed at the start and once more after the last fact.
    assertThat(
            Files.readString(
                folder.resolve("first").resolve(HourlyHeads.FOLDER).resolve("heads.jsonl")))
        .contains("\"chain\":\"study/STAIRS\"")
        .satisfies(lines -> assertThat(lines.lines().count()).isGreaterThanOrEqualTo(4));
  }

  /**
   * A seal that gave the same arms so far in every stratum used, and gives another one next, by
   * other block sizes.
   */
  private static Seal alike(Study study, Seal one) {
    for (long seed = 2; seed < 200_000; seed++) {
      Seal candidate = Seal.fixed(seed, LARGE);
      if (arms(study, candidate, ALLOCATED).equals(arms(study, one, ALLOCATED))
          && !arms(study, candidate, ALLOCATED + 1).equals(arms(study, one, ALLOCATED + 1))) {
        return candidate;
      }
    }
    throw new IllegalStateException("no seed below 200,000 gives the same arms so far");
  }

  private static List<String> arms(Study study, Seal seal, int positions) {
    List<Arm> arms =
        study.how().arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
    return Stream.iterate(1, position -> position <= positions, position -> position + 1)
        .map(
            position ->
                PermutedBlocks.allocation(
                        seal, study.name(), Stratum.of("01", "mild"), arms, position)
                    .arm())
        .toList();
  }

  /** Key, salt and the line of sizes of both houses, in the ways they could be written. */
  private List<String> secrets() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (String house : List.of("first", "second")) {
      List<String> seal =
          Files.readAllLines(folder.resolve(house).resolve("keys").resolve("allocation.seal"));
      for (String line : seal) {
        String label = line.substring(0, Math.max(0, line.indexOf(':')));
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (label.equals("key") || label.equals("salt")) {
          byte[] bytes = HexFormat.of().parseHex(value);
          secrets.add(value);
          secrets.add(Base64.getEncoder().encodeToString(bytes).substring(0, 40));
          secrets.add(Base64.getUrlEncoder().encodeToString(bytes).substring(0, 40));
        } else if (label.equals("block sizes")) {
          secrets.add(line);
          secrets.add(value.replace(",", ", "));
          secrets.add("[" + value + "]");
        }
      }
    }
    assertThat(secrets).hasSize(18);
    return secrets;
  }

  /** All that can be read of a house: by place, what stands there. */
  private static Map<String, String> everything(Path data, Seal seal) {
    Map<String, String> read = new TreeMap<>();
    try (SmallHouse house = SmallHouse.start(data, seal)) {
      // Whole tens give 140 mmHg and more by the same step: all are mild, in one stratum.
      for (int number = 1; number <= ALLOCATED; number++) {
        house.lead("01", number * 40, "allocate");
      }
      String next = house.lead("01", 400, "approval");
      house.lead("02", 440, "exam");
      pages(house, next, read);
      Desk desk = house.running().bean(Desk.class);
      objects(desk.trial(), read);
      database(house, read);
      // What is concealed is there: the next one gets the arm that differs.
      assertThat(ThreeArms.answer(house.study().act("allocate", next, 400, ThreeArms.key("next"))))
          .endsWith("arm " + arms(desk.trial().study(), seal, ALLOCATED + 1).getLast());
    }
    return read;
  }

  private static void pages(SmallHouse house, String next, Map<String, String> read) {
    for (String account : ACCOUNTS) {
      Browser browser = account.isEmpty() ? house.browser() : house.browser(account);
      browser.bearer = account.isEmpty() ? "" : house.token(account, false);
      for (String language : account.equals("investigator") ? List.of("en", "zh") : List.of("en")) {
        browser.cookies.put("language", language);
        for (SmallHouse.Route route : house.routes()) {
          List<String> participants =
              route.aboutSite() ? List.of("01-001", next, "02-001") : List.of(next);
          for (String participant : participants) {
            if (route.method().equals("GET")
                && !route.pattern().startsWith("/assets")
                && !route.pattern().startsWith("/health")) {
              String path = path(route.pattern(), participant);
              var answer = browser.get(path);
              read.put(
                  account + " " + language + " GET " + path,
                  answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body());
            }
          }
        }
      }
    }
  }

  static String path(String pattern, String participant) {
    return pattern
        .replace("{participant}", participant)
        .replace("{form}", "exam")
        .replace("{ordinal}", "1")
        .replace("{item}", "systolic")
        .replaceAll("\\{[^}]*}", "1");
  }

  /** What would stand in a log that prints them. */
  private static void objects(Trial trial, Map<String, String> read) {
    for (Object one :
        List.of(trial.seal(), trial.strata(), trial.standings(), trial.journal(), trial.vault())) {
      read.put(
          "toString of " + one.getClass().getSimpleName(),
          one.toString().replaceAll("@[0-9a-f]+", ""));
    }
    assertThat(trial.seal().toString()).contains(trial.seal().commitment());
    assertThat(trial.toString()).contains(trial.seal().toString());
  }

  // ---- the database, as everybody who can sign in to it

  static void database(SmallHouse house, Map<String, String> read) {
    Login owner = house.running().owner().orElseThrow();
    Login application = Database.login(owner, "test_application", Database.APPLICATION);
    Login counts = Database.login(owner, "test_counts", Database.COUNTS);
    Set<String> byApplication = dump("application", application, "", read);
    Set<String> byAllocation = dump("allocation", application, Database.ALLOCATION, read);
    Set<String> byCounts = dump("counts", counts, "", read);
    Set<String> all = dump("owner", owner, "", read);
    // What the public pages sign in as: how far the trial is, and records that are public anyway.
    assertThat(byCounts)
        .containsExactlyInAnyOrder(
            "counts.enrolment", "counts.sites", "registry.edition", "registry.trials");
    assertThat(byAllocation)
        .containsExactlyInAnyOrder("allocation.allocations", "allocation.strata");
    assertThat(byApplication)
        .contains("journal.facts", "projection.participant")
        .noneMatch(table -> table.startsWith("allocation."));
    assertThat(all).containsAll(byApplication).containsAll(byAllocation);
  }

  /** Reads every row of every table that this login may read; the names of those tables. */
  private static Set<String> dump(String name, Login login, String role, Map<String, String> read) {
    SingleConnectionDataSource source =
        new SingleConnectionDataSource(login.url(), login.user(), login.password(), true);
    Set<String> readable = new TreeSet<>();
    try {
      JdbcClient db = JdbcClient.create((DataSource) source);
      List<String> tables =
          db.sql(
                  """
                  select n.nspname || '.' || c.relname from pg_catalog.pg_class c
                    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                   where c.relkind in ('r', 'v', 'm', 'S', 'p', 'f')
                     and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast',
                                           'migrations')
                   order by 1
                  """)
              .query(String.class)
              .list();
      if (!role.isEmpty()) {
        db.sql("set role " + role).update();
      }
      for (String table : tables) {
        try {
          List<String> rows =
              db.sql("select t::text from " + table + " t order by 1").query(String.class).list();
          readable.add(table);
          if (!table.startsWith("staff.")) {
            read.put(
                "database as " + name + ", " + table,
                String.join("\n", rows.stream().map(ConcealmentTest::plain).sorted().toList()));
          }
        } catch (DataAccessException refused) {
          assertThat(refused).rootCause().hasMessageContaining("permission denied");
        }
      }
    } finally {
      source.destroy();
    }
    return readable;
  }

  static String difference(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return "…%s… against …%s…"
        .formatted(
            one.substring(Math.max(0, at - 60), Math.min(one.length(), at + 60)),
            other.substring(Math.max(0, at - 60), Math.min(other.length(), at + 60)));
  }
}
