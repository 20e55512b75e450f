package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.analysis.Decision.Verdict;
import org.trialwright.journey.EndpointValue;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.simulation.PaperClinic;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** Every claim that a study can make of two arms, decided with R's numbers. */
class PlannedTestsTest {
  private static final Folder TEMPLATE = Folder.read(Path.of("../studies/double-blind"));

  private static final String ENDPOINTS =
      """
        welch:    change of exam.systolic high is worse at 84 d; means, difference; by arm; in ITT
        value:    value of exam.systolic at 84 d; means; by arm; in ITT
        adjusted: change of exam.systolic high is worse at 84 d; difference adjusted for exam.systolic; by arm; in ITT
        other:    change of exam.systolic at 84 d; difference adjusted for exam.GFR; by arm; in ITT
        good:     share where exam.systolic at end < 140 mmHg; proportions; by arm; in ITT
        bad:      share where exam.systolic at end < 140 mmHg, yes is worse; Newcombe difference; by arm; in ITT
        wards:    share where exam.systolic at end < 140 mmHg; difference clustered by site; by arm; in ITT
        level:    level of history.pain high is worse; Mann-Whitney; by arm; in ITT
        harmed:   events of ae per 100 person-y; rates; by arm; in ITT
        off:      time from randomised to stop.day, else last exam.day; Kaplan-Meier at 60 d, log-rank, Cox; by arm; in ITT
        off-or:   time from randomised to stop.day against unblinding.day, else last exam.day; Aalen-Johansen at 60 d, Gray; by arm; in ITT
      """;

  private static final String DIFFERENCES =
      """
      welch differs at 84 d, two-sided 0.05                     | welch     | welch.p         | HOLDS
      welch differs, two-sided 0.003                            | welch     | welch.p         | DOES_NOT_HOLD
      welch superior at 84 d, two-sided 0.05                    | welch     | welch.p         | HOLDS
      welch superior, one-sided 0.0025                          | welch     | welch.better    | HOLDS
      value superior at 84 d, two-sided 0.2                     | value     | value.p         | DOES_NOT_HOLD
      value differs at 84 d, two-sided 0.1                      | value     | value.p         | HOLDS
      adjusted differs at 84 d, two-sided 0.05                  | adjusted  | adjusted.p      | HOLDS
      good differs, two-sided 0.05                              | share     | pearson.p       | HOLDS
      good superior, one-sided 0.025                            | share     | pearson.better  | HOLDS
      bad superior, one-sided 0.025                             | share     | pearson.worse   | DOES_NOT_HOLD
      bad differs, two-sided 0.05                               | share     | pearson.p       | HOLDS
      control differs, two-sided 0.05                           | share     | fisher.p        | HOLDS
      control superior, one-sided 0.025                         | share     | fisher.better   | HOLDS
      level differs, two-sided 0.05                             | level     | level.p         | DOES_NOT_HOLD
      harmed superior, two-sided 0.05                           | rates     | rates.p         | HOLDS
      harmed differs, two-sided 0.0009                          | rates     | rates.p         | DOES_NOT_HOLD
      off differs, two-sided 0.05                               | logrank   | logrank.p       | HOLDS
      off log-rank superior, one-sided 0.025                    | logrank   | logrank.better  | HOLDS
      off superior at 60 d, two-sided 0.05                      | survival  | survival.p      | HOLDS
      off differs at 60 d, two-sided 0.03                       | survival  | survival.p      | DOES_NOT_HOLD
      off-or superior at 60 d, two-sided 0.05                   | incidence | incidence.p     | HOLDS
      """;

  private static final String MARGINS =
      """
      welch not inferior by 1 mmHg at 84 d, two-sided 0.05      | welch     | welch.upper     | HOLDS
      welch not inferior by 1 mmHg, one-sided 0.025            | welch     | welch.upper     | HOLDS
      adjusted not inferior by 1 mmHg, two-sided 0.05           | adjusted  | adjusted.upper  | HOLDS
      bad not inferior by 79 %, two-sided 0.05                  | share     | newcombe.upper  | HOLDS
      bad not inferior by 78 %, two-sided 0.05                  | share     | newcombe.upper  | DOES_NOT_HOLD
      harmed not inferior by ratio 1.1, two-sided 0.05          | rates     | rates.upper     | HOLDS
      off not inferior by ratio 1.1, one-sided 0.025            | cox       | cox.upper       | HOLDS
      off not inferior by 5 % at 60 d, two-sided 0.05           | survival  | survival.lower  | HOLDS
      off-or not inferior by 5 % at 60 d, one-sided 0.025       | incidence | incidence.upper | HOLDS
      """;

  private static final String UNDECIDED =
      """
      wards differs, two-sided 0.05         | no method here knows that people of one site are alike
      other differs, two-sided 0.05         | exam.systolic can be adjusted for its own answer before treatment alone
      off-or difference at 60 d > -5 %, one-sided 0.025 | beside what comes against it an event has no survival: say 'not inferior by …'
      """;

