package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Levels;
import org.trialwright.journey.StudyFolder;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Escalation;
import org.trialwright.study.Folder;
import org.trialwright.study.How;
import org.trialwright.study.Next;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/** The template studies, one for each kind of design, are complete and can be played to the end. */
class TemplatesTest {
  private static final int MOST_LINES = 120;

  /** A trial from its public record has all of its endpoints, not one of each kind. */
  private static final int MOST_LINES_OF_A_TRIAL = 200;

  /** A study folder and what became of it. */
  private record Played(
      Study study, Player.Progress progress, List<List<Fact>> facts, List<Journey> journeys) {
    static Played of(String name, int participants) {
      return of(name, participants, text -> text);
    }

    /** With study and scenario changed. */
    static Played of(String name, int participants, UnaryOperator<String> change) {
      var folder = folder(name);
      for (var file : List.of("study.yaml", "scenario.yaml")) {
        folder = folder.with(file, change.apply(folder.files().getOrDefault(file, "")));
      }
      var study = StudyFolder.load(folder).orThrow();
      var scenario = ScenarioReader.read(study, folder).scenario().orElseThrow();
      var clinic = new PaperClinic(study, scenario, 1);
      var limits = new Player.Limits(participants, lastDay(scenario));
      var player = new Player(study, scenario, 1, clinic, limits);
      var progress = player.play(_ -> true);
      var journeys =
          player.facts().stream()
              .map(facts -> Journey.of(study, facts, Surroundings.on(progress.day())))
              .toList();
      return new Played(study, progress, player.facts(), journeys);
    }

    private static LocalDate lastDay(Scenario scenario) {
      var setting = scenario.setting();
      return setting.begins().plusDays((long) (setting.months() * Scenario.DAYS_PER_MONTH));
    }

    /** The places at which somebody ever stood. */
    Set<String> places() {
      var places = new TreeSet<String>();
      for (var path : study.next().paths()) {
        path.places().stream()
            .map(Next.Place::name)
            .filter(place -> journeys.stream().anyMatch(journey -> journey.world().beenAt(place)))
            .forEach(places::add);
      }
      return places;
    }

    int records(String form) {
      return journeys.stream().mapToInt(journey -> journey.records(study.form(form)).size()).sum();
    }
  }

  static List<String> folders() {
    return List.of(
        "cohort",
        "two-stage",
        "cycles",
        "event-driven",
        "crossover",
        "double-blind",
        "tracks",
        "escalation",
        "cluster",
        "wedge",
        "liver-fat");
  }

  /** How many take part in a dose escalation is not known beforehand; it has tests of its own. */
  static List<String> foldersOfAKnownNumber() {
    return folders().stream().filter(name -> !name.equals("escalation")).toList();
  }

