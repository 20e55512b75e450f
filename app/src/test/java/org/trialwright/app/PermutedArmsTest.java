package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Draft;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.simulation.PaperClinic;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;

/**
 * Two houses with the same people. In the second everything that reveals an arm, the allocation
 * included, is moved from one participant to another; what was known before allocation, and what
 * all arms share, stays. Whatever a blinded role receives is the same, byte for byte, in both but
 * for hashes, random keys and times; the committee's pages differ.
 */
class PermutedArmsTest {
  private static final int PEOPLE = 16;
  private static final int MONTHS = 30;
  private static final long SEED = 5;

  private static final String EVENTS = "/safety/events";

  private static final List<String> BLINDED =
      List.of(
          "",
          "investigator",
          "coordinator",
          "monitor",
          "data-manager",
          "statistician",
          "administrator",
          "sponsor");

  /** By hand, from the specification: not by the rule of the program that is tested here. */
  private static final Set<String> FORMS_OF_ONE_ARM =
      Set.of(
          "cre",
          "mdt",
          "restaging",
          "operation",
          "operation-date",
          "surgery-cancelled",
          "pathology",
          "complication",
          "adjuvant",
          "adjuvant-dose",
          "evaluations-declined",
          "missed-evaluation",
          "recurrence");

  private static final Pattern VISITS_OF_ONE_ARM =
      Pattern.compile("(surveillance|cre|quality-op|restaging)\\b.*");
  private static final Pattern FIGURE =
      Pattern.compile("(?:href|src)=\"(/results/[^\"?]+\\.(?:svg|png|csv))(\\?[^\"]*)?\"");

  @TempDir Path folder;

  @Test
  void blinded_roles_receive_the_same_bytes_when_arms_are_exchanged_and_the_committee_does_not()
      throws IOException {
    Study study = Studies.read(Studies.BUILT_IN);
    Scenario scenario =
        ScenarioReader.read(study, Folder.read(Studies.folder(Studies.BUILT_IN)))
            .scenario()
            .orElseThrow();
    List<Fact> facts = played(study, scenario);
    List<Fact> permuted = permuted(facts);
    assertThat(arms(permuted)).as("arms that moved").isNotEqualTo(arms(facts));
    assertThat(arms(permuted).values())
        .as("and are the same all together")
        .containsExactlyInAnyOrderElementsOf(arms(facts).values());

    var first = everything(folder.resolve("first"), study, scenario, facts);
    var second = everything(folder.resolve("second"), study, scenario, permuted);
    assertThat(second.blinded().keySet()).isEqualTo(first.blinded().keySet());
    List<String> differences = new ArrayList<>();
    first
        .blinded()
        .forEach(
            (place, text) -> {
              String one = ConcealmentTest.plain(text);
              String other = ConcealmentTest.plain(second.blinded().getOrDefault(place, ""));
              if (!one.equals(other)) {
                differences.add(place + ": " + ConcealmentTest.difference(one, other));
              }
            });
    System.out.printf("permuted arms: %d places compared%n", first.blinded().size());
    assertThat(differences).as("places that differ between the two").isEmpty();
    assertThat(first.blinded().keySet()).hasSizeGreaterThan(50);
    assertThat(first.blinded().get("sponsor " + EVENTS))
        .as("serious events of somebody, in either arm")
        .containsPattern("<th scope=\"row\">\\d\\d-\\d{3}");
    assertThat(ConcealmentTest.plain(second.committee()))
        .as("what the committee reads")
        .isNotEqualTo(ConcealmentTest.plain(first.committee()));
  }

