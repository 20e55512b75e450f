package org.trialwright.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.journey.Fact;

/**
 * Facts that were read before. What is recorded never changes, so only newer facts need to be asked
 * for; a fact with free text, which may be redacted, is kept as its row and told anew each time.
 */
final class Remembered {
  private static final int MOST_FACTS = 12_000;

  /** A fact, or the row of one with free text. */
  sealed interface Known {
    long sequence();
  }

  record Plain(Fact fact) implements Known {
    @Override
    public long sequence() {
      return fact.sequence();
    }
  }

  record WithText(FactRow row) implements Known {
    @Override
    public long sequence() {
      return row.sequence();
    }
  }

  private final Map<String, List<Known>> byOwner = new LinkedHashMap<>(256, 0.75f, true);
  private int facts;

  synchronized List<Known> of(String owner) {
    return byOwner.getOrDefault(owner, List.of());
  }

  /** Keeps committed facts; those whose facts were not asked for longest give way. */
  synchronized void keep(String owner, List<Known> all) {
    var before = of(owner);
    if (all.size() <= before.size()) {
      return;
    }
    byOwner.put(owner, List.copyOf(all));
    facts += all.size() - before.size();
    var eldest = new ArrayList<>(byOwner.keySet()).iterator();
    while (facts > MOST_FACTS && eldest.hasNext()) {
      var gone = byOwner.remove(eldest.next());
      facts -= gone == null ? 0 : gone.size();
    }
  }
}
