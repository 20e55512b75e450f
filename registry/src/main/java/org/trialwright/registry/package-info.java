/**
 * The public pages: what anybody may read. Nothing here can reach an allocation, an outcome or an
 * identity; a page is made from the study folder and public records alone.
 */
@NullMarked
package org.trialwright.registry;

import org.jspecify.annotations.NullMarked;
