package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MONITOR;
import static org.trialwright.bedside.House.NURSE;
import static org.trialwright.bedside.House.PASSWORD;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.core.context.SecurityContextHolder;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Event;
import org.trialwright.journey.Queries;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** Screen, judge, approve, randomise and dose through the pages, on a real database. */
@ExtendWith(TestDatabase.Extension.class)
class ActsTest {
  private static final LocalDate TODAY = LocalDate.parse("2024-10-16");
  private static final Study THREE =
      StudyReader.read(
              Folder.read(Path.of("src/test/resources/org/trialwright/bedside/three-arms")))
          .orThrow();

  private static final int LONG_PASSWORD = 15;
  private static final String MAIN = "class=\"btn main\"";

  private static House three;
  private static House built;
  private static ParticipantId falling;

  @BeforeAll
  static void two_studies(TestDatabase database) {
    var palace = new Rehearsed(database);
    falling = palace.participant("01", "P08");
    built = House.of(palace);
    three = House.of(new Rehearsed(database, THREE));
    three.rehearsed().at(TODAY, LocalTime.of(9, 0));
  }

  @AfterAll
  static void close() {
    three.context().close();
    built.context().close();
  }

  @AfterEach
  void sign_out() {
    SecurityContextHolder.clearContext();
  }

  private static ParticipantId newcomer(House house, String initials) {
    house.rehearsed().at(TODAY, LocalTime.of(9, 0));
    return house.rehearsed().register("01", initials, "1962-03-15");
  }

  private static Typist screening(House house, ParticipantId participant) {
    return Typist.of(
        house.page(COORDINATOR, "/participants/" + participant + "/screening"), "/screening");
  }

  private static ParticipantId screened(String initials) {
    var participant = newcomer(three, initials);
    three.kept(
        COORDINATOR,
        screening(three, participant)
            .set("consent.signed", "yes")
            .set("exam.ecog", "1")
            .set("exam.creatinine", "75")
            .set("exam.creatinine.unit", "umol/L")
            .set("exam.creatinine.low", "59")
            .set("exam.creatinine.high", "104")
            .set("exam.smokes", "no"));
    return participant;
  }

  private static String allocate(House house, SignedIn who, ParticipantId participant) {
    var page = house.page(who, "/participants/" + participant + "/allocation");
    var act = Typist.of(page, "/allocation").set("password", PASSWORD).set("act", "final");
    return house.kept(who, act);
  }

  // Screening ------------------------------------------------------------------------------------

  @Test
  void screening_asks_just_what_the_rules_read() {
    var page = screening(three, newcomer(three, "AA"));
    for (var asked :
        List.of("consent.signed-on", "exam.day", "exam.creatinine", "exam.smokes", "exam.packs")) {
      assertThat(page.asks(asked)).as(asked).isTrue();
    }
    for (var not : List.of("exam.height", "exam.weight", "exam.platelets", "scan.day", "ae.term")) {
      assertThat(page.asks(not)).as(not).isFalse();
    }
    assertThat(page.get("_day.day")).isEqualTo("16");
    assertThat(page.get("exam.day.day")).as("its own day is folded away").isEmpty();
  }

  @Test
  void wrong_answers_stay_as_typed_and_nothing_is_kept() {
    var participant = newcomer(three, "AB");
    int before = three.facts(participant);
    var sent =
        screening(three, participant)
            .set("consent.signed", "yes")
            .set("exam.ecog", "1")
            .set("exam.creatinine", "7,5 mg")
            .day("exam.day", "2024-02-30");
    var again = three.refused(COORDINATOR, sent);
    assertThat(again).contains("There is a problem", "Error: ", "Month 2 of 2024 has no day 30");
    var kept = Typist.of(again, "/screening");
    assertThat(kept.get("exam.creatinine")).isEqualTo("7,5 mg");
    assertThat(kept.get("exam.day.day")).isEqualTo("30");
    assertThat(kept.get("key")).isEqualTo(sent.get("key"));
    assertThat(three.facts(participant)).isEqualTo(before);
  }

