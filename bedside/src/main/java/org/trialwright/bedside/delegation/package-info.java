/**
 * Who does what at a site: facts come in; the log of delegation and training, the same as a file,
 * and new entries go out.
 */
@NullMarked
package org.trialwright.bedside.delegation;

import org.jspecify.annotations.NullMarked;
