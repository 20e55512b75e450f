package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.simulation.Player;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code analyse} prints of ten rehearsed participants, and with which exit code it ends. */
class AnalyseTest {
  private static final int PARTICIPANTS = 10;
  private static final int MONTHS = 9;
  private static final String FOLDER = "studies/palace3";

  @TempDir static Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeAll
  static void ten_participants_to_month_nine() {
    Study study = Studies.read(Studies.BUILT_IN);
    Scenario scenario = Rehearse.scenario(study, Studies.BUILT_IN, "");
    Running.Ready ready = open();
    try {
      var clock = new Rehearsal.SimulatedClock(Rehearsal.begin(scenario));
      var trial = Opening.rehearsal(study, ready.pool(), folder.resolve("keys"), clock);
      Opening.sites(trial, scenario.setting().sites(), scenario.setting().zone());
      var limits = new Player.Limits(PARTICIPANTS, scenario.setting().begins().plusMonths(MONTHS));
      Rehearsal.play(new Desk(trial), scenario, 5, limits, _ -> true);
    } finally {
      close(ready);
    }
  }

  private static Running.Ready open() {
    return Running.database(new Running.Store.Folder(folder), "test");
  }

  private static void close(Running.Ready ready) {
    ready.pool().close();
    ready.local().ifPresent(LocalPostgres::close);
  }

  @AfterAll
  static void the_access_log_holds_every_report_by_arm_and_no_other() {
    Running.Ready ready = open();
    try {
      List<Access> exported =
          new AccessLog(ready.pool())
              .after(0, 1000).stream().filter(one -> one.kind() == Access.Kind.EXPORTED).toList();
      assertThat(exported)
          .hasSize(3)
          .allSatisfy(one -> assertThat(one.detail()).startsWith("report by arm up to fact "));
    } finally {
      close(ready);
    }
  }

  @BeforeEach
  void nothing_was_said_yet() {
    out = new StringWriter();
    err = new StringWriter();
  }

