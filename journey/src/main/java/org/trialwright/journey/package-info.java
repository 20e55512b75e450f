/**
 * Facts about a participant and the fold over them. A study and a list of facts come in; where the
 * participant stands, what is due, what is discrepant and what may come next, with reasons, go out.
 */
@NullMarked
package org.trialwright.journey;

import org.jspecify.annotations.NullMarked;