  @Test
  void a_question_that_does_not_apply_leaves_once_that_is_decided() {
    var participant = newcomer(three, "AC");
    var page = screening(three, participant);
    assertThat(three.page(COORDINATOR, page.action)).contains("Only if");
    var updated = three.send(COORDINATOR, page.set("exam.smokes", "no").set("act", "update"));
    assertThat(updated.getStatus()).isEqualTo(200);
    var after = Typist.of(House.text(updated), "/screening");
    assertThat(after.asks("exam.packs")).isFalse();
    assertThat(after.get("exam.smokes")).isEqualTo("no");
  }

  @Test
  void the_today_button_works_without_script() {
    var participant = newcomer(three, "AD");
    var answer =
        three.send(
            COORDINATOR,
            screening(three, participant)
                .set("exam.day.day", "")
                .set("exam.day.month", "")
                .set("today", "exam.day"));
    assertThat(Typist.of(House.text(answer), "/screening").get("exam.day.day")).isEqualTo("16");
  }

  // Eligibility and allocation -------------------------------------------------------------------

  @Test
  void a_small_study_goes_from_screening_to_a_dose() {
    var participant = screened("BA");
    var at = "/participants/" + participant;
    assertThat(three.page(COORDINATOR, at + "/eligibility"))
        .contains("May join.", "All 5 criteria are met.", "ECOG performance status 0 or 1");
    var check = three.page(COORDINATOR, at + "/allocation");
    assertThat(check)
        .contains("Check before you randomise", "Randomise participant " + participant);

    var act = Typist.of(check, "/allocation").set("password", PASSWORD);
    int before = three.facts(participant);
    assertThat(three.refused(COORDINATOR, act)).contains("the Enter key alone does nothing");
    act.set("act", "final").set("password", "wrong");
    assertThat(three.refused(COORDINATOR, act)).contains("The password is not right");
    assertThat(three.facts(participant)).isEqualTo(before);

    act.set("password", PASSWORD);
    var result = three.kept(COORDINATOR, act);
    assertThat(three.kept(COORDINATOR, act)).isEqualTo(result);
    assertThat(three.facts(participant)).isEqualTo(before + 1);
    var page = three.page(COORDINATOR, result);
    var drawn = (Event.Allocated) three.rehearsed().desk.facts(participant).getLast().event();
    assertThat(page)
        .contains("is allocated to", "The Back button is safe")
        .doesNotContain("position", "block of");
    assertThat(page).contains(THREE.arm(drawn.arm()).orElseThrow().label());
  }

  @Test
  void every_refusal_of_the_draw_has_its_page() {
    var participant = newcomer(three, "BB");
    var at = "/participants/" + participant + "/allocation";
    assertThat(three.page(COORDINATOR, at))
        .contains("Cannot be randomised now", "Nothing was drawn.", "Consent");
    var sick = newcomer(three, "BC");
    three.kept(
        COORDINATOR, screening(three, sick).set("consent.signed", "yes").set("exam.ecog", "3"));
    assertThat(three.page(COORDINATOR, "/participants/" + sick + "/allocation"))
        .contains("May not join.");
    assertThat(three.page(COORDINATOR, "/participants/" + sick + "/eligibility"))
        .contains("Not met (1)", "What would change it:", "Record: Stop");
  }

  @Test
  void the_draw_waits_when_something_came_after_the_check() {
    var participant = screened("BD");
    var at = "/participants/" + participant;
    var act = Typist.of(three.page(COORDINATOR, at + "/allocation"), "/allocation");
    three
        .rehearsed()
        .save(participant, TODAY, THREE.form("exam"), Map.of("ecog", "0", "smokes", "no"), 0, "");
    assertThat(three.refused(COORDINATOR, act.set("act", "final").set("password", PASSWORD)))
        .contains("Something was recorded about this participant since you looked");
  }

