/**
 * Other versions of the study while it runs: what is offered comes in; what it would change and for
 * whom goes out, with the decision of two people, the beginning at each site, and the decision by
 * which each participant goes on.
 */
@NullMarked
package org.trialwright.bedside.amendments;

import org.jspecify.annotations.NullMarked;
