/**
 * The doses of a day: every step of the sum, what holds a drug back and why, and the acts of
 * giving, leaving out and confirming.
 */
@NullMarked
package org.trialwright.bedside.dose;

import org.jspecify.annotations.NullMarked;