  @Test
  void the_built_in_study_needs_an_investigator_and_questionnaires() {
    var participant = newcomer(built, "CA");
    var at = "/participants/" + participant;
    int keys = Typist.keys(built.page(COORDINATOR, at + "/screening"), MAIN, 19, 0);
    var page = screening(built, participant);
    assertThat(page.asks("eligibility.signed")).isFalse();
    assertThat(page.asks("exam.weight")).isFalse();
    page.set("consent.signed", "yes")
        .set("consent.version-current", "yes")
        .set("consent.before-any", "yes")
        .set("person.sex", "male")
        .set("history.autoimmune", "no")
        .set("history.lung-disease", "no")
        .set("history.partner", "no")
        .set("history.allergy", "none")
        .set("history.earlier-therapy", "none")
        .set("suppression.steroid", "none")
        .set("suppression.suppressant", "no")
        .set("histology.type", "squamous")
        .set("staging.cT", "3")
        .set("staging.cN", "1")
        .set("staging.cM", "0")
        .set("staging.resectable", "yes")
        .set("imaging.method", "PET-CT")
        .set("exam.ecog", "0");
    assertThat(built.kept(COORDINATOR, page)).isEqualTo(at + "/eligibility");
    assertThat(built.page(COORDINATOR, at + "/eligibility"))
        .contains("16 of 17 criteria are met", "An investigator of this site signs it");
    assertThat(built.page(COORDINATOR, at + "/allocation")).contains("Cannot tell yet");

    for (var form : List.of("qlq-c30", "oes18")) {
      save(participant, form, "", "");
    }
    keys += Typist.keys(built.page(INVESTIGATOR, at + "/eligibility"), MAIN, 3, LONG_PASSWORD);
    var approval = Typist.of(built.page(INVESTIGATOR, at + "/eligibility"), "/eligibility");
    approval
        .set("eligibility.other-condition", "no")
        .set("eligibility.signed", "yes")
        .set("eligibility.signature", INVESTIGATOR.name())
        .set("password", "wrong");
    assertThat(built.refused(INVESTIGATOR, approval)).contains("The password is not right");
    built.kept(INVESTIGATOR, approval.set("password", PASSWORD));
    assertThat(built.rehearsed().desk.facts(participant).getLast().event())
        .isInstanceOf(Event.Signed.class);
    assertThat(built.page(INVESTIGATOR, at + "/eligibility")).contains("All 17 criteria are met.");
    baselineIsAskedForByName(participant);
    var check = built.page(COORDINATOR, at + "/allocation");
    assertThat(check).contains("Clinical stage, AJCC 8", "III", "assumed");
    keys += Typist.keys(check, "class=\"btn final\"", 0, LONG_PASSWORD);
    assertThat(keys).as("keys from screening to the arm").isLessThanOrEqualTo(150);
    assertThat(allocate(built, COORDINATOR, participant)).isEqualTo(at + "/allocation/result");
  }

  /** No criterion reads these; an arm waits for each, and each is named with what is missing. */
  private void baselineIsAskedForByName(ParticipantId participant) {
    var at = "/participants/" + participant;
    assertThat(built.page(COORDINATOR, at + "/eligibility"))
        .contains(
            "Nothing is older than its window",
            "Heart and lungs is missing; it counts for 28 days",
            "Whether Bronchoscopy is needed cannot be told yet");
    assertThat(built.page(COORDINATOR, at + "/screening"))
        .contains("Heart and lungs", "Must be filled in before allocation");
    assertThat(built.page(COORDINATOR, at + "/allocation"))
        .contains("Cannot be randomised now", "Heart and lungs is missing; it counts for 28 days");
    for (var form :
        List.of(
            "blood", "coagulation", "hormones", "virology", "ecg", "heart-lung", "ultrasound")) {
      save(participant, form, "", "");
    }
    save(participant, "endoscopy", "endoscopy.from", "30");
    var virology = Rehearsed.STUDY.form("virology");
    var old = TODAY.minusDays(31).toString();
    built.rehearsed().save(participant, TODAY, virology, Map.of("day", old), 1, "mistyped");
    assertThat(built.page(COORDINATOR, at + "/allocation"))
        .contains("Cannot be randomised now", " is 31 days old, at most 28");
    built
        .rehearsed()
        .save(participant, TODAY, virology, Map.of("day", TODAY.toString()), 1, "mistyped again");
    assertThat(built.page(COORDINATOR, at + "/eligibility"))
        .contains("Nothing is older than its window")
        .doesNotContain("is missing; it counts for", "cannot be told yet");
  }

