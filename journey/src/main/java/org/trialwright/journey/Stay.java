package org.trialwright.journey;

import java.time.LocalDate;

/**
 * A time spent in one place.
 *
 * @param place the place's name
 * @param since the day of the fact that led there
 * @param because the words of the exit taken; empty for the first stay
 */
public record Stay(String place, LocalDate since, String because) {}
