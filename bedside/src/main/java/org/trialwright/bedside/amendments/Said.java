package org.trialwright.bedside.amendments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.bedside.Amendments;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Offer;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Dates;
import org.trialwright.pages.State;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/** Versions of the study in words. */
final class Said {
  private static final int SEAL_SHOWN = 8;

  private Said() {}

  /** Its own version, or the beginning of its seal where it cannot be read. */
  static String title(Words w, Offer offer) {
    return w.say(
        "version of the study",
        offer.study().map(Study::version).orElse(offer.kept().digest().substring(0, SEAL_SHOWN)));
  }

  static String address(Offer offer) {
    return AmendmentsPage.ROUTE + "/" + offer.kept().digest();
  }

  /** How far an offer has come. */
  enum Stage {
    FAULTY,
    OFFERED,
    PROPOSED,
    AGREED
  }

  static Stage stage(Offer offer) {
    return offer.study().isEmpty()
        ? Stage.FAULTY
        : offer.proposal().isEmpty()
            ? Stage.OFFERED
            : offer.approved() ? Stage.AGREED : Stage.PROPOSED;
  }

  static Badge state(Words w, Desk desk, Offer offer) {
    return switch (stage(offer)) {
      case FAULTY -> new Badge(State.STOP, w.say("version has faults"));
      case OFFERED -> new Badge(State.PLAIN, w.say("version is offered"));
      case PROPOSED -> new Badge(State.CARE, w.say("one more person"));
      case AGREED -> atSites(w, desk, offer.study().orElseThrow().seal());
    };
  }

  private static Badge atSites(Words w, Desk desk, String version) {
    long begun = desk.sites().stream().filter(site -> desk.worksBy(site.id(), version)).count();
    return new Badge(
        begun > 0 ? State.DONE : State.NOW,
        w.say("version works at sites", begun, desk.sites().size()));
  }

  /** Who signed, and when. */
  static String signed(Words w, Fact fact, Dates dates) {
    return w.say(
        "confirmed by",
        fact.author().name(),
        Front.role(w, fact.author().role()),
        dates.moment(fact.recorded()));
  }

  /** Who proposed it, then who agreed. */
  static List<Fact> signatures(Offer offer) {
    return offer.proposal().stream()
        .flatMap(
            (Amendments.Proposal one) ->
                Stream.concat(Stream.of(one.fact()), one.agreed().stream()))
        .toList();
  }

  static List<String> signatures(Words w, Offer offer, Dates dates) {
    return signatures(offer).stream().map(fact -> signed(w, fact, dates)).toList();
  }

  static String fate(Words w, Going.Fate fate) {
    return switch (fate) {
      case MAY_GO -> w.say("may go on under it");
      case UNDER_IT -> w.say("is under it");
      case PLACE_GONE -> w.say("stays, the place is gone");
      case LOCKED -> w.say("stays while locked");
      case ENDED -> w.say("stays, the path has ended");
    };
  }

  /** Why a site did not begin, or a participant did not go on; empty when it was done. */
  static Optional<String> refusal(Words w, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> Optional.empty();
      case Outcome.NotAmended(var why) -> Optional.of(why(w, why));
      case Outcome.Held _ -> Optional.of(w.say("stays while locked"));
      case Outcome.ChangedMeanwhile _ -> Optional.of(w.say("the key was used for another act"));
      case Outcome other -> throw new IllegalStateException("a version came to " + other);
    };
  }

  static String why(Words w, Outcome.NotAmended.Why why) {
    return switch (why) {
      case NOT_KEPT -> w.say("files of the versions are not kept");
      case FAULTY -> w.say("a version with faults is not used");
      case NOT_ITS_OWN -> w.say("a version needs a name of its own");
      case ALLOCATION -> w.say("an amendment leaves the allocation");
      case NOT_NEWEST -> w.say("it changes a version that is not the newest");
      case NOTHING_WAITS -> w.say("no proposal waits");
      case NOT_AGREED -> w.say("two people have not agreed");
      case BEGUN -> w.say("the site works by it");
      case NOT_BEGUN -> w.say("the site does not work by it yet");
      case DAY -> w.say("that day cannot be");
      case UNDER_IT -> w.say("is under it");
      case ENDED -> w.say("stays, the path has ended");
      case PLACE_GONE -> w.say("stays, the place is gone");
    };
  }

  /** Participants in one line; nobody is a dash. */
  static String numbers(List<?> participants) {
    return participants.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  static Optional<String> reason(Offer offer) {
    return offer.proposal().map(one -> one.fact().reason());
  }
}
