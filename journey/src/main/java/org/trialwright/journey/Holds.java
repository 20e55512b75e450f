package org.trialwright.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may not be changed at present, and the fact that says so.
 *
 * @param lock of the participant's whole record
 */
public record Holds(Optional<Fact> lock, Map<Holds.Filling, Fact> freezes) {
  public Holds {
    freezes = Map.copyOf(freezes);
  }

  /** One record of a form. */
  public record Filling(String form, int ordinal) {}

  /** From the facts of one participant. */
  public static Holds of(List<Fact> facts) {
    var lock = Optional.<Fact>empty();
    var freezes = new HashMap<Filling, Fact>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Locked(var on)) {
        lock = on ? Optional.of(fact) : Optional.empty();
      } else if (fact.event() instanceof Event.Frozen(var form, var ordinal, var on)) {
        if (on) {
          freezes.put(new Filling(form, ordinal), fact);
        } else {
          freezes.remove(new Filling(form, ordinal));
        }
      }
    }
    return new Holds(lock, freezes);
  }

  /** What keeps a record from being changed: the lock before the freeze. */
  public Optional<Fact> on(String form, int ordinal) {
    return lock.or(() -> freeze(form, ordinal));
  }

  public Optional<Fact> freeze(String form, int ordinal) {
    return Optional.ofNullable(freezes.get(new Filling(form, ordinal)));
  }

  /** What keeps this from being recorded; unlocking and an emergency are always possible. */
  public Optional<Fact> against(Event event) {
    return switch (event) {
      case Event.Saved saved -> on(saved.form(), saved.ordinal());
      case Event.Voided(var form, var ordinal) -> on(form, ordinal);
      case Event.Signed signed -> on(signed.form(), signed.ordinal());
      case Event.Attached file -> on(file.form(), file.ordinal());
      case Event.Locked _, Event.Unblinded _ -> Optional.empty();
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Registered _,
          Event.Allocated _,
          Event.Confirmed _,
          Event.Queried _,
          Event.Replied _,
          Event.Deviated _,
          Event.Assessed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Proposed _,
          Event.Moved _,
          Event.KitsSent _,
          Event.KitsReceived _,
          Event.KitWithdrawn _,
          Event.KitAssigned _,
          Event.KitReturned _,
          Event.Detached _,
          Event.Delegated _,
          Event.Trained _,
          Event.ReviewPlanned _,
          Event.Reviewed _,
          Event.Cut _,
          Event.Recommended _,
          Event.Released _,
          Event.Agreed _ ->
          lock;
    };
  }
}
