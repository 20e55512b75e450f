package org.trialwright.analysis;

import java.util.List;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Quantity;

/** What an endpoint's methods ask for. */
final class Methods {
  private Methods() {}

  /** The strata that a method keeps apart; none when the endpoint has no such method. */
  static List<How.Stratum> within(Measure.Endpoint endpoint, Class<? extends Method> kind) {
    return endpoint.methods().stream()
        .filter(kind::isInstance)
        .findFirst()
        .map(method -> method.options().within())
        .orElse(List.of());
  }

  /** The times at which curves are read. */
  static List<Quantity> asked(Measure.Endpoint endpoint) {
    return endpoint.methods().stream()
        .flatMap(method -> method.options().at().stream())
        .distinct()
        .toList();
  }
}
