/**
 * The limits of a site's laboratory: what is typed, sent or pasted comes in, dated facts of the
 * site go out, and beside each which limits hold now.
 */
@NullMarked
package org.trialwright.bedside.laboratory;

import org.jspecify.annotations.NullMarked;
