/**
 * Every change: a participant's facts come in, one row for each change of each answer goes out, as
 * a page or as CSV.
 */
@NullMarked
package org.trialwright.bedside.trail;

import org.jspecify.annotations.NullMarked;
