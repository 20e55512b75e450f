package org.trialwright.simulation;

/**
 * Other numbers for a line of a scenario that nobody is sure of: each of many worlds has its own
 * {@link Times}, between two, alike on the scale of its logarithm.
 *
 * @param path as in {@link Times}
 * @param low above 0
 * @param high not below
 */
public record Unsure(String path, double low, double high) {
  public Unsure {
    var least = new Times(path, low);
    var most = new Times(path, high);
    if (least.factor() > most.factor()) {
      throw new Times.Refused("%s: x%s..%s goes backwards".formatted(path, low, high));
    }
  }

  Times in(Draws world) {
    double share = world.uniform("unsure/" + path, 0);
    return new Times(path, StrictMath.pow(low, 1 - share) * StrictMath.pow(high, share));
  }
}
