package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.trialwright.journal.Sight;
import org.trialwright.journal.Strata;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Levels;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.randomisation.Allocated;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.Minimisation;
import org.trialwright.randomisation.PermutedBlocks;
import org.trialwright.randomisation.SiteArms;
import org.trialwright.randomisation.Stratum;
import org.trialwright.study.Escalation;
import org.trialwright.study.How;

/**
 * The draw: everything is checked, then the stratum is locked, then the next position is worked out
 * from the seal.
 */
final class Allocation {
  /** Minimisation and cohorts count positions over the whole study. */
  private static final String WHOLE_STUDY = "";

  /** Nothing of it is sealed: it is the table of the study. */
  private static final String COHORTS = "cohorts-1";

  private final Trial trial;

  Allocation(Trial trial) {
    this.trial = trial;
  }

  /**
   * An arm that was drawn and stored, or why not. Of a study that masks its sites the arm stands
   * with the strata alone.
   */
  sealed interface Draw {}

  record Drawn(Event.Allocated event) implements Draw {}

  record Refused(Outcome why) implements Draw {}

  /**
   * Draws, inside the caller's transaction.
   *
   * @param journey folds the facts with what is known of the site and of others at that moment;
   *     asked before the stratum is locked, and again when nobody else can draw or record any more
   */
  Draw decide(ParticipantId participant, List<Fact> facts, Supplier<Journey> journey, Act act) {
    var before = journey.get();
    var refusal = refusal(participant, facts, before);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    return switch (trial.study().how().allocation()) {
      case How.PermutedBlocks _ -> {
        var stratum = Stratum.of(levels(participant, before));
        int position = trial.strata().take(stratum.label());
        yield refusedMeanwhile(participant, facts, journey)
            .orElseGet(() -> drawn(participant, inBlocks(stratum, position), stratum.label(), act));
      }
      case How.Minimisation _ -> {
        var levels = levels(participant, before);
        int position = trial.strata().take(WHOLE_STUDY);
        yield refusedMeanwhile(participant, facts, journey)
            .orElseGet(() -> drawn(participant, minimised(levels, position), WHOLE_STUDY, act));
      }
      case How.Cohorts(var rule) -> {
        int position = trial.strata().take(WHOLE_STUDY);
        yield refusedMeanwhile(participant, facts, journey)
            .orElseGet(() -> drawn(participant, level(rule, before, position), WHOLE_STUDY, act));
      }
      case How.Sites _ -> {
        var site = Desk.siteOf(participant);
        var stratum = Stratum.of(site.value()).label();
        int position = trial.strata().take(stratum);
        yield refusedMeanwhile(participant, facts, journey)
            .orElseGet(
                () ->
                    drawn(
                        participant,
                        SiteArms.allocation(
                            trial.seal(),
                            trial.study().name(),
                            trial.study().how(),
                            site.value(),
                            Sites.place(trial.journal().study(), site),
                            before.today(),
                            position),
                        stratum,
                        act));
      }
      case How.NoAllocation _ -> new Refused(new Outcome.NotHere(before.place()));
    };
  }

  private Allocated level(Escalation rule, Journey journey, int position) {
    if (verdict(rule, journey) instanceof Escalation.Verdict.Take(var level, _)) {
      return new Allocated(level, Stratum.of().label(), position, COHORTS, "main");
    }
    throw new IllegalStateException("a level is given although no cohort takes anybody");
  }

  /** What all participants came to, as it is known in this transaction. */
  private Escalation.Verdict verdict(Escalation rule, Journey journey) {
    var participants =
        Sight.whole(
            trial.source(),
            () ->
                trial.standings().all().stream()
                    .filter(standing -> !standing.arm().isEmpty())
                    .map(standing -> trial.journal().participant(standing.participant()))
                    .toList());
    return Levels.next(trial.study(), rule, participants, journey.today());
  }

