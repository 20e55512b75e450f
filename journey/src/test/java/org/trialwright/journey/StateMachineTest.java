package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.trialwright.study.Case;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Next;

/** Every recorded outcome in every place, against a table written by hand from the protocol. */
class StateMachineTest {
  private static final Map<String, String> GROUPS =
      Map.of(
          "cre",
          "cre-1 cre-1-repeat cre-2 cre-2-repeat regrowth-workup",
          "watched",
          "surveillance observed",
          "planned",
          "surgery-planned-standard surgery-planned-immediate surgery-planned-delayed"
              + " surgery-planned-by-choice surgery-planned-declined surgery-planned-late",
          "studied",
          "randomised neoadjuvant neoadjuvant-2 restaging cre watched planned postop"
              + " postop-explored adjuvant follow-up disease unresected");

  /** One line of the table: who stands where gets where; others keep their place. */
  private record Outcome(String name, String fact, Map<String, String> leads) {}

  private static final List<Outcome> TABLE = table();
  private static final Map<String, WorkedCase> PARTICIPANTS = new LinkedHashMap<>();
  private static final Map<String, Case.CaseFact> FACTS = new LinkedHashMap<>();

  static {
    var text = new StringBuilder(resource("places.yaml"));
    for (int i = 0; i < TABLE.size(); i++) {
      var fact = TABLE.get(i).fact();
      text.append("outcome-" + i + ":\n  facts:\n    2024-12-01 " + fact + "\n");
    }
    var read = CaseReader.read(Trial.with(text.toString()), Trial.STUDY);
    assertThat(read.faults()).isEmpty();
    for (var one : read.cases()) {
      if (one.name().startsWith("at-")) {
        PARTICIPANTS.put(one.name().substring("at-".length()), new WorkedCase(Trial.STUDY, one));
      } else if (one.name().startsWith("outcome-")) {
        int index = Integer.parseInt(one.name().substring("outcome-".length()));
        FACTS.put(TABLE.get(index).name(), one.facts().getFirst());
      }
    }
  }

  private static String resource(String name) {
    try (var in = Objects.requireNonNull(StateMachineTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Outcome> table() {
    var outcomes = new ArrayList<Outcome>();
    for (var line : resource("state-machine.txt").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var parts = line.split("\\|", -1);
      Map<String, String> leads = new LinkedHashMap<>();
      for (var way : parts[2].split(";", -1)) {
        var target = way.substring(0, way.indexOf(':')).strip();
        for (var from : places(way.substring(way.indexOf(':') + 1))) {
          assertThat(leads.put(from, target)).as("%s from %s", line, from).isNull();
        }
      }
      outcomes.add(new Outcome(parts[0].strip(), parts[1].strip(), leads));
    }
    return outcomes;
  }

  private static List<String> places(String words) {
    var places = new ArrayList<String>();
    for (var word : words.strip().split("\\s+", -1)) {
      var group = GROUPS.get(word);
      if (group == null) {
        places.add(word);
      } else {
        places.addAll(places(group));
      }
    }
    return places;
  }

  private static String placeOf(String participant) {
    return Trial.STUDY.next().places().stream()
        .map(Next.Place::name)
        .filter(place -> participant.equals(place) || participant.startsWith(place + "-"))
        .reduce((one, other) -> one.length() > other.length() ? one : other)
        .orElseThrow();
  }

  @Test
  void there_is_a_participant_in_every_place() {
    var reached = new TreeSet<String>();
    PARTICIPANTS.forEach(
        (name, participant) -> {
          var place = participant.on(participant.lastDay()).place();
          assertThat(place).as(name).isEqualTo(placeOf(name));
          reached.add(place);
        });
    assertThat(reached)
        .containsExactlyInAnyOrderElementsOf(
            Trial.STUDY.next().places().stream().map(Next.Place::name).toList());
  }

  @Test
  void the_table_names_places_and_participants_that_exist() {
    for (var outcome : TABLE) {
      outcome
          .leads()
          .forEach(
              (from, to) -> {
                assertThat(PARTICIPANTS).as(outcome.name()).containsKey(from);
                if (!to.equals("keeps") && !to.equals("refused")) {
                  assertThat(Trial.STUDY.next().place(to))
                      .as("%s: %s", outcome.name(), to)
                      .isPresent();
                }
              });
    }
  }

  @TestFactory
  Stream<DynamicTest> every_outcome_leads_where_the_protocol_says_from_every_place() {
    return TABLE.stream()
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.name(), () -> assertThat(found(outcome)).isEqualTo(expected(outcome))));
  }

  private static String expected(Outcome outcome) {
    var text = new StringBuilder();
    for (var participant : PARTICIPANTS.keySet()) {
      var lead = outcome.leads().getOrDefault(participant, "keeps");
      text.append(participant).append(": ");
      text.append(lead.equals("keeps") ? placeOf(participant) : lead).append('\n');
    }
    return text.toString();
  }

  private static String found(Outcome outcome) {
    var text = new StringBuilder();
    var fact = Objects.requireNonNull(FACTS.get(outcome.name()));
    PARTICIPANTS.forEach(
        (name, participant) -> {
          var journey = participant.with(fact);
          text.append(name).append(": ");
          text.append(journey.refusals().isEmpty() ? journey.place() : "refused").append('\n');
        });
    return text.toString();
  }
}
