package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journal.BackupContents;
import org.trialwright.journal.BackupFile;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Study;
import picocli.CommandLine;

/** A backup is worth what comes back from it. A real trial of twelve people, while it is served. */
class BackupTest {
  private static final Study STUDY = ThreeArms.study();
  private static final int PEOPLE = 12;
  private static final byte[] REPORT = "%PDF-1.7 signed".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path folder;

  private static Running.Ready ready;
  private static ThreeArms trial;

  @BeforeAll
  static void twelve_people_of_a_real_trial() {
    ready = Running.database(new Running.Store.Folder(data()), "test");
    trial = ThreeArms.open(ready.pool(), STUDY, data().resolve("keys"), List.of(3, 6), 2);
    for (int number = 0; number < PEOPLE; number++) {
      String whom = "%02d".formatted(number % 2 + 1);
      for (String word : ThreeArms.WAY) {
        String answer =
            ThreeArms.answer(trial.act(word, whom, number, ThreeArms.key(word + number)));
        whom = word.equals("register") ? answer : whom;
      }
    }
    trial.attach("01-001", REPORT);
    new Accounts(ready.pool(), new Passwords(), House.realTime())
        .open("vega", "Dr Vega", List.of(), Accounts.author("test", "Test"));
    HourlyHeads.begin(ready.pool(), data().resolve(HourlyHeads.FOLDER), House.realTime(), List.of())
        .close();
    assertThat(run("keys", copies().toString(), "--holder", "Dr Chen", "--data", data().toString()))
        .satisfies(said -> assertThat(said.code()).as(said.err()).isZero());
  }

  @AfterAll
  static void stop() {
    ready.close();
  }

  private static Path data() {
    return folder.resolve("trial");
  }

  private static Path copies() {
    return folder.resolve("stick");
  }

  private record Said(int code, String out, String err) {}

