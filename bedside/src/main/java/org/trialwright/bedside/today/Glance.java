package org.trialwright.bedside.today;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.trialwright.bedside.Confirmation;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Site;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Due;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Condition;
import org.trialwright.study.Next;
import org.trialwright.study.When;

/**
 * What a day's page needs of one participant.
 *
 * @param dues what is open, late or comes, by the day it opens
 * @param clocks reports that must be made in time
 * @param ready whether everything for the draw is in order
 * @param toConfirm drugs whose dose of today waits for a second person
 */
record Glance(
    Standing standing, List<Due> dues, List<Clock> clocks, boolean ready, List<String> toConfirm) {

  record Clock(When.Alarm alarm, String form, int ordinal, Instant due, Instant warnFrom) {}

  static Glance of(Standing standing, List<Fact> facts, Journey journey) {
    var dues = journey.calendar().stream().filter(due -> Desk.isNext(due, journey)).toList();
    var clocks =
        journey.clocks().stream()
            .map(
                clock ->
                    new Clock(
                        clock.alarm(),
                        clock.record().form().name(),
                        clock.record().ordinal(),
                        clock.due(),
                        clock.warnFrom()))
            .toList();
    return new Glance(standing, dues, clocks, ready(journey), toConfirm(facts, journey));
  }

  private static boolean ready(Journey journey) {
    return journey.arm().isEmpty()
        && journey.study().next().place(journey.place()).map(Next.Place::exits).stream()
            .flatMap(List::stream)
            .anyMatch(
                exit -> exit.way() == Next.Way.TO && exit.when() instanceof Condition.Allocated)
        && journey.eligibility().eligible() == Truth.YES
        && journey.ready();
  }

  private static List<String> toConfirm(List<Fact> facts, Journey journey) {
    if (!journey.study().forms().containsKey("dose") || journey.arm().isEmpty()) {
      return List.of();
    }
    var today = journey.today();
    return journey.doses(today).lines().stream()
        .filter(line -> line.givable() && line.needsSecondPerson())
        .filter(
            line ->
                Confirmation.of(facts, line.drug().name(), today, line.amount().orElseThrow())
                    .isEmpty())
        .map(line -> line.drug().name())
        .toList();
  }

  /**
   * Glances that were made before are used again while neither the participant's facts nor the day
   * nor the site has changed; a fold gives the same for the same.
   */
  static final class Kept {
    private record Made(long sequence, LocalDate today, Site site, Glance glance) {}

    private final Map<ParticipantId, Made> made = new ConcurrentHashMap<>();

    Stream<Glance> of(Desk desk, Site site) {
      var today = desk.today(site.id());
      var ends = desk.trial().study().next().ends();
      return desk.trial().standings().at(site.id()).stream()
          .filter(standing -> !ends.contains(standing.place()))
          .map(standing -> one(desk, site, today, standing));
    }

    private Glance one(Desk desk, Site site, LocalDate today, Standing standing) {
      var before = made.get(standing.participant());
      if (before != null
          && before.sequence() == standing.sequence()
          && before.today().equals(today)
          && before.site().equals(site)) {
        return before.glance();
      }
      var facts = desk.facts(standing.participant());
      var glance = Glance.of(standing, facts, desk.journey(standing.participant(), facts));
      made.put(standing.participant(), new Made(standing.sequence(), today, site, glance));
      return glance;
    }
  }
}
