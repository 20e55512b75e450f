package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journey.Author;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.StudyFolder;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Contents;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;

/** A trial that runs gets another version of its study: nothing old is altered, and it goes on. */
class AmendmentTest {
  private static final SiteId ONE = new SiteId("01");
  private static final SiteId TWO = new SiteId("02");
  private static final LocalDate DAY = LocalDate.ofInstant(ThreeArms.NOW, ZoneOffset.UTC);
  private static final Folder FIRST = Folder.read(ThreeArms.FOLDER);

  /** Another visit, and a criterion that not everybody who joined would meet. */
  static final Folder SECOND =
      changed(
          FIRST,
          Map.of(
              "1 of 2026-11-23", "2 of 2026-12-01",
              "while treated\"}",
                  "while treated\", month-2: \"randomised + 56 d ± 7 d; while treated\"}",
              "month-1: check}", "month-1: check, month-2: check}",
              "exam.systolic in 140..179 mmHg", "exam.systolic in 150..179 mmHg"));

  /** A place has another name, so that who stands there is nowhere. */
  private static final Folder THIRD =
      changed(
          SECOND,
          Map.of(
              "2 of 2026-12-01", "3 of 2027-01-01",
              "{ready: approval.signed", "{waiting: approval.signed",
              "ready: {treated", "waiting: {treated"));

  @TempDir Path folder;

  static Folder changed(Folder before, Map<String, String> changes) {
    var text = Optional.ofNullable(before.files().get("study.yaml")).orElseThrow();
    for (var change : changes.entrySet()) {
      assertThat(text).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    return before.with("study.yaml", text).without(Contents.FILE).without("cases.yaml");
  }

  private static final Map<Folder, Study> READ = new java.util.concurrent.ConcurrentHashMap<>();

  private static Study read(Folder files) {
    return READ.computeIfAbsent(files, one -> StudyFolder.load(one).orThrow());
  }

  private static Act by(String person, Optional<SiteId> site) {
    return new Act(new Author(person, person, "data-manager", site), UUID.randomUUID());
  }

  private static Outcome.NotAmended not(Outcome.NotAmended.Why why) {
    return new Outcome.NotAmended(why);
  }

  private static ParticipantId lead(ThreeArms at, String site, int number, String last) {
    String whom = site;
    for (String word : ThreeArms.WAY) {
      var answer = ThreeArms.answer(at.act(word, whom, number, ThreeArms.key(word + number)));
      whom = word.equals("register") ? answer : whom;
      if (word.equals(last)) {
        break;
      }
    }
    return new ParticipantId(whom);
  }

  static String offered(Desk desk, Folder files) {
    var kept = desk.trial().versions().files();
    return kept.keep(read(files).seal(), files, true, ThreeArms.NOW);
  }

  /** Offers the second version beside the program that serves the trial. */
  private String offeredByTheCommand(Desk desk) throws IOException {
    var written = Files.createDirectories(folder.resolve("second"));
    for (var file : SECOND.files().entrySet()) {
      Files.writeString(written.resolve(file.getKey()), file.getValue());
    }
    String[] amend = {"amend", written.toString(), "--data", folder.toString()};
    assertThat(Trialwright.run(amend)).isZero();
    assertThat(Trialwright.run(amend)).as("it is kept already").isEqualTo(1);
    assertThat(desk.trial().versions().offers()).hasSize(1);
    return desk.trial().versions().offers().getFirst().kept().digest();
  }

  private static long number(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).fact().sequence();
  }

  /** Two people stand for an offered version. */
  private static void approve(Desk desk, String digest) {
    var proposed = desk.propose(digest, false, "A later visit", by("dora", Optional.empty()));
    assertThat(desk.agree(number(proposed), by("carl", Optional.empty())))
        .isInstanceOf(Outcome.Done.class);
  }

  private static Map<String, Going.Fate> fates(Desk desk, SiteId site, String digest) {
    var offer = desk.trial().versions().offer(digest).orElseThrow();
    return desk.going(site, offer).stream()
        .collect(
            java.util.stream.Collectors.toMap(
                one -> one.participant().value(), Going::fate, (one, _) -> one));
  }

  private static String version(Desk desk, ParticipantId whom) {
    return desk.journey(whom).orElseThrow().study().version();
  }

  private static List<String> visits(Desk desk, ParticipantId whom) {
    return desk.journey(whom).orElseThrow().calendar().stream().map(Due::label).toList();
  }

