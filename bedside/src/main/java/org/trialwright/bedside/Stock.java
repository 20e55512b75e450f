package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.Kits;

/**
 * What became of every kit of a study, from the facts about kits. Nothing here knows what a kit
 * holds.
 *
 * @param cartons that were sent, in their order
 * @param kits by number
 */
public record Stock(List<Stock.Carton> cartons, Map<String, Stock.Kit> kits) {
  public Stock {
    cartons = List.copyOf(cartons);
    kits = new LinkedHashMap<>(kits);
  }

  /**
   * @param received the fact by which it came; empty while it is on its way
   */
  public record Carton(
      int number, SiteId site, LocalDate expires, Fact sent, Optional<Fact> received) {}

  /** Where a kit is. */
  public enum Place {
    /** On its way to the site. */
    SENT,
    SHELF,
    /** Still on the shelf, and not to be handed out any more. */
    EXPIRED,
    /** With a participant. */
    ASSIGNED,
    RETURNED,
    /** Damaged or lost. */
    WITHDRAWN
  }

  /**
   * One kit.
   *
   * @param returned the fact with the newest count; empty while it was not brought back
   */
  public record Kit(
      String number,
      Carton carton,
      Optional<Fact> assigned,
      Optional<Fact> returned,
      Optional<Fact> withdrawn) {
    public Place place(LocalDate today) {
      if (withdrawn.isPresent()) {
        return Place.WITHDRAWN;
      }
      if (assigned.isPresent()) {
        return returned.isPresent() ? Place.RETURNED : Place.ASSIGNED;
      }
      if (carton.received().isEmpty()) {
        return Place.SENT;
      }
      return today.isAfter(carton.expires()) ? Place.EXPIRED : Place.SHELF;
    }

    public Optional<ParticipantId> participant() {
      return assigned.flatMap(Fact::participant);
    }

    /** How much was left when it was brought back. */
    public Optional<Integer> left() {
      return returned.map(fact -> ((Event.KitReturned) fact.event()).left());
    }

    private Kit with(Fact fact) {
      var one = Optional.of(fact);
      return switch (fact.event()) {
        case Event.KitAssigned _ -> new Kit(number, carton, one, returned, withdrawn);
        case Event.KitReturned _ -> new Kit(number, carton, assigned, one, withdrawn);
        case Event.KitWithdrawn _ -> new Kit(number, carton, assigned, returned, one);
        default -> this;
      };
    }
  }

  /**
   * From the facts about kits, in their order.
   *
   * @param arms of the study, which say how large a carton is
   */
  public static Stock of(List<Fact> facts, List<Arm> arms) {
    var cartons = new LinkedHashMap<Integer, Carton>();
    var changes = new ArrayList<Fact>();
    for (var fact : facts) {
      switch (fact.event()) {
        case Event.KitsSent(var site, var number, var expires) ->
            cartons.put(number, new Carton(number, site, expires, fact, Optional.empty()));
        case Event.KitsReceived(var site, var number) ->
            cartons.computeIfPresent(
                number,
                (_, sent) ->
                    sent.site().equals(site)
                        ? new Carton(number, site, sent.expires(), sent.sent(), Optional.of(fact))
                        : sent);
        default -> changes.add(fact);
      }
    }
    var kits = new LinkedHashMap<String, Kit>();
    for (var carton : cartons.values()) {
      for (var number : Kits.numbers(arms, carton.number())) {
        kits.put(
            number, new Kit(number, carton, Optional.empty(), Optional.empty(), Optional.empty()));
      }
    }
    for (var fact : changes) {
      kits.computeIfPresent(kit(fact.event()), (_, kit) -> kit.with(fact));
    }
    return new Stock(List.copyOf(cartons.values()), kits);
  }

  private static String kit(Event event) {
    return switch (event) {
      case Event.KitAssigned(var kit) -> kit;
      case Event.KitReturned(var kit, _) -> kit;
      case Event.KitWithdrawn(_, var kit) -> kit;
      default -> "";
    };
  }

  /** The kits of a site that are in a place, by number. */
  public List<Kit> at(SiteId site, Place place, LocalDate today) {
    return kits.values().stream()
        .filter(kit -> kit.carton().site().equals(site) && kit.place(today) == place)
        .toList();
  }

  /** The kits of a participant, in the order they were assigned. */
  public List<Kit> of(ParticipantId participant) {
    return kits.values().stream()
        .filter(kit -> kit.participant().filter(participant::equals).isPresent())
        .sorted(Comparator.comparing(kit -> kit.assigned().orElseThrow().sequence()))
        .toList();
  }

  /** The kits of a site, by number. */
  public List<Kit> of(SiteId site) {
    return kits.values().stream().filter(kit -> kit.carton().site().equals(site)).toList();
  }
}
