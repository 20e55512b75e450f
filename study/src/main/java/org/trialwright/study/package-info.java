/**
 * The study file. In comes a folder of text; out comes either a {@link
 * org.trialwright.study.Study}, complete and consistent, whose rules can be asked about any
 * participant, or the list of every fault with its place. Nothing here knows a participant, a clock
 * or a database: rules are asked through {@link org.trialwright.study.World}.
 */
@NullMarked
package org.trialwright.study;

import org.jspecify.annotations.NullMarked;
