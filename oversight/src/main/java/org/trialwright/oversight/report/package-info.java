/**
 * A report for people: the results of an analysis come in; figures, tables and a self-contained
 * document go out. Whatever a reader must not see was left out of the results before they came
 * here.
 */
@NullMarked
package org.trialwright.oversight.report;

import org.jspecify.annotations.NullMarked;
