package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;
import org.trialwright.study.Study;
import picocli.CommandLine;

/** Whoever holds the database can change anything in it; the command must say what. */
class VerifyTest {
  @TempDir static Path folder;

  private static final Study STUDY = ThreeArms.study();
  private static Running.Ready ready;

  @BeforeAll
  static void twenty_participants() {
    ready = Running.database(new Running.Store.Folder(folder), "test");
    ThreeArms study = ThreeArms.open(ready.pool(), STUDY, folder.resolve("keys"), List.of(3, 6), 2);
    for (int number = 0; number < 20; number++) {
      String whom = "%02d".formatted(number % 2 + 1);
      for (String word : ThreeArms.WAY) {
        String answer =
            ThreeArms.answer(study.act(word, whom, number, ThreeArms.key(word + number)));
        whom = word.equals("register") ? answer : whom;
      }
    }
    HourlyHeads.begin(
            ready.pool(),
            folder.resolve(HourlyHeads.FOLDER),
            study.desk().trial().clock(),
            List.of())
        .close();
  }

  @AfterAll
  static void stop() {
    ready.pool().close();
    ready.local().ifPresent(LocalPostgres::close);
  }

  private static Verified verified() {
    return Verified.of(ready.pool(), folder, STUDY);
  }

  @Test
  void a_whole_record_has_no_difference() {
    Verified whole = verified();
    assertThat(whole.differences()).isEmpty();
    assertThat(whole.notLookedAt()).isEmpty();
    assertThat(whole.found())
        .hasSize(5)
        .anySatisfy(line -> assertThat(line).startsWith("Signatures on whole records"))
        .anySatisfy(line -> assertThat(line).contains("103 links", "2 signed heads agree"))
        .anySatisfy(line -> assertThat(line).contains("20 in ", "derived again"))
        .anySatisfy(line -> assertThat(line).contains("20 participants folded again"))
        .anySatisfy(line -> assertThat(line).startsWith("The access log: 20 links"));
  }

  /** A superuser who switches the triggers off; put back afterwards. */
  private static List<String> after(String tampering, String back) {
    var owner = ready.local().orElseThrow().owner();
    SingleConnectionDataSource source =
        new SingleConnectionDataSource(owner.url(), owner.user(), owner.password(), true);
    try {
      JdbcClient db = JdbcClient.create(source);
      db.sql("set session_replication_role = replica").update();
      assertThat(db.sql(tampering).update()).as(tampering).isPositive();
      List<String> differences = verified().differences();
      assertThat(db.sql(back).update()).as(back).isPositive();
      assertThat(verified().differences()).as("after %s", back).isEmpty();
      return differences;
    } finally {
      source.destroy();
    }
  }

