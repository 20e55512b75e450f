package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Item;
import org.trialwright.study.Study;
import picocli.CommandLine;

/** What people keep beside a protocol: comparison, schedule, dictionary, blank forms and map. */
class CheckSheetsTest {
  private static final String PALACE3 = "../studies/palace3";
  private static final String STAIRS = "../studies/three-arm";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String... arguments) {
    return new CommandLine(new Check())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String printed() {
    var printed = out.toString();
    out.getBuffer().setLength(0);
    return printed;
  }

  private static Study study(String folder) {
    return StudyFolder.load(Path.of(folder)).orThrow();
  }

  private static Stream<Item> items(Study study) {
    return study.forms().values().stream().flatMap(form -> form.items().stream());
  }

  /** The earlier version: a lower limit of blood pressure, and a narrower window. */
  private static void earlier(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var files = Files.list(Path.of(STAIRS))) {
      // The worked cases are those of the later version.
      for (var file : files.filter(one -> !one.endsWith("cases.yaml")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    var study = folder.resolve("study.yaml");
    Files.writeString(
        study,
        Files.readString(study)
            .replace("exam.systolic in 140..179 mmHg", "exam.systolic in 140..169 mmHg")
            .replace("from 140 to 179 mmHg", "from 140 to 169 mmHg")
            .replace("± 7 d", "± 3 d"));
  }

  @Test
  void an_amendment_is_compared_in_words_and_as_an_object(@TempDir Path folder) throws IOException {
    var old = folder.resolve("old");
    earlier(old);
    assertThat(check("--compare", old.toString(), STAIRS)).isZero();
    assertThat(printed().replace('\u00a0', ' '))
        .contains("Before: Rule: systolic pressure (examination) between 140 and 169 mmHg")
        .contains("Now: Rule: systolic pressure (examination) between 140 and 179 mmHg")
        .contains("± 3 days", "± 7 days")
        .contains("- **Screening**\n", "- **Treated**\n")
        .doesNotContain("Also changed");

    assertThat(check("--compare", old.toString(), STAIRS, "--language", "zh")).isZero();
    assertThat(printed()).contains("原为：", "现为：", "对各阶段参与者的影响");

    assertThat(check("--compare", old.toString(), STAIRS, "--json")).isZero();
    var json = new tools.jackson.databind.ObjectMapper().readTree(printed());
    assertThat(json.get("changes").findValuesAsString("path"))
        .containsExactlyInAnyOrder(
            "who.include.pressure", "who.rules.pressure", "when.visits.month-1");
    assertThat(json.get("places").findValuesAsString("place"))
        .containsExactly("screening", "ready", "treated", "finished");
    assertThat(json.get("unsaid")).isEmpty();
  }

  @Test
  void two_sound_versions_are_needed_to_compare(@TempDir Path folder) throws IOException {
    assertThat(check("--compare", STAIRS)).isEqualTo(2);
    assertThat(err.toString()).contains("--compare compares two folders");
    earlier(folder.resolve("old"));
    var study = folder.resolve("old/study.yaml");
    Files.writeString(study, Files.readString(study).replace("exam.pregnant", "exam.pregnent"));
    assertThat(check("--compare", folder.resolve("old").toString(), STAIRS)).isOne();
    assertThat(printed()).contains("nothing is called 'exam.pregnent'");
  }

  @Test
  void the_schedule_marks_every_form_at_its_visits() {
    assertThat(check(STAIRS, "--schedule")).isZero();
    assertThat(printed())
        .isEqualTo(
            """
            STAIRS: schedule of activities

             1  Screening    At most 14 days after date of consent
             2  Day 1        At most 7 days after day of randomisation
             3  Month 1      28 days after day of randomisation (± 7 days); while at “Treated”
             4  At any time

                          1   2   3   4
            Consent       ×
            Examination   ×
            Approval      ×
            Dose              ×
            Check                 ×

            Half: 5 mg, by mouth; on day 1; in Low dose only; a dose that was left out is not made up
            Whole: 0.2 mg for each kg of weight, by mouth; on day 1; in High dose only; rounded to the nearest 5 mg; a dose that was left out is not made up
            """
                .replace("5 mg,", "5\u00a0mg,")
                .replace("0.2 mg", "0.2\u00a0mg")
                .replace("nearest 5 mg", "nearest 5\u00a0mg"));
  }

  @ParameterizedTest
  @CsvSource({PALACE3 + ", en", PALACE3 + ", zh", STAIRS + ", en", STAIRS + ", zh"})
  void sheets_are_written_in_both_languages(String named, String language, @TempDir Path folder)
      throws IOException {
    var study = study(named);
    var csv = folder.resolve("d.csv");
    var html = folder.resolve("d.html");
    assertThat(
            check(
                named,
                "--dictionary",
                "--csv",
                csv.toString(),
                "--html",
                html.toString(),
                "--language",
                language))
        .isZero();
    var variables = cells(Files.readString(csv), 1);
    assertThat(variables).containsExactlyElementsOf(items(study).map(Item::path).toList());
    assertThat(formulas(Files.readString(csv))).isEmpty();
    assertThat(Files.readString(html)).contains("lang=\"" + language + "\"");
    items(study)
        .forEach(item -> assertThat(content(html)).contains("<code>" + item.path() + "</code>"));

    var schedule = folder.resolve("s.html");
    assertThat(check(named, "--schedule", "--html", schedule.toString(), "--language", language))
        .isZero();
    assertThat(content(schedule).split("<th scope=\"row\">", -1).length - 1)
        .isEqualTo(study.forms().size() + study.when().visits().size());

    var map = folder.resolve("path.svg");
    assertThat(check(named, "--map", map.toString(), "--language", language)).isZero();
    assertThat(content(map))
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("<style>.map {")
        .doesNotContain("var(--");
  }

  @Test
  void blank_forms_show_each_question_with_its_variable_and_its_answers(@TempDir Path folder)
      throws IOException {
    assertThat(check(STAIRS, "--forms", folder.toString())).isZero();
    var html = content(folder.resolve("forms.html"));
    assertThat(html)
        .contains("<b>Systolic pressure</b> <code>exam.systolic</code>")
        .contains("50 to 280\u00a0mmHg")
        .contains("<span class=\"box\"></span>")
        .contains("<code>half</code>");
    items(study(STAIRS)).forEach(item -> assertThat(html).contains(item.path()));
    if (Paper.program().isPresent()) {
      assertThat(Files.readAllBytes(folder.resolve("forms.pdf"))).startsWith('%', 'P', 'D', 'F');
    }
  }

  @Test
  void the_dictionary_says_which_lines_read_a_question(@TempDir Path folder) throws IOException {
    var csv = folder.resolve("d.csv");
    assertThat(check(STAIRS, "--dictionary", "--csv", csv.toString())).isZero();
    var systolic =
        Files.readString(csv)
            .lines()
            .filter(line -> line.contains("\"exam.systolic\""))
            .findFirst()
            .orElseThrow();
    assertThat(systolic)
        .contains("\"mmHg\",\"50\",\"280\"", "\"Screening\"")
        .contains("who.rules.pressure; forms.exam.severity.mild");
  }

  @Test
  void the_rules_in_r_are_written_and_what_r_cannot_be_told_is_said(@TempDir Path folder) {
    var file = folder.resolve("rules.R");
    assertThat(check(STAIRS, "--r", file.toString())).isZero();
    assertThat(printed())
        .isEqualTo(
            file
                + "\nnot in R: forms.dose.planned: the dose that was worked out for a day follows from"
                + " all records before it ('dose of drug')\n");
    assertThat(check(STAIRS, "--r", "-")).isZero();
    assertThat(printed()).isEqualTo(content(file)).contains("`who.rules.pressure` <- function(w)");
    assertThat(check(STAIRS, "--r", "-", "--json")).isEqualTo(2);
  }

  @Test
  void the_rules_in_odm_are_written_and_which_have_words_alone_is_said(@TempDir Path folder) {
    var file = folder.resolve("rules.xml");
    assertThat(check(STAIRS, "--odm", file.toString())).isZero();
    assertThat(printed())
        .startsWith(file + "\nwords alone: ")
        .contains(
            "words alone: next.treated.finished: a way on asks what was answered since arrival");
    assertThat(content(file))
        .contains("<ConditionDef OID=\"CD.who.rules.pressure\"", "xml:lang=\"zh\"");
    assertThat(check(STAIRS, "--odm", "-", "--r", "-")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"en, Letters, Harmed", "zh, 信件问卷, 遗留损害"})
  void the_tracks_of_a_study_are_drawn_beneath_its_path(
      String language, String track, String place, @TempDir Path folder) throws Exception {
    var file = folder.resolve("path.svg");
    assertThat(check("../studies/tracks", "--map", file.toString(), "--language", language))
        .isZero();
    var svg =
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    assertThat(svg.getElementsByTagName("g").getLength()).isGreaterThanOrEqualTo(2);
    assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(3);
    assertThat(svg.getElementsByTagName("style").getLength()).isOne();
    assertThat(content(file)).contains(track, place);
  }

  @Test
  void purposes_are_not_mixed() {
    assertThat(check(STAIRS, "--schedule", "--explain")).isEqualTo(2);
    assertThat(check(STAIRS, "--csv", "x.csv")).isEqualTo(2);
    assertThat(check(STAIRS, PALACE3, "--schedule")).isEqualTo(2);
    assertThat(check(STAIRS, "--map", "x.svg", "--json")).isEqualTo(2);
  }

  @Test
  void what_no_line_reads_is_said_after_the_proof() {
    assertThat(check(PALACE3)).isZero();
    assertThat(printed())
        .containsPattern("\\d+ questions are asked and read by no line of the study");
  }

  private static final Pattern BLOCK =
      Pattern.compile(
          "```sh\\n\\./trialwright (check [^\\n]+)\\n```(?:\\n```\\n(.*?)```)?", Pattern.DOTALL);

  /** The page is the specification: what it shows is what is printed. */
  @Test
  void every_example_of_the_how_to_runs_and_prints_what_the_page_shows(@TempDir Path folder)
      throws IOException {
    var page = Files.readString(Path.of("../docs/how-to/read-a-study.md"));
    var old = folder.resolve("old");
    earlier(old);
    var examples = BLOCK.matcher(page);
    int ran = 0;
    while (examples.find()) {
      var words = new ArrayList<String>();
      for (var word : examples.group(1).substring("check ".length()).split(" ")) {
        words.add(
            word.equals("studies/three-arm")
                ? STAIRS
                : word.equals("old/three-arm")
                    ? old.toString()
                    : word.matches("[a-z]+\\.(csv|html|svg)") || word.equals("paper")
                        ? folder.resolve(word).toString()
                        : word);
      }
      assertThat(check(words.toArray(String[]::new))).as(examples.group()).isZero();
      var shown = examples.group(2);
      if (shown != null) {
        assertThat(printed().replace('\u00a0', ' ')).as(examples.group()).contains(shown);
      }
      ran++;
    }
    assertThat(ran).isGreaterThan(5);
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException trouble) {
      throw new AssertionError(trouble);
    }
  }

  private static List<String> cells(String csv, int column) {
    return csv.lines().skip(1).map(line -> line.split("\",\"", -1)[column]).toList();
  }

  /** Cells that a spreadsheet would take for a formula. */
  private static List<String> formulas(String csv) {
    return Stream.of(csv.split("\"(,|\r\n)\"?", -1))
        .filter(cell -> cell.matches("(?s)\"?[=+@|%-].*") && !cell.matches("\"?-?\\d+(\\.\\d+)?"))
        .toList();
  }
}
