package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;
import static org.trialwright.bedside.House.PASSWORD;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.journal.Standing;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Event;
import org.trialwright.journey.Queries;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/** A record is frozen, signed as a whole, locked and opened again, through the pages. */
@ExtendWith(TestDatabase.Extension.class)
class ClosingTest {
  private static final LocalDate TODAY = LocalDate.parse("2024-10-16");
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

  /** A participant with an examination. */
  private static ParticipantId examined(String initials) {
    rehearsed().at(TODAY, LocalTime.of(9, 0));
    var participant = rehearsed().register("01", initials, "1962-03-15");
    var exam = Typist.of(house.page(COORDINATOR, at(participant, "/forms/exam")), "/exam");
    house.kept(COORDINATOR, exam.set("exam.height", "170").set("exam.weight", "60"));
    return participant;
  }

  private static String at(ParticipantId participant, String rest) {
    return "/participants/" + participant + rest;
  }

  private static Typist signature(ParticipantId participant) {
    return Typist.of(house.page(INVESTIGATOR, at(participant, "/closing")), "/endorsement")
        .set("password", PASSWORD)
        .set("act", "final");
  }

  private static Typist correction(ParticipantId participant, String weight) {
    return Typist.of(house.page(COORDINATOR, at(participant, "/forms/exam/1")), "/exam/1")
        .set("exam.weight", weight)
        .set("reason", "weighed again");
  }

  private static Standing.Closing closing(ParticipantId participant) {
    return rehearsed().trial.standings().of(participant).orElseThrow().closing();
  }

  private static Outcome lock(ParticipantId participant) {
    return rehearsed().desk.lock(participant, rehearsed().act("data-manager", "01"));
  }

  private static Outcome endorse(ParticipantId participant) {
    var facts = rehearsed().desk.facts(participant);
    return rehearsed()
        .desk
        .endorse(
            participant,
            "responsibility",
            rehearsed().desk.covered(participant, facts),
            rehearsed().act("investigator", "01"));
  }

  // The signature --------------------------------------------------------------------------------

  @Test
  void an_investigator_signs_the_record_that_was_read_and_a_change_voids_it_by_name() {
    var id = examined("AA");
    house.kept(INVESTIGATOR, signature(id));
    assertThat(closing(id)).isEqualTo(Standing.Closing.ENDORSED);
    for (var page : List.of("/closing", "/book")) {
      assertThat(house.page(MONITOR, at(id, page)))
          .as(page)
          .contains("Signed by I. Demo, Investigator, Wed 16 Oct 2024, 09:00", "I answer for it")
          .contains("The values are those that were signed.");
    }
    house.kept(COORDINATOR, correction(id, "61"));
    assertThat(closing(id)).isEqualTo(Standing.Closing.CHANGED);
    for (var page : List.of("/closing", "/book")) {
      assertThat(house.page(MONITOR, at(id, page)))
          .as(page)
          .contains("This signature does not hold any more: one change since.")
          .contains("changed: Weight", "C. Demo, Coordinator", "weighed again")
          .doesNotContain("The values are those that were signed.");
    }
    house.kept(INVESTIGATOR, signature(id));
    assertThat(closing(id)).isEqualTo(Standing.Closing.ENDORSED);
    assertThat(Endorsement.all(rehearsed().desk.facts(id)))
        .extracting(Endorsement::holds)
        .as("the first signature stays voided")
        .containsExactly(false, true);
  }

  @Test
  void a_value_that_was_put_back_does_not_bring_the_signature_back() {
    var id = examined("AB");
    house.kept(INVESTIGATOR, signature(id));
    house.kept(COORDINATOR, correction(id, "61"));
    house.kept(COORDINATOR, correction(id, "60"));
    assertThat(house.page(MONITOR, at(id, "/closing"))).contains("any more: 2 changes since");
  }

