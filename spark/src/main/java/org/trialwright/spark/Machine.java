package org.trialwright.spark;

import java.util.Optional;
import org.trialwright.trials.Order;
import org.trialwright.trials.Trials;

/** The trials of the newest order on this machine, so that their lives are made once. */
final class Machine {
  private static Optional<Known> known = Optional.empty();

  private record Known(Order order, Trials trials) {}

  private Machine() {}

  static synchronized void knows(Order order, Trials trials) {
    known = Optional.of(new Known(order, trials));
  }

  static synchronized Trials of(Order order) {
    var there = known.filter(one -> one.order().equals(order));
    if (there.isEmpty()) {
      knows(order, order.trials(order.lives(() -> {})));
    }
    return known.orElseThrow().trials();
  }
}
