package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.trialwright.journal.Strata;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.PermutedBlocks;
import org.trialwright.randomisation.Stratum;
import org.trialwright.study.How;

/**
 * The draw: everything is checked, then the stratum is locked, then the next position is worked out
 * from the seal.
 */
final class Allocation {
  private final Trial trial;

  Allocation(Trial trial) {
    this.trial = trial;
  }

  /** An arm that was drawn and stored, or why not. */
  sealed interface Draw {}

  record Drawn(Event.Allocated event) implements Draw {}

  record Refused(Outcome why) implements Draw {}

  Draw decide(ParticipantId participant, List<Fact> facts, Journey journey, Act act) {
    var refusal = refusal(participant, facts, journey);
    return refusal.isPresent() ? new Refused(refusal.get()) : draw(participant, journey, act);
  }

  /** Why no arm can be drawn; empty when one can. */
  Optional<Outcome> refusal(ParticipantId participant, List<Fact> facts, Journey journey) {
    var before = allocatedBefore(facts);
    if (before.isPresent() && before.get().event() instanceof Event.Allocated drawn) {
      return Optional.of(new Outcome.AlreadyAllocated(drawn, before.get()));
    }
    var eligibility = journey.eligibility();
    if (eligibility.eligible() != Truth.YES) {
      return Optional.of(new Outcome.NotEligible(eligibility));
    }
    var open = journey.preconditions().stream().filter(one -> one.holds() != Truth.YES).toList();
    if (!open.isEmpty()) {
      return Optional.of(new Outcome.NotReady(open));
    }
    boolean stratumKnown =
        journey.strata(Desk.siteOf(participant).value()).stream().allMatch(Optional::isPresent);
    if (!Reads.allocates(trial.study(), journey.place()) || !stratumKnown) {
      return Optional.of(new Outcome.NotHere(journey.place()));
    }
    var target = trial.study().targetNumber();
    return target.isPresent() && allocatedSoFar() >= target.get()
        ? Optional.of(new Outcome.TargetReached(target.get()))
        : Optional.empty();
  }

  private static Optional<Fact> allocatedBefore(List<Fact> facts) {
    return facts.stream().filter(fact -> fact.event() instanceof Event.Allocated).findFirst();
  }

  private long allocatedSoFar() {
    return trial.standings().all().stream().filter(standing -> !standing.arm().isEmpty()).count();
  }

  private Draw draw(ParticipantId participant, Journey journey, Act act) {
    var levels = journey.strata(Desk.siteOf(participant).value());
    if (levels.stream().anyMatch(Optional::isEmpty)) {
      return new Refused(new Outcome.NotHere(journey.place()));
    }
    return switch (trial.study().how().allocation()) {
      case How.PermutedBlocks _ ->
          inBlocks(
              participant, Stratum.of(levels.stream().map(Optional::orElseThrow).toList()), act);
      case How.Minimisation _, How.NoAllocation _ ->
          new Refused(new Outcome.NotHere(journey.place()));
    };
  }

  private Draw inBlocks(ParticipantId participant, Stratum stratum, Act act) {
    int position = trial.strata().take(stratum.label());
    var arms =
        trial.study().how().arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
    var drawn =
        PermutedBlocks.allocation(trial.seal(), trial.study().name(), stratum, arms, position);
    var event =
        new Event.Allocated(
            drawn.arm(), drawn.stratum(), drawn.position(), drawn.algorithm(), drawn.origin());
    trial
        .strata()
        .store(
            new Strata.Allocation(
                participant,
                drawn.stratum(),
                drawn.position(),
                drawn.arm(),
                drawn.algorithm(),
                drawn.origin(),
                digest(participant + "\n" + drawn.stratum() + "\n" + act.key()),
                trial.clock().instant()));
    return new Drawn(event);
  }

  private static String digest(String inputs) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(inputs.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
