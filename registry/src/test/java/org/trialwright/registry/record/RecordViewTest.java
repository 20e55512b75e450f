package org.trialwright.registry.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Language;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.records.Enrolments;
import org.trialwright.records.Enrolments.Enrolment;
import org.trialwright.records.OwnRecord;
import org.trialwright.records.RecordReader;
import org.trialwright.registry.Codes;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;
import org.trialwright.study.Folder;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

class RecordViewTest {
  private static final Study PALACE3 = read("palace3");
  private static final Study WITHOUT_RECORD = read("three-arm");

  private static Study read(String name) {
    return StudyReader.read(Folder.read(Path.of("..", "studies", name))).orThrow();
  }

  private static RecordView view(Study study, Language language) {
    return view(study, language, Optional.empty());
  }

  private static RecordView view(Study study, Language language, Optional<Enrolment> enrolment) {
    var words = Words.of(language, Frames.class);
    return RecordView.of(
        study,
        study.recordJson().isEmpty()
            ? RecordReader.unregistered(OwnRecord.json(study))
            : RecordReader.read(study.recordJson()),
        enrolment,
        Speaker.of(study, language.code()),
        new Told(words, new Dates(words, ZoneOffset.UTC, "")));
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(Plan.Step::name).toList();
  }

  @Test
  void the_sentences_of_the_record_are_shown_word_for_word() {
    var record = RecordReader.read(PALACE3.recordJson());
    var joining = view(PALACE3, Language.ENGLISH).joining();
    var shown =
        Stream.concat(joining.must().stream(), joining.mustNot().stream())
            .map(one -> one.text().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(record.eligibility().criteria().exclusion())
        .hasSize(8)
        .allSatisfy(one -> assertThat(shown).contains(one.text().toLowerCase(Locale.ROOT)));
    assertThat(record.eligibility().criteria().inclusion().getFirst().points())
        .hasSize(3)
        .allSatisfy(one -> assertThat(shown).contains(one.text().toLowerCase(Locale.ROOT)));
  }

  @Test
  void each_arm_shows_only_what_can_happen_in_it() {
    var plans = view(PALACE3, Language.ENGLISH).plans();
    var organ = plans.getFirst();
    var surgery = plans.getLast();
    assertThat(names(organ)).contains("Camrelizumab").startsWith("Screening");
    assertThat(names(organ)).anyMatch(name -> name.startsWith("Surveillance evaluation"));
    assertThat(names(surgery)).doesNotContain("Camrelizumab").startsWith("Screening");
    assertThat(names(surgery)).noneMatch(name -> name.startsWith("Surveillance evaluation"));
    assertThat(organ.visits()).isGreaterThan(surgery.visits());
  }

  @ParameterizedTest
  @EnumSource
  void what_nobody_published_is_marked(Language language) {
    var steps = view(PALACE3, language).plans().getFirst().steps();
    assertThat(steps).allSatisfy(step -> assertThat(step.assumed()).isNotEmpty());
    assertThat(view(PALACE3, language).joining().mustNot())
        .flatExtracting(Joining.Sentence::rules)
        .allSatisfy(rule -> assertThat(rule.assumed()).isNotEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void what_two_people_confirmed_is_marked_no_more(Language language) {
    var confirmed = PALACE3.confirmed(Set.of("who", "what", "when"));
    assertThat(view(confirmed, language).plans().getFirst().steps())
        .allSatisfy(step -> assertThat(step.assumed()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void every_difference_between_sources_is_there_with_the_choice_made(Language language) {
    var view = view(PALACE3, language);
    assertThat(view.differences())
        .hasSameSizeAs(PALACE3.differences())
        .allSatisfy(one -> assertThat(one.chosen()).isNotBlank());
  }

  @ParameterizedTest
  @EnumSource
  void a_study_without_a_record_has_a_page_too(Language language) {
    var view = view(WITHOUT_RECORD, language);
    assertThat(view.registered()).isFalse();
    assertThat(view.title()).isEqualTo(WITHOUT_RECORD.name());
    assertThat(view.plans()).hasSize(3);
    assertThat(view.joining().must()).isNotEmpty();
    assertThat(view.tags()).anyMatch(tag -> tag.contains("300")).containsOnlyOnce("STAIRS");
    assertThat(view.facts()).isNotEmpty();
    assertThat(view.live()).as("it runs nowhere here").isEmpty();
  }

  @Test
  void when_all_have_joined_nobody_is_asked_whether_they_may() {
    for (boolean complete : List.of(true, false)) {
      var enrolment = new Enrolment(false, OptionalInt.of(356), 355, complete, List.of());
      assertThat(view(PALACE3, Language.ENGLISH, Optional.of(enrolment)).closed())
          .isEqualTo(complete);
    }
  }

  private static Live live(int atLeast, int aim, boolean complete, Language language) {
    var enrolment =
        new Enrolment(
            true,
            aim == 0 ? OptionalInt.empty() : OptionalInt.of(aim),
            atLeast,
            complete,
            List.of(
                new Enrolments.Site("ruijin  Hospital", true), new Enrolments.Site("B", false)));
    return view(PALACE3, language, Optional.of(enrolment)).live().orElseThrow();
  }

  @ParameterizedTest(name = "{0} of {1}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            0 |   0 | false | Fewer than 5 people have joined.           | 已入组不足 5 人。
            0 | 356 | false | Fewer than 5 of 356 people have joined.    | 计划 356 人，已入组不足 5 人。
           40 |   0 | false | At least 40 people have joined.            | 已入组至少 40 人。
           40 | 356 | false | At least 40 of 356 people have joined.     | 计划 356 人，已入组至少 40 人。
          355 | 356 | true  | All 356 people have joined                 | 计划的 356 人已全部入组
          """)
  void how_far_the_trial_is_is_said_in_steps(
      int atLeast, int aim, boolean complete, String english, String chinese) {
    assertThat(live(atLeast, aim, complete, Language.ENGLISH).joined()).startsWith(english);
    assertThat(live(atLeast, aim, complete, Language.CHINESE).joined()).startsWith(chinese);
  }

  @Test
  void a_place_of_the_record_that_is_a_site_here_says_whether_places_are_left() {
    var sites =
        List.of(new Enrolments.Site("ruijin  Hospital", true), new Enrolments.Site("B", false));
    var view =
        view(
            PALACE3,
            Language.ENGLISH,
            Optional.of(new Enrolment(false, OptionalInt.of(356), 330, false, sites)));
    assertThat(view.places()).hasSize(1);
    assertThat(view.places().getFirst().left().orElseThrow().left()).isEqualTo("Few places left");
    assertThat(view.others())
        .extracting(Live.Site::name, Live.Site::left)
        .containsExactly(tuple("B", "Takes nobody now"));
  }

  @ParameterizedTest
  @EnumSource
  void what_it_asks_of_a_person_is_counted_from_the_schedule(Language language) {
    for (var study : List.of(PALACE3, WITHOUT_RECORD)) {
      var view = view(study, language);
      var visits = view.burden().lines().getFirst();
      assertThat(visits.cells().stream().skip(1).map(Table.Cell::text))
          .containsExactlyElementsOf(
              view.plans().stream().map(plan -> String.valueOf(plan.visits())).toList());
      assertThat(view.burden().lines()).hasSizeGreaterThan(2);
    }
  }

  @Test
  void codes_dates_and_ages_are_said_in_plain_words() {
    var chinese = view(PALACE3, Language.CHINESE);
    assertThat(chinese.status()).isEqualTo("招募中");
    assertThat(chinese.facts().toString()).contains("18 岁至 75 岁", "2028年3月1日（预计）");
    var english = view(PALACE3, Language.ENGLISH);
    assertThat(english.tags())
        .containsExactly("Phase 3", "356 people planned", "NCT06339060", "RTS-022");
    assertThat(english.facts().toString()).contains("18 years to 75 years", "By chance");
  }

  @Test
  void a_code_that_is_new_is_shown_in_small_letters() {
    assertThat(Codes.said(Language.ENGLISH, "status", "NEW_AND_UNKNOWN"))
        .isEqualTo("new and unknown");
  }
}
