/**
 * Serious events one by one, for whoever must not know the arm: records of the forms in which the
 * sponsor is asked something come in, stripped of what reveals an arm; a page, a file, and what
 * programs read go out.
 */
@NullMarked
package org.trialwright.oversight.serious;

import org.jspecify.annotations.NullMarked;
