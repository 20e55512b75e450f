/**
 * Questions about answers: facts come in, conversations go out; asking, answering and closing are
 * acts.
 */
@NullMarked
package org.trialwright.bedside.queries;

import org.jspecify.annotations.NullMarked;
