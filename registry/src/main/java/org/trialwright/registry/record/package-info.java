/** The page of one trial: its public record, what happens to a person in it, who may join. */
@NullMarked
package org.trialwright.registry.record;

import org.jspecify.annotations.NullMarked;
