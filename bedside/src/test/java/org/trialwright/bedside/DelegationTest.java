package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;
import static org.trialwright.bedside.House.NURSE;
import static org.trialwright.bedside.House.PASSWORD;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Event;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/** Who answers for a site says who does what there, from a day to a day; consent and draw obey. */
@ExtendWith(TestDatabase.Extension.class)
class DelegationTest {
  private static final LocalDate TODAY = LocalDate.parse("2024-10-16");
  private static final SiteId SITE = new SiteId("01");
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

  /** The investigator answers for site 01; site 02 keeps no log. */
  @BeforeEach
  void a_log() {
    rehearsed().at(TODAY, LocalTime.of(9, 0));
    if (!desk().delegation(SITE).isKept()) {
      house.kept(INVESTIGATOR, entry("somebody-else", "Somebody Else", "enter"));
    }
  }

  private static Rehearsed rehearsed() {
    return house.rehearsed();
  }

  private static Desk desk() {
    return rehearsed().desk;
  }

  private static Typist entry(String person, String name, String task) {
    return Typist.of(
            house.page(INVESTIGATOR, "/sites/01/delegation?write=new"), "/sites/01/delegation")
        .set("person", person)
        .set("name", name)
        .set("task", task)
        .set("password", PASSWORD)
        .set("act", "final");
  }

  private static Typist until(Typist entry, LocalDate day) {
    return entry
        .set("until.day", "" + day.getDayOfMonth())
        .set("until.month", "" + day.getMonthValue())
        .set("until.year", "" + day.getYear());
  }

  private static Typist consent(SignedIn who, ParticipantId id) {
    return Typist.of(house.page(who, "/participants/" + id + "/forms/consent"), "/consent")
        .set("consent.signed", "yes")
        .set("consent.signed-on.day", "16")
        .set("consent.signed-on.month", "10")
        .set("consent.signed-on.year", "2024");
  }

  private static int facts() {
    return rehearsed().trial.journal().study().size();
  }

  // What the log lets ----------------------------------------------------------------------------

  @Test
  void consent_is_kept_from_whom_it_is_delegated_to_and_from_nobody_else_of_the_site() {
    var id = rehearsed().register("01", "AA", "1962-03-15");
    var before = house.facts(id);
    assertThat(house.page(NURSE, "/participants/" + id + "/forms/consent"))
        .contains("Not delegated to you");
    assertThat(house.refused(NURSE, consent(NURSE, id)))
        .contains("does not delegate this to you today: taking consent");
    assertThat(house.facts(id)).isEqualTo(before);
    house.kept(INVESTIGATOR, until(entry("nurse", "N. Demo", "consent"), TODAY.plusDays(1)));
    assertThat(house.page(NURSE, "/sites/01/delegation"))
        .contains("Delegated to you today: taking consent");
    house.kept(NURSE, consent(NURSE, id));
    assertThat(house.facts(id)).isGreaterThan(before);

    var next = rehearsed().register("01", "AB", "1962-03-15");
    rehearsed().at(TODAY.plusDays(2), LocalTime.of(9, 0));
    assertThat(house.refused(NURSE, consent(NURSE, next)))
        .as("after the last day")
        .contains("does not delegate this to you today");
    house.kept(INVESTIGATOR, consent(INVESTIGATOR, next));
  }

  @Test
  void an_arm_is_drawn_by_whom_it_is_delegated_to() {
    var id = rehearsed().register("01", "AC", "1962-03-15");
    var nurse = front(NURSE);
    assertThat(desk().allocate(id, nurse)).isEqualTo(new Outcome.NotDelegated("allocate"));
    assertThat(house.page(NURSE, "/participants/" + id + "/allocation"))
        .contains("cannot be randomised");
    house.kept(INVESTIGATOR, entry("nurse", "N. Demo", "allocate"));
    assertThat(desk().allocate(id, front(NURSE)))
        .as("the log stands in the way no more, but consent and examination are missing")
        .isNotInstanceOf(Outcome.NotDelegated.class)
        .isNotInstanceOf(Outcome.Allocated.class);
    assertThat(desk().allocate(id, front(INVESTIGATOR)))
        .as("who answers for the site")
        .isNotInstanceOf(Outcome.NotDelegated.class);
  }

  private static Act front(SignedIn who) {
    var role = who.grants().getFirst().role().code();
    return new Act(
        new org.trialwright.journey.Author(who.account(), who.name(), role, Optional.of(SITE)),
        java.util.UUID.randomUUID());
  }

