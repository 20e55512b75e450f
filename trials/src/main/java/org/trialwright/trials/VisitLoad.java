package org.trialwright.trials;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialwright.simulation.Load;

/**
 * How many visits are held after allocation in each month since the scenario's first day.
 *
 * @param byVisit of each visit that is held at all
 */
public record VisitLoad(Load.Row all, Map<String, Load.Row> byVisit, Map<String, Load.Row> bySite) {
  public VisitLoad {
    byVisit = Collections.unmodifiableMap(new LinkedHashMap<>(byVisit));
    bySite = Collections.unmodifiableMap(new LinkedHashMap<>(bySite));
  }

  /** The last month in which a visit is held. */
  public int last() {
    int last = all.visits().size() - 1;
    while (last > 0 && all.visits().get(last) == 0) {
      last--;
    }
    return last;
  }
}
