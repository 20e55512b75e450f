package org.trialwright.bedside;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** What is to be compared with its source or reviewed, and that it was. */
final class Reviewing {
  private final Trial trial;
  private final Ledger ledger;

  Reviewing(Trial trial, Ledger ledger) {
    this.trial = trial;
    this.ledger = ledger;
  }

  ReviewPlan plan() {
    return ReviewPlan.of(trial.journal().study());
  }

  /**
   * Says what is to be compared from now on.
   *
   * @param reason needed when it was said before
   */
  Outcome plan(Event.ReviewPlanned plan, String reason, Act act) {
    trial.lock("review plan");
    var before = trial.journal().byKey(act.key());
    if (before.isPresent()) {
      return new Outcome.Done(before.get());
    }
    var now = plan();
    if (now.said().filter(fact -> fact.event().equals(plan)).isPresent()) {
      return new Outcome.Done(now.said().get());
    }
    if (now.said().isPresent() && reason.isBlank()) {
      return new Outcome.ReasonNeeded(List.of());
    }
    var day = LocalDate.ofInstant(trial.clock().instant(), ZoneOffset.UTC);
    return new Outcome.Done(ledger.append(Optional.empty(), plan, act, day, reason));
  }

  /** The newest save of each record of a participant that is not in error, the oldest first. */
  static List<Fact> records(List<Fact> facts) {
    Map<String, Fact> newest = new LinkedHashMap<>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Saved saved) {
        newest.put(saved.form() + "/" + saved.ordinal(), fact);
      } else if (fact.event() instanceof Event.Voided(var form, var ordinal)) {
        newest.remove(form + "/" + ordinal);
      }
    }
    return List.copyOf(newest.values());
  }

  /** Every record of a participant that is to be looked at, with what was said of it. */
  static List<ToReview> of(
      ParticipantId participant, List<Fact> facts, String kind, ReviewPlan plan) {
    var all = new ArrayList<ToReview>();
    for (var newest : records(facts)) {
      var saved = (Event.Saved) newest.event();
      items(kind, participant, saved.form(), plan)
          .ifPresent(
              items ->
                  all.add(
                      new ToReview(
                          participant,
                          newest,
                          items,
                          Review.newest(facts, kind, saved.form(), saved.ordinal(), items))));
    }
    return List.copyOf(all);
  }

  /** Which questions one looks at; whoever reviews the data looks at all of them. */
  private static Optional<List<String>> items(
      String kind, ParticipantId participant, String form, ReviewPlan plan) {
    return kind.equals(Event.Reviewed.DATA)
        ? Optional.of(List.of())
        : plan.asked(participant, form);
  }

  /**
   * What a person says of a record, or why it is not kept: nobody says so of what they have not
   * read.
   */
  Reviewed said(
      ParticipantId participant,
      String kind,
      String form,
      int ordinal,
      long seen,
      List<Fact> facts) {
    var one =
        of(participant, facts, kind, plan()).stream()
            .filter(each -> Review.isSave(each.newest(), form, ordinal))
            .findFirst();
    if (one.isEmpty()) {
      return new Reviewed(Optional.empty(), Optional.of(new Outcome.NotToReview(form)));
    }
    var newest = one.get().newest();
    if (newest.sequence() != seen) {
      return new Reviewed(Optional.empty(), Optional.of(new Outcome.ChangedMeanwhile(newest)));
    }
    var standing = one.get().review().filter(Review::holds);
    if (standing.isPresent()) {
      return new Reviewed(Optional.empty(), Optional.of(new Outcome.Done(standing.get().said())));
    }
    var hash = trial.journal().fingerprints(participant).get(newest.sequence());
    if (hash == null) {
      throw new IllegalStateException("fact " + newest.sequence() + " has no hash");
    }
    return new Reviewed(
        Optional.of(new Event.Reviewed(kind, form, ordinal, one.get().items(), hash)),
        Optional.empty());
  }

  /** What is to be kept, or what came instead. */
  record Reviewed(Optional<Event> event, Optional<Outcome> instead) {}
}
