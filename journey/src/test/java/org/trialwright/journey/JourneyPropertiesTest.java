package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Next;

/** What must be true of every journey, tried on whole participants in random orders. */
class JourneyPropertiesTest {
  private static final long SEED = 6_339_060;
  private static final LocalDate TODAY = LocalDate.parse("2030-01-01");

  /** The worked participants with the longest histories. */
  static Stream<String> participants() {
    return Stream.of("P01", "P07", "P08", "P09", "P10", "P11", "P12", "fine");
  }

  // ---- everything a journey says, as text

  private static String told(Journey journey) {
    var text = new StringBuilder();
    text.append(journey.stays()).append('\n');
    text.append(journey.arm()).append(journey.allocatedOn()).append('\n');
    text.append(journey.undecided().map(Next.Exit::text)).append('\n');
    journey
        .refusals()
        .forEach(
            refusal -> text.append(refusal.record() + " refused in " + refusal.place() + "\n"));
    for (var form : journey.study().forms().values()) {
      for (var record : journey.records(form)) {
        text.append(record).append(' ').append(record.occurred()).append(' ');
        text.append(record.visit()).append(' ');
        form.items().forEach(item -> text.append(item.name() + "=" + record.answer(item) + " "));
        journey
            .findings(record)
            .forEach(finding -> text.append(finding.check().message() + finding.raised()));
        text.append(record.unanswered()).append('\n');
      }
    }
    for (var due : journey.calendar()) {
      text.append(due.label() + " " + due.from() + " " + due.to() + " " + due.state() + "\n");
    }
    for (var endpoint : journey.study().measure().endpoints()) {
      text.append(endpoint.name() + " " + journey.endpoint(endpoint) + "\n");
    }
    journey
        .eligibility()
        .verdicts()
        .forEach(verdict -> text.append(verdict.criterion().name() + verdict.met() + " "));
    return text.toString();
  }

  private static Journey fold(List<Fact> facts) {
    return Journey.of(Trial.STUDY, facts, at(TODAY));
  }

  private static Surroundings at(LocalDate today) {
    return new Surroundings(
        today, Optional.empty(), java.util.Set.of(), Truth.YES, Truth.YES, Map.of());
  }

  /** The same facts, stated in another order; those of one day keep theirs. */
  private static List<Fact> recordedIn(List<Fact> order) {
    var facts = new ArrayList<Fact>();
    for (var fact : order) {
      facts.add(numbered(fact, facts.size() + 1));
    }
    return facts;
  }

  private static Fact numbered(Fact fact, long sequence) {
    return new Fact(
        sequence,
        fact.participant(),
        fact.event(),
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key());
  }

  private static Fact saved(Fact like, Map<String, String> answers, PartialDate occurred) {
    if (!(like.event() instanceof Event.Saved saved)) {
      throw new IllegalArgumentException("not a save: " + like);
    }
    return new Fact(
        like.sequence(),
        like.participant(),
        new Event.Saved(saved.form(), saved.ordinal(), saved.visit(), answers, saved.ages()),
        like.author(),
        like.recorded(),
        occurred,
        "mistyped",
        like.studyVersion(),
        UUID.nameUUIDFromBytes(new byte[] {1}));
  }

  private static Random random(String name) {
    return new Random(SEED + name.hashCode());
  }

  // ---- properties