  @Test
  void nobody_signs_without_the_password_or_what_they_have_not_read() {
    var id = examined("AC");
    var read = signature(id);
    assertThat(house.refused(INVESTIGATOR, signature(id).set("password", "wrong")))
        .contains("The password is not right. Nothing was signed");
    assertThat(house.refused(INVESTIGATOR, signature(id).set("act", "")))
        .as("Enter alone")
        .contains("There is a problem");
    house.kept(COORDINATOR, correction(id, "62"));
    assertThat(house.refused(INVESTIGATOR, read))
        .contains("while you read. Nothing was signed.", "by C. Demo, Coordinator");
    assertThat(Endorsement.all(rehearsed().desk.facts(id))).isEmpty();
    assertThat(house.page(COORDINATOR, at(id, "/closing"))).doesNotContain("name=\"password\"");
  }

  @Test
  void a_signature_sent_twice_is_one_and_is_bound_to_the_hashes_of_the_journal() {
    var id = examined("AD");
    var typed = signature(id);
    house.kept(INVESTIGATOR, typed);
    house.kept(INVESTIGATOR, typed);
    var facts = rehearsed().desk.facts(id);
    var signed = facts.stream().filter(fact -> fact.event() instanceof Event.Endorsed).toList();
    assertThat(signed).hasSize(1);
    assertThat(((Event.Endorsed) signed.getFirst().event()).digest())
        .as("as PostgreSQL works it out from the table alone")
        .isEqualTo(
            org.springframework.jdbc.core.simple.JdbcClient.create(rehearsed().trial.source())
                .sql(
                    """
                    select encode(sha256(string_agg(hash, ''::bytea order by sequence)), 'hex')
                      from journal.facts
                     where study = :study and participant = :participant and sequence < :signed
                       and kind in ('registered', 'saved', 'voided', 'allocated', 'confirmed', 'moved')
                    """)
                .param("study", rehearsed().trial.study().name())
                .param("participant", id.value())
                .param("signed", signed.getFirst().sequence())
                .query(String.class)
                .single());
  }

  @Test
  void the_list_says_which_records_wait_and_why() {
    var changed = examined("AE");
    var under = examined("AF");
    endorse(changed);
    house.kept(COORDINATOR, correction(changed, "63"));
    assertThat(house.page(INVESTIGATOR, "/signatures"))
        .contains("/participants/" + changed + "/closing", "Changed since signed")
        .doesNotContain("/participants/" + under + "/closing");
    assertThat(house.page(INVESTIGATOR, "/signatures?state=open"))
        .contains("/participants/" + under + "/closing");
    var elsewhere = rehearsed().register("02", "ZZ", "1962-03-16");
    assertThat(house.page(INVESTIGATOR, "/signatures?state=open"))
        .doesNotContain("/participants/" + elsewhere + "/closing");
  }

  // Freezing -------------------------------------------------------------------------------------

  @Test
  void a_frozen_form_is_read_and_not_changed_until_it_is_unfrozen_with_a_reason() {
    var id = examined("BA");
    var address = at(id, "/forms/exam/1");
    var typed = correction(id, "64");
    house.kept(MANAGER, Typist.of(house.page(MANAGER, address), "/freeze").set("act", "freeze"));
    assertThat(house.page(COORDINATOR, address))
        .contains("is frozen since 16 Oct", "by D. Demo, Data manager")
        .contains("ask the data manager to unfreeze it")
        .doesNotContain("name=\"exam.weight\"", "/freeze\"");
    int before = house.facts(id);
    assertThat(house.refused(COORDINATOR, typed))
        .contains("This cannot be kept", "is frozen since");
    assertThat(house.facts(id)).isEqualTo(before);
    var other = Typist.of(house.page(COORDINATOR, at(id, "/forms/exam")), "/exam");
    house.kept(COORDINATOR, other.set("exam.weight", "65"));

    var opening = Typist.of(house.page(MANAGER, address), "/freeze").set("act", "unfreeze");
    assertThat(house.kept(MANAGER, opening)).endsWith("?no-reason");
    assertThat(house.page(MANAGER, address + "?no-reason"))
        .contains("Write why it is opened again");
    house.kept(MANAGER, opening.set("reason", "weight misread"));
    house.kept(COORDINATOR, correction(id, "64"));
    assertThat(house.page(MONITOR, at(id, "/trail")))
        .contains("Frozen", "Unfrozen", "weight misread", "Data manager");
  }

