package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Event;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/**
 * Deviations are found, told, judged by somebody else, given back and closed, through the pages.
 */
@ExtendWith(TestDatabase.Extension.class)
class DeviationsTest {
  private static final LocalDate SATURDAY = LocalDate.parse("2024-10-19");
  private static final LocalDate MONDAY = LocalDate.parse("2024-10-21");
  private static House house;

  @BeforeAll
  static void a_study(TestDatabase database) {
    var study =
        StudyReader.read(
                Folder.read(Path.of("src/test/resources/org/trialwright/bedside/three-arms")))
            .orThrow();
    house = House.of(new Rehearsed(database, study));
  }

  @AfterAll
  static void close() {
    house.context().close();
  }

  private static Rehearsed rehearsed() {
    return house.rehearsed();
  }

  private static ParticipantId registered(String initials) {
    rehearsed().at(LocalDate.parse("2024-10-01"), LocalTime.of(9, 0));
    var participant = rehearsed().register("01", initials, "1962-03-15");
    rehearsed().at(MONDAY, LocalTime.of(9, 0));
    return participant;
  }

  /** Somebody in the watched arm, with a scan on a Saturday. */
  private static ParticipantId scanned(String initials) {
    var participant = registered(initials);
    scan(participant, SATURDAY, 0, "");
    return participant;
  }

  private static void scan(ParticipantId participant, LocalDate day, int ordinal, String reason) {
    rehearsed()
        .save(
            participant,
            day,
            rehearsed().trial.study().form("scan"),
            Map.of("day", day.toString(), "size", "10 mm", "result", "clear"),
            ordinal,
            reason);
  }

  private static String at(ParticipantId participant) {
    return "/participants/" + participant + "/deviations";
  }

  private static List<LoggedDeviation> log(ParticipantId participant) {
    var facts = rehearsed().desk.facts(participant);
    return Desk.deviations(facts, rehearsed().desk.journey(participant, facts));
  }

  private static Typist telling(SignedIn who, ParticipantId participant, String about) {
    return Typist.of(house.page(who, at(participant) + "?about=" + about), "/deviations");
  }

  private static Typist told(Typist typist, String what) {
    return typist
        .set("what", what)
        .day("happened", "2024-10-19")
        .day("noticed", "2024-10-21")
        .set("category", "procedure")
        .set("importance", "minor")
        .set("why", "the scanner was down on Friday")
        .set("action", "the list of scans was moved")
        .set("reported", "sponsor, 21 Oct 2024");
  }

  private static Typist judging(SignedIn who, ParticipantId participant, int number) {
    return Typist.of(
        house.page(who, at(participant) + "?judge=" + number), "/deviations/" + number);
  }

  // Found ----------------------------------------------------------------------------------------

