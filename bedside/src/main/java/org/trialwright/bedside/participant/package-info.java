/**
 * One participant's page: facts of one journey come in, where they stand, what is due, why, and
 * what happened go out.
 */
@NullMarked
package org.trialwright.bedside.participant;

import org.jspecify.annotations.NullMarked;
