/**
 * The arm of one participant opened to one person in an emergency, and the register of that: who,
 * when and why. The arm stands on the page that answers the act, and nowhere else.
 */
@NullMarked
package org.trialwright.bedside.unblinding;

import org.jspecify.annotations.NullMarked;
