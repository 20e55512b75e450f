/**
 * Whether a participant may join: each criterion with its reason and what would change it, and the
 * investigator's approval.
 */
@NullMarked
package org.trialwright.bedside.eligibility;

import org.jspecify.annotations.NullMarked;