  private static final String NOBODY =
      """
      welch differs, two-sided 0.05                | two groups with two answers in each are needed
      adjusted differs, two-sided 0.05             | two groups with two answers in each are needed
      good differs, two-sided 0.05                 | two groups with somebody in each are needed
      level differs, two-sided 0.05                | two groups with somebody in each are needed
      harmed differs, two-sided 0.05               | two groups with somebody in each are needed
      off differs, two-sided 0.05                  | two groups with somebody in each are needed
      off not inferior by ratio 2, one-sided 0.025 | two groups with somebody in each are needed
      off-or differs at 60 d, two-sided 0.05       | two groups with somebody in each are needed
      """;

  private static final String ALONE =
      """
      off-or differs, two-sided 0.05
      off-or superior, one-sided 0.025
      pressure differs at 84 d, two-sided 0.05
      pressure not inferior by 1 mmHg, two-sided 0.05
      """;

  private static final Study STUDY = study();
  private static final Cut CUT = new Cut(STUDY, 1, LocalDate.EPOCH, "");
  private static final Folding FOLDING = new Folding(CUT);
  private static final Report REPORT =
      Report.byArm(CUT, FOLDING, subjects(Truth.YES), Report.Models.NOW);

  private static Study study() {
    var tests = new StringBuilder("  tests:\n");
    for (var table : List.of(DIFFERENCES, MARGINS, UNDECIDED, NOBODY, ALONE)) {
      table
          .lines()
          .map(line -> line.split("\\|")[0].strip())
          .distinct()
          .forEach(test -> tests.append("    t%d: %s\n".formatted(tests.length(), test)));
    }

    var files = new java.util.HashMap<>(TEMPLATE.files());
    var text = files.get("study.yaml");
    int from = text.indexOf("  tests:\n");
    int to = text.indexOf("  size: ");
    text =
        text.substring(0, from)
            + ENDPOINTS
            + tests
            + text.substring(to)
            + "  history: {title: History, day: \"Asked on [date]\", pain: \"Pain [none < some <"
            + " much < all]\"}\n";
    text =
        text.replace("    screening: consent, exam\n", "    screening: consent, exam, history\n");
    files.put("study.yaml", text);
    files.keySet().retainAll(List.of("study.yaml"));
    return StudyReader.read(new Folder(files)).orThrow();
  }

  private static Subject subject(int i, Truth inSet) {
    double before = of("baseline", i);
    var measured =
        new Value.Measured(
            Map.of(
                "exam.systolic",
                new Value.Series(
                    OptionalDouble.of(before),
                    List.of(
                        new Value.Score("30 d", 30, before - i % 7),
                        new Value.Score("58 d", 58, before - i % 5),
                        new Value.Score("end", 84, of("after", i))))));
    long day = (long) of("time", i);
    var holds = new Value.Holds(of("yes", i) == 1 ? Truth.YES : Truth.NO);
    return new Subject(
        new ParticipantId("S-" + i),
        new SiteId("S"),
        Optional.of(LocalDate.EPOCH),
        Optional.of(of("arm", i) == 1 ? "active" : "placebo"),
        Map.of(),
        Optional.empty(),
        "treated",
        false,
        "",
        Map.of(),
        Map.of(),
        Map.of("ITT", inSet, "safety", Truth.YES),
        Map.ofEntries(
            Map.entry("pressure", measured),
            Map.entry("welch", measured),
            Map.entry("value", measured),
            Map.entry("adjusted", measured),
            Map.entry("other", measured),
            Map.entry("control", holds),
            Map.entry("good", holds),
            Map.entry("bad", holds),
            Map.entry("wards", holds),
            Map.entry("level", new Value.Placed(Optional.of((int) of("place", i)))),
            Map.entry("harmed", new Value.Counted((int) of("events", i), of("days", i))),
            Map.entry("off", time(day, of("cause", i) == 1 ? 1 : 0)),
            Map.entry("off-or", time(day, (int) of("cause", i)))),
        Subject.Course.NONE,
        Subject.Background.NONE);
  }

  private static Value.Time time(long day, int cause) {
    var value =
        switch (cause) {
          case 1 -> new EndpointValue.EventOn(day);
          case 2 -> new EndpointValue.CompetingOn(day);
          default -> new EndpointValue.CensoredOn(day);
        };
    return new Value.Time(value, Optional.empty(), List.of());
  }

  private static double of(String name, int i) {
    return FromR.numbers("tests." + name)[i];
  }

