package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * A deviation as a person tells it.
 *
 * @param told with 0 for a number that it has not got yet
 * @param happened when; the day, the month or the year may be all that is known
 * @param reason why what was written before is corrected; empty for a new one
 * @param seen the newest fact about it that the person read; 0 for a new one
 */
public record Deviating(Whose whose, Told told, PartialDate happened, String reason, long seen) {
  /** The kinds of deviation, as facts and programs write them. */
  public static final List<String> CATEGORIES =
      List.of(
          "consent",
          "eligibility",
          "visit",
          "procedure",
          "treatment",
          "safety",
          "privacy",
          "records",
          "other");

  /** Whose log it belongs to: a participant's, or the site's own. */
  public record Whose(Optional<ParticipantId> participant, SiteId site) {
    public static Whose of(ParticipantId participant) {
      return new Whose(Optional.of(participant), Desk.siteOf(participant));
    }

    public static Whose of(SiteId site) {
      return new Whose(Optional.empty(), site);
    }
  }

  /**
   * What is told, as {@link Event.Deviated} keeps it.
   *
   * @param number 0 for a new one
   */
  public record Told(
      int number,
      String rule,
      String category,
      boolean important,
      String what,
      LocalDate noticed,
      String why,
      String action,
      String reported) {
    Event.Deviated under(int number, String rule) {
      return new Event.Deviated(
          number, rule, category, important, what, noticed, why, action, reported);
    }
  }
}
