package org.trialwright.analysis;

import java.time.LocalDate;
import org.trialwright.study.Study;

/**
 * A data cut: everything known up to one fact, looked at on one day.
 *
 * @param sequence of the last fact that counts
 * @param day the cut-off; nothing later is known
 * @param head the hash of the last fact that counts, in hexadecimal; empty where none is kept
 */
public record Cut(Study study, long sequence, LocalDate day, String head) {}
