/**
 * Which records are still to be compared with their source, or reviewed: facts come in; a list, the
 * same as a file, and what is to be compared go out.
 */
@NullMarked
package org.trialwright.bedside.verification;

import org.jspecify.annotations.NullMarked;
