package org.trialwright.bedside;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;
import org.trialwright.journey.Under;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;

/**
 * What stands around the facts of one participant at one moment: the site, its day, the person.
 * Read once for an act.
 *
 * @param ages completed years by day
 */
record Around(
    Trial trial,
    ParticipantId participant,
    Optional<Site> site,
    Instant now,
    Function<LocalDate, OptionalInt> ages) {

  static Around of(Trial trial, ParticipantId participant) {
    var study = trial.journal().study();
    trial.versions().note(study);
    return new Around(
        trial,
        participant,
        Sites.site(study, Desk.siteOf(participant)),
        trial.clock().instant(),
        trial.vault().ages(participant));
  }

  /**
   * Whether nobody else like this person is known; what the vault cannot match does not count. It
   * is asked until the arm is drawn; what was true then stays so.
   */
  private boolean isUnique(List<Fact> facts) {
    return facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated) || isAlone();
  }

  private boolean isAlone() {
    return JdbcClient.create(trial.source())
        .sql("select vault.alone(:study, :participant)")
        .param("study", trial.journal().name())
        .param("participant", participant.value())
        .query(Boolean.class)
        .single();
  }

  ZoneId zone() {
    return site.map(Site::zone).orElse(ZoneOffset.UTC);
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, zone());
  }

  /** The journey that these facts make, looked at today. */
  Journey journey(List<Fact> facts) {
    return journey(facts, today());
  }

  /** The journey that these facts make, looked at on a day. */
  Journey journey(List<Fact> facts, LocalDate day) {
    return journey(trial.versions().under(facts), facts, day);
  }

  /** The journey that these facts would make under these versions of the study. */
  Journey journey(List<Under> versions, List<Fact> facts, LocalDate day) {
    var age = ages.apply(day);
    return Journey.of(
        versions,
        facts,
        new Surroundings(
            day,
            age.isPresent() ? Optional.of(age.getAsInt()) : Optional.empty(),
            site.map(Site::closedDays).orElse(Set.of()),
            Truth.of(site.map(Site::open).orElse(false)),
            Truth.of(isUnique(facts)),
            Map.of()));
  }
}
