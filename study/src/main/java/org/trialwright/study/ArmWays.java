package org.trialwright.study;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which arms can come to which place, by the study's own claims and by the way there. */
public final class ArmWays {
  private final Set<String> all;
  private final Map<String, Set<String>> arms = new HashMap<>();

  private ArmWays(Set<String> all) {
    this.all = all;
  }

  public static ArmWays of(Study study) {
    var all =
        study.how().arms().stream()
            .map(How.Arm::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var ways = new ArmWays(Collections.unmodifiableSet(all));
    ways.follow(study.next());
    return ways;
  }

  /** The arms that can come to a place; all of them for one that the path does not name. */
  public Set<String> at(String place) {
    return arms.getOrDefault(place, all);
  }

  private void follow(Next next) {
    var claimed = new HashMap<String, Set<String>>();
    for (var claim : next.claims()) {
      if (claim instanceof Next.Claim.OnlyIn only) {
        only.places().forEach(place -> claimed.put(place, Set.of(only.arm())));
      }
    }
    arms.put(next.begin(), new LinkedHashSet<>(all));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (var place : next.places()) {
        for (var exit : place.exits()) {
          if (exit.way() == Next.Way.TO) {
            var taking = new LinkedHashSet<>(arms.getOrDefault(place.name(), Set.of()));
            taking.retainAll(taking(exit.when()));
            taking.retainAll(claimed.getOrDefault(exit.target(), all));
            grows |= arms.computeIfAbsent(exit.target(), _ -> new LinkedHashSet<>()).addAll(taking);
          }
        }
      }
    }
  }

  /** The arms for which a condition can hold, as far as it names arms. */
  public Set<String> taking(Condition condition) {
    return switch (condition) {
      case Condition.Is(Term.Arm _, var list, long codes, boolean negated, _) ->
          Set.copyOf(list.of(negated ? list.all() & ~codes : codes));
      case Condition.And and -> {
        var taking = new LinkedHashSet<>(all);
        and.parts().forEach(part -> taking.retainAll(taking(part)));
        yield taking;
      }
      default -> all;
    };
  }
}
