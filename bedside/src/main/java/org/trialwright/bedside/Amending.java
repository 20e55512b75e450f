package org.trialwright.bedside;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Next;
import org.trialwright.study.Study;

/** What is done with versions of the study, inside the transaction of the act. */
final class Amending {
  private final Trial trial;
  private final Ledger ledger;

  Amending(Trial trial, Ledger ledger) {
    this.trial = trial;
    this.ledger = ledger;
  }

  private void lock() {
    trial.lock("versions");
  }

  /**
   * @param mine whether the fact of a key that was used is what this act writes
   */
  private Optional<Outcome> before(Act act, Predicate<Fact> mine) {
    return trial
        .journal()
        .byKey(act.key())
        .map(fact -> mine.test(fact) ? new Outcome.Done(fact) : new Outcome.ChangedMeanwhile(fact));
  }

  private static Outcome not(Outcome.NotAmended.Why why) {
    return new Outcome.NotAmended(why);
  }

  /** Why an offered version cannot be proposed; empty when it can. */
  Optional<Outcome.NotAmended.Why> refused(Offer offer) {
    if (offer.study().isEmpty()) {
      return Optional.of(Outcome.NotAmended.Why.FAULTY);
    }
    var versions = trial.versions();
    var to = offer.study().get();
    boolean ran =
        trial.versions().amendments().versions().stream()
                .map(versions::study)
                .anyMatch(one -> one.version().equals(to.version()))
            || offer.from().version().equals(to.version());
    if (ran || !to.name().equals(trial.journal().name())) {
      return Optional.of(Outcome.NotAmended.Why.NOT_ITS_OWN);
    }
    var compared = versions.compared(offer, "en");
    return compared.isEmpty()
        ? Optional.of(Outcome.NotAmended.Why.NOT_KEPT)
        : compared.filter(Offer::allocates).map(_ -> Outcome.NotAmended.Why.ALLOCATION);
  }

  Outcome propose(String digest, boolean consent, String reason, Act act) {
    lock();
    var before =
        before(
            act, fact -> fact.event() instanceof Event.Proposed one && one.digest().equals(digest));
    if (before.isPresent()) {
      return before.get();
    }
    if (reason.isBlank()) {
      return new Outcome.ReasonNeeded(List.of());
    }
    var offer = trial.versions().offer(digest);
    if (offer.isEmpty()) {
      return not(Outcome.NotAmended.Why.NOT_KEPT);
    }
    if (offer.get().approved()) {
      return not(Outcome.NotAmended.Why.NOTHING_WAITS);
    }
    return refused(offer.get())
        .map(Amending::not)
        .orElseGet(
            () -> {
              var to = offer.get().study().orElseThrow().seal();
              var event = new Event.Proposed(offer.get().from().seal(), to, digest, consent);
              return aboutTheStudy(event, act, reason);
            });
  }

  private Outcome aboutTheStudy(Event event, Act act, String reason) {
    var day = LocalDate.ofInstant(trial.clock().instant(), ZoneOffset.UTC);
    return new Outcome.Done(ledger.append(Optional.empty(), event, act, day, reason));
  }

  /**
   * A second person stands for a proposal.
   *
   * @param proposal the number of its fact
   */
  Outcome agree(long proposal, Act act) {
    lock();
    var before = before(act, fact -> fact.event().equals(new Event.Agreed(proposal)));
    if (before.isPresent()) {
      return before.get();
    }
    var amendments = trial.versions().note(trial.journal().study());
    var waiting =
        amendments.proposals().stream()
            .filter(one -> one.fact().sequence() == proposal && one.agreed().isEmpty())
            .findFirst();
    if (waiting.isEmpty()) {
      return not(Outcome.NotAmended.Why.NOTHING_WAITS);
    }
    var told = waiting.get().fact();
    if (told.author().person().equals(act.author().person())) {
      return new Outcome.AnotherPersonNeeded(told);
    }
    var what = waiting.get().what();
    boolean newest = trial.versions().latest().seal().equals(what.fromVersion());
    return newest && amendments.approved(what.toVersion()).isEmpty()
        ? aboutTheStudy(new Event.Agreed(proposal), act, "")
        : not(Outcome.NotAmended.Why.NOT_NEWEST);
  }

  /**
   * A site works by a version from a day on.
   *
   * @param act of somebody at that site, or for it
   */
  Outcome begin(SiteId site, String version, LocalDate from, Act act) {
    lock();
    var before =
        before(
            act,
            fact ->
                fact.event().equals(new Event.Moved(version))
                    && fact.participant().isEmpty()
                    && fact.author().site().filter(site::equals).isPresent());
    if (before.isPresent()) {
      return before.get();
    }
    var amendments = trial.versions().note(trial.journal().study());
    var versions = amendments.versions();
    if (amendments.approved(version).isEmpty()) {
      return not(Outcome.NotAmended.Why.NOT_AGREED);
    }
    boolean later =
        amendments.activations().stream()
            .filter(one -> one.site().equals(site))
            .anyMatch(one -> versions.indexOf(one.version()) >= versions.indexOf(version));
    if (later) {
      return not(Outcome.NotAmended.Why.BEGUN);
    }
    return from.isBefore(Sites.today(trial, site))
        ? not(Outcome.NotAmended.Why.DAY)
        : new Outcome.Done(
            ledger.append(Optional.empty(), new Event.Moved(version), act, from, ""));
  }

