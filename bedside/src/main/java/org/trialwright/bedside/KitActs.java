package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** What is done with kits, inside the transaction of the act. Of other studies it does nothing. */
final class KitActs {
  private final Trial trial;
  private final Ledger ledger;
  private final Optional<Dispensing> dispensing;

  KitActs(Trial trial, Ledger ledger) {
    this.trial = trial;
    this.ledger = ledger;
    this.dispensing = Dispensing.of(trial.study(), trial.seal());
  }

  Optional<Stock> stock() {
    return dispensing.map(one -> one.stock(trial.journal().kits()));
  }

  /** Nobody else changes the stock of this site until the transaction ends. */
  void lock(SiteId site) {
    if (dispensing.isPresent()) {
      trial.lock("kits/" + site);
    }
  }

  /** Why nobody at the site gets a kit now. */
  Optional<Outcome> refused(SiteId site) {
    return dispensing
        .filter(one -> !one.ready(one.stock(trial.journal().kits()), site, today(site)))
        .map(_ -> new Outcome.ShelfShort(site));
  }

  private LocalDate today(SiteId site) {
    return Sites.today(trial, site);
  }

  /** Whether this key was used; the fact that it made. */
  private Optional<Outcome> before(Act act) {
    return trial.journal().byKey(act.key()).map(Outcome.Done::new);
  }

  private Outcome done(SiteId site, Event event, Act act, String reason) {
    return new Outcome.Done(ledger.append(Optional.empty(), event, act, today(site), reason));
  }

  Outcome send(SiteId site, LocalDate expires, Act act) {
    trial.lock("kits");
    return before(act)
        .orElseGet(
            () -> {
              int last =
                  stock().orElseThrow().cartons().stream()
                      .mapToInt(Stock.Carton::number)
                      .max()
                      .orElse(0);
              return done(site, new Event.KitsSent(site, last + 1, expires), act, "");
            });
  }

  /** A carton comes to the site it was sent to and to no other. */
  Outcome receive(SiteId site, int carton, Act act) {
    lock(site);
    var before = before(act);
    if (before.isPresent()) {
      return before.get();
    }
    var sent =
        stock().orElseThrow().cartons().stream()
            .filter(one -> one.number() == carton && one.site().equals(site))
            .findFirst();
    if (sent.isEmpty()) {
      return new Outcome.NotSentHere(site);
    }
    return sent.get()
        .received()
        .<Outcome>map(Outcome.Done::new)
        .orElseGet(() -> done(site, new Event.KitsReceived(site, carton), act, ""));
  }

  Outcome withdraw(SiteId site, String kit, String reason, Act act) {
    lock(site);
    if (reason.isBlank()) {
      return new Outcome.ReasonNeeded(List.of());
    }
    var before = before(act);
    if (before.isPresent()) {
      return before.get();
    }
    var known =
        Optional.ofNullable(stock().orElseThrow().kits().get(kit))
            .filter(one -> one.carton().site().equals(site));
    if (known.isEmpty()) {
      return new Outcome.NotSentHere(site);
    }
    return known
        .get()
        .withdrawn()
        .<Outcome>map(Outcome.Done::new)
        .orElseGet(() -> done(site, new Event.KitWithdrawn(site, kit), act, reason));
  }

  Outcome toParticipant(ParticipantId participant, Act act) {
    var facts = trial.journal().participant(participant);
    var lock = Holds.of(facts).lock();
    if (lock.isPresent()) {
      return new Outcome.Held(lock.get());
    }
    var allocated = facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated);
    var journey = Around.of(trial, participant).journey(facts);
    if (!allocated || journey.ended()) {
      return new Outcome.NotHere(journey.place());
    }
    var open = Dispensing.open(trial, facts).flatMap(Stock.Kit::assigned);
    return before(act)
        .or(() -> open.map(Outcome.Done::new))
        .or(() -> refused(Desk.siteOf(participant)))
        .orElseGet(() -> new Outcome.Done(assign(participant, act).orElseThrow()));
  }

  /**
   * Takes the next kit of a participant's arm from the shelf, which was found ready; the arm is
   * asked for here and goes nowhere.
   */
  Optional<Fact> assign(ParticipantId participant, Act act) {
    var site = Desk.siteOf(participant);
    return dispensing.map(
        one -> {
          var stock = one.stock(trial.journal().kits());
          var arm = trial.strata().of(participant).orElseThrow().arm();
          int time = stock.of(participant).size() + 1;
          var kit = one.kit(stock, participant, arm, time, today(site)).orElseThrow();
          return ledger.append(
              Optional.of(participant), new Event.KitAssigned(kit), act, today(site), "");
        });
  }

  Outcome takeBack(ParticipantId participant, String kit, int left, String reason, Act act) {
    var facts = trial.journal().participant(participant);
    var lock = Holds.of(facts).lock();
    if (lock.isPresent()) {
      return new Outcome.Held(lock.get());
    }
    var before = before(act);
    if (before.isPresent()) {
      return before.get();
    }
    var known = Optional.ofNullable(stock().orElseThrow().kits().get(kit));
    if (known.flatMap(Stock.Kit::participant).filter(participant::equals).isEmpty()) {
      return new Outcome.NotTheKit(kit, "");
    }
    if (known.flatMap(Stock.Kit::returned).isPresent() && reason.isBlank()) {
      return new Outcome.ReasonNeeded(List.of());
    }
    var today = PartialDate.of(today(Desk.siteOf(participant)));
    return new Outcome.Done(
        ledger.append(
            Optional.of(participant),
            new Event.KitReturned(kit, left),
            act,
            today,
            reason,
            Set.of()));
  }
}
