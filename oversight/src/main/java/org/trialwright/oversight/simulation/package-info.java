/**
 * Trials that never happened, played from the study file and its scenario: other numbers for its
 * lines come in, power, events, months, survival and figures go out. Nothing of the trial that runs
 * is read.
 */
@NullMarked
package org.trialwright.oversight.simulation;

import org.jspecify.annotations.NullMarked;
