/**
 * Trials on Apache Spark: an order of trials comes in, parts of them are played by a cluster, and
 * the same result comes out as on one machine.
 */
@NullMarked
package org.trialwright.spark;

import org.jspecify.annotations.NullMarked;
