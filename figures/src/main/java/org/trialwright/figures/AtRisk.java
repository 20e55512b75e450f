package org.trialwright.figures;

/**
 * An arm at one tick of the time axis.
 *
 * @param atRisk still followed, without the event, just before this time
 * @param censored so far
 * @param events so far
 */
public record AtRisk(int atRisk, int censored, int events) {
  public AtRisk {
    Checks.count(atRisk, "a number at risk");
    Checks.count(censored, "a number censored");
    Checks.count(events, "a number of events");
  }
}
