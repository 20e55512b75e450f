package org.trialwright.registry.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Language;
import org.trialwright.pages.Words;
import org.trialwright.records.RecordReader;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;
import org.trialwright.study.Folder;
import org.trialwright.study.Speaker;
import org.trialwright.study.StudyReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JoinViewTest {
  private static JoinView study(Language language) {
    var study = StudyReader.read(Folder.read(Path.of("..", "studies", "palace3"))).orThrow();
    return JoinView.of(study, Speaker.of(study, language.code()), Words.of(language, Frames.class));
  }

  private static JoinView record(String eligibility) {
    var words = Words.of(Language.ENGLISH, Frames.class);
    return JoinView.of(
        RecordReader.read(
            """
            {"protocolSection": {"identificationModule": {"nctId": "NCT90000003"},
              "conditionsModule": {"conditions": ["Gout"]}, "eligibilityModule": {%s}}}
            """
                .formatted(eligibility)),
        new Told(words, new Dates(words, ZoneOffset.UTC, "")));
  }

  private static JsonNode data(JoinView view) {
    return JsonMapper.shared().readTree(view.data());
  }

  @ParameterizedTest
  @EnumSource
  void every_criterion_is_either_judged_or_left_to_the_hospital(Language language) {
    var view = study(language);
    assertThat(view.judged()).hasSize(11);
    assertThat(view.elsewhere()).hasSize(6);
    assertThat(data(view).get("criteria").size()).isEqualTo(view.judged().size());
    assertThat(data(view).get("questions").size()).isEqualTo(view.questions().size());
    assertThat(view.questions())
        .allSatisfy(
            one -> {
              assertThat(one.text().matches(".*\\p{IsHan}.*"))
                  .isEqualTo(language == Language.CHINESE);
              assertThat(one.decides()).as(one.text()).isNotEmpty();
            });
  }

  @Test
  void what_is_read_and_not_asked_has_the_name_by_which_the_hospital_asks() {
    assertThat(data(study(Language.ENGLISH)).get("names").toString())
        .contains("\"suppression.counts\":\"Investigator decides that this dose counts\"")
        .doesNotContain("history.day", "exam.ecog");
  }

  @ParameterizedTest
  @CsvSource({
    "6 Months,  17 Years,  0.5, 18",
    "18 Years,  75 Years,  18,  76",
    "'',        2 Years,   0,   3",
    "65 Years,  '',        65,  1000",
  })
  void ages_of_a_record_hold_until_the_birthday_after_the_last(
      String lowest, String highest, double from, double until) {
    var view = record("\"minimumAge\": \"%s\", \"maximumAge\": \"%s\"".formatted(lowest, highest));
    var rule = data(view).get("criteria").get(0).get("rules").get(0);
    assertThat(rule.get(1).get(3).get(1).asDouble()).isEqualTo(from);
    assertThat(rule.get(2).get(3).get(1).asDouble()).isEqualTo(until);
    assertThat(view.questions()).hasSize(1);
  }

  @Test
  void of_a_record_only_fields_are_asked_for_and_prose_is_left_to_the_site() {
    var whole =
        record(
            "\"sex\": \"FEMALE\", \"minimumAge\": \"18 Years\", \"healthyVolunteers\": false,"
                + " \"eligibilityCriteria\": \"* Gout\"");
    assertThat(whole.judged())
        .extracting(JoinView.Criterion::text)
        .containsExactly("18 years or older", "Women", "Healthy volunteers may not join");
    assertThat(whole.elsewhere()).hasSize(1);
    var nothing = record("\"sex\": \"ALL\", \"healthyVolunteers\": true");
    assertThat(nothing.questions()).isEmpty();
    assertThat(nothing.elsewhere()).hasSize(1);
  }
}
