package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Despite.Plain;
import org.trialwright.study.Measure.Groups;
import org.trialwright.study.Measure.What;
import org.trialwright.study.Plan.Claim;
import org.trialwright.study.Plan.Step;
import org.trialwright.study.Plan.Timing;

/** The plan of the built-in study, as data. */
class PlanTest {
  private static final Measure MEASURE =
      StudyReader.read(Folder.read(Path.of("../studies/palace3"))).orThrow().measure();

  private static Measure.Endpoint endpoint(String name) {
    return MEASURE.endpoint(name).orElseThrow();
  }

  @Test
  void the_primary_endpoint_has_four_methods_by_arm_in_two_sets() {
    var os = endpoint("OS");
    assertThat(os.primary()).isTrue();
    assertThat(os.methods())
        .hasExactlyElementsOfTypes(
            Method.KaplanMeier.class,
            Method.Difference.class,
            Method.Cox.class,
            Method.LogRank.class);
    assertThat(os.methods().getFirst().options().at().orElseThrow().text()).isEqualTo("36 mo");
    assertThat(os.methods().get(2).options().within())
        .extracting(stratum -> ((How.ByAnswer) stratum).item().path())
        .containsExactly("staging.stage");
    assertThat(os.methods().get(2).text()).isEqualTo("Cox within staging.stage");
    assertThat(os.groups()).isEqualTo(new Groups.ByArm());
    assertThat(os.sets()).containsExactly("ITT", "PP");
  }

  @Test
  void an_endpoint_may_be_of_one_arm_and_may_say_that_arms_are_never_compared() {
    assertThat(endpoint("cCR").of()).contains("organ");
    assertThat(endpoint("cCR").groups()).isEqualTo(new Groups.Together());
    assertThat(endpoint("pCR").neverTested()).contains("responders in arm 1 are not operated");
    assertThat(endpoint("pCR").sets()).containsExactly("resected", "ITT");
  }

  @Test
  void what_is_measured_is_read_to_its_questions() {
    assertThat(endpoint("regression").what())
        .isInstanceOfSatisfying(
            What.Level.class,
            level -> assertThat(level.item().path()).isEqualTo("pathology.mandard"));
    assertThat(endpoint("toxicity").what())
        .isInstanceOfSatisfying(
            What.Worst.class,
            worst -> {
              assertThat(worst.grade().path()).isEqualTo("ae.grade");
              assertThat(worst.where()).isPresent();
            });
    assertThat(endpoint("quality").what())
        .isInstanceOfSatisfying(
            What.Change.class,
            change -> {
              assertThat(change.items()).hasSize(4);
              assertThat(change.at().amount()).isEqualTo(12);
              assertThat(paths(change.worseWhenHigh()))
                  .containsExactlyInAnyOrder("oes18.OESDYS", "oes18.OESEAT");
            });
    assertThat(endpoint("quality").methods())
        .extracting(Method::text)
        .containsExactly("MMRM", "responders at 10 points", "time to deterioration by 10 points");
  }

  private static Set<String> paths(Set<Item> items) {
    return items.stream().map(Item::path).collect(Collectors.toSet());
  }

  @Test
  void a_set_may_be_analysed_as_treated() {
    assertThat(MEASURE.treatedBy().keySet()).containsExactly("safety");
  }

  @Test
  void tests_are_claims_with_their_limit_level_and_shared_look() {
    var first = MEASURE.plan().tests().getFirst();
    assertThat(first.claim())
        .isInstanceOfSatisfying(
            Claim.DifferenceBeyond.class,
            claim -> {
              assertThat(claim.above()).isTrue();
              assertThat(claim.limit().amount()).isEqualTo(-15);
            });
    assertThat(first.sets()).containsExactly("ITT", "PP");
    assertThat(first.alpha()).isEqualTo(0.025);
    assertThat(first.oneSided()).isTrue();
    assertThat(first.sharedWith()).contains("efficacy");
    assertThat(MEASURE.plan().tests().get(1).of()).extracting(Item::path).contains("qlq-c30.QL2");
    assertThat(MEASURE.plan().tests().get(2).claim()).isEqualTo(new Claim.Superior(true));
  }

  private static Plan.Test read(String claim) {
    var folder = Folder.read(Path.of("../studies/double-blind"));
    var text = folder.files().get("study.yaml").replace("pressure superior at 84 d", claim);
    var study = StudyReader.read(folder.with("study.yaml", text)).orThrow();
    return study.measure().plan().tests().getFirst();
  }

