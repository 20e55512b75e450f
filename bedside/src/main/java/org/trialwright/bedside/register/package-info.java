/**
 * Who comes into screening: identity comes in and goes to the vault, a participant's number goes
 * out.
 */
@NullMarked
package org.trialwright.bedside.register;

import org.jspecify.annotations.NullMarked;