  @Test
  void a_version_is_approved_by_two_begun_by_a_site_and_participants_go_on_by_a_decision_each()
      throws IOException {
    var store = new Running.Store.Folder(folder);
    try (Running.Ready ready = Running.database(store, "test")) {
      var keys = folder.resolve("keys");
      var three = ThreeArms.open(ready.pool(), read(FIRST), keys, List.of(3, 6), 2);
      var desk = three.desk();
      Opening.keep(desk.trial(), read(FIRST), ThreeArms.FOLDER);
      var treated = lead(three, "01", 0, "allocate");
      var waiting = lead(three, "01", 2, "approval");
      var other = lead(three, "02", 3, "allocate");
      var before = desk.trial().journal().all().toList();

      var digest = offeredByTheCommand(desk);
      var second = read(SECOND).seal();
      var act = by("dora", Optional.empty());
      assertThat(desk.propose(digest, false, " ", act)).isInstanceOf(Outcome.ReasonNeeded.class);
      long proposal = number(desk.propose(digest, false, "A later visit", act));
      assertThat(number(desk.propose(digest, false, "A later visit", act)))
          .as("sent twice, recorded once")
          .isEqualTo(proposal);
      assertThat(desk.agree(proposal, by("dora", Optional.empty())))
          .isInstanceOf(Outcome.AnotherPersonNeeded.class);
      assertThat(desk.begin(ONE, second, DAY, by("dora", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.NOT_AGREED));
      assertThat(desk.agree(proposal, by("carl", Optional.empty())))
          .isInstanceOf(Outcome.Done.class);
      assertThat(desk.agree(proposal, by("emma", Optional.empty())))
          .isEqualTo(not(Outcome.NotAmended.Why.NOTHING_WAITS));

      assertThat(desk.move(treated, second, DAY, by("vega", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.NOT_BEGUN));
      assertThat(desk.begin(ONE, second, DAY.minusDays(1), by("dora", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.DAY));
      number(desk.begin(ONE, second, DAY, by("dora", Optional.of(ONE))));
      assertThat(desk.begin(ONE, second, DAY, by("dora", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.BEGUN));
      assertThat(fates(desk, ONE, digest))
          .isEqualTo(
              Map.of(treated.value(), Going.Fate.MAY_GO, waiting.value(), Going.Fate.MAY_GO));
      assertThat(version(desk, treated)).as("nobody goes on by itself").startsWith("1 of");

      number(desk.move(treated, second, DAY, by("vega", Optional.of(ONE))));
      assertThat(desk.move(treated, second, DAY, by("vega", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.UNDER_IT));
      assertThat(version(desk, treated)).startsWith("2 of");
      assertThat(desk.journey(treated).orElseThrow().place())
          .as("who joined under the first criterion is not judged by the second")
          .isEqualTo("treated");
      assertThat(visits(desk, treated)).contains("month-2");
      assertThat(visits(desk, other)).doesNotContain("month-2");
      assertThat(desk.move(other, second, DAY, by("vega", Optional.of(TWO))))
          .as("the other site has not begun")
          .isEqualTo(not(Outcome.NotAmended.Why.NOT_BEGUN));

      var newcomer = lead(three, "01", 5, "consent");
      var there = lead(three, "02", 6, "consent");
      assertThat(version(desk, newcomer)).startsWith("2 of");
      assertThat(version(desk, there)).startsWith("1 of");
      assertThat(desk.facts(newcomer))
          .allSatisfy(fact -> assertThat(fact.studyVersion()).isEqualTo(second));
      assertThat(desk.facts(treated).getLast().event()).isEqualTo(new Event.Moved(second));

      var digest3 = offered(desk, THIRD);
      approve(desk, digest3);
      var third = read(THIRD).seal();
      number(desk.begin(ONE, third, DAY, by("dora", Optional.of(ONE))));
      assertThat(fates(desk, ONE, digest3))
          .containsEntry(waiting.value(), Going.Fate.PLACE_GONE)
          .containsEntry(treated.value(), Going.Fate.MAY_GO);
      assertThat(desk.move(waiting, third, DAY, by("vega", Optional.of(ONE))))
          .isEqualTo(not(Outcome.NotAmended.Why.PLACE_GONE));
      number(desk.move(treated, third, DAY, by("vega", Optional.of(ONE))));
      assertThat(desk.journey(treated).orElseThrow().place()).isEqualTo("treated");

      var check = Map.of("day", DAY.toString(), "systolic", "130 mmHg");
      var seen = new Save(treated, "check", 0, "month-1", check, Optional.empty(), "", 0);
      assertThat(desk.save(seen, by("vega", Optional.of(ONE)))).isInstanceOf(Outcome.Saved.class);
      assertThat(desk.facts(treated).getLast().studyVersion()).isEqualTo(third);
      assertThat(desk.journey(treated).orElseThrow().place()).isEqualTo("finished");

      var all = desk.trial().journal().all().toList();
      assertThat(all.subList(0, before.size())).as("nothing old is altered").isEqualTo(before);
      whole_after_a_start_with_any_of_its_versions(ready, keys, all, treated, waiting);
    }
  }

  private void whole_after_a_start_with_any_of_its_versions(
      Running.Ready ready, Path keys, List<Fact> all, ParticipantId moved, ParticipantId stayed) {
    var clock = Clock.fixed(ThreeArms.NOW, ZoneOffset.UTC);
    for (var files : List.of(FIRST, SECOND, THIRD)) {
      var again = new Desk(Opening.real(read(files), ready.pool(), keys, clock));
      assertThat(version(again, moved)).startsWith("3 of");
      assertThat(version(again, stayed)).startsWith("1 of");
      assertThat(again.trial().study().version()).startsWith("3 of");
      assertThat(again.trial().journal().all().toList()).isEqualTo(all);
      var verified = Verified.of(ready.pool(), folder, read(files));
      assertThat(verified.differences()).isEmpty();
      assertThat(verified.found())
          .anySatisfy(line -> assertThat(line).startsWith("Versions of STAIRS: 3"));
    }
    var fourth = read(changed(THIRD, Map.of("3 of 2027-01-01", "4 of 2027-02-01")));
    assertThatThrownBy(() -> Opening.real(fourth, ready.pool(), keys, clock))
        .isInstanceOf(Trialwright.Refused.class)
        .hasMessageContaining("offer the other with: ./trialwright amend");
  }
}