  private int analyse(String... arguments) {
    return new CommandLine(new Analyse())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (trouble, command, _) -> {
              command.getErr().println(trouble.getMessage());
              return 1;
            })
        .execute(arguments);
  }

  private String data() {
    return folder.toString();
  }

  private JsonNode printed() {
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void without_a_word_more_all_arms_are_counted_together() {
    assertThat(analyse(FOLDER, "--data", data(), "--json")).as(err.toString()).isZero();
    var report = printed();
    assertThat(report.get("view").asString()).isEqualTo("pooled");
    assertThat(report.get("flow").get("allocated").asInt()).isEqualTo(PARTICIPANTS);
    assertThat(report.get("flow").get("arms")).hasSize(1);
    assertThat(report.get("tests")).isEmpty();
    assertThat(report.get("head").asString()).matches("[0-9a-f]{64}");
    assertThat(report.get("seal").asString()).matches("[0-9a-f]{64}");
    assertThat(report.get("sequence").asLong()).isGreaterThan(500);
    for (var one : report.get("results")) {
      assertThat(one.has("method") && one.has("convention") && one.has("rows")).isTrue();
    }
  }

  @Test
  void by_arm_it_has_the_tests_and_writes_the_tables(@TempDir Path tables) {
    assertThat(
            analyse(
                FOLDER, "--data", data(), "--unblinded", "--json", "--datasets", tables.toString()))
        .as(err.toString())
        .isZero();
    assertThat(printed().get("tests")).hasSize(3);
    assertThat(printed().get("flow").get("arms")).hasSize(2);
    assertThat(List.of("adsl.csv", "adtte.csv", "adae.csv", "adqs.csv", "reproduce.R"))
        .allSatisfy(name -> assertThat(Files.exists(tables.resolve(name))).isTrue());
  }

  @Test
  void people_read_a_summary() {
    assertThat(analyse(FOLDER, "--data", data(), "--unblinded")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("BY ARM, for the data monitoring committee", "A rehearsal: every participant")
        .contains("10 allocated", "Planned tests", "never tested: responders");
  }

  @Test
  void as_of_an_earlier_day_less_was_known() {
    assertThat(analyse(FOLDER, "--data", data(), "--json")).isZero();
    long all = printed().get("sequence").asLong();
    var last = printed().get("day").asString();
    out = new StringWriter();
    var earlier = java.time.LocalDate.parse(last).minusMonths(4).toString();
    assertThat(analyse(FOLDER, "--data", data(), "--json", "--as-of", earlier)).isZero();
    assertThat(printed().get("sequence").asLong()).isLessThan(all);
    assertThat(printed().get("day").asString()).isEqualTo(earlier);
  }

  @Test
  void tables_of_participants_need_the_word_unblinded(@TempDir Path tables) {
    assertThat(analyse(FOLDER, "--data", data(), "--datasets", tables.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("add --unblinded");
  }

  @Test
  void without_a_database_it_says_how_to_make_one(@TempDir Path empty) {
    assertThat(analyse(FOLDER, "--data", empty.toString())).isOne();
    assertThat(err.toString()).contains("there is no database in", "./trialwright rehearse");
  }

  @Test
  void a_time_that_is_none_is_wrong_usage() {
    assertThat(analyse(FOLDER, "--data", data(), "--as-of", "yesterday")).isEqualTo(2);
    assertThat(err.toString()).contains("'yesterday' is neither 2026-05-06 nor");
  }

  @Test
  void heads_of_tables_are_named_alike_however_often_the_browser_printed() {
    assertThat(numbered("/ID (node00000064) [(node00000066)(node00000064)] node00000064"))
        .isEqualTo(numbered("/ID (node00000099) [(node00000131)(node00000099)] node00000064"))
        .isEqualTo("/ID (node00000001) [(node00000002)(node00000001)] node00000064");
  }

  private static String numbered(String pdf) {
    return new String(
        Paper.numbered(pdf.getBytes(StandardCharsets.ISO_8859_1)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_report_for_people_is_made_again_from_its_archive_byte_for_byte(@TempDir Path folders)
      throws Exception {
    Path first = folders.resolve("first");
    Path again = folders.resolve("again");
    assertThat(analyse(FOLDER, "--data", data(), "--unblinded", "--report", first.toString()))
        .as(err.toString())
        .isZero();
    String archive = first.resolve("archive.zip").toString();
    assertThat(analyse("--archive", archive, "--unblinded", "--report", again.toString()))
        .as(err.toString())
        .isZero();
    boolean printed = Files.exists(first.resolve("report.pdf"));
    for (String name :
        printed
            ? List.of("report.html", "report.json", "report.pdf")
            : List.of("report.html", "report.json")) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
    if (!printed) {
      Tools.need("chromium", "chromium");
      assertThat(err.toString()).contains("no Chromium is on the path");
    }
    String html = Files.readString(first.resolve("report.html"));
    JsonNode report = new JsonMapper().readTree(first.resolve("report.json"));
    assertThat(html)
        .contains("A rehearsal: every participant in this report is made up")
        .contains(report.get("head").asString(), report.get("seal").asString())
        .contains(report.get("day").asString(), "fact " + report.get("sequence").asLong())
        .contains(sha256(Files.readString(first.resolve("report.json")).strip()))
        .doesNotContain("<script", "src=", "url(", "@import");

    damaged_archives_are_refused_with_the_place(first.resolve("archive.zip"), folders);
  }

  private static String sha256(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  private void damaged_archives_are_refused_with_the_place(Path archive, Path folders)
      throws Exception {
    changed(
        archive,
        folders.resolve("fact.zip"),
        "facts.jsonl",
        "\"sex\":\"male\"",
        "\"sex\":\"mole\"");
    assertThat(analyse("--archive", folders.resolve("fact.zip").toString())).isOne();
    assertThat(err.toString()).contains("facts.jsonl, line ");
    err = new StringWriter();
    changed(archive, folders.resolve("study.zip"), "study/study.yaml", "15 points", "20 points");
    assertThat(analyse("--archive", folders.resolve("study.zip").toString())).isOne();
    assertThat(err.toString()).contains("study.zip");
    err = new StringWriter();
    changed(archive, folders.resolve("cut.zip"), "cut.json", "\"rehearsal\"", "\"rehersal\"");
    assertThat(analyse("--archive", folders.resolve("cut.zip").toString())).isOne();
    assertThat(err.toString()).contains("it must say whether this is a rehearsal");
    err = new StringWriter();
    Files.writeString(folders.resolve("none.zip"), "PK is how a ZIP begins");
    assertThat(analyse("--archive", folders.resolve("none.zip").toString())).isOne();
    assertThat(err.toString()).contains("is no archive of a report, or is damaged");
  }

  /** A copy of a ZIP in which the first such text of one file is another. */
  private static void changed(Path from, Path to, String name, String text, String other)
      throws Exception {
    Files.copy(from, to);
    try (var zip = java.nio.file.FileSystems.newFileSystem(to)) {
      Path file = zip.getPath("/" + name);
      String content = Files.readString(file);
      assertThat(content).contains(text);
      Files.writeString(file, content.replaceFirst(java.util.regex.Pattern.quote(text), other));
    }
  }

  @Test
  void a_pooled_report_comes_in_chinese_too_and_without_an_archive(@TempDir Path into)
      throws Exception {
    assertThat(analyse(FOLDER, "--data", data(), "--report", into.toString(), "--language", "zh"))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(into.resolve("report.html")))
        .contains("<html lang=\"zh\">", "各组合并")
        .doesNotContain("闭门报告");
    assertThat(into.resolve("archive.zip")).doesNotExist();
  }

  @Test
  void an_archive_needs_neither_study_nor_day() {
    assertThat(analyse(FOLDER, "--archive", "a.zip")).isEqualTo(2);
    assertThat(err.toString()).contains("give neither STUDY nor --as-of nor --database-url");
  }
}
