/**
 * Kits of studies in which packs look alike: cartons sent and received, what stands on the shelf of
 * each site, what each participant got and brought back. Facts come in; nothing here knows what a
 * kit holds.
 */
@NullMarked
package org.trialwright.bedside.kits;

import org.jspecify.annotations.NullMarked;