  private void save(ParticipantId participant, String form, String question, String answer) {
    var address = "/participants/" + participant + "/forms/" + form;
    var sheet = Typist.of(built.page(COORDINATOR, address), "/forms/" + form);
    built.kept(COORDINATOR, question.isEmpty() ? sheet : sheet.set(question, answer));
  }

  // Forms ----------------------------------------------------------------------------------------

  @Test
  void two_people_who_save_one_record_see_both_answers() {
    var participant = screened("DA");
    var at = "/participants/" + participant + "/forms/exam/1";
    var mine = Typist.of(three.page(COORDINATOR, at), "/exam/1");
    var theirs = Typist.of(three.page(NURSE, at), "/exam/1");
    three.kept(NURSE, theirs.set("exam.weight", "61").set("reason", "scale"));
    var both =
        three.refused(
            COORDINATOR,
            mine.set("exam.weight", "71").set("exam.height", "170").set("reason", "x"));
    assertThat(both)
        .contains("This record was saved meanwhile", "61", "71", "N. Demo", "Yours, not saved");
    var again = Typist.of(both, "/exam/1");
    assertThat(again.get("exam.weight")).isEqualTo("71");
    three.kept(COORDINATOR, again);
    assertThat(three.page(COORDINATOR, at)).contains("entries: who, when, why", "<del>61 kg</del>");
  }

  @Test
  void changes_of_different_answers_are_put_together_and_both_are_told() {
    var participant = screened("DE");
    var at = "/participants/" + participant + "/forms/exam/1";
    var mine = Typist.of(three.page(COORDINATOR, at), "/exam/1");
    var theirs = Typist.of(three.page(NURSE, at), "/exam/1");
    three.kept(NURSE, theirs.set("exam.weight", "61").set("reason", "scale"));
    mine.set("exam.height", "170").set("reason", "measured again");
    var address = three.kept(COORDINATOR, mine);
    assertThat(address).endsWith("?merged");
    assertThat(three.kept(COORDINATOR, mine)).as("sent twice").isEqualTo(address);
    var page = three.page(COORDINATOR, address);
    assertThat(page).contains("Saved, together with what somebody else saved meanwhile");
    var together = Typist.of(page, "/exam/1");
    assertThat(together.get("exam.weight")).isEqualTo("61");
    assertThat(together.get("exam.height")).isEqualTo("170");
  }

  @Test
  void a_day_that_somebody_moved_is_never_moved_back_unseen() {
    var participant = newcomer(built, "DG");
    var at = "/participants/" + participant + "/forms/person";
    built.kept(
        COORDINATOR,
        Typist.of(built.page(COORDINATOR, at), "/person")
            .day("person._day", "2024-10-15")
            .set("person.sex", "male"));
    var record = at + "/1";
    var mine = Typist.of(built.page(COORDINATOR, record), "/person/1");
    var theirs = Typist.of(built.page(NURSE, record), "/person/1");
    built.kept(NURSE, theirs.day("person._day", "2024-10-14").set("reason", "the source says so"));
    var both =
        built.refused(COORDINATOR, mine.set("person.tobacco", "never").set("reason", "asked"));
    assertThat(both).contains("This record was saved meanwhile");
    var again = Typist.of(both, "/person/1");
    assertThat(again.get("person._day.day")).isEqualTo("14");
    assertThat(again.get("person.tobacco")).isEqualTo("never");
    built.kept(COORDINATOR, again);
    assertThat(built.rehearsed().desk.facts(participant).getLast().occurred())
        .hasToString("2024-10-14");

    var late = Typist.of(built.page(COORDINATOR, record), "/person/1");
    var first = Typist.of(built.page(NURSE, record), "/person/1");
    built.kept(NURSE, first.day("person._day", "2024-10-12").set("reason", "x"));
    assertThat(built.refused(COORDINATOR, late.day("person._day", "2024-10-11").set("reason", "y")))
        .contains("On which day was this?", "11 Oct 2024", "12 Oct 2024");
  }