  @Test
  void a_changed_fact_is_named() {
    assertThat(
            after(
                "update journal.facts set person = 'eve' where sequence = 17",
                "update journal.facts set person = 'vega' where sequence = 17"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("The journal of STAIRS, fact 17: its content was changed"));
  }

  @Test
  void a_cut_off_end_is_named_by_the_signed_head() {
    assertThat(
            after(
                """
                with gone as (delete from journal.facts where sequence = 103 returning *),
                     kept as (insert into journal.texts (study, sequence, place, digest, salt, text)
                              select 'kept', 0, to_json(gone.*)::text, hash, null, null from gone)
                update journal.heads h set sequence = 102, hash = f.hash
                  from journal.facts f where f.sequence = 102 and h.chain = 'study/STAIRS'
                """,
                """
                with back as (insert into journal.facts
                              select (json_populate_record(null::journal.facts, place::json)).*
                                from journal.texts where study = 'kept' returning *),
                     done as (delete from journal.texts where study = 'kept')
                update journal.heads h set sequence = 103, hash = back.hash
                  from back where h.chain = 'study/STAIRS'
                """))
        .anySatisfy(line -> assertThat(line).contains("fact 103: it is missing: the head signed"));
  }

  @Test
  void an_allocation_that_the_key_does_not_give_is_named() {
    List<String> differences =
        after(
            """
            update allocation.allocations set arm = case arm when 'low' then 'high' else 'low' end
             where position = 2 and stratum = (select min(stratum) from allocation.strata)
            """,
            """
            update allocation.allocations a set arm = f.payload::json ->> 'arm'
              from journal.facts f where f.participant = a.participant and f.kind = 'allocated'
            """);
    assertThat(differences)
        .anySatisfy(line -> assertThat(line).contains("position 2: arm ", "the sealed key gives"))
        .anySatisfy(line -> assertThat(line).contains("the journal has arm "));
  }

  @Test
  void a_skipped_position_is_named() {
    assertThat(
            after(
                "update allocation.allocations set position = 99 where stratum = '01/mild' and position = 1",
                "update allocation.allocations set position = 1 where position = 99"))
        .anySatisfy(
            line ->
                assertThat(line).isEqualTo("stratum 01/mild: position 1 is missing, 2 follows"));
  }

  @Test
  void a_projection_that_does_not_follow_from_the_facts_is_named() {
    assertThat(
            after(
                "update projection.participant set place = 'ready' where participant = '01-003'",
                "update projection.participant set place = 'treated' where participant = '01-003'"))
        .anySatisfy(line -> assertThat(line).contains("01-003").contains("the facts say"));
  }

  @Test
  void an_access_that_was_changed_is_named() {
    assertThat(
            after(
                "update journal.accesses set subject = '01-001' where subject = '02-001'",
                "update journal.accesses set subject = '02-001' where sequence = 2"))
        .anySatisfy(line -> assertThat(line).startsWith("The access log, entry 2"));
  }

  @Test
  void another_key_and_a_missing_one_are_said() throws IOException {
    Path seal = folder.resolve("keys").resolve("allocation.seal");
    Path kept = folder.resolve("kept.seal");
    Files.move(seal, kept);
    assertThat(verified().notLookedAt())
        .anySatisfy(line -> assertThat(line).contains("no " + seal));
    assertThat(verified().differences()).isEmpty();
    SealFile.write(seal, Seal.generate(List.of(3)));
    assertThat(verified().differences())
        .anySatisfy(line -> assertThat(line).contains("is not the one whose commitment"));
    Files.move(kept, seal, StandardCopyOption.REPLACE_EXISTING);
    assertThat(verified().differences()).isEmpty();
  }

  @Test
  void a_forged_head_is_named() throws IOException {
    Path file = folder.resolve(HourlyHeads.FOLDER).resolve("heads.jsonl");
    String before = Files.readString(file);
    Files.writeString(file, before.replaceFirst("\"sequence\":103", "\"sequence\":102"));
    assertThat(verified().differences())
        .anySatisfy(line -> assertThat(line).contains("line 1: the signature was not made"));
    Files.writeString(file, before);
    assertThat(verified().differences()).isEmpty();
  }

  private record Said(int code, String out) {}

  private static Said command(String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new Verify());
    line.setOut(new PrintWriter(out, true));
    return new Said(line.execute(arguments), out.toString());
  }

  @Test
  void the_command_says_it_in_words_in_json_and_by_its_exit_code() {
    String data = folder.toString();
    String study = ThreeArms.FOLDER.toString();
    stop();
    try {
      Said clean = command("--data", data, "--study", study);
      assertThat(clean.out()).contains("103 links, each holds").endsWith("No difference.\n");
      assertThat(clean.code()).isZero();
      misplace("02-004");
      Said found = command("--data", data, "--study", study, "--json");
      assertThat(found.out()).startsWith("{\"clean\":false,").contains("the projection has");
      assertThat(found.code()).isEqualTo(1);
    } finally {
      ready = Running.database(new Running.Store.Folder(folder), "test");
    }
    assertThat(
            JdbcClient.create(ready.pool())
                .sql("update projection.participant set place = 'treated'")
                .update())
        .isEqualTo(20);
  }

  private static void misplace(String participant) {
    Running.Ready open = Running.database(new Running.Store.Folder(folder), "test");
    try {
      JdbcClient.create(open.pool())
          .sql("update projection.participant set place = 'ready' where participant = :participant")
          .param("participant", participant)
          .update();
    } finally {
      open.pool().close();
      open.local().ifPresent(LocalPostgres::close);
    }
  }

  @Test
  void the_command_refuses_a_folder_without_a_database_and_creates_none() {
    Path nothing = folder.resolve("nothing");
    List<String> said = new ArrayList<>();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(new Verify());
    line.setExecutionExceptionHandler(
        (trouble, _, _) -> {
          said.add(String.valueOf(trouble.getMessage()));
          return 1;
        });
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute("--data", nothing.toString())).isEqualTo(1);
    assertThat(said).first().asString().startsWith("there is no database in " + nothing);
    assertThat(nothing).doesNotExist();
  }
}
