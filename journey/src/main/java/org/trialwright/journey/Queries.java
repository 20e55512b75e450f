package org.trialwright.journey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queries and their replies, from facts. */
public record Queries(int number, Fact asked, Event.Queried query, List<Fact> replies) {
  public Queries {
    replies = List.copyOf(replies);
  }

  /** Whether its last reply did not close it. */
  public boolean isOpen() {
    return replies.isEmpty()
        || !(replies.getLast().event() instanceof Event.Replied(_, _, var closes) && closes);
  }

  /** Who spoke last: whoever asked, or replied. */
  public Fact last() {
    return replies.isEmpty() ? asked : replies.getLast();
  }

  /** All queries of a participant by number. */
  public static List<Queries> of(List<Fact> facts) {
    Map<Integer, Fact> asked = new LinkedHashMap<>();
    Map<Integer, List<Fact>> replies = new LinkedHashMap<>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Queried queried) {
        asked.put(queried.query(), fact);
      } else if (fact.event() instanceof Event.Replied replied) {
        replies.computeIfAbsent(replied.query(), _ -> new ArrayList<>()).add(fact);
      }
    }
    return asked.entrySet().stream()
        .map(
            entry ->
                new Queries(
                    entry.getKey(),
                    entry.getValue(),
                    (Event.Queried) entry.getValue().event(),
                    replies.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  /** Those that nobody has closed. */
  public static List<Queries> open(List<Fact> facts) {
    return of(facts).stream().filter(Queries::isOpen).toList();
  }
}