  private static List<Fact> played(Study study, Scenario scenario) {
    LocalDate until = scenario.setting().begins().plusMonths(MONTHS);
    var clinic = new PaperClinic(study, scenario, SEED);
    var player = new Player(study, scenario, SEED, clinic, new Player.Limits(PEOPLE, until));
    player.play(_ -> true);
    return player.facts().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Fact::sequence))
        .flatMap(fact -> withQuery(fact).stream())
        .toList();
  }

  /** On each record that only one arm has somebody asks a query, which stays open. */
  private static List<Fact> withQuery(Fact fact) {
    if (!(fact.event() instanceof Event.Saved saved) || !FORMS_OF_ONE_ARM.contains(saved.form())) {
      return List.of(fact);
    }
    int number = Math.toIntExact(fact.sequence());
    var query = new Event.Queried(number, saved.form(), saved.ordinal(), "", "Is this right?");
    var key = UUID.nameUUIDFromBytes(fact.key().toString().getBytes(StandardCharsets.UTF_8));
    var who = fact.participant().orElseThrow();
    return List.of(fact, with(fact, who, query, key));
  }

  private static Map<ParticipantId, String> arms(List<Fact> facts) {
    Map<ParticipantId, String> arms = new HashMap<>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Allocated drawn) {
        arms.put(fact.participant().orElseThrow(), drawn.arm());
      }
    }
    return arms;
  }

  private static boolean reveals(Event event) {
    if (event instanceof Event.Queried) {
      return true;
    }
    return event instanceof Event.Saved saved
        && (FORMS_OF_ONE_ARM.contains(saved.form())
            || VISITS_OF_ONE_ARM.matcher(saved.visit()).matches()
            || saved.answers().containsValue("camrelizumab"));
  }

  /** Each allocated participant gets arm, path and doses of the next one, in every fact's place. */
  private static List<Fact> permuted(List<Fact> facts) {
    var arms = arms(facts);
    var people = arms.keySet().stream().sorted(Comparator.comparing(ParticipantId::value)).toList();
    Map<ParticipantId, ParticipantId> before = new HashMap<>();
    Map<ParticipantId, ParticipantId> next = new HashMap<>();
    for (int i = 0; i < people.size(); i++) {
      var other = people.get((i + 1) % people.size());
      next.put(people.get(i), other);
      before.put(other, people.get(i));
    }
    List<Fact> permuted = new ArrayList<>();
    for (var fact : facts) {
      var who = fact.participant().orElseThrow();
      if (fact.event() instanceof Event.Allocated(_, var stratum, var at, var how, var origin)) {
        var arm = arms.getOrDefault(next.get(who), "");
        permuted.add(with(fact, who, new Event.Allocated(arm, stratum, at, how, origin)));
      } else if (reveals(fact.event())) {
        permuted.add(with(fact, before.getOrDefault(who, who), fact.event()));
      } else {
        permuted.add(fact);
      }
    }
    return permuted;
  }

  private static Fact with(Fact fact, ParticipantId who, Event event) {
    return with(fact, who, event, fact.key());
  }

  private static Fact with(Fact fact, ParticipantId who, Event event, UUID key) {
    return new Fact(
        fact.sequence(),
        Optional.of(who),
        event,
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        key);
  }

  /** What blinded roles receive, by place, and what the committee reads. */
  private record Read(Map<String, String> blinded, String committee) {}

  private static Read everything(Path data, Study study, Scenario scenario, List<Fact> facts)
      throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("demo.password"), "fudo1-bana2-kile3\n");
    try (var house = new PlayedTrial(data, Demo.start(data, 0, study, Optional.of(scenario)))) {
      var trial = house.running().bean(Desk.class).trial();
      trial
          .transaction()
          .executeWithoutResult(_ -> facts.forEach(fact -> trial.journal().append(draft(fact))));
      Map<String, String> blinded = new TreeMap<>();
      for (var account : BLINDED) {
        read(house, account, blinded);
      }
      Browser committee = house.browser("committee");
      committee.get("/committee/enter");
      committee.post("/committee/enter", Map.of("password", house.password()));
      return new Read(blinded, committee.get("/committee/now").body());
    }
  }

  private static Draft draft(Fact fact) {
    return new Draft(
        fact.participant(),
        fact.event(),
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key(),
        Set.of());
  }

  private static void read(PlayedTrial house, String account, Map<String, String> read) {
    Browser browser = house.browser(account);
    String past = "?as-of=2025-03-31";
    Set<String> paths = new TreeSet<>();
    for (var page :
        List.of("/overview", "/results", "/safety", "/monitoring", "/recommendations", EVENTS)) {
      paths.add(page);
      paths.add(page + past);
    }
    paths.add("/results?month=9");
    var figures = FIGURE.matcher(browser.get("/results").body());
    while (figures.find()) {
      paths.add(figures.group(1));
      paths.add(figures.group(1) + past);
    }
    for (var path : paths) {
      var answer = browser.get(path);
      read.put(account + " " + path, answer.statusCode() + "\n" + answer.body());
    }
  }
}
