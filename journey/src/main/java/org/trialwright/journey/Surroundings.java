package org.trialwright.journey;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;

/**
 * What the edge knows and a journey cannot: the day it is looked at, the participant's age on that
 * day, the site's calendar, and what was found about the site and the person.
 *
 * @param ageToday completed years today, worked out beside the vault
 * @param closedDays days on which the site is closed, weekends apart
 * @param siteOpen whether the site is open and the study not on hold
 * @param identityUnique whether nobody like this person was found
 * @param settings values that differ from the study file's
 */
public record Surroundings(
    LocalDate today,
    Optional<Integer> ageToday,
    Set<LocalDate> closedDays,
    Truth siteOpen,
    Truth identityUnique,
    Map<String, Answer> settings) {
  public Surroundings {
    closedDays = Set.copyOf(closedDays);
    settings = Map.copyOf(settings);
  }

  /** Nothing is known but the day. */
  public static Surroundings on(LocalDate today) {
    return new Surroundings(
        today, Optional.empty(), Set.of(), Truth.UNKNOWN, Truth.UNKNOWN, Map.of());
  }

  public Surroundings with(Truth open, Truth unique) {
    return new Surroundings(today, ageToday, closedDays, open, unique, settings);
  }
}
