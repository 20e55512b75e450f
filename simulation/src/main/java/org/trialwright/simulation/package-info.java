/**
 * Whole trials that never happened. A study, a scenario and a seed come in; people come, are
 * examined, treated and followed, and every form they would fill in goes out to a {@link Clinic}:
 * the application, or memory. The same seed gives the same facts.
 */
@NullMarked
package org.trialwright.simulation;

import org.jspecify.annotations.NullMarked;
