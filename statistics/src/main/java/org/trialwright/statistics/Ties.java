package org.trialwright.statistics;

/** How the partial likelihood treats several events at one time. */
public enum Ties {
  /** The average over the orders in which they may have happened (Efron, JASA 1977;72:557). */
  EFRON,
  /** Each event sees all tied ones at risk (Breslow, Biometrics 1974;30:89). */
  BRESLOW,
  /**
   * The discrete partial likelihood: these rows, of all sets of as many (Cox, JRSS B 1972;34:187).
   */
  EXACT
}
