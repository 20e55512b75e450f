package org.trialwright.requests;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Faults that every part of a request can have. */
final class Faults {
  /** No more than about so many are gathered; the rest would repeat them. */
  static final int MOST = 20;

  private Faults() {}

  /** Names nobody knows, each with the nearest known one, and known ones that are missing. */
  static void ofNames(
      String what,
      List<String> given,
      List<String> known,
      List<String> required,
      String place,
      List<Fault> faults) {
    for (String name : given) {
      if (!known.contains(name)) {
        faults.add(
            new Fault(
                place + "." + Shown.of(name),
                "unknown %s '%s'; %s".formatted(what, Shown.of(name), advice(name, known))));
      }
    }
    for (String name : required) {
      if (!given.contains(name)) {
        faults.add(new Fault(place, "the %s '%s' is missing".formatted(what, name)));
      }
    }
  }

  static String advice(String name, List<String> known) {
    return nearest(name, known)
        .map(near -> "did you mean '%s'?".formatted(near))
        .orElse(known.isEmpty() ? "none is taken here" : "known are " + String.join(", ", known));
  }

  private static Optional<String> nearest(String name, List<String> known) {
    return name.length() > 60
        ? Optional.empty()
        : known.stream()
            .min(Comparator.comparingInt(one -> distance(name, one)))
            .filter(one -> distance(name, one) <= Math.max(2, name.length() / 4));
  }

  /** Letters to insert, leave out or change. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
