package org.trialwright.statistics;

/** A fitted model, or why it cannot be fitted. */
public sealed interface CoxResult permits CoxFit, CoxNotEstimable {}
