/**
 * The day and the list: rows of the projection come in, with the journeys of those shown; who is
 * due and who is where go out.
 */
@NullMarked
package org.trialwright.bedside.today;

import org.jspecify.annotations.NullMarked;
