package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects every fault of a study folder, so that an author sees all of them at once. */
final class Faults {
  private final Set<Fault> found = new LinkedHashSet<>();

  void add(Position at, String message) {
    found.add(new Fault(Fault.Severity.FAULT, at, message));
  }

  void warn(Position at, String message) {
    found.add(new Fault(Fault.Severity.WARNING, at, message));
  }

  void add(PhraseFault fault) {
    add(fault.at(), fault.message());
  }

  boolean any() {
    return found.stream().anyMatch(fault -> fault.severity() == Fault.Severity.FAULT);
  }

  List<Fault> inOrder() {
    var sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(Fault::at));
    return List.copyOf(sorted);
  }

  /** The candidate most like the word, as "; did you mean 'x'?", or nothing when none is near. */
  static String didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private static Optional<String> nearest(String word, Collection<String> candidates) {
    int limit = Math.max(1, word.length() / 3);
    return candidates.stream()
        .filter(candidate -> !candidate.equals(word))
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= limit)
        .map(candidate -> new Near(candidate, distance(word, candidate)))
        .filter(near -> near.edits() <= limit && near.edits() < word.length())
        .min(Comparator.comparingInt(Near::edits).thenComparing(Near::word))
        .map(Near::word);
  }

  private record Near(String word, int edits) {}

  /** Letters inserted, deleted, replaced or swapped with a neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(edits[i - 1][j - 1] + replace, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }
}
