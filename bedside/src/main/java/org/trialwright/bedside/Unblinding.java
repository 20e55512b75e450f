package org.trialwright.bedside;

import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/**
 * The opening of one arm to one person.
 *
 * @param facts of the participant, before it
 */
record Unblinding(Trial trial, Save save, List<Fact> facts, Act act) {
  Unblinding {
    facts = List.copyOf(facts);
  }

  /** Why it is not opened; what this act has opened before is not shown again. */
  Optional<Outcome> refused(String reason) {
    var allowed = trial.study().how().unblind();
    var role = act.author().role();
    if (facts.isEmpty()) {
      return Optional.of(new Outcome.NoSuchParticipant(save.participant()));
    }
    if (allowed.filter(who -> who.roles().contains(role)).isEmpty()) {
      return Optional.of(new Outcome.NotYourRole("", String.join(", ", roles())));
    }
    if (facts.stream().noneMatch(fact -> fact.event() instanceof Event.Allocated)) {
      return Optional.of(
          new Outcome.NotHere(Around.of(trial, save.participant()).journey(facts).place()));
    }
    if (reason.isBlank()) {
      return Optional.of(new Outcome.ReasonNeeded(List.of()));
    }
    return facts.stream()
        .filter(fact -> fact.key().equals(act.also("unblinded").key()))
        .findFirst()
        .map(Outcome.Done::new);
  }

  private List<String> roles() {
    return trial.study().how().unblind().map(who -> who.roles()).orElse(List.of());
  }

  /**
   * Whether the arm is opened with what became of the form: it was kept, or cannot be where the
   * participant is. Answers that a person can mend are mended first.
   */
  static boolean goesOn(Outcome recorded) {
    return recorded instanceof Outcome.Saved
        || recorded instanceof Outcome.Impossible
        || recorded instanceof Outcome.Held;
  }

  /** Of the record; 0 when none was kept. */
  static int ordinal(Outcome recorded) {
    return recorded instanceof Outcome.Saved saved
            && saved.fact().event() instanceof Event.Saved kept
        ? kept.ordinal()
        : 0;
  }

  String arm() {
    return trial.strata().of(save.participant()).orElseThrow().arm();
  }
}
