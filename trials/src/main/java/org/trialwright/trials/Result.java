package org.trialwright.trials;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What many trials came to. Chances are shares of the trials, each with a Monte Carlo error of
 * √(p(1 − p)/trials).
 *
 * @param trials how many were played; fewer than asked when it was broken off
 * @param digest SHA-256 over the statistics of each trial in the order of their numbers, in
 *     hexadecimal digits
 * @param power the chance that the claim is made
 * @param powerError the Monte Carlo error of power; of trials in many worlds, between the worlds
 * @param powerWithoutFutility the same when nobody stops a futile trial
 * @param looked the chance that the look is due before the end
 * @param stoppedForEfficacy the chance to stop at the look with success
 * @param futile the chance that the look calls the trial futile
 * @param expectedEvents when the trial stops
 * @param expectedMonths from the first day of recruiting to the analysis at which it stops, in
 *     months of 30.4375 days
 * @param recruitingMonths to the last allocation
 * @param newcomers who came until the last was allocated
 * @param stepsPerParticipant places reached from allocation on
 * @param imbalance participants by which the arms differ
 * @param predictability the share of arms guessed right by somebody who knows all past arms of the
 *     stratum and names the one with fewest; 0.5 is nothing, for two arms of one share
 * @param participants by arm, all trials together
 * @param survival by arm: the share without the event at each month from 0, without censoring
 * @param rates by arm and place: the share that ever reaches it; with visits until participants
 *     complete, else without limit of time
 * @param occupation by arm and place: the share that is there at each month from 0 since
 *     allocation, whenever the trial stops
 * @param accrual how many are allocated by each month from 0 since the scenario's first day, on
 *     average; in the last all that are left
 * @param visits held after allocation, by month since the scenario's first day, whenever the trial
 *     stops; counted in one trial of eight
 */
public record Result(
    long trials,
    String digest,
    double power,
    double powerError,
    double powerWithoutFutility,
    double looked,
    double stoppedForEfficacy,
    double futile,
    double expectedEvents,
    double expectedMonths,
    double recruitingMonths,
    double newcomers,
    double stepsPerParticipant,
    double imbalance,
    double predictability,
    Map<String, Long> participants,
    Map<String, List<Double>> survival,
    Map<String, Map<String, Double>> rates,
    Map<String, Map<String, List<Double>>> occupation,
    List<Double> accrual,
    VisitLoad visits) {
  public Result {
    participants = Collections.unmodifiableMap(new LinkedHashMap<>(participants));
    survival = Collections.unmodifiableMap(new LinkedHashMap<>(survival));
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
    occupation = Collections.unmodifiableMap(new LinkedHashMap<>(occupation));
    accrual = List.copyOf(accrual);
  }

  /** The Monte Carlo error of a chance. */
  public double error(double chance) {
    return error(chance, trials);
  }

  static double error(double chance, long trials) {
    return Math.sqrt(chance * (1 - chance) / trials);
  }
}
