package org.trialwright.journey;

import java.util.List;
import java.util.Optional;

/**
 * An investigator's signature on everything recorded of one participant, and what became of it.
 *
 * @param signed the fact of the signature
 * @param changes what was stated since and is not covered; empty while the signature holds
 */
public record Endorsement(Fact signed, List<Fact> changes) {
  public Endorsement {
    changes = List.copyOf(changes);
  }

  /** Whether nothing has changed since. A value that was put back has changed twice. */
  public boolean holds() {
    return changes.isEmpty();
  }

  /** Every signature on the record, first to last. */
  public static List<Endorsement> all(List<Fact> facts) {
    return facts.stream()
        .filter(fact -> fact.event() instanceof Event.Endorsed)
        .map(
            signed ->
                new Endorsement(
                    signed,
                    covered(facts).stream()
                        .filter(fact -> fact.sequence() > signed.sequence())
                        .toList()))
        .toList();
  }

  /** The newest signature; empty when nobody has signed. */
  public static Optional<Endorsement> newest(List<Fact> facts) {
    return all(facts).stream().reduce((_, later) -> later);
  }

  /** The facts that a signature given now would cover: every value, and what says which count. */
  public static List<Fact> covered(List<Fact> facts) {
    return facts.stream().filter(fact -> covers(fact.event())).toList();
  }

  private static boolean covers(Event event) {
    return switch (event) {
      case Event.Registered _,
          Event.Saved _,
          Event.Voided _,
          Event.Allocated _,
          Event.Confirmed _,
          Event.Moved _ ->
          true;
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Signed _,
          Event.Queried _,
          Event.Replied _,
          Event.Deviated _,
          Event.Assessed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Locked _,
          Event.KitsSent _,
          Event.KitsReceived _,
          Event.KitWithdrawn _,
          Event.KitAssigned _,
          Event.KitReturned _,
          Event.Unblinded _,
          Event.Attached _,
          Event.Detached _,
          Event.Delegated _,
          Event.Trained _,
          Event.ReviewPlanned _,
          Event.Reviewed _,
          Event.Proposed _,
          Event.Cut _,
          Event.Recommended _,
          Event.Released _,
          Event.Agreed _ ->
          false;
    };
  }
}