  private Optional<Outcome> cohortRefuses(Journey journey) {
    if (!(trial.study().how().allocation() instanceof How.Cohorts(var rule))) {
      return Optional.empty();
    }
    return switch (verdict(rule, journey)) {
      case Escalation.Verdict.Take _ -> Optional.empty();
      case Escalation.Verdict.Wait(var level, int awaited) ->
          Optional.of(new Outcome.CohortWaits(level, awaited));
      case Escalation.Verdict.Recommended(var level) ->
          Optional.of(new Outcome.LevelsJudged(Optional.of(level)));
      case Escalation.Verdict.NoneTolerated _ ->
          Optional.of(new Outcome.LevelsJudged(Optional.empty()));
    };
  }

  /**
   * Strata are locked one by one, and a person may wait in two of them; everybody waits for the
   * study's head.
   */
  private Optional<Draw> refusedMeanwhile(
      ParticipantId participant, List<Fact> facts, Supplier<Journey> journey) {
    trial.journal().lock();
    return refusal(participant, facts, journey.get()).map(Refused::new);
  }

  private static List<String> levels(ParticipantId participant, Journey journey) {
    return journey.strata(Desk.siteOf(participant).value()).stream()
        .map(Optional::orElseThrow)
        .toList();
  }

  /** Why no arm can be drawn; empty when one can. */
  Optional<Outcome> refusal(ParticipantId participant, List<Fact> facts, Journey journey) {
    var before = allocatedBefore(facts);
    if (before.isPresent() && before.get().event() instanceof Event.Allocated drawn) {
      return Optional.of(new Outcome.AlreadyAllocated(drawn, before.get()));
    }
    var lock = Holds.of(facts).lock();
    if (lock.isPresent()) {
      return Optional.of(new Outcome.Held(lock.get()));
    }
    var eligibility = journey.eligibility();
    if (eligibility.eligible() != Truth.YES) {
      return Optional.of(new Outcome.NotEligible(eligibility));
    }
    var open = journey.preconditions().stream().filter(one -> one.holds() != Truth.YES).toList();
    var outdated = Outdated.of(journey.freshness());
    if (!open.isEmpty() || !outdated.isEmpty()) {
      return Optional.of(new Outcome.NotReady(open, outdated));
    }
    boolean stratumKnown =
        journey.strata(Desk.siteOf(participant).value()).stream().allMatch(Optional::isPresent);
    if (!Reads.allocates(journey.study(), journey.place()) || !stratumKnown) {
      return Optional.of(new Outcome.NotHere(journey.place()));
    }
    var target = trial.study().targetNumber();
    return target.isPresent() && trial.standings().allocated() >= target.get()
        ? Optional.of(new Outcome.TargetReached(target.get()))
        : cohortRefuses(journey);
  }

  private static Optional<Fact> allocatedBefore(List<Fact> facts) {
    return facts.stream().filter(fact -> fact.event() instanceof Event.Allocated).findFirst();
  }

  private Allocated inBlocks(Stratum stratum, int position) {
    var arms =
        trial.study().how().arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
    return PermutedBlocks.allocation(trial.seal(), trial.study().name(), stratum, arms, position);
  }

  /** Everybody allocated so far counts, in the order of their positions. */
  private Allocated minimised(List<String> levels, int position) {
    var earlier =
        trial.strata().all().stream()
            .sorted(Comparator.comparingInt(Strata.Allocation::position))
            .map(one -> new Minimisation.Earlier(Stratum.parse(one.stratum()).levels(), one.arm()))
            .toList();
    return Minimisation.of(trial.study().how())
        .allocation(trial.seal(), trial.study().name(), earlier, levels, position);
  }

  private Draw drawn(ParticipantId participant, Allocated drawn, String counted, Act act) {
    var event =
        new Event.Allocated(
            trial.study().how().masksSite() ? Event.Allocated.MASKED : drawn.arm(),
            drawn.stratum(),
            drawn.position(),
            drawn.algorithm(),
            drawn.origin());
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
                trial.clock().instant()),
            counted);
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
