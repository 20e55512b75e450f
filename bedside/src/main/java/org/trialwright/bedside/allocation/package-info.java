/**
 * The act that draws an arm: what it uses is checked, the password is asked again, and the result
 * is a page that can be looked at for ever.
 */
@NullMarked
package org.trialwright.bedside.allocation;

import org.jspecify.annotations.NullMarked;