  @Test
  void a_margin_keeps_its_unit_and_its_time() {
    var test = read("pressure not inferior by 4 mmHg at 84 d in ITT and safety");
    assertThat(test.claim())
        .isInstanceOfSatisfying(
            Claim.NotInferior.class,
            claim -> {
              assertThat(claim.ratio()).isFalse();
              assertThat(claim.margin().text()).isEqualTo("4 mmHg");
            });
    assertThat(test.at()).map(Quantity::text).contains("84 d");
    assertThat(test.sets()).containsExactly("ITT", "safety");
    assertThat(test.oneSided()).isFalse();
    assertThat(read("control differs").claim()).isEqualTo(new Claim.Differs());
  }

  @Test
  void looks_are_a_time_and_what_is_done_then() {
    var looks = MEASURE.plan().looks();
    assertThat(looks.getFirst().timing()).isEqualTo(new Timing.Once(84, 139, List.of("deaths")));
    assertThat(looks.getFirst().steps())
        .hasExactlyElementsOfTypes(Step.Against.class, Step.Boundary.class, Step.Futile.class);
    assertThat(looks.get(1).timing())
        .isEqualTo(new Timing.After(List.of(40.0, 80.0, 160.0), "treated"));
    assertThat(looks.getLast().steps())
        .contains(new Step.Pause("organ", true, 0.95, "late-mortality", true, 0.10));
  }

  private static Despite despite(String name) {
    return MEASURE.plan().despite().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_happens_on_the_way_has_its_day_and_each_endpoint_its_way() {
    var drug = despite("further anticancer drug");
    assertThat(drug.when()).map(Term::text).contains("further-drug");
    assertThat(drug.ways())
        .extracting(Despite.Way::endpoint, Despite.Way::strategy, Despite.Way::also)
        .containsExactly(
            tuple("OS", Plain.POLICY, false),
            tuple("DFS", Plain.POLICY, false),
            tuple("quality", Plain.POLICY, false),
            tuple("OS", Plain.HYPOTHETICAL_BY_IPCW, true),
            tuple("DFS", Plain.HYPOTHETICAL_BY_IPCW, true));
    assertThat(despite("death").ways())
        .extracting(Despite.Way::strategy)
        .containsExactly(
            Plain.IS_THE_EVENT, Plain.IS_THE_EVENT, Plain.WHILE_ALIVE, Plain.WORST_SCORE);
  }

  @Test
  void a_way_that_stands_beside_keeps_its_words_its_factors_and_its_arm() {
    var gone = despite("withdrawn or lost").alternatives();
    assertThat(gone)
        .extracting(Despite.Way::text)
        .containsExactly("tipping 1..3 in organ", "tipping 1..3 in organ", "pattern mixture");
    assertThat(gone.getFirst().strategy()).isEqualTo(new Despite.Tipping(1, 3));
    assertThat(gone.getFirst().arm()).contains("organ");
    assertThat(gone.getLast().arm()).isEmpty();
  }

  @Test
  void subgroups_are_answers_or_ranges_of_a_number() {
    var subgroups = MEASURE.plan().subgroups();
    assertThat(subgroups).extracting(Subgroup::name).startsWith("stage", "depth").contains("age");
    var length =
        subgroups.stream().filter(one -> one.name().equals("length")).findFirst().orElseThrow();
    assertThat(length.levels()).containsExactly("< 5 cm", ">= 5 cm");
    assertThat(length.level(Answer.exactly(5))).contains(">= 5 cm");
    assertThat(length.level(Answer.exactly(4.9))).contains("< 5 cm");
    assertThat(length.level(Answer.between(4, 6))).isEmpty();
    assertThat(length.level(Answers.UNKNOWN)).isEmpty();
  }

  @Test
  void the_reason_for_the_size_keeps_its_numbers() {
    var size = MEASURE.plan().size().orElseThrow();
    assertThat(size.kind()).isEqualTo("non-inferiority of hazards");
    assertThat(size.parts()).containsEntry("margin", 15.0).containsEntry("power", 0.80);
  }

  @Test
  void what_an_answer_depends_on_is_followed_to_its_forms() {
    var reads = Reads.of(endpoint("DFS").what());
    assertThat(reads.forms()).extracting(Form::name).contains("operation", "mdt", "death");
    assertThat(Reads.of(endpoint("OS").what()).forms())
        .extracting(Form::name)
        .containsExactly("death");
    assertThat(Reads.of(MEASURE.sets().get("watched")).places()).containsExactly("surveillance");
    assertThat(Reads.of(MEASURE.sets().get("watched")).arm()).isTrue();
  }
}
