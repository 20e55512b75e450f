/**
 * The figures of a trial. In come records of finished numbers with their names in English and
 * Chinese; out go an SVG picture, and a table and CSV of the same numbers, written by the same
 * formatter, so that page, file and picture agree. {@link org.trialwright.figures.Png} turns a
 * picture into PNG.
 *
 * <p>Nothing is estimated here: a percentage of counts, a sum that must hold and the order of rows
 * are all that is worked out. Numbers that make no sense are refused with a sentence. The same
 * record gives the same characters on every machine: text is measured by a table, not by installed
 * fonts, and no number is written by a locale.
 */
@NullMarked
package org.trialwright.figures;

import org.jspecify.annotations.NullMarked;