  private static List<Subject> subjects(Truth ofControl) {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < FromR.numbers("tests.arm").length; i++) {
      subjects.add(subject(i, of("arm", i) == 1 ? Truth.YES : ofControl));
    }
    return subjects;
  }

  private static Decision decide(String test) {
    return decide(test, Truth.YES);
  }

  /** The test alone, whatever stands before it. */
  private static Decision decide(String text, Truth ofControl) {
    var test =
        STUDY.measure().plan().tests().stream()
            .filter(one -> one.text().equals(text))
            .findFirst()
            .orElseThrow();
    var people = subjects(ofControl);
    var analyses = new Analyses(STUDY, FOLDING.revealing(), people, false, false);
    var looks = new Looks(STUDY, analyses, people, false);
    return new Decisions(STUDY, analyses, REPORT.results(), looks).decide(test);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = DIFFERENCES)
  void a_claim_of_a_difference_is_decided_by_the_p_of_r(
      String test, String estimate, String p, Verdict verdict) {
    var decision = decide(test);
    assertThat(decision.verdict()).as(decision.reason()).isEqualTo(verdict);
    var evidence = decision.evidence().getFirst();
    agree(evidence.estimate(), estimate);
    agree(evidence.p().known().orElseThrow(), p);
    assertThat(evidence.holds()).isEqualTo(verdict == Verdict.HOLDS);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = MARGINS)
  void a_claim_of_a_margin_is_decided_by_the_limit_of_r(
      String test, String estimate, String limit, Verdict verdict) {
    var decision = decide(test);
    assertThat(decision.verdict()).as(decision.reason()).isEqualTo(verdict);
    var evidence = decision.evidence().getFirst();
    agree(evidence.estimate(), estimate);
    agree(evidence.bound().known().orElseThrow(), limit);
  }

  private static void agree(double got, String name) {
    double expected = FromR.numbers("tests." + name)[0];
    assertThat(got).as(name).isCloseTo(expected, within(1e-8 * Math.abs(expected)));
  }

  @Test
  void gray_s_test_keeps_the_side_on_which_it_differs() {
    assertThat(p("off-or differs, two-sided 0.05"))
        .isCloseTo(FromR.numbers("tests.gray.p")[0], within(1e-9));
    assertThat(p("off-or superior, one-sided 0.025"))
        .isCloseTo(FromR.numbers("tests.gray.p")[0] / 2, within(1e-9));
  }

  private static double p(String test) {
    return decide(test).evidence().getFirst().p().known().orElseThrow();
  }

  @Test
  void the_mixed_model_decides_where_the_endpoint_names_it_by_its_last_visit() {
    var last =
        REPORT.find("pressure", "ITT", Result.Repeated.class).orElseThrow().visits().getLast();
    assertThat(p("pressure differs at 84 d, two-sided 0.05")).isEqualTo(last.p());
    var margin = decide("pressure not inferior by 1 mmHg, two-sided 0.05").evidence().getFirst();
    assertThat(margin.item()).isEqualTo("exam.systolic");
    assertThat(margin.bound().known().orElseThrow()).isCloseTo(last.upper(), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = UNDECIDED)
  void what_no_method_here_decides_says_so(String test, String reason) {
    var decision = decide(test);
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = NOBODY)
  void with_nobody_in_the_control_nothing_is_decided(String test, String reason) {
    var decision = decide(test, Truth.NO);
    assertThat(decision.verdict()).isEqualTo(Verdict.NOT_DECIDED);
    assertThat(decision.reason()).isEqualTo(reason);
  }

  @Test
  void the_difference_of_means_stands_among_the_results_with_its_test() {
    var found = REPORT.find("welch", "ITT", Result.MeanDifference.class).orElseThrow();
    agree(found.p(), "welch.p");
    agree(found.upper(), "welch.upper");
    assertThat(found.group()).isEqualTo("active");
  }

  @ParameterizedTest
  @CsvSource({"crossover, differ", "liver-fat, liver", "double-blind, lower"})
  void the_planned_test_of_a_template_is_decided_once_its_scenario_was_played(
      String template, String name) {
    var folder = Folder.read(Path.of("../studies", template));
    var study = StudyReader.read(folder).orThrow();
    var scenario = ScenarioReader.read(study, folder).scenario().orElseThrow();
    var day = scenario.setting().begins().plusMonths(48);
    var clinic = new PaperClinic(study, scenario, 5);
    var player = new Player(study, scenario, 5, clinic, new Player.Limits(24, day));
    player.play(_ -> true);
    var cut = new Cut(study, Long.MAX_VALUE, day, "");
    var folding = new Folding(cut);
    var subjects = player.facts().stream().map(folding::subject).toList();
    var decision = Report.byArm(cut, folding, subjects, Report.Models.NOW).tests().getFirst();
    assertThat(decision.test()).isEqualTo(name);
    assertThat(decision.verdict()).as(decision.reason()).isIn(Verdict.HOLDS, Verdict.DOES_NOT_HOLD);
  }
}
