/**
 * Many trials of one study that never happened. The lives of {@code simulation} come in; each trial
 * recruits, allocates, follows, looks and decides as the study plans it, and what comes out is how
 * often it succeeds, with how many events and after how long. No clock, no files; chance comes from
 * a seed alone.
 */
@NullMarked
package org.trialwright.trials;

import org.jspecify.annotations.NullMarked;
