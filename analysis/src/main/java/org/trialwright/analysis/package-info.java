/**
 * The report of a trial at a data cut. A study and the facts of its participants come in; each
 * participant is folded once into a {@link Subject}, and a {@link Report} is worked out from the
 * subjects: every endpoint, in every set, by every method that the study names, as plain numbers
 * with their convention and the rows they were made of. What blinded people may see is worked out
 * from {@link Masked} subjects, whose facts were stripped of everything that reveals an arm before
 * they were folded. No clock, no chance, no file.
 */
@NullMarked
package org.trialwright.analysis;

import org.jspecify.annotations.NullMarked;
