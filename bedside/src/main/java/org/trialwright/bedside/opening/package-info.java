/**
 * Before the first participant: the sites of the trial, and the values that nobody's record gives,
 * which two people must confirm before anybody is enrolled.
 */
@NullMarked
package org.trialwright.bedside.opening;

import org.jspecify.annotations.NullMarked;
