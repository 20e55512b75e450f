/** The trial finder: a search is an address, and works without script. */
@NullMarked
package org.trialwright.registry.finder;

import org.jspecify.annotations.NullMarked;
