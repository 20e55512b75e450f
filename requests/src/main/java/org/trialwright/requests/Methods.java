package org.trialwright.requests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything that can be asked for. */
final class Methods {
  private static final Map<String, Method> BY_NAME = byName();

  private Methods() {}

  private static Map<String, Method> byName() {
    Map<String, Method> all = new TreeMap<>();
    Stream.of(
            SurvivalMethods.ALL,
            CoxMethods.ALL,
            CompetingMethods.ALL,
            ProportionMethods.ALL,
            ContinuousMethods.ALL,
            RepeatedMethods.ALL,
            SequentialMethods.ALL,
            SizeMethods.ALL,
            DistributionMethods.ALL)
        .flatMap(List::stream)
        .forEach(method -> all.put(method.name(), method));
    return Map.copyOf(all);
  }

  static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  static Optional<Method> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
