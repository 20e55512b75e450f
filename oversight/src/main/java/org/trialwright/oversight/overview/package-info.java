/**
 * The first page of oversight. Counts over both arms come in; pace, flow and completeness go out.
 */
@NullMarked
package org.trialwright.oversight.overview;

import org.jspecify.annotations.NullMarked;