  @Test
  void a_signature_says_whether_the_answers_are_still_those_that_were_signed() {
    var id = screened("DF");
    var book = "/participants/" + id + "/book";
    var saved =
        three.rehearsed().desk.facts(id).stream()
            .map(org.trialwright.journey.Fact::event)
            .filter(Event.Saved.class::isInstance)
            .map(Event.Saved.class::cast)
            .filter(one -> one.form().equals("exam"))
            .findFirst()
            .orElseThrow();
    three
        .rehearsed()
        .desk
        .sign(
            id,
            org.trialwright.bedside.form.Signing.event(
                three.rehearsed().desk.study().form("exam"), 1, saved.answers()),
            new Act(
                new org.trialwright.journey.Author(
                    "investigator", "I. Demo", "investigator", Optional.of(new SiteId("01"))),
                java.util.UUID.randomUUID()));
    assertThat(three.page(MONITOR, book))
        .contains("Signed by I. Demo", "The answers are those that were signed.");
    var at = "/participants/" + id + "/forms/exam/1";
    three.kept(
        COORDINATOR,
        Typist.of(three.page(COORDINATOR, at), "/exam/1")
            .set("exam.height", "171")
            .set("reason", "measured again"));
    assertThat(three.page(MONITOR, book))
        .contains("this signature does not hold for them", "measured again")
        .doesNotContain("The answers are those that were signed.");
  }

  @Test
  void a_stored_answer_changes_only_with_a_reason() {
    var participant = screened("DB");
    var at = "/participants/" + participant + "/forms/exam/1";
    var change = Typist.of(three.page(COORDINATOR, at), "/exam/1").set("exam.ecog", "0");
    assertThat(three.refused(COORDINATOR, change)).contains("Write why a stored answer changes");
    int before = three.facts(participant);
    three.kept(COORDINATOR, change.set("reason", "misread"));
    assertThat(three.facts(participant)).isEqualTo(before + 1);
    assertThat(three.rehearsed().desk.facts(participant).getLast().reason()).isEqualTo("misread");
  }

  @Test
  void the_same_form_sent_twice_is_one_record_and_changed_it_is_not_lost() {
    var participant = screened("DC");
    var at = "/participants/" + participant + "/forms/scan";
    var scan =
        Typist.of(three.page(COORDINATOR, at), "/scan")
            .day("scan.day", "2024-10-14")
            .set("scan.size", "12")
            .set("scan.size.unit", "mm")
            .set("scan.result", "clear");
    var record = three.kept(COORDINATOR, scan);
    int before = three.facts(participant);
    assertThat(three.kept(COORDINATOR, scan)).isEqualTo(record);
    assertThat(three.facts(participant)).isEqualTo(before);
    assertThat(three.refused(COORDINATOR, scan.set("scan.size", "21")))
        .contains("This record was saved meanwhile", "12 mm", "21 mm");
  }

  @Test
  void a_check_speaks_after_saving_and_its_answer_is_a_query() {
    var participant = screened("DD");
    var at = "/participants/" + participant + "/forms/exam";
    var exam =
        Typist.of(three.page(COORDINATOR, at), "/exam")
            .set("exam.ecog", "0")
            .set("exam.height", "120")
            .set("exam.weight", "171")
            .set("exam.platelets", "90");
    var saved = three.kept(COORDINATOR, exam).replace("?saved", "");
    var page = three.page(COORDINATOR, saved);
    assertThat(page)
        .contains(
            "Weight and height were not exchanged",
            "Saved. One answer needs a second look",
            "Look at this: Platelets are low",
            "118.8 kg/m²",
            "questions have no answer yet");
    var right = Typist.of(page, "/exam/2");
    var check =
        right.names().stream().filter(field -> field.endsWith(".check-because")).findFirst();
    assertThat(check).isPresent();
    var question = check.get().replace(".check-because", "");
    three.kept(
        COORDINATOR,
        right.set(question + ".check", "right").set(question + ".check-because", "measured twice"));
    assertThat(Queries.of(three.rehearsed().desk.facts(participant)))
        .singleElement()
        .satisfies(
            query -> assertThat(query.query().text()).contains("not exchanged"),
            query ->
                assertThat(query.replies().getLast().event())
                    .isEqualTo(new Event.Replied(1, "measured twice", false)));
    assertThat(three.page(COORDINATOR, saved)).contains("measured twice");
  }

