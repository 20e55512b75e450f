/**
 * The log of deviations: what the study's rules find and what people tell comes in; one log for
 * each participant and each site, with who must act on what, goes out.
 */
@NullMarked
package org.trialwright.bedside.deviations;

import org.jspecify.annotations.NullMarked;
