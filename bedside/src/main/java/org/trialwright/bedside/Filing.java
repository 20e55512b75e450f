package org.trialwright.bedside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journal.KeyUsedBefore;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * Forms that are kept together or not at all, as the lines of a laboratory's file are. Each goes
 * the way of a form that is typed.
 *
 * @param mapped what the columns hold, where nobody has said so before
 * @param saves in the order of the file
 * @param seen by participant, the newest fact that was read before somebody decided
 */
public record Filing(
    Optional<Event.ResultsMapped> mapped, List<Save> saves, Map<ParticipantId, Long> seen) {
  public Filing {
    saves = List.copyOf(saves);
    seen = Map.copyOf(seen);
  }

  /** What came of it. */
  public sealed interface Came {
    record Kept(Fact first) implements Came {}

    /**
     * Nothing was kept.
     *
     * @param save which could not be, from 0
     */
    record Not(int save, Outcome why) implements Came {}

    /** Nothing was kept: somebody recorded something meanwhile. */
    record Newer(ParticipantId participant) implements Came {}

    /** Nothing was kept: the key belongs to another act. */
    record OtherAct() implements Came {}
  }

  /** Keeps them in one transaction. */
  Came keep(Trial trial, Ledger ledger, Act act) {
    try {
      var came =
          trial
              .transaction()
              .execute(
                  status -> {
                    var inside = inside(trial, ledger, act);
                    if (!(inside instanceof Came.Kept)) {
                      status.setRollbackOnly();
                    }
                    return inside;
                  });
      if (came == null) {
        throw new IllegalStateException("an act must have an outcome");
      }
      return came;
    } catch (KeyUsedBefore used) {
      return new Came.OtherAct();
    }
  }

  private Came inside(Trial trial, Ledger ledger, Act act) {
    // Always in one order, so that two files never wait for each other.
    var newest = new TreeMap<>(seen);
    newest.keySet().forEach(participant -> trial.lock(participant.value()));
    var before = trial.journal().byKey(act.key());
    if (before.isPresent()) {
      return before.get().event() instanceof Event.Saved saved
              && saved.form().equals(saves.getFirst().form())
          ? new Came.Kept(before.get())
          : new Came.OtherAct();
    }
    for (var one : newest.entrySet()) {
      if (trial.journal().participant(one.getKey()).getLast().sequence() != one.getValue()) {
        return new Came.Newer(one.getKey());
      }
    }
    var kept = new ArrayList<Fact>();
    for (int i = 0; i < saves.size(); i++) {
      var save = saves.get(i);
      var facts = trial.journal().participant(save.participant());
      var key = i == 0 ? act : act.following(i);
      var outcome = new Keeping(trial, ledger, save, facts, key).outcome();
      if (!(outcome instanceof Outcome.Saved(var fact, _, _))) {
        return new Came.Not(i, outcome);
      }
      kept.add(fact);
    }
    mapped.ifPresent(
        one ->
            ledger.append(
                Optional.empty(), one, act.also("columns"), Sites.today(trial, one.site()), ""));
    return new Came.Kept(kept.getFirst());
  }
}