  @Test
  void a_check_asks_on_its_own_and_is_content_once_the_value_is_mended() {
    var participant = screened("DG");
    var exam =
        Typist.of(three.page(COORDINATOR, "/participants/" + participant + "/forms/exam"), "/exam")
            .set("exam.height", "120")
            .set("exam.weight", "171");
    var saved = three.kept(COORDINATOR, exam).replace("?saved", "");
    var asked = Queries.open(three.rehearsed().desk.facts(participant));
    assertThat(asked)
        .singleElement()
        .satisfies(one -> assertThat(one.query().ordinal()).isEqualTo(2));
    assertThat(asked.getFirst().asked().author().person()).isEqualTo("system");
    correct(saved, "171", "120");
    assertThat(Queries.open(three.rehearsed().desk.facts(participant))).as("mended").isEmpty();
    assertThat(three.page(COORDINATOR, "/queries?participant=" + participant))
        .contains("The value was mended; the check holds now.", "Closed");
    correct(saved, "120", "171");
    assertThat(Queries.open(three.rehearsed().desk.facts(participant)))
        .as("the same query again")
        .singleElement()
        .satisfies(one -> assertThat(one.number()).isEqualTo(asked.getFirst().number()));
    three
        .rehearsed()
        .desk
        .reply(
            participant,
            new Event.Replied(asked.getFirst().number(), "Seen in the chart.", true),
            three.rehearsed().act("monitor", "01"));
    correct(saved, "121", "171");
    assertThat(Queries.open(three.rehearsed().desk.facts(participant)))
        .as("what a person closed stays closed")
        .isEmpty();
  }

  private static void correct(String record, String height, String weight) {
    three.kept(
        COORDINATOR,
        Typist.of(three.page(COORDINATOR, record), "/exam/2")
            .set("exam.height", height)
            .set("exam.weight", weight)
            .set("reason", "read again"));
  }

  @Test
  void a_decision_says_what_it_means_and_a_proposal_is_overridden_with_a_reason() {
    var unsure = built.rehearsed().participant("01", "P10-unsure");
    built.rehearsed().at(LocalDate.parse("2024-10-16"), LocalTime.of(14, 0));
    var form = Rehearsed.STUDY.form("cre");
    int last =
        built.rehearsed().desk.journey(unsure).orElseThrow().records(form).getLast().ordinal();
    assertThat(built.page(COORDINATOR, "/participants/" + unsure + "/forms/cre/" + last))
        .contains("What this means so far");
    var at = "/participants/" + unsure + "/forms/mdt";
    var meeting = Typist.of(built.page(COORDINATOR, at), "/mdt");
    assertThat(meeting.get("mdt.code")).isEqualTo("indet-local");
    assertThat(built.refused(COORDINATOR, meeting.set("mdt.code", "residual-presumed")))
        .contains("another answer than the one proposed needs a reason");
  }

  @Test
  void readers_see_a_record_without_controls() {
    var participant = screened("DE");
    var page = three.page(MONITOR, "/participants/" + participant + "/forms/exam/1");
    assertThat(page).contains("ECOG performance status").doesNotContain("Save: ");
    assertThat(three.page(COORDINATOR, "/participants/" + participant + "/forms/exam/1?print"))
        .contains("75 µmol/L (59–104)")
        .doesNotContain("Save: ");
  }

  // Doses ----------------------------------------------------------------------------------------

  private static final LocalDate DAY_22 = LocalDate.parse("2024-07-22");

