/**
 * Estimators and tests of clinical statistics. Plain numbers and arrays come in; immutable records
 * go out, whose documentation gives units, shapes and the convention followed. What cannot be
 * estimated is a value with a reason, never NaN; input that makes no sense is refused with a
 * sentence. This package has never heard of a trial and draws no chance, reads no clock and gives
 * the same bits on any number of threads.
 */
@NullMarked
package org.trialwright.statistics;

import org.jspecify.annotations.NullMarked;
