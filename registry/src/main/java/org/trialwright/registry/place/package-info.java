/** Trials by place: country, region, city, house, each with its own address. */
@NullMarked
package org.trialwright.registry.place;

import org.jspecify.annotations.NullMarked;
