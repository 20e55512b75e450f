/**
 * The workspace of the data monitoring committee and its statistician. Facts come in; results by
 * arm, data cuts and stopping rules go out, to them alone: behind a sign-in step of its own, each
 * opening in the access log.
 */
@NullMarked
package org.trialwright.oversight.committee;

import org.jspecify.annotations.NullMarked;
