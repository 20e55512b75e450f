package org.trialwright.requests;

import java.util.List;

/** A request that cannot be answered, with every fault that was found. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Fault> faults;

  Refusal(List<Fault> faults) {
    super(faults.toString());
    this.faults = List.copyOf(faults);
  }

  Refusal(String place, String message) {
    this(List.of(new Fault(place, message)));
  }

  List<Fault> faults() {
    return faults;
  }
}
