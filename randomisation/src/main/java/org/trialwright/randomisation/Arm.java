package org.trialwright.randomisation;

import java.util.HashSet;
import java.util.List;

/**
 * An arm with its part of the allocation ratio.
 *
 * @param name as the study file names it; not blank, without control characters
 * @param ratio 1 or more; 1 and 1 allocates equally, 2 and 1 twice as often to the first
 */
public record Arm(String name, int ratio) {
  public Arm {
    Names.require("arm", name);
    if (ratio < 1) {
      throw new IllegalArgumentException(
          "arm \"%s\" has ratio %d; a ratio is a whole number of 1 or more".formatted(name, ratio));
    }
  }

  /** Copies the arms, refusing fewer than two and a name that stands twice. */
  static List<Arm> require(List<Arm> arms) {
    if (arms.size() < 2) {
      throw new IllegalArgumentException(
          "an allocation needs two arms or more, not " + arms.size());
    }
    var names = new HashSet<String>();
    for (Arm arm : arms) {
      if (!names.add(arm.name())) {
        throw new IllegalArgumentException("arm \"%s\" stands twice".formatted(arm.name()));
      }
    }
    return List.copyOf(arms);
  }
}