  @ParameterizedTest
  @MethodSource("participants")
  void the_order_in_which_facts_of_different_days_are_typed_changes_nothing(String name) {
    var facts = Trial.participant(name).facts();
    var expected = told(fold(facts));
    var random = random(name);
    for (int i = 0; i < 8; i++) {
      var days =
          facts.stream()
              .map(fact -> fact.occurred().earliest())
              .distinct()
              .collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(days, random);
      var shuffled =
          facts.stream()
              .sorted(Comparator.comparingInt(fact -> days.indexOf(fact.occurred().earliest())))
              .toList();

      assertThat(told(fold(recordedIn(shuffled))))
          .as("seed %d, round %d", SEED, i)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("participants")
  void a_correction_replaces_in_place_and_everything_is_folded_again(String name) {
    var facts = Trial.participant(name).facts();
    var random = random(name);
    for (int i = 0; i < 12; i++) {
      int at = random.nextInt(facts.size());
      if (!(facts.get(at).event() instanceof Event.Saved saved) || saved.answers().isEmpty()) {
        continue;
      }
      Map<String, String> answers = new TreeMap<>(saved.answers());
      var names = List.copyOf(answers.keySet());
      answers.remove(names.get(random.nextInt(names.size())));
      var corrected = saved(facts.get(at), answers, facts.get(at).occurred());
      var replaced = new ArrayList<>(facts);
      replaced.set(at, corrected);
      var appended = new ArrayList<>(facts);
      appended.add(numbered(corrected, facts.size() + 1L));

      assertThat(told(fold(appended)))
          .as("seed %d, round %d, %s#%d", SEED, i, saved.form(), saved.ordinal())
          .isEqualTo(told(fold(replaced)));
    }
  }

  @ParameterizedTest
  @MethodSource("participants")
  void a_record_entered_in_error_is_as_if_never_made(String name) {
    var facts = Trial.participant(name).facts();
    var random = random(name);
    for (int i = 0; i < 12; i++) {
      var fact = facts.get(random.nextInt(facts.size()));
      if (!(fact.event() instanceof Event.Saved saved)) {
        continue;
      }
      var without = facts.stream().filter(one -> !one.equals(fact)).toList();
      var voided = new ArrayList<>(facts);
      voided.add(
          numbered(
              new Fact(
                  0,
                  fact.participant(),
                  new Event.Voided(saved.form(), saved.ordinal()),
                  fact.author(),
                  fact.recorded(),
                  PartialDate.of(TODAY),
                  "entered in error",
                  fact.studyVersion(),
                  fact.key()),
              facts.size() + 1L));

      assertThat(told(fold(voided)))
          .as("seed %d, round %d, %s#%d", SEED, i, saved.form(), saved.ordinal())
          .isEqualTo(told(fold(without)));
    }
  }

  @ParameterizedTest
  @MethodSource("participants")
  void nobody_moves_by_time_alone(String name) {
    var facts = Trial.participant(name).facts();
    var last = Trial.participant(name).lastDay();
    var expected = Journey.of(Trial.STUDY, facts, at(last));
    for (int years = 0; years <= 6; years++) {
      var later = Journey.of(Trial.STUDY, facts, at(last.plusMonths(7L * years)));

      assertThat(later.stays()).isEqualTo(expected.stays());
      for (var form : Trial.STUDY.forms().values()) {
        for (int i = 0; i < expected.records(form).size(); i++) {
          for (var item : form.items()) {
            assertThat(later.records(form).get(i).answer(item))
                .as("%s of %s, %d months later", item, name, 7 * years)
                .isEqualTo(expected.records(form).get(i).answer(item));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("participants")
  void the_same_facts_give_the_same_journey_whatever_is_asked_first(String name) {
    var facts = Trial.participant(name).facts();
    var asked = fold(facts);
    var inOrder = told(asked);
    var backwards = fold(facts);
    // Everything worked out is asked for from the last record to the first.
    for (var form : List.copyOf(Trial.STUDY.forms().values()).reversed()) {
      for (var record : backwards.records(form).reversed()) {
        form.items().reversed().forEach(record::answer);
      }
    }

    assertThat(told(asked)).isEqualTo(inOrder);
    assertThat(told(backwards)).isEqualTo(inOrder);
  }

  @ParameterizedTest
  @MethodSource("participants")
  void as_of_an_instant_is_what_was_recorded_until_then(String name) {
    var facts = Trial.participant(name).facts();
    for (int known = 0; known <= facts.size(); known += 3) {
      var then = fold(facts.subList(0, known));

      assertThat(then.stays()).isEqualTo(fold(facts).stays().subList(0, then.stays().size()));
    }
  }

  // ---- examples

  @Test
  void a_late_fact_moves_the_participant_where_it_would_have_in_time() {
    var participant = Trial.participant("P10");
    var metastasis =
        Trial.participant(
            "late",
            """
            late:
              like: P10
              facts:
                2024-07-20 progression: metastasis confirmed
            """);
    var inTime = metastasis.facts();
    var late = new ArrayList<>(participant.facts());
    inTime.stream()
        .filter(
            fact -> fact.event() instanceof Event.Saved saved && saved.form().equals("progression"))
        .forEach(fact -> late.add(numbered(fact, late.size() + 1L)));

    assertThat(fold(participant.facts()).place()).isEqualTo("surveillance");
    assertThat(fold(late).place()).isEqualTo("disease");
    assertThat(fold(late).stays()).isEqualTo(fold(inTime).stays());
    assertThat(fold(late.subList(0, late.size() - 1)).place()).isEqualTo("surveillance");
  }

  @Test
  void a_check_that_waits_for_another_form_is_content_once_that_form_is_there() {
    var cases =
        """
        bad:
          like: P01-begun
          facts:
            2024-07-03 ae: aware-at 2024-07-03 10:00 +08:00, number 1, term pneumonitis, grade 5, serious death
        told:
          like: bad
          facts:
            2024-07-04 death: day 2024-07-04, cause other, source family
        """;
    var message = "Grade 5 needs a death form";

    assertThat(raised(Trial.participant("bad", cases), "ae")).contains(message);
    assertThat(raised(Trial.participant("told", cases), "ae")).doesNotContain(message);
  }

  @Test
  void a_check_that_held_when_the_record_was_made_is_not_raised_by_what_came_later() {
    // The meeting on the first evaluation is judged by the first, not by the second one since.
    assertThat(raised(Trial.participant("P10"), "mdt")).isEmpty();
  }

  private static List<String> raised(WorkedCase participant, String form) {
    var journey = participant.on(participant.lastDay());
    return journey.records(Trial.STUDY.form(form)).stream()
        .flatMap(record -> journey.findings(record).stream())
        .filter(finding -> finding.raised() == Truth.YES)
        .map(finding -> finding.check().message())
        .toList();
  }

  @Test
  void a_second_draw_never_changes_the_arm() {
    var facts = new ArrayList<>(Trial.participant("P01-begun").facts());
    var drawn = facts.stream().filter(fact -> fact.event() instanceof Event.Allocated).findFirst();
    facts.add(
        new Fact(
            facts.size() + 1L,
            drawn.orElseThrow().participant(),
            new Event.Allocated("surgery", "", 2, "", ""),
            drawn.get().author(),
            drawn.get().recorded(),
            PartialDate.of(TODAY),
            "",
            drawn.get().studyVersion(),
            UUID.nameUUIDFromBytes(new byte[] {2})));

    assertThat(fold(facts).arm()).contains("organ");
  }

  @Test
  void ages_are_known_on_the_days_of_facts_and_between_them_as_far_as_they_agree() {
    var participant = Trial.participant("P01");
    var world = participant.on(participant.lastDay()).world();

    assertThat(age(world, "2024-07-01")).isEqualTo("62..62");
    assertThat(age(world, "2025-03-01")).isEqualTo("62..63");
    assertThat(age(world, "2025-08-01")).isEqualTo("63..63");
  }

  private static String age(org.trialwright.study.World world, String day) {
    return world.ageOn(LocalDate.parse(day).toEpochDay())
            instanceof org.trialwright.study.Answer.Ranged age
        ? (int) age.low() + ".." + (int) age.high()
        : "not known";
  }

  @Test
  void no_worked_participant_is_refused_anything() {
    for (var one : Trial.CASES) {
      if (!one.facts().isEmpty()) {
        var participant = new WorkedCase(Trial.STUDY, one);
        assertThat(participant.on(participant.lastDay()).refusals()).as(one.name()).isEmpty();
      }
    }
  }
}
