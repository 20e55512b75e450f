package org.trialwright.study;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading a study folder.
 *
 * @param study the study; empty when there is any fault
 * @param faults every fault and warning, in the order of their places
 */
public record Reading(Optional<Study> study, List<Fault> faults) {
  public Reading {
    faults = List.copyOf(faults);
  }

  /**
   * The study, for callers that can go no further without it.
   *
   * @throws IllegalStateException listing the faults
   */
  public Study orThrow() {
    return study.orElseThrow(
        () ->
            new IllegalStateException(
                "the study has faults:\n"
                    + String.join("\n", faults.stream().map(Fault::toString).toList())));
  }
}
