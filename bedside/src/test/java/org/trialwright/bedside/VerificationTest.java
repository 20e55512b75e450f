package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Event;
import org.trialwright.journey.Holds;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/** Records are compared with their source and reviewed, and a later change voids that. */
@ExtendWith(TestDatabase.Extension.class)
class VerificationTest {
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

  /** Everything of everybody. */
  @BeforeEach
  void plan() {
    plan(100);
  }

  private static void plan(int share, String... targets) {
    var plan = new Event.ReviewPlanned(share, List.of(targets));
    assertThat(rehearsed().desk.planReviews(plan, "another risk", act("data-manager")))
        .isInstanceOf(Outcome.Done.class);
  }

  private static Act act(String role) {
    return rehearsed().act(role, "01");
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

  private static Typist review(SignedIn who, ParticipantId id) {
    return Typist.of(house.page(who, at(id, "/forms/exam/1")), "/review");
  }

  private static void corrected(ParticipantId id, String item, String value) {
    house.kept(
        COORDINATOR,
        Typist.of(house.page(COORDINATOR, at(id, "/forms/exam/1")), "/exam/1")
            .set("exam." + item, value)
            .set("reason", "read again"));
  }

  private static Optional<ToReview> exam(ParticipantId id, String kind) {
    return Desk.toReview(id, rehearsed().desk.facts(id), kind, rehearsed().desk.reviewPlan())
        .stream()
        .filter(one -> one.saved().form().equals("exam"))
        .findFirst();
  }

  // What was compared ----------------------------------------------------------------------------

  @Test
  void a_record_is_compared_by_one_press_and_a_later_change_voids_it_with_who_and_when() {
    var id = examined("AA");
    int before = house.facts(id);
    house.kept(MONITOR, review(MONITOR, id));
    assertThat(house.facts(id)).as("one fact, no answer").isEqualTo(before + 1);
    assertThat(exam(id, "source")).hasValueSatisfying(one -> assertThat(one.done()).isTrue());
    var said = "Compared with the source by M. Demo, Monitor, Wed 16 Oct 2024, 09:00";
    for (var page : List.of("/forms/exam/1", "/book", "/forms/exam/1?print")) {
      assertThat(house.page(COORDINATOR, at(id, page))).as(page).contains(said);
    }
    assertThat(house.page(MONITOR, at(id, "/forms/exam/1")))
        .contains("Holds")
        .doesNotContain("/forms/exam/1/review");
    corrected(id, "weight", "61");
    assertThat(house.page(COORDINATOR, at(id, "/book")))
        .contains(said, "Changed since by C. Demo, Coordinator");
    corrected(id, "weight", "60");
    assertThat(exam(id, "source"))
        .as("a value that was put back")
        .hasValueSatisfying(one -> assertThat(one.changed()).isTrue());
    assertThat(house.page(MONITOR, at(id, "/trail"))).contains("Compared with the source");
  }

  @Test
  void nobody_says_so_of_answers_they_have_not_read() {
    var id = examined("AB");
    var read = review(MONITOR, id);
    corrected(id, "weight", "62");
    int before = house.facts(id);
    assertThat(house.kept(MONITOR, read)).endsWith("/forms/exam/1?newer");
    assertThat(house.facts(id)).isEqualTo(before);
    assertThat(house.page(MONITOR, at(id, "/forms/exam/1?newer")))
        .contains("The answers changed while you read");
    var again = review(MONITOR, id);
    house.kept(MONITOR, again);
    house.kept(MONITOR, again);
    assertThat(house.facts(id)).as("sent twice, kept once").isEqualTo(before + 1);
  }

  @Test
  void its_hash_is_that_of_the_save_in_the_journal() {
    var id = examined("AC");
    house.kept(MONITOR, review(MONITOR, id));
    var facts = rehearsed().desk.facts(id);
    var said = (Event.Reviewed) facts.getLast().event();
    var save = exam(id, "source").orElseThrow().newest();
    assertThat(said.digest())
        .hasSize(64)
        .isEqualTo(rehearsed().trial.journal().fingerprints(id).get(save.sequence()));
    assertThat(said.kind()).isEqualTo("source");
  }

  @Test
  void the_data_manager_reviews_apart_from_the_monitor() {
    var id = examined("AD");
    house.kept(MANAGER, review(MANAGER, id));
    assertThat(exam(id, "data")).hasValueSatisfying(one -> assertThat(one.done()).isTrue());
    assertThat(exam(id, "source")).hasValueSatisfying(one -> assertThat(one.done()).isFalse());
    assertThat(house.page(MONITOR, at(id, "/forms/exam/1")))
        .contains("Reviewed by D. Demo, Data manager", "/forms/exam/1/review");
  }

  @Test
  void a_locked_record_takes_no_more_of_them() {
    var id = examined("AE");
    var read = review(MONITOR, id);
    var desk = rehearsed().desk;
    desk.endorse(id, "responsibility", desk.covered(id, desk.facts(id)), act("investigator"));
    desk.lock(id, act("data-manager"));
    assertThat(Holds.of(desk.facts(id)).lock()).isPresent();
    int before = house.facts(id);
    house.kept(MONITOR, read);
    assertThat(house.facts(id)).isEqualTo(before);
    assertThat(house.page(MONITOR, at(id, "/forms/exam/1"))).doesNotContain("exam/1/review");
  }

  // What is to be compared -----------------------------------------------------------------------

  @Test
  void only_the_questions_that_are_marked_are_compared_and_void_it() {
    var id = examined("AF");
    plan(0, "exam.weight");
    var page = house.page(MONITOR, at(id, "/forms/exam/1"));
    assertThat(page).contains("<li>Weight</li>");
    house.kept(MONITOR, review(MONITOR, id));
    corrected(id, "height", "171");
    assertThat(exam(id, "source")).hasValueSatisfying(one -> assertThat(one.done()).isTrue());
    corrected(id, "weight", "63");
    assertThat(exam(id, "source")).hasValueSatisfying(one -> assertThat(one.changed()).isTrue());
    plan(0, "consent");
    assertThat(exam(id, "source")).isEmpty();
    plan(0, "exam");
    assertThat(exam(id, "source"))
        .as("a comparison of one question is none of the whole form")
        .hasValueSatisfying(one -> assertThat(one.review()).isEmpty());
  }

  @Test
  void a_share_is_picked_by_a_digest_and_a_greater_one_keeps_those_picked() {
    var people =
        IntStream.rangeClosed(1, 4_000)
            .mapToObj(number -> new ParticipantId("01-%03d".formatted(number)))
            .toList();
    for (int share : List.of(1, 5, 20, 50)) {
      var plan = new ReviewPlan(Optional.empty(), share, List.of(), "drawn");
      var more = new ReviewPlan(Optional.empty(), share + 7, List.of(), "drawn");
      var picked = people.stream().filter(plan::whole).toList();
      assertThat(picked.size() / 40.0)
          .as("of a hundred, at a share of %d", share)
          .isBetween(share - 3.0, share + 3.0);
      assertThat(picked)
          .allMatch(more::whole)
          .isEqualTo(people.stream().filter(plan::whole).toList());
    }
    var none = new ReviewPlan(Optional.empty(), 0, List.of(), "drawn");
    var all = new ReviewPlan(Optional.empty(), 100, List.of(), "drawn");
    assertThat(people).noneMatch(none::whole).allMatch(all::whole);
    // printf none/01-001 | sha256sum begins with 89d0237b, which leaves 9163 of ten thousand.
    assertThat(List.of(91, 92))
        .extracting(
            share ->
                new ReviewPlan(Optional.empty(), share, List.of(), "none").whole(people.getFirst()))
        .containsExactly(false, true);
  }

  @Test
  void the_data_manager_says_on_the_page_what_is_compared_with_a_reason_the_second_time() {
    var sent =
        Typist.of(house.page(MANAGER, "/verification"), "/verification")
            .set("share", "20")
            .set("targets", "consent\nexam.weight\nexam.nothing");
    assertThat(house.refused(MANAGER, sent))
        .contains("is called: exam.nothing", "Write why other things are compared");
    house.kept(
        MANAGER, sent.set("targets", "exam.weight\nconsent\n").set("reason", "weights decide"));
    assertThat(rehearsed().desk.reviewPlan().targets()).containsExactly("consent", "exam.weight");
    assertThat(house.page(MONITOR, "/verification"))
        .contains("Everything of 20 % of the participants")
        .contains("Of everybody: Consent, ")
        .doesNotContain("name=\"targets\"");
  }

  // The list -------------------------------------------------------------------------------------

  @Test
  void the_list_has_the_oldest_first_is_narrowed_and_taken_along() {
    var first = examined("AG");
    var second = examined("AH");
    house.kept(MONITOR, review(MONITOR, second));
    corrected(second, "weight", "64");
    var page = house.page(MONITOR, "/verification");
    assertThat(page.indexOf(">" + first + "<"))
        .isPositive()
        .isLessThan(page.indexOf(">" + second + "<"));
    var changed = house.page(MONITOR, "/verification?state=changed&form=exam&site=01");
    assertThat(changed).contains(">" + second + "<").doesNotContain(">" + first + "<");
    var file =
        House.text(house.ask(MONITOR, get("/verification.csv?state=changed&form=exam"), "en"));
    assertThat(file.lines().findFirst().orElse("")).contains("\"participant\",\"site\",\"form\"");
    assertThat(file)
        .contains("\"" + second + "\",\"01\",\"exam\",\"1\"", "\"changed\"", "C. Demo")
        .doesNotContain("\"" + first + "\"");
  }
}