  /**
   * A participant goes on under a version of the study.
   *
   * @param day of the new consent where one is asked for; else the present day counts
   */
  Outcome move(ParticipantId participant, String version, LocalDate day, Act act) {
    var facts = trial.journal().participant(participant);
    if (facts.isEmpty()) {
      return new Outcome.NoSuchParticipant(participant);
    }
    var event = new Event.Moved(version);
    var before =
        before(
            act,
            fact ->
                fact.event().equals(event)
                    && fact.participant().filter(participant::equals).isPresent());
    if (before.isPresent()) {
      return before.get();
    }
    var held = Holds.of(facts).against(event);
    if (held.isPresent()) {
      return new Outcome.Held(held.get());
    }
    var around = Around.of(trial, participant);
    var approved = trial.versions().amendments().approved(version);
    if (approved.isEmpty()) {
      return not(Outcome.NotAmended.Why.NOT_AGREED);
    }
    if (!begun(Desk.siteOf(participant), version, around.today())) {
      return not(Outcome.NotAmended.Why.NOT_BEGUN);
    }
    boolean consent = approved.get().what().consent();
    var on = consent ? day : around.today();
    if (on.isAfter(around.today()) || on.isBefore(facts.getFirst().occurred().earliest())) {
      return not(Outcome.NotAmended.Why.DAY);
    }
    return switch (fate(facts, around.journey(facts), version, trial.versions().study(version))) {
      case UNDER_IT -> not(Outcome.NotAmended.Why.UNDER_IT);
      case ENDED -> not(Outcome.NotAmended.Why.ENDED);
      case PLACE_GONE -> not(Outcome.NotAmended.Why.PLACE_GONE);
      case LOCKED -> throw new IllegalStateException("a lock was looked for before");
      case MAY_GO -> {
        var fact =
            ledger.append(Optional.of(participant), event, act, PartialDate.of(on), "", Set.of());
        var all = trial.journal().participant(participant);
        ledger.stand(participant, all, around.journey(all));
        yield new Outcome.Done(fact);
      }
    };
  }

  /** Whether a site works by a version, or by a later one, on a day. */
  boolean begun(SiteId site, String version, LocalDate day) {
    var amendments = trial.versions().amendments();
    var versions = amendments.versions();
    return amendments
        .at(site, day)
        .filter(now -> versions.indexOf(now) >= versions.indexOf(version))
        .isPresent();
  }

  /** What becomes of everybody at a site under an offered version. */
  List<Going> going(SiteId site, Offer offer) {
    return offer.study().isEmpty()
        ? List.of()
        : trial.standings().at(site).stream()
            .map(standing -> going(standing.participant(), offer.study().get()))
            .toList();
  }

  private Going going(ParticipantId participant, Study to) {
    var facts = trial.journal().participant(participant);
    var journey = Around.of(trial, participant).journey(facts);
    return new Going(
        participant, journey.place(), journey.study().seal(), fate(facts, journey, to.seal(), to));
  }

  private Going.Fate fate(List<Fact> facts, Journey journey, String version, Study to) {
    var versions = trial.versions().amendments().versions();
    int now = versions.indexOf(journey.study().seal());
    int then = versions.indexOf(version);
    if (journey.study().seal().equals(version) || (then >= 0 && now > then)) {
      return Going.Fate.UNDER_IT;
    }
    if (journey.ended()) {
      return Going.Fate.ENDED;
    }
    if (Holds.of(facts).lock().isPresent()) {
      return Going.Fate.LOCKED;
    }
    return has(to.next(), journey.place()) && hasTracks(journey, to)
        ? Going.Fate.MAY_GO
        : Going.Fate.PLACE_GONE;
  }

  private static boolean has(Next path, String place) {
    return path.place(place).isPresent() || path.ends().contains(place);
  }

  /** A track that is gone is followed no more; in one that stays, the place must be. */
  private static boolean hasTracks(Journey journey, Study to) {
    return journey.study().next().beside().stream()
        .allMatch(
            track ->
                to.next().beside().stream()
                    .filter(one -> one.name().equals(track.name()))
                    .allMatch(
                        one ->
                            track.path().places().stream()
                                .map(Next.Place::name)
                                .filter(journey::at)
                                .allMatch(place -> has(one.path(), place))));
  }
}
