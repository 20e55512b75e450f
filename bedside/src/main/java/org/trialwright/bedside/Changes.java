package org.trialwright.bedside;

import java.util.List;
import java.util.TreeSet;
import org.trialwright.journey.Event;

/** Which answers differ between two savings of one record. */
public final class Changes {
  private Changes() {}

  /** Questions whose answer was added, changed or taken away, by name. */
  public static List<String> between(Event.Saved earlier, Event.Saved later) {
    var names = new TreeSet<String>(earlier.answers().keySet());
    names.addAll(later.answers().keySet());
    return names.stream()
        .filter(
            name ->
                !earlier
                    .answers()
                    .getOrDefault(name, "")
                    .equals(later.answers().getOrDefault(name, "")))
        .toList();
  }
}
