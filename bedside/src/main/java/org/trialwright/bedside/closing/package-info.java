/**
 * How a participant's record becomes final: facts come in; an investigator's signature, a lock and
 * its opening go out; and the list of records that wait for one of them.
 */
@NullMarked
package org.trialwright.bedside.closing;

import org.jspecify.annotations.NullMarked;