  private static Folder folder(String name) {
    return Folder.read(Path.of("../studies", name));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void each_folder_is_small_complete_and_speaks_two_languages(String name) {
    var folder = folder(name);
    assertThat(folder.files()).containsKeys("study.yaml", "zh.yaml", "cases.yaml", "scenario.yaml");
    assertThat(folder.files().get("study.yaml").lines().count())
        .isLessThanOrEqualTo(
            folder.files().containsKey("record.json") ? MOST_LINES_OF_A_TRIAL : MOST_LINES);
    var reading = StudyFolder.load(folder);
    assertThat(reading.faults()).isEmpty();
    assertThat(Speaker.of(reading.orThrow(), "zh").missing()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("foldersOfAKnownNumber")
  void twenty_five_participants_are_played_to_the_end(String name) {
    var played = Played.of(name, 25);
    assertThat(played.progress().counted()).isEqualTo(25);
    assertThat(played.journeys()).allMatch(journey -> journey.refusals().isEmpty());
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("foldersOfAKnownNumber")
  void two_hundred_are_played_to_the_end_and_every_place_is_reached(String name) {
    var played = Played.of(name, 200);
    assertThat(played.progress().counted()).isEqualTo(200);
    assertThat(played.journeys()).allMatch(journey -> journey.refusals().isEmpty());
    assertThat(played.places())
        .hasSize(
            played.study().next().paths().stream().mapToInt(path -> path.places().size()).sum());
  }

  @Test
  void a_drug_that_helps_nobody_stops_after_the_first_stage() {
    var futile = Played.of("two-stage", 83, text -> text.replace("chance 0.40", "chance 0.05"));
    assertThat(futile.progress().counted()).isEqualTo(37);
    var stage = futile.study().measure().plan().looks().getFirst().stage().orElseThrow();
    var response = futile.study().measure().endpoint("response").orElseThrow();
    long responses =
        futile.journeys().stream().filter(one -> one.asked(response) == Truth.YES).count();
    assertThat(responses).isLessThan(stage.rule().least());
  }

  @Test
  void the_last_event_ends_an_event_driven_study() {
    var played =
        Played.of(
            "event-driven",
            60,
            text -> text.replaceAll("(?<![.\\d])80\\b", "12").replace("40 of 12", "6 of 12"));
    var end = played.study().measure().plan().end().orElseThrow();
    assertThat(end.events()).isEqualTo(12);
    assertThat(played.journeys().stream().filter(journey -> journey.has(end)).count())
        .isEqualTo(12);
  }

  @Test
  void in_a_cross_over_each_gets_both_drugs_in_the_order_drawn() {
    var played = Played.of("crossover", 12);
    var dose = played.study().form("dose");
    var drug = dose.item("drug").orElseThrow();
    Map<String, Set<List<String>>> given = new TreeMap<>();
    for (var journey : played.journeys()) {
      if (journey.place().equals("finished")) {
        given
            .computeIfAbsent(journey.arm().orElseThrow(), _ -> new java.util.HashSet<>())
            .add(
                journey.records(dose).stream()
                    .map(record -> Journey.codeOf(drug, record.answer(drug)).orElseThrow())
                    .toList());
      }
    }
    assertThat(given)
        .isEqualTo(
            Map.of(
                "old-new", Set.of(List.of("oldol", "newol")),
                "new-old", Set.of(List.of("newol", "oldol"))));
  }

  @Test
  void a_track_goes_its_own_way_and_its_visits_with_it() {
    var played = Played.of("tracks", 25);
    assertThat(played.journeys())
        .filteredOn(journey -> journey.at("silent"))
        .isNotEmpty()
        .allSatisfy(
            journey -> assertThat(journey.records(played.study().form("pain"))).hasSizeLessThan(5));
    assertThat(played.records("recovery")).isPositive();
  }

  /** Each level is derived again from what stood before it, by the table of the study. */
  @Test
  void a_dose_escalation_ends_with_a_level_that_was_tolerated() {
    var played = Played.of("escalation", 200);
    var study = played.study();
    var rule = ((How.Cohorts) study.how().allocation()).rule();
    assertThat(played.journeys()).allMatch(journey -> journey.refusals().isEmpty());
    var end = Levels.next(study, rule, played.facts(), played.progress().day());
    assertThat(end).isEqualTo(new Escalation.Verdict.Recommended("mg-40"));
    assertThat(at(played, "mg-80")).isBetween(2, 6);
    assertThat(at(played, "mg-40")).isGreaterThanOrEqualTo(12);
    for (var facts : played.facts()) {
      for (var fact : facts) {
        if (fact.event() instanceof Event.Allocated drawn) {
          var then =
              Levels.next(
                  study,
                  rule,
                  Levels.before(fact.sequence(), played.facts()),
                  fact.occurred().earliest());
          assertThat(then)
              .isInstanceOfSatisfying(
                  Escalation.Verdict.Take.class,
                  take -> assertThat(take.level()).isEqualTo(drawn.arm()));
        }
      }
    }
  }

  private static int at(Played played, String level) {
    return (int)
        played.journeys().stream().filter(one -> one.arm().equals(Optional.of(level))).count();
  }

  @Test
  void a_drug_that_harms_everybody_has_no_tolerated_level() {
    var harmful =
        Played.of(
            "escalation", 200, text -> text.replaceAll("chance: 0.03 if .*?0.55", "chance: 0.95"));
    assertThat(harmful.journeys().stream().flatMap(one -> one.arm().stream()).distinct())
        .containsExactly("mg-20", "mg-10");
    var rule = ((How.Cohorts) harmful.study().how().allocation()).rule();
    assertThat(Levels.next(harmful.study(), rule, harmful.facts(), harmful.progress().day()))
        .isEqualTo(new Escalation.Verdict.NoneTolerated());
  }

  @Test
  void a_site_has_one_arm() {
    var arms = armsOfSites(Played.of("cluster", 60));
    assertThat(arms.values()).allSatisfy(of -> assertThat(of).hasSize(1));
    assertThat(arms.values().stream().flatMap(Set::stream).distinct()).hasSize(2);
  }

  @Test
  void sites_cross_once_at_the_steps_and_never_back() {
    var played = Played.of("wedge", 240);
    var steps = ((How.Sites) played.study().how().allocation()).steps().orElseThrow();
    Map<String, TreeSet<LocalDate>> before = new TreeMap<>();
    Map<String, TreeSet<LocalDate>> after = new TreeMap<>();
    for (var journey : played.journeys()) {
      journey
          .allocation()
          .ifPresent(
              drawn ->
                  (drawn.arm().equals(steps.before()) ? before : after)
                      .computeIfAbsent(drawn.stratum(), _ -> new TreeSet<>())
                      .add(journey.allocatedOn().orElseThrow()));
    }
    assertThat(after).hasSize(12);
    after.forEach(
        (site, days) -> {
          assertThat(days.first()).isAfterOrEqualTo(steps.first());
          var last = before.getOrDefault(site, new TreeSet<>(Set.of(LocalDate.MIN))).last();
          assertThat(last).isBefore(days.first());
        });
    assertThat(before.values().stream().map(TreeSet::last)).anyMatch(steps.begins(3)::isBefore);
  }

  private static Map<String, Set<String>> armsOfSites(Played played) {
    Map<String, Set<String>> arms = new TreeMap<>();
    played.journeys().stream()
        .flatMap(journey -> journey.allocation().stream())
        .forEach(
            drawn -> arms.computeIfAbsent(drawn.stratum(), _ -> new TreeSet<>()).add(drawn.arm()));
    return arms;
  }
}