  @Test
  void the_card_of_a_falling_kidney_shows_its_sums_and_asks_a_second_person() {
    built.rehearsed().at(DAY_22, LocalTime.of(9, 30));
    var at = "/participants/" + falling + "/doses";
    var page = built.page(COORDINATOR, at);
    assertThat(page)
        .contains(
            "Day 22: give",
            "(140 − 70) × 50.5 × 0.85 ÷ (72 × 1.1425)",
            "2 × (36.53 + 25)",
            "123.05",
            "cap 125",
            "not used",
            "√",
            "To the nearest 5",
            "28.6 % less than the last dose",
            "Confirm 125",
            "15 of 23 fractions");
    var confirm =
        Typist.of(page, "/doses/confirm", "carboplatin")
            .set("account", COORDINATOR.account())
            .set("password", PASSWORD);
    assertThat(built.refused(COORDINATOR, confirm)).contains("must be somebody else than you");
    assertThat(
            built.refused(
                COORDINATOR, confirm.set("account", NURSE.account()).set("password", "x")))
        .contains("Name or password is not right");
    built.kept(COORDINATOR, confirm.set("password", PASSWORD));

    var give =
        Typist.of(built.page(COORDINATOR, at), "/doses", "carboplatin.batch")
            .set("carboplatin.batch", "K2402");
    assertThat(give.get("carboplatin.given")).isEqualTo("125");
    assertThat(
            Typist.keys(
                built.page(COORDINATOR, at), "Record Carboplatin as given", 0, "K2402".length()))
        .as("keys of a dose card")
        .isLessThanOrEqualTo(40);
    built.kept(COORDINATOR, give);
    int before = built.facts(falling);
    built.kept(COORDINATOR, give);
    assertThat(built.facts(falling)).isEqualTo(before);
    assertThat(built.page(COORDINATOR, at)).contains("Recorded: 125 mg");

    var fraction = Typist.of(built.page(COORDINATOR, at), "/doses/fraction");
    built.kept(COORDINATOR, fraction);
    assertThat(built.page(COORDINATOR, at)).contains("16 of 23 fractions");

    var late =
        Typist.of(built.page(COORDINATOR, at), "/doses", "nab-paclitaxel.batch")
            .set("nab-paclitaxel.batch", "N1");
    built
        .rehearsed()
        .save(falling, DAY_22, Rehearsed.STUDY.form("exam"), Map.of("weight", "44 kg"), 0, "");
    int unchanged = built.facts(falling);
    assertThat(built.refused(COORDINATOR, late)).contains("A newer value was recorded");
    assertThat(built.facts(falling)).isEqualTo(unchanged);
  }

  @Test
  void nobody_gives_alone_what_two_must_see() {
    var other = built.rehearsed().participant("01", "P08");
    built.rehearsed().at(DAY_22, LocalTime.of(9, 30));
    var at = "/participants/" + other + "/doses";
    var page = built.page(COORDINATOR, at);
    // The page offers no form for it; a form of another drug is bent to it.
    var bent =
        Typist.of(page, "/doses", "nab-paclitaxel.batch")
            .set("drug", "carboplatin")
            .set("carboplatin.given", "125")
            .set("carboplatin.batch", "K1");
    assertThat(built.refused(COORDINATOR, bent)).contains("a second person must confirm");
  }

  // Both languages -------------------------------------------------------------------------------

  @Test
  void every_page_speaks_both_languages() {
    built.rehearsed().at(DAY_22, LocalTime.of(9, 30));
    var at = "/participants/" + falling;
    for (var language : List.of("en", "zh")) {
      for (var address :
          List.of(
              "/eligibility",
              "/doses",
              "/doses?day=2024-07-30",
              "/screening",
              "/forms/ae",
              "/forms/cre",
              "/forms/blood/1",
              "/forms/blood/1?print",
              "/allocation/result")) {
        assertThat(built.page(COORDINATOR, at + address, language)).contains("</html>");
      }
    }
    assertThat(built.page(COORDINATOR, at + "/doses", "zh")).contains("第22天", "已给剂量");
  }
}