  private static Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Trialwright.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (trouble, _, _) -> {
          err.append(String.valueOf(trouble.getMessage()));
          return 1;
        });
    return new Said(line.execute(arguments), out.toString(), err.toString());
  }

  private static Path backedUp(String name) {
    Path file = folder.resolve(name);
    Said said = run("backup", file.toString(), "--data", data().toString());
    assertThat(said.code()).as(said.err()).isZero();
    return file;
  }

  private static BackupContents contents(Path file) {
    try (BackupFile backup = BackupFile.open(file)) {
      return backup.contents();
    }
  }

  private static String digests(BackupContents contents) {
    var digests = new TreeMap<String, String>();
    contents.parts().stream()
        // The journeys of a backup and a restore are themselves entries of the access log.
        .filter(part -> !part.table().isEmpty() && !part.table().equals("journal.accesses"))
        .forEach(part -> digests.put(part.table(), part.rows() + " " + part.sha256()));
    return digests.toString();
  }

  @Test
  void with_the_keys_everything_comes_back_and_the_trial_goes_on() {
    Path file = backedUp("whole.backup");
    Path again = folder.resolve("again");
    Said restored =
        run("restore", file.toString(), "--data", again.toString(), "--keys", copies().toString());
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(restored.out())
        .contains("no row differs", "Its signature is that of the trial.")
        .doesNotContain("Not restored");
    Path second = folder.resolve("second.backup");
    assertThat(run("backup", second.toString(), "--data", again.toString()).err()).isEmpty();
    assertThat(digests(contents(second))).isEqualTo(digests(contents(file)));
    try (Running.Ready other = Running.database(new Running.Store.Folder(again), "other")) {
      Verified verified = Verified.of(other.pool(), again, STUDY);
      assertThat(verified.differences()).isEmpty();
      assertThat(verified.notLookedAt()).isEmpty();
      ThreeArms open = ThreeArms.open(other.pool(), STUDY, again.resolve("keys"), List.of(), 2);
      var one = new ParticipantId("01-001");
      assertThat(
              open.desk()
                  .trial()
                  .vault()
                  .view(
                      one,
                      ThreeArms.author(new org.trialwright.quantities.SiteId("01")),
                      now(),
                      "?"))
          .hasValueSatisfying(person -> assertThat(person).containsEntry("name", "Person 0"));
      assertThat(open.desk().content(one, open.desk().facts(one).getLast()))
          .as("the file comes back, and opens with the vault's key")
          .hasValueSatisfying(report -> assertThat(report).isEqualTo(REPORT));
      String whom =
          ThreeArms.answer(open.act("register", "01", PEOPLE, ThreeArms.key("register, again")));
      assertThat(whom).isEqualTo("01-007");
    }
  }

  private static java.time.Instant now() {
    return House.realTime().instant();
  }

  @Test
  void without_the_keys_facts_come_back_and_what_is_missing_is_said() {
    Path file = backedUp("no-keys.backup");
    Path again = folder.resolve("without");
    Said restored = run("restore", file.toString(), "--data", again.toString());
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(restored.out())
        .contains(
            "Not restored: allocation.seal",
            "Not restored: heads.key",
            "Not restored: vault.key; put it back before you serve.");
    try (Running.Ready other = Running.database(new Running.Store.Folder(again), "other")) {
      Verified verified = Verified.of(other.pool(), again, STUDY);
      assertThat(verified.differences()).isEmpty();
      assertThat(verified.notLookedAt()).as("heads, allocations, standings").hasSize(3);
    }
  }

  @Test
  void the_keys_of_another_trial_are_refused_before_anything_is_made() throws IOException {
    Path file = backedUp("other-keys.backup");
    Path others = Files.createDirectories(folder.resolve("other-stick"));
    SealCommand.make(others, List.of(3));
    Path again = folder.resolve("other");
    Said refused =
        run("restore", file.toString(), "--data", again.toString(), "--keys", others.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("allocation.seal", "is not the key this backup belongs to");
    assertThat(again.resolve("database")).doesNotExist();
    assertThat(again.resolve("keys").resolve("allocation.seal")).doesNotExist();
  }

  @Test
  void nobody_but_its_owner_reads_the_file_and_nothing_secret_is_in_it() throws IOException {
    Path file = backedUp("private.backup");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var zip = new java.util.zip.ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        String text =
            new String(
                zip.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(text).as(entry.getName()).doesNotContain("Person 0");
        for (String key : List.of("allocation.seal", "vault.key", "heads.key")) {
          String secret = Files.readString(copies().resolve(key)).lines().findFirst().orElseThrow();
          assertThat(text).as("%s in %s", key, entry.getName()).doesNotContain(secret);
        }
      }
    }
  }

  @Test
  void a_real_trial_without_a_kept_copy_of_its_keys_is_not_backed_up() throws IOException {
    String mark = Keys.mark(Keys.names(data()));
    Path vault = data().resolve("keys").resolve("vault.key");
    Path kept = folder.resolve("vault.kept");
    Files.move(vault, kept);
    try {
      Said refused =
          run("backup", folder.resolve("refused").toString(), "--data", data().toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("./trialwright keys DIR --holder NAME");
      assertThat(folder.resolve("refused")).doesNotExist();
    } finally {
      Files.move(kept, vault);
    }
    assertThat(Keys.mark(Keys.names(data()))).isEqualTo(mark);
  }

  @Test
  void nothing_is_ever_overwritten() {
    Path file = backedUp("once.backup");
    assertThat(run("backup", file.toString(), "--data", data().toString()).err())
        .contains("a backup never replaces another");
    assertThat(run("restore", file.toString(), "--data", data().toString()).err())
        .contains("there is a database in", "nothing is ever overwritten");
    assertThat(run("keys", copies().toString(), "--holder", "X", "--data", data().toString()).err())
        .contains("exists already; name an empty folder");
  }

  @Test
  void a_file_that_is_not_as_it_was_written_is_refused_or_says_the_same() throws IOException {
    Path file = backedUp("to-damage.backup");
    String whole = digests(contents(file));
    byte[] bytes = Files.readAllBytes(file);
    var random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged =
          i % 3 == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
      if (i % 3 != 0) {
        damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Path other = Files.write(folder.resolve("damaged.backup"), damaged);
      try {
        assertThat(digests(contents(other))).as("damage %d", i).isEqualTo(whole);
      } catch (BackupFile.Damaged told) {
        assertThat(told).hasMessageContaining("is no whole backup");
        refused++;
      }
    }
    // What is left are times and the like of the ZIP, which nobody reads.
    assertThat(refused).isGreaterThan(270);
    Files.write(folder.resolve("damaged.backup"), java.util.Arrays.copyOf(bytes, 1000));
    Path again = folder.resolve("damaged");
    Said said =
        run("restore", folder.resolve("damaged.backup").toString(), "--data", again.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("take another copy of it");
    assertThat(again).doesNotExist();
  }

  @Test
  void every_table_of_the_program_is_in_it_but_sessions() {
    var db = JdbcClient.create(ready.local().orElseThrow().owner().source());
    Set<String> tables =
        new HashSet<>(
            db.sql(
                    """
                    select oid::regclass::text from pg_catalog.pg_class
                     where relkind in ('r', 'p') and relnamespace::regnamespace::text not in
                       ('pg_catalog', 'information_schema', 'pg_toast', 'migrations')
                    """)
                .query(String.class)
                .list());
    var kept = new HashSet<String>();
    contents(backedUp("tables.backup")).parts().stream()
        .filter(part -> !part.table().isEmpty())
        .forEach(part -> kept.add(part.table()));
    tables.removeAll(kept);
    assertThat(tables).containsExactlyInAnyOrder("journal.heads", "staff.sessions", "staff.tokens");
  }

  /** The same file with other words in its contents. */
  private static Path changed(Path file, String from, String to) throws IOException {
    Path later = Files.createTempFile(folder, "changed", ".backup");
    try (var in = new java.util.zip.ZipFile(file.toFile());
        var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(later))) {
      for (var entry : in.stream().toList()) {
        byte[] content = in.getInputStream(entry).readAllBytes();
        if (entry.getName().equals("contents.json")) {
          String text = new String(content, java.nio.charset.StandardCharsets.UTF_8);
          assertThat(text).contains(from);
          content = text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
        out.write(content);
        out.closeEntry();
      }
    }
    return later;
  }

  @Test
  void a_backup_of_a_newer_program_is_refused_in_words_and_leaves_nothing() throws IOException {
    Path file = backedUp("newer.backup");
    for (Path later :
        List.of(
            changed(file, "\"staff_history\":\"7\"", "\"staff_history\":\"9\""),
            changed(file, "\"staff_history\"", "\"drug_history\":\"1\",\"staff_history\""))) {
      Path again = folder.resolve("newer");
      Said refused = run("restore", later.toString(), "--data", again.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("a newer Trialwright made it");
      assertThat(again.resolve("database")).doesNotExist();
      assertThat(again.resolve("keys")).doesNotExist();
    }
    Path format = changed(file, "\"format\":1", "\"format\":2");
    assertThat(run("restore", format.toString(), "--check").err())
        .contains("use a newer Trialwright");
  }

  @Test
  void whoever_changes_the_contents_cannot_sign_them_again() throws IOException {
    Path file = changed(backedUp("signed.backup"), "\"program\":\"T", "\"program\":\"X");
    Path again = folder.resolve("unsigned");
    Said refused =
        run("restore", file.toString(), "--data", again.toString(), "--keys", copies().toString());
    assertThat(refused.err()).contains("was not signed with the key in");
    assertThat(again).doesNotExist();
    Path when = changed(file, "\"made\":\"20", "\"made\":\"x20");
    assertThat(run("restore", when.toString(), "--check").err()).contains("is no whole backup");
  }

  @Test
  void backing_up_leaves_the_tables_in_the_form_they_have() {
    Path old = folder.resolve("untouched");
    try (LocalPostgres postgres = LocalPostgres.start(old)) {
      Schemas.migrate(
          postgres.owner(), java.util.Map.of("flyway_schema_history", "1", "staff_history", "1"));
    }
    Path file = folder.resolve("untouched.backup");
    assertThat(run("backup", file.toString(), "--data", old.toString()).err()).isEmpty();
    try (LocalPostgres postgres = LocalPostgres.start(old)) {
      assertThat(Schemas.outdated(postgres.owner())).isTrue();
    }
    assertThat(contents(file).histories()).containsEntry("flyway_schema_history", "1");
    assertThat(old.resolve("backups")).doesNotExist();
  }

  @Test
  void it_is_of_one_moment_while_others_go_on_writing() throws InterruptedException {
    var goesOn = new AtomicBoolean(true);
    var trouble = new ArrayList<Throwable>();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int number = 100; goesOn.get(); number++) {
                    try {
                      trial.act("register", "02", number, ThreeArms.key("while " + number));
                    } catch (RuntimeException refused) {
                      trouble.add(refused);
                      return;
                    }
                  }
                });
    try {
      for (int i = 0; i < 2; i++) {
        Path file = backedUp("moment-" + i + ".backup");
        Path again = folder.resolve("moment-" + i);
        Said said = run("restore", file.toString(), "--data", again.toString());
        assertThat(said.code()).as(said.err()).isZero();
      }
    } finally {
      goesOn.set(false);
      writer.join();
    }
    assertThat(trouble).isEmpty();
    long last = contents(folder.resolve("moment-1.backup")).heads().get("study/STAIRS").sequence();
    long first = contents(folder.resolve("moment-0.backup")).heads().get("study/STAIRS").sequence();
    assertThat(last).as("facts were written meanwhile").isGreaterThan(first);
  }

  @Test
  void tables_of_an_earlier_form_are_backed_up_before_they_change_and_come_back_up_to_date()
      throws IOException {
    Path old = folder.resolve("old");
    try (LocalPostgres postgres = LocalPostgres.start(old)) {
      Schemas.migrate(
          postgres.owner(), java.util.Map.of("flyway_schema_history", "1", "staff_history", "1"));
    }
    Running.database(new Running.Store.Folder(old), "test").close();
    Path before;
    try (var files = Files.list(old.resolve("backups"))) {
      before = files.findFirst().orElseThrow();
    }
    assertThat(contents(before).histories())
        .containsEntry("flyway_schema_history", "1")
        .containsEntry("staff_history", "1");
    Path again = folder.resolve("up-to-date");
    Said said = run("restore", before.toString(), "--data", again.toString());
    assertThat(said.code()).as(said.err()).isZero();
    try (Running.Ready other = Running.database(new Running.Store.Folder(again), "other")) {
      assertThat(Schemas.outdated(other.local().orElseThrow().owner())).isFalse();
    }
    assertThat(again.resolve("backups")).doesNotExist();
  }
}
