package org.trialwright.randomisation;

/**
 * One allocation, with what is stored beside it so that it can be derived again. The position is
 * for the record and the re-derivation; no page shows it, because positions betray where a block
 * ends.
 *
 * @param arm the arm's name
 * @param stratum the stratum's label, see {@link Stratum#label}
 * @param position 1, 2, … within the stratum; in minimisation 1, 2, … within the study
 * @param algorithm the algorithm version, see {@link Seal#algorithm}
 * @param origin "main", or "reserve" for the reserved range
 */
public record Allocated(
    String arm, String stratum, int position, String algorithm, String origin) {}
