package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Affected;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.StudyFolder;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;

/**
 * The second version of the built-in study for a trial that is being rehearsed: two places have one
 * more of their later visits. It comes on a day on which everybody is somewhere.
 */
record Amended(Desk desk, Study study, Scenario scenario, String digest, LocalDate day) {
  /** Where the two visits belong, and nowhere else. */
  private static final Set<String> CONCERNED = Set.of("surveillance", "disease");

  private static final Map<String, String> CHANGES =
      Map.of(
          "1 of 2026-11-22", "2 of 2026-12-01",
          "then 48 60 mo ± 28 d; while surveillance", "then 42 48 60 mo ± 28 d; while surveillance",
          "27 33 39 45 51 57 mo ± 21 d", "27 33 39 45 51 54 57 mo ± 21 d");

  static Amended at(Trial played, LocalDate day) {
    var first = Studies.folder(Studies.BUILT_IN);
    var second = AmendmentTest.changed(Folder.read(first), CHANGES);
    var study = StudyFolder.load(second).orThrow();
    var scenario = ScenarioReader.read(study, second, "").scenario().orElseThrow();
    var noon =
        day.plusDays(1)
            .atTime(LocalTime.NOON)
            .atZone(ZoneId.of(scenario.setting().zone()))
            .toInstant();
    var trial = played.at(InstantSource.fixed(noon));
    Opening.keep(trial, trial.study(), first);
    var digest = trial.versions().files().keep(study.seal(), second, true, noon);
    return new Amended(new Desk(trial), study, scenario, digest, day.plusDays(1));
  }

  private static Act by(String person, Optional<Site> site) {
    var author = new Author(person, person, "data-manager", site.map(Site::id));
    return new Act(author, UUID.randomUUID());
  }

  private static Fact done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).fact();
  }

  private List<Fact> facts() {
    return desk.trial().journal().all().toList();
  }

  /** The right participants are affected, no fact is altered, and the rehearsal goes on. */
  void goes_on(Player.Limits limits, long seed) {
    var before = facts();
    var offer = desk.trial().versions().offer(digest).orElseThrow();
    var sites = desk.sites().stream().map(Site::id).toList();
    assertThat(affected(desk.affected(offer, sites, "en")))
        .as("by place, as the projection has them")
        .isEqualTo(standing())
        .isNotEmpty();

    var proposal =
        done(desk.propose(digest, false, "One more late visit", by("dora", Optional.empty())));
    done(desk.agree(proposal.sequence(), by("carl", Optional.empty())));
    int moved = 0;
    for (var site : desk.sites()) {
      done(desk.begin(site.id(), study.seal(), day, by("dora", Optional.of(site))));
      for (var going : desk.going(site.id(), offer)) {
        assertThat(going.fate()).isIn(Going.Fate.MAY_GO, Going.Fate.ENDED);
        if (going.fate() == Going.Fate.MAY_GO) {
          var whom = going.participant();
          done(desk.move(whom, study.seal(), day, by("vega", Optional.of(site))));
          assertThat(desk.journey(whom).orElseThrow().place()).isEqualTo(going.place());
          moved++;
        }
      }
    }
    assertThat(moved).isPositive();

    var further = new Player.Limits(limits.participants(), limits.until().plusMonths(3));
    var progress = Rehearsal.play(desk, scenario, seed, further, _ -> true);
    assertThat(progress.counted()).isEqualTo(limits.participants());
    var after = facts();
    assertThat(after.subList(0, before.size())).as("facts altered").isEqualTo(before);
    assertThat(desk.trial().journal().verify(List.of())).isInstanceOf(Verification.Intact.class);
    var goneOn =
        after.stream()
            .skip(before.size())
            .filter(fact -> fact.event() instanceof Event.Saved)
            .toList();
    assertThat(goneOn)
        .as("what is recorded from now on says that it is under the second version")
        .hasSizeGreaterThan(moved)
        .allSatisfy(fact -> assertThat(fact.studyVersion()).isEqualTo(study.seal()));
    System.out.printf(
        "Amended: %d of %d people affected, %d went on, %d facts before, 0 altered, %d since.%n",
        standing().values().stream().mapToInt(Set::size).sum(),
        desk.trial().standings().all().size(),
        moved,
        before.size(),
        after.size() - before.size());
  }

  private static Map<String, Set<ParticipantId>> affected(List<Affected> affected) {
    Map<String, Set<ParticipantId>> by = new TreeMap<>();
    affected.stream()
        .filter(one -> one.count() > 0)
        .forEach(
            one ->
                by.put(
                    one.place().place(),
                    one.participants().values().stream()
                        .flatMap(List::stream)
                        .collect(Collectors.toCollection(Amended::numbers))));
    return by;
  }

  private Map<String, Set<ParticipantId>> standing() {
    Map<String, Set<ParticipantId>> by = new TreeMap<>();
    desk.trial().standings().all().stream()
        .filter(one -> CONCERNED.contains(one.place()))
        .forEach(one -> by.computeIfAbsent(one.place(), _ -> numbers()).add(one.participant()));
    return by;
  }

  private static TreeSet<ParticipantId> numbers() {
    return new TreeSet<>(java.util.Comparator.comparing(ParticipantId::value));
  }
}