  @Test
  void what_the_studys_rules_find_is_in_the_log_and_goes_when_the_value_is_mended() {
    var id = scanned("AA");
    assertThat(log(id)).hasSize(1);
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.FOUND);
    assertThat(house.page(MONITOR, at(id)))
        .contains("A scan is done on a day of work", "Found, not yet explained", "19 Oct 2024");
    assertThat(house.page(MONITOR, at(id), "zh")).contains("已发现，尚未说明");
    assertThat(house.page(COORDINATOR, "/participants/" + id)).contains("(1)");
    scan(id, LocalDate.parse("2024-10-18"), 1, "wrong day typed");
    assertThat(log(id)).isEmpty();
    assertThat(house.page(MONITOR, at(id))).contains("No deviation is known.");
  }

  /** Somebody in the arm that is only watched. */
  private static ParticipantId watched() {
    var id = registered("AB");
    var study = rehearsed().trial.study();
    rehearsed()
        .save(
            id,
            MONDAY,
            study.form("consent"),
            Map.of("signed", "yes", "signed-on", MONDAY.toString()),
            0,
            "");
    rehearsed()
        .save(
            id,
            MONDAY,
            study.form("exam"),
            Map.of(
                "ecog", "0",
                "height", "170 cm",
                "weight", "60 kg",
                "creatinine", "75 umol/L (59..104)",
                "platelets", "200 10^9/L (125..350)",
                "smokes", "no"),
            0,
            "");
    rehearsed().append(Optional.of(id), new Event.Allocated("none", "any", 1, "by hand", "test"));
    return id;
  }

  private static List<Deviation> found(ParticipantId participant) {
    return Deviation.of(rehearsed().desk.journey(participant).orElseThrow());
  }

  @Test
  void a_visit_that_was_not_held_in_its_window_is_one_from_the_next_day_on() {
    var id = watched();
    var allocated = rehearsed().desk.journey(id).orElseThrow().allocatedOn().orElseThrow();
    // check: randomised + 3 mo ± 14 d
    record Row(int days, String found) {}
    for (var row : List.of(new Row(100, ""), new Row(106, ""), new Row(107, "visit/check 3 mo"))) {
      rehearsed().at(allocated.plusDays(row.days()), LocalTime.of(9, 0));
      assertThat(found(id).stream().map(Deviation::rule))
          .as("%d days after allocation", row.days())
          .isEqualTo(row.found().isEmpty() ? List.of() : List.of(row.found()));
    }
    assertThat(found(id).getFirst().day()).isEqualTo(allocated.plusDays(107));
    assertThat(house.page(COORDINATOR, at(id))).contains("was not held; its window was");
    var late = allocated.plusDays(120);
    rehearsed().at(late, LocalTime.of(9, 0));
    rehearsed()
        .append(
            Optional.of(id),
            new Event.Saved(
                "scan",
                1,
                "check 3 mo",
                Map.of("day", late.toString(), "size", "10 mm", "result", "clear"),
                Map.of()));
    assertThat(found(id))
        .singleElement()
        .satisfies(one -> assertThat(one.rule()).isEqualTo("visit/check 3 mo"))
        .satisfies(one -> assertThat(one.day()).isEqualTo(late));
    assertThat(house.page(COORDINATOR, at(id))).contains("was held on").contains("its window was");
    rehearsed().at(MONDAY, LocalTime.of(9, 0));
  }

  // Told and judged ------------------------------------------------------------------------------

  @Test
  void one_person_tells_it_and_another_in_another_role_closes_it() {
    var id = scanned("BA");
    var rule = log(id).getFirst().rule();
    assertThat(house.page(COORDINATOR, at(id)))
        .contains("about=form%2Fscan%2F1%2FA%20scan%20is%20done%20on%20a%20day%20of%20work");
    var form = telling(COORDINATOR, id, rule);
    assertThat(form.get("what")).contains("A scan is done on a day of work");
    assertThat(house.kept(COORDINATOR, told(form, "Scanned on a Saturday")))
        .isEqualTo(at(id) + "#d-1");
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.WRITTEN);

    house.kept(MONITOR, judging(MONITOR, id, 1).set("importance", "important").set("act", "close"));
    var closed = log(id).getFirst();
    assertThat(closed.state()).isEqualTo(LoggedDeviation.State.CLOSED);
    assertThat(closed.important()).isTrue();
    assertThat(house.page(COORDINATOR, at(id)))
        .contains("Scanned on a Saturday", "the scanner was down on Friday", "sponsor, 21 Oct 2024")
        .contains("closed it as Examination or procedure, Important.")
        .doesNotContain("?about=1");
    assertThat(house.page(COORDINATOR, "/participants/" + id + "?story=whole"))
        .contains("Deviation 1: Scanned on a Saturday", "Deviation 1 was closed");
    assertThat(house.page(COORDINATOR, "/participants/" + id + "/trail"))
        .contains("Deviation written down", "Deviation closed", "the scanner was down on Friday");
  }

  @Test
  void whoever_told_it_does_not_judge_it_nor_does_anybody_in_the_same_role() {
    var id = registered("BB");
    house.kept(MONITOR, told(telling(MONITOR, id, "new"), "A consent form of an old version"));
    var refused = house.refused(MONITOR, judging(MONITOR, id, 1).set("act", "close"));
    assertThat(refused)
        .contains(
            "Another person in another role must judge it", "M. Demo (Monitor) wrote it down");
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.WRITTEN);
    house.kept(MANAGER, judging(MANAGER, id, 1).set("act", "close"));
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.CLOSED);
  }

  @Test
  void the_site_itself_cannot_judge() {
    var id = registered("BC");
    house.kept(COORDINATOR, told(telling(COORDINATOR, id, "new"), "Something"));
    assertThat(house.page(COORDINATOR, at(id) + "?judge=1")).doesNotContain("Close it");
    assertThat(house.page(INVESTIGATOR, at(id))).doesNotContain("Judge it");
  }

  @Test
  void given_back_it_waits_for_the_site_is_corrected_with_a_reason_and_closed() {
    var id = registered("BD");
    house.kept(COORDINATOR, told(telling(COORDINATOR, id, "new"), "A visit by telephone"));
    assertThat(house.refused(MANAGER, judging(MANAGER, id, 1).set("act", "return")))
        .contains("Say what is missing");
    house.kept(MANAGER, judging(MANAGER, id, 1).set("act", "return").set("text", "Which visit?"));
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.RETURNED);
    var correction = telling(COORDINATOR, id, "1").set("what", "The visit of week 2 by telephone");
    assertThat(house.refused(COORDINATOR, correction)).contains("Write why it is corrected");
    house.kept(COORDINATOR, correction.set("reason", "the monitor asked"));
    assertThat(house.page(MANAGER, at(id)))
        .contains("The visit of week 2 by telephone", "Which visit?", "corrected it: the monitor");
    house.kept(MANAGER, judging(MANAGER, id, 1).set("act", "close"));
    house.kept(MANAGER, judging(MANAGER, id, 1).set("act", "return").set("text", "Not so."));
    assertThat(log(id).getFirst().state()).isEqualTo(LoggedDeviation.State.RETURNED);
  }

  @Test
  void nobody_writes_over_what_they_have_not_read() {
    var id = registered("BE");
    house.kept(COORDINATOR, told(telling(COORDINATOR, id, "new"), "First"));
    var mine = telling(COORDINATOR, id, "1").set("reason", "mine");
    var judgement = judging(MANAGER, id, 1).set("act", "close");
    house.kept(
        INVESTIGATOR,
        Typist.of(house.page(INVESTIGATOR, at(id) + "?about=1"), "/deviations")
            .set("what", "Second")
            .set("reason", "theirs"));
    assertThat(house.refused(COORDINATOR, mine)).contains("by I. Demo meanwhile");
    assertThat(house.refused(MANAGER, judgement)).contains("by I. Demo meanwhile");
    assertThat(log(id).getFirst().account().orElseThrow().what()).isEqualTo("Second");
  }

  @Test
  void sent_twice_it_is_told_once() {
    var id = registered("BF");
    var typist = told(telling(COORDINATOR, id, "new"), "Once");
    house.kept(COORDINATOR, typist);
    house.kept(COORDINATOR, typist);
    assertThat(log(id)).hasSize(1);
  }

  @Test
  void what_cannot_be_taken_is_said_at_its_question() {
    var id = registered("BG");
    var empty = telling(COORDINATOR, id, "new").set("what", " ");
    assertThat(house.refused(COORDINATOR, empty)).contains("What happened: Answer this question");
    var early = told(telling(COORDINATOR, id, "new"), "Odd").day("noticed", "2024-10-18");
    assertThat(house.refused(COORDINATOR, early))
        .contains("It is noticed on or after the day it happened");
    var late = told(telling(COORDINATOR, id, "new"), "Odd").day("happened", "2024-10-22");
    assertThat(house.refused(COORDINATOR, late)).contains("This day has not come yet");
    assertThat(log(id)).isEmpty();
  }

  @Test
  void nothing_is_written_about_a_locked_record() {
    var id = registered("BH");
    var form = told(telling(COORDINATOR, id, "new"), "Late");
    rehearsed().append(Optional.of(id), new Event.Locked(true));
    assertThat(house.refused(COORDINATOR, form)).contains("The record is locked since");
    assertThat(house.page(COORDINATOR, at(id))).doesNotContain("Write down a deviation");
  }

  @Test
  void a_rule_that_finds_nothing_cannot_be_explained() {
    var id = registered("BI");
    var told = new Deviating.Told(0, "form/scan/7/none", "other", false, "x", MONDAY, "", "", "");
    var outcome =
        rehearsed()
            .desk
            .deviate(
                new Deviating(Deviating.Whose.of(id), told, PartialDate.of(MONDAY), "", 0),
                rehearsed().act("coordinator", "01"));
    assertThat(outcome)
        .isEqualTo(new Outcome.WrongAnswers(Map.of("rule", "no such deviation is in the log")));
  }

  // A site's own, lists and files ----------------------------------------------------------------

  @Test
  void a_site_has_a_log_of_its_own() {
    rehearsed().at(MONDAY, LocalTime.of(9, 0));
    var page = "/sites/01/deviations";
    house.kept(
        COORDINATOR,
        told(Typist.of(house.page(COORDINATOR, page + "?about=new"), page), "The freezer failed"));
    assertThat(house.page(MONITOR, page)).contains("Deviations of Site 01 itself", "The freezer");
    house.kept(
        MANAGER,
        Typist.of(house.page(MANAGER, page + "?judge=1"), page + "/1").set("act", "close"));
    assertThat(rehearsed().desk.deviations(new SiteId("01")).getFirst().state())
        .isEqualTo(LoggedDeviation.State.CLOSED);
    assertThat(rehearsed().desk.deviations(new SiteId("02"))).isEmpty();
  }

  @Test
  void the_list_is_narrowed_by_state_and_importance_and_taken_along() {
    var found = scanned("CA");
    var told = registered("CB");
    house.kept(
        COORDINATOR,
        told(telling(COORDINATOR, told, "new"), "=HYPERLINK(1)").set("importance", "important"));
    assertThat(house.page(MONITOR, "/deviations?state=site"))
        .contains(found.value())
        .doesNotContain(">" + told.value());
    assertThat(house.page(MONITOR, "/deviations?state=judgement&importance=important"))
        .contains(">" + told.value())
        .doesNotContain(">" + found.value());
    var file = House.text(house.ask(MONITOR, get("/deviations.csv?state=all"), "en"));
    assertThat(file)
        .contains("\"" + told + "\",\"01\",\"1\",\"written\",\"procedure\",\"important\"")
        .contains("\"'=HYPERLINK(1)\"")
        .contains("\"" + found + "\",\"01\",\"\",\"found\"");
  }

  @Test
  void a_tampered_request_is_refused_in_words() {
    var id = registered("CC");
    var answer =
        house.ask(
            COORDINATOR,
            post(at(id))
                .param("key", UUID.randomUUID().toString())
                .param("number", "999999999999999999")
                .param("what", "x"),
            "en");
    assertThat(answer.getStatus()).isEqualTo(404);
    var missing =
        house.ask(
            COORDINATOR,
            post(at(id)).param("what", "x").param("happened.missing", "not known"),
            "en");
    assertThat(missing.getStatus()).isEqualTo(422);
  }
}
