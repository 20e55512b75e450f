/**
 * The scenario of a study and the virtual participants drawn from it. A study, a scenario and a
 * seed come in; form answers, drawn in one order whatever the machine, go out.
 */
@NullMarked
package org.trialwright.simulation;

import org.jspecify.annotations.NullMarked;
