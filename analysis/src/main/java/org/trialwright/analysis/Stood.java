package org.trialwright.analysis;

import org.trialwright.quantities.SiteId;

/**
 * How far a participant has come, as blinded people may count it: from facts that were stripped of
 * everything that reveals the arm.
 *
 * @param ended whether a fact that all arms share has ended their time on study
 * @param late whether something is late that all arms share
 * @param openQueries about what all arms share
 * @param deviations that the study's rules find on what all arms share
 */
public record Stood(
    SiteId site, boolean allocated, boolean ended, boolean late, int openQueries, int deviations) {}
