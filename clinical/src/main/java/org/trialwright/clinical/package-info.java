/**
 * Clinical functions and tables that know no study: doses, caps, grades, stages, scores. Plain
 * quantities come in; quantities, or a reason why there is none, go out.
 */
@NullMarked
package org.trialwright.clinical;

import org.jspecify.annotations.NullMarked;
