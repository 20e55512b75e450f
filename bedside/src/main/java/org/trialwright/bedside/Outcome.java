package org.trialwright.bedside;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Who;

/** What came of an act. Nothing but the first kind of each has changed anything. */
public sealed interface Outcome {

  /** A participant has a number. */
  record Registered(ParticipantId participant) implements Outcome {}

  /** Somebody alike is known: at this site, or elsewhere; a person must look. */
  record PersonKnown(List<ParticipantId> participants) implements Outcome {}

  record SiteClosed() implements Outcome {}

  /** Assumed values that two people have not confirmed; the chapters they stand in. */
  record NotConfirmed(List<String> chapters) implements Outcome {}

  /**
   * The record is kept.
   *
   * @param journey as it is with the record
   * @param findings what its checks say
   */
  record Saved(Fact fact, Journey journey, List<Journey.Finding> findings) implements Outcome {}

  /** Answers that cannot be taken: by question, why. Nothing was stored. */
  record WrongAnswers(Map<String, String> why) implements Outcome {}

  /** An earlier answer would be changed and no reason is given; the questions it concerns. */
  record ReasonNeeded(List<String> items) implements Outcome {}

  /** Somebody saved the record since this person saw it. */
  record ChangedMeanwhile(Fact newest) implements Outcome {}

  /** The record is impossible where the participant stands. */
  record Impossible(String place, String rule) implements Outcome {}

  /** A question that only another role may answer. */
  record NotYourRole(String item, String role) implements Outcome {}

  /** Something newer than what the dose was worked out from. */
  record NewerValue(Fact newest) implements Outcome {}

  /** A dose that needs a second person who is not the first. */
  record SecondPersonNeeded(String drug) implements Outcome {}

  /** A deviation is judged by another person, in another role, than whoever told it. */
  record AnotherPersonNeeded(Fact told) implements Outcome {}

  /**
   * The record, or the participant's whole record, may not be changed.
   *
   * @param by the fact that froze or locked it
   */
  record Held(Fact by) implements Outcome {}

  /**
   * A record that cannot be locked yet.
   *
   * @param endorsed whether an investigator's signature holds for all of it
   */
  record NotFinal(boolean endorsed, int openQueries) implements Outcome {}

  record Allocated(Event.Allocated allocation, Fact fact) implements Outcome {}

  /** The participant was allocated before; the same answer again. */
  record AlreadyAllocated(Event.Allocated allocation, Fact fact) implements Outcome {}

  record NotEligible(Who.Eligibility eligibility) implements Outcome {}

  /**
   * Sentences that do not hold, or cannot be told, and what is missing or older than its window.
   */
  record NotReady(List<Journey.Precondition> open, List<Journey.Freshness> outdated)
      implements Outcome {}

  /** The participant does not stand where allocation is possible, or a stratum is not known. */
  record NotHere(String place) implements Outcome {}

  record TargetReached(int target) implements Outcome {}

  /** The site has not enough kits, whoever asks for one. */
  record ShelfShort(SiteId site) implements Outcome {}

  /** No such carton or kit was sent to the site. */
  record NotSentHere(SiteId site) implements Outcome {}

  /**
   * A form names a kit that was not assigned to the participant, or that another record has.
   *
   * @param open the kit that waits to be handed out; empty when none does
   */
  record NotTheKit(String kit, String open) implements Outcome {}

  /**
   * The arm was opened to the author of the fact. Only the page that answers that person may read
   * it; in words this says no arm.
   */
  record Unblinded(Fact fact, String arm) implements Outcome {
    @Override
    public String toString() {
      return "Unblinded by fact " + fact.sequence();
    }
  }

  /**
   * A dose escalation waits: the cohort is full.
   *
   * @param level the arm at which it is treated
   * @param awaited how many of it are not observed
   */
  record CohortWaits(String level, int awaited) implements Outcome {}

  /**
   * A dose escalation is over.
   *
   * @param recommended the arm; empty when even the lowest level is too toxic
   */
  record LevelsJudged(Optional<String> recommended) implements Outcome {}

  /**
   * The participant has as many files as one may have.
   *
   * @param most how many
   */
  record FilesFull(int most) implements Outcome {}

  /** A version of the study cannot be proposed, agreed to or begun, or nobody goes on under it. */
  record NotAmended(Why why) implements Outcome {
    public enum Why {
      /** The database does not keep its files, or those of the version that runs. */
      NOT_KEPT,
      FAULTY,
      /** It is another study, or calls itself by the version of one that ran. */
      NOT_ITS_OWN,
      /** It changes how arms are drawn. */
      ALLOCATION,
      /** It changes a version that is not the newest any more. */
      NOT_NEWEST,
      NOTHING_WAITS,
      NOT_AGREED,
      /** The site works by it already, or by a later one. */
      BEGUN,
      NOT_BEGUN,
      DAY,
      /** The participant is under it already, or under a later one. */
      UNDER_IT,
      ENDED,
      /** The place where the participant stands is not in it. */
      PLACE_GONE
    }
  }

  /** Nothing of this form is to be compared with its source, or there is no such record. */
  record NotToReview(String form) implements Outcome {}

  /** The log of the site does not delegate this task to whoever would do it, today. */
  record NotDelegated(String task) implements Outcome {}

  record Done(Fact fact) implements Outcome {}

  record NoSuchParticipant(ParticipantId participant) implements Outcome {}
}
