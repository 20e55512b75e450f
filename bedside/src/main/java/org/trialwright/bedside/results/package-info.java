/**
 * Results out of a laboratory's file: what its columns hold is said once, each line is looked at,
 * and what is recorded goes the way of a form that is typed, all or nothing.
 */
@NullMarked
package org.trialwright.bedside.results;

import org.jspecify.annotations.NullMarked;
