/**
 * Medicine's own formulas and tables: body size, kidney function, rounding of doses, radiobiology,
 * toxicity grades, stages and questionnaire scores. Numbers in stated units, codes and what is
 * known of them come in; numbers, grades, stages and scores go out, each from a named published
 * source. Everything is a pure function that knows no study; a value that cannot be right is
 * refused with its name, what it was and what it must be.
 */
@NullMarked
package org.trialwright.clinical;

import org.jspecify.annotations.NullMarked;
