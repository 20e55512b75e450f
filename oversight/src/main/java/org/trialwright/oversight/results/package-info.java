/**
 * What the trial has found so far, for everybody who must not know results by arm. Facts stripped
 * of whatever reveals an arm come in; curves, shares and tables of all arms together go out.
 */
@NullMarked
package org.trialwright.oversight.results;

import org.jspecify.annotations.NullMarked;
