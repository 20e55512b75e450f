package org.trialwright.journal;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.trialwright.quantities.SiteId;

/**
 * Which participants a list asks for.
 *
 * @param days the sites, each with the day it is there
 * @param place only those at this place of the path; empty for all
 * @param late only those with something due before the day of their site
 * @param number only those whose number has this in it, whatever the case; empty for all
 */
public record Selection(Map<SiteId, LocalDate> days, String place, boolean late, String number) {
  public Selection {
    days = Map.copyOf(days);
    number = number.toUpperCase(Locale.ROOT);
  }

  /**
   * How many of a selection are at one place.
   *
   * @param late whether they have something due before the day of their site
   */
  public record Tally(String place, boolean late, int participants) {}

  /** How many are at a place of the path, or anywhere; late ones only, or all. */
  public static int count(Collection<Tally> tallies, String place, boolean late) {
    return tallies.stream()
        .filter(one -> place.isEmpty() || one.place().equals(place))
        .filter(one -> !late || one.late())
        .mapToInt(Tally::participants)
        .sum();
  }
}
