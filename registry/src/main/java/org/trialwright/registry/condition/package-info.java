/** Trials by condition: every name that a record gives, each with its own address. */
@NullMarked
package org.trialwright.registry.condition;

import org.jspecify.annotations.NullMarked;