  // Locking --------------------------------------------------------------------------------------

  @Test
  void a_record_is_locked_once_it_is_signed_and_no_query_is_open() {
    var id = examined("CA");
    assertThat(lock(id)).isEqualTo(new Outcome.NotFinal(false, 0));
    assertThat(house.page(MANAGER, at(id, "/closing")))
        .contains("cannot be locked yet", "waits for an investigator’s signature");
    endorse(id);
    var query =
        rehearsed().desk.raise(id, "exam", 1, "weight", "Right?", rehearsed().act("monitor", "01"));
    assertThat(query).isInstanceOf(Outcome.Done.class);
    assertThat(lock(id)).isEqualTo(new Outcome.NotFinal(true, 1));
    assertThat(house.page(MANAGER, at(id, "/closing"))).contains("One query is open");
    rehearsed()
        .desk
        .reply(id, new Event.Replied(1, "Yes.", true), rehearsed().act("monitor", "01"));
    var typed = correction(id, "66");
    house.kept(
        MANAGER, Typist.of(house.page(MANAGER, at(id, "/closing")), "/lock").set("act", "lock"));
    assertThat(closing(id)).isEqualTo(Standing.Closing.LOCKED);

    int before = house.facts(id);
    assertThat(house.refused(COORDINATOR, typed))
        .contains("The record is locked since 16 Oct", "by D. Demo, Data manager")
        .contains("ask the data manager to unlock it and say why");
    assertThat(house.page(COORDINATOR, at(id, ""))).contains("The record is locked since");
    assertThat(house.ask(COORDINATOR, get(at(id, "/forms/exam")), "en").getRedirectedUrl())
        .isEqualTo(at(id, ""));
    assertThat(
            rehearsed()
                .desk
                .raise(id, "exam", 1, "weight", "Sure?", rehearsed().act("monitor", "01")))
        .isInstanceOf(Outcome.Held.class);
    assertThat(rehearsed().desk.allocate(id, rehearsed().act("coordinator", "01")))
        .isInstanceOf(Outcome.Held.class);
    assertThat(endorse(id)).isInstanceOf(Outcome.Held.class);
    assertThat(house.facts(id)).isEqualTo(before);

    var opening = Typist.of(house.page(MANAGER, at(id, "/closing")), "/lock").set("act", "unlock");
    assertThat(house.refused(MANAGER, opening)).contains("Write why it is opened again");
    house.kept(MANAGER, opening.set("reason", "late laboratory report"));
    assertThat(closing(id)).isEqualTo(Standing.Closing.ENDORSED);
    house.kept(COORDINATOR, correction(id, "66"));
    assertThat(closing(id)).isEqualTo(Standing.Closing.CHANGED);
    assertThat(Queries.open(rehearsed().desk.facts(id))).isEmpty();
    assertThat(house.page(MONITOR, at(id, "/trail")))
        .contains("Record locked", "Record unlocked", "late laboratory report");
  }

  @Test
  void every_page_of_it_speaks_both_languages() {
    var id = examined("DA");
    endorse(id);
    house.kept(COORDINATOR, correction(id, "67"));
    var english = Map.of("/closing", "Sign and lock", "/book", "The investigator’s signature");
    english.forEach(
        (page, words) -> {
          assertThat(house.page(INVESTIGATOR, at(id, page))).contains(words);
          assertThat(house.page(INVESTIGATOR, at(id, page), "zh"))
              .contains("研究者签字")
              .doesNotContain(words);
        });
    assertThat(house.page(INVESTIGATOR, "/signatures", "zh"))
        .contains("待签记录")
        .doesNotContain("Records to sign");
  }
}
