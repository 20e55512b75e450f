/**
 * The pages of site staff. A request and its signed-in person come in; one call into the core and
 * one page go out.
 */
@NullMarked
package org.trialwright.bedside;

import org.jspecify.annotations.NullMarked;
