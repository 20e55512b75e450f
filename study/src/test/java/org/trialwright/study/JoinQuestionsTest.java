package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.study.JoinQuestions.Choice;
import org.trialwright.study.JoinQuestions.Question;

class JoinQuestionsTest {
  private static final JoinQuestions PALACE3 = read("palace3");

  private static JoinQuestions read(String study) {
    return JoinQuestions.of(
        StudyReader.read(Folder.read(Path.of("..", "studies", study))).orThrow());
  }

  private static List<List<Integer>> choices(String question) {
    return PALACE3.questions().stream()
        .filter(one -> one.name().equals(question))
        .flatMap(one -> one.choices().stream())
        .map(Choice::indices)
        .toList();
  }

  private static JoinQuestions.Judged criterion(String name) {
    return PALACE3.criteria().stream()
        .filter(one -> one.criterion().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void what_judges_most_criteria_is_asked_first_and_what_depends_on_it_right_behind() {
    assertThat(PALACE3.questions())
        .extracting(Question::name)
        .containsExactly(
            "person.sex",
            "history.partner",
            "history.contraception",
            "pregnancy.test",
            "pregnancy.breast-feeding",
            "age",
            "history.autoimmune",
            "history.lung-disease",
            "history.lung-symptoms",
            "history.allergy",
            "history.earlier-therapy",
            "suppression.steroid",
            "suppression.prednisone",
            "suppression.suppressant",
            "histology.type",
            "exam.ecog");
  }

  @Test
  void codes_that_no_rule_tells_apart_are_one_answer_and_yes_is_what_the_rule_names() {
    assertThat(choices("exam.ecog")).containsExactly(List.of(0, 1), List.of(2, 3, 4));
    assertThat(choices("history.allergy")).containsExactly(List.of(1, 2, 3, 4, 5), List.of(0));
    assertThat(choices("suppression.steroid")).containsExactly(List.of(3), List.of(0, 1, 2));
    assertThat(choices("history.autoimmune")).containsExactly(List.of(1), List.of(0));
    assertThat(choices("person.sex"))
        .as("two rules name either")
        .containsExactly(List.of(0), List.of(1));
    assertThat(choices("age")).as("a number").isEmpty();
  }

  @Test
  void what_nobody_can_know_at_home_has_no_rule_there() {
    assertThat(PALACE3.criteria())
        .filteredOn(one -> !one.atHome())
        .extracting(one -> one.criterion().name())
        .containsExactly(
            "disease.T", "disease.N", "disease.M", "disease.resectable", "consent", "judgement");
  }

  @Test
  void a_rule_becomes_data_with_settings_put_in_and_forms_of_today() {
    assertThat(criterion("age").rules())
        .containsExactly(List.of("in", List.of("age"), 18.0, 75.0, false));
    assertThat(criterion("disease.squamous").rules())
        .containsExactly(
            List.of(
                "all",
                List.of("is", List.of("item", "histology.type"), List.of(0), false),
                List.of("compare", "<=", List.of("today"), List.of("today"))));
    assertThat(criterion("autoimmune").rules().toString())
        .contains("[is, [codes, [1]], [0], false]")
        .doesNotContain("setting");
    assertThat(PALACE3.gates().get("history.partner"))
        .containsExactly(
            List.of("yes"), List.of("is", List.of("item", "person.sex"), List.of(1), false));
  }

  @Test
  void a_study_without_such_words_asks_nothing() {
    var reading = StudyReader.read(new Folder(SmallStudy.alone()));
    assertThat(JoinQuestions.of(reading.orThrow()).questions()).isEmpty();
  }

  @Test
  void the_small_study_asks_for_a_number_in_its_unit() {
    assertThat(read("three-arm").questions())
        .extracting(Question::name, Question::low, Question::high)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("exam.pregnant", 0.0, 0.0),
            org.assertj.core.groups.Tuple.tuple("exam.systolic", 50.0, 280.0));
  }
}