  @Test
  void a_site_without_a_log_says_so_and_refuses_nothing() {
    var log = desk().delegation(new SiteId("02"));
    assertThat(log.isKept()).isFalse();
    assertThat(DelegationLog.TASKS).allMatch(task -> log.may("anybody", task, TODAY));
    assertThat(house.page(MANAGER, "/sites/02/delegation")).contains("This site keeps no log");
  }

  // How it is kept -------------------------------------------------------------------------------

  @Test
  void it_is_signed_with_the_password_by_who_answers_for_the_site_alone() {
    int before = facts();
    assertThat(
            house.refused(INVESTIGATOR, entry("nurse", "N. Demo", "dose").set("password", "wrong")))
        .contains("password is not right");
    var other = new SignedIn("other", "O. Demo", INVESTIGATOR.grants());
    assertThat(house.page(other, "/sites/01/delegation?write=new"))
        .contains("Nothing is delegated to you today.")
        .doesNotContain("name=\"password\"");
    var told =
        new Event.Delegated(SITE, 0, "other", "O. Demo", List.of("log"), TODAY, Optional.empty());
    assertThat(desk().delegate(told, "", front(other))).isEqualTo(new Outcome.NotDelegated("log"));
    assertThat(facts()).isEqualTo(before);
    assertThat(desk().delegate(told, "", front(INVESTIGATOR))).isInstanceOf(Outcome.Done.class);
    var by = new Event.Delegated(SITE, 0, "nurse", "N.", List.of("kits"), TODAY, Optional.empty());
    assertThat(desk().delegate(by, "", front(other)))
        .as("whom that one lets keep the log")
        .isInstanceOf(Outcome.Done.class);
  }

  @Test
  void what_is_wrong_is_said_and_nothing_is_kept() {
    int before = facts();
    var wrong = entry("No Such", "", "");
    until(wrong, TODAY.minusDays(1));
    assertThat(house.refused(INVESTIGATOR, wrong)).contains("Answer this question");
    assertThat(house.refused(INVESTIGATOR, wrong.set("name", "N. Demo")))
        .contains("Write the sign-in name", "Choose at least one task", "It ends before it begins");
    assertThat(facts()).isEqualTo(before);
  }

  @Test
  void an_entry_that_is_written_anew_needs_a_reason_and_both_stay_in_the_file() {
    house.kept(INVESTIGATOR, entry("physicist", "P. Demo", "dose"));
    var number = desk().delegation(SITE).entries().getLast().what().delegation();
    var anew =
        until(
            Typist.of(
                    house.page(INVESTIGATOR, "/sites/01/delegation?write=" + number),
                    "/sites/01/delegation")
                .set("task", "dose")
                .set("password", PASSWORD)
                .set("act", "final"),
            TODAY.plusDays(9));
    assertThat(house.refused(INVESTIGATOR, anew)).contains("Write why the log says otherwise");
    house.kept(INVESTIGATOR, anew.set("reason", "leaves the hospital"));
    assertThat(house.page(MONITOR, "/sites/01/delegation"))
        .contains("I. Demo answers for the site", "leaves the hospital", "P. Demo");
    var file = House.text(house.ask(MONITOR, get("/sites/01/delegation.csv"), "en"));
    assertThat(file.lines().filter(line -> line.contains("\"physicist\"")))
        .hasSize(2)
        .anyMatch(line -> line.contains("\"2024-10-25\"") && line.contains("leaves the hospital"));
  }

  @Test
  void a_training_stands_in_the_log_with_its_day_and_the_version_of_the_protocol() {
    var training =
        Typist.of(
                house.page(INVESTIGATOR, "/sites/01/delegation?write=training"),
                "/sites/01/training")
            .set("person", "nurse")
            .set("name", "N. Demo")
            .set("what", "Good clinical practice")
            .set("day.day", "15")
            .set("day.month", "10")
            .set("day.year", "2024")
            .set("password", PASSWORD)
            .set("act", "final");
    house.kept(INVESTIGATOR, training);
    assertThat(house.page(COORDINATOR, "/sites/01/delegation"))
        .contains("Good clinical practice", "15 Oct 2024", "1 of 2026-01-01");
    assertThat(
            house.refused(
                INVESTIGATOR,
                Typist.of(
                        house.page(INVESTIGATOR, "/sites/01/delegation?write=training"),
                        "/sites/01/training")
                    .set("person", "nurse")
                    .set("name", "N. Demo")
                    .set("what", "Another")
                    .set("day.day", "1")
                    .set("day.month", "11")
                    .set("day.year", "2024")
                    .set("password", PASSWORD)
                    .set("act", "final")))
        .contains("That day has not come yet");
  }
}
