package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code simulate} prints, and what it refuses before anything runs. */
class SimulateTest {
  private static final String TEXTBOOK = "../studies/textbook";
  private static final String LOOKS = "../studies/textbook-looks";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int simulate(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    var line = Trialwright.line();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  private JsonNode json(String... arguments) {
    assertThat(simulate(arguments)).as(err.toString()).isZero();
    return new JsonMapper().readTree(out.toString());
  }

  @Test
  void every_field_of_the_json_is_in_the_reference_and_the_other_way_round() throws IOException {
    var told =
        json(
            LOOKS,
            "--trials",
            "200",
            "--json",
            "--null",
            "--set",
            "people.sites=3 in Asia/Shanghai",
            "--set",
            "people.accrual=x0.9..1.1");
    var reference = Files.readString(Path.of("../docs/reference/simulate.md"));
    for (var name : told.propertyNames()) {
      assertThat(reference).contains("| `" + name.replaceFirst("^set .*", "set PATH") + "` |");
    }
    var rows =
        reference
            .lines()
            .filter(line -> line.startsWith("| `") && !line.startsWith("| `--"))
            .toList();
    for (var row : rows) {
      var name = row.substring(3, row.indexOf('`', 3));
      assertThat(told.propertyNames().stream().map(one -> one.replaceFirst("^set .*", "set PATH")))
          .contains(name);
    }
    assertThat(told.get("trials").asInt()).isEqualTo(200);
    assertThat(told.get("survival").get("new").get("36").asDouble()).isBetween(0.45, 0.55);
    assertThat(told.get("stoppedForFutility").asDouble()).isGreaterThan(0.5);
  }

  @Test
  void whole_trials_tell_every_endpoint_and_every_test() {
    var told = json(TEXTBOOK, "--whole", "4", "--json", "--set", "study.target=60 randomised");
    assertThat(told.propertyNames())
        .containsExactly(
            "study",
            "version",
            "scenario",
            "set study.target",
            "participants",
            "trials",
            "seed",
            "threads",
            "elapsedSeconds",
            "expectedParticipants",
            "expectedDurationMonths",
            "tests",
            "numbers");
    assertThat(told.get("trials").asInt()).isEqualTo(4);
    assertThat(told.get("expectedParticipants").asInt()).isEqualTo(60);
    assertThat(told.get("tests").get(0).get("made").asDouble()).isBetween(0.0, 1.0);
    assertThat(told.get("numbers").get(0).get("what").asString()).isEqualTo("old at 36 mo");
    assertThat(told.get("numbers").get(0).get("mean").asDouble()).isBetween(0.2, 0.8);
    assertThat(simulate(TEXTBOOK, "--whole", "1", "--set", "study.target=60 randomised")).isZero();
    assertThat(out.toString()).contains("How often each test makes its claim", "new at 36 mo");
  }

  @Test
  void numbers_of_a_line_are_multiplied_of_one_alternative_too() {
    var runs =
        json(
            TEXTBOOK,
            "--trials",
            "400",
            "--json",
            "--grid",
            "nature.dies.hazard#1=x1,x1.30,x1.609");
    assertThat(runs).hasSize(3);
    assertThat(runs.get(0).get("power").asDouble()).isBetween(0.72, 0.92);
    assertThat(runs.get(1).get("power").asDouble()).isBetween(0.15, 0.45);
    assertThat(runs.get(2).get("power").asDouble()).isLessThan(0.07);
    assertThat(runs.get(2).get("survival").get("old").get("36").asDouble())
        .isEqualTo(runs.get(0).get("survival").get("old").get("36").asDouble());
  }

  @ParameterizedTest
  @CsvSource({
    "people.age=x2, no line with numbers to multiply",
    "nature.dies.hazard#3=x2, no line with numbers to multiply",
    "people.accrual=x0, lies outside",
    "people.accrual=x2..1, goes backwards"
  })
  void a_factor_that_cannot_be_meant_is_refused(String setting, String why) {
    assertThat(simulate(TEXTBOOK, "--set", setting)).isNotZero();
    assertThat(err.toString()).contains(why);
  }

  @Test
  void a_cluster_needs_its_module() {
    assertThat(simulate(TEXTBOOK, "--trials", "10", "--spark", "local[1]")).isNotZero();
    assertThat(err.toString()).contains("-Pspark");
  }

  @Test
  void a_grid_is_one_run_for_each_value() {
    var runs =
        json(
            TEXTBOOK,
            "--trials",
            "400",
            "--json",
            "--grid",
            "study.target=200 randomised, 356 randomised",
            "--set",
            "study.measure.size.superiority of hazards=log-rank; alpha 0.025; follow 36 mo");
    assertThat(runs.size()).isEqualTo(2);
    assertThat(runs.get(0).get("participants").asInt()).isEqualTo(200);
    assertThat(runs.get(1).get("power").asDouble())
        .isGreaterThan(runs.get(0).get("power").asDouble());
  }

  @Test
  void figures_say_that_they_are_simulated_and_hold_the_numbers(@TempDir Path folder)
      throws IOException {
    var runs =
        json(
            TEXTBOOK,
            "--trials",
            "200",
            "--json",
            "--grid",
            "study.target=200 randomised,356 randomised",
            "--grid",
            "nature.dies.from=randomised",
            "--figures",
            folder.toString());
    assertThat(Files.readString(folder.resolve("survival.svg"))).contains("SIMULATED", "36");
    assertThat(Files.readString(folder.resolve("power.zh.svg"))).contains("模拟", "356 randomised");
    var power = Files.readString(folder.resolve("power.csv"));
    long percent = Math.round(100 * runs.get(1).get("power").asDouble());
    assertThat(power).contains("356 randomised,randomised," + percent);
  }

  @Test
  void one_trial_is_told_person_by_person() {
    assertThat(simulate(TEXTBOOK, "--trial", "7")).isZero();
    assertThat(out.toString()).contains("its own seed", "claim made", "followed 20", "dead 20");
    var told = json(TEXTBOOK, "--trial", "7", "--json");
    assertThat(told.get("participants").size()).isEqualTo(356);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | --set=nature.dies.hazard=-1 per mo | scenario.yaml:11:",
        "1 | --set=people.joins=yes 1.4, no | scenario.yaml:8:",
        "1 | --set=people.weather=fine | there is no 'weather' in scenario.yaml",
        "1 | --scenario=sunny | there is no variant 'sunny'",
        "1 | --calibrate | there is no variant 'calibration'",
        "1 | --set=people.accrual=0 per mo | brings too few people",
        "2 | --set=nonsense | write PATH=VALUE",
        "2 | --trials=0 | from 1 to",
        "2 | --trial=20001 | the trials of this run are 1 to 10000"
      })
  void what_cannot_be_played_is_refused_with_place_and_reason(
      int code, String option, String reason) {
    assertThat(simulate(TEXTBOOK, option)).isEqualTo(code);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cohort | trials are played of two arms, and the study has 0",
        "two-stage | trials are played of two arms, and the study has 1",
        "cycles | nobody is allocated in the life that was tried: it rests in not-joined",
        "crossover | it should be on the primary endpoint, a time to an event",
        "double-blind | it should be on the primary endpoint, a time to an event",
        "tracks | it should be on the primary endpoint, a time to an event",
        "event-driven | the primary endpoint should end on one date of nature"
      })
  void a_design_that_is_not_played_is_refused_in_words(String study, String reason) {
    assertThat(simulate("../studies/" + study)).isOne();
    assertThat(err.toString()).startsWith("Refused: ").contains(reason);
  }

  @Test
  void a_scenario_in_which_something_is_seen_at_visits_is_played_with_them() {
    var told = json("../simulation/src/test/studies/visits", "--trials", "300", "--json");
    assertThat(told.get("visits").valueStream().map(JsonNode::asString))
        .containsExactly("called", "quarterly", "yearly");
    double relapsed = told.get("rates").get("new").get("relapsed").asDouble();
    assertThat(relapsed).isBetween(0.3, 0.9);
    assertThat(told.get("power").asDouble()).isBetween(0.05, 0.8);
  }

  @Test
  void where_all_is_known_on_its_day_no_visit_is_named() {
    assertThat(json(TEXTBOOK, "--trials", "50", "--json").get("visits")).isEmpty();
  }
}
