package org.trialwright.records;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.trialwright.records.Indexing.In;

/**
 * Names that begin as somebody types them. What follows a letter or three may be a good part of the
 * index, so those answers are kept; the index does not change under them.
 */
final class Suggestions {
  private static final int SHORT = 3;
  private static final int MOST_KEPT = 5_000;

  /** Enough of the most frequent names that none of the best is lost when spellings are joined. */
  private static final int CANDIDATES = 300;

  private final Terms terms;
  private final Map<String, List<String>> kept = new ConcurrentHashMap<>();

  private record Candidate(String term, long trials) {}

  Suggestions(Terms terms) {
    this.terms = terms;
  }

  /** The most frequent first, at most {@link #CANDIDATES}. */
  List<String> of(String typed, int most) throws IOException {
    var beginning = String.join(" ", Wording.of(Wording.WHOLE, typed));
    if (beginning.isEmpty()) {
      return List.of();
    }
    var names = kept.get(beginning);
    if (names == null) {
      names = looked(beginning);
      if (beginning.length() <= SHORT && kept.size() < MOST_KEPT) {
        kept.put(beginning, names);
      }
    }
    return names.subList(0, Math.min(most, names.size()));
  }

  private List<String> looked(String beginning) throws IOException {
    var best =
        new PriorityQueue<Candidate>(
            Comparator.comparingLong(Candidate::trials)
                .thenComparing(Candidate::term, Comparator.reverseOrder()));
    terms.each(
        In.PHRASE,
        beginning,
        (term, trials) -> {
          if (best.size() < CANDIDATES || trials >= best.element().trials()) {
            best.add(new Candidate(term.utf8ToString(), trials));
          }
          if (best.size() > CANDIDATES) {
            best.remove();
          }
        });
    return joined(best);
  }

  /** Names that differ in case only are one; a name that begins so twice counts once. */
  private static List<String> joined(Iterable<Candidate> best) {
    Map<String, Long> spellings = new HashMap<>();
    for (var one : best) {
      spellings.merge(one.term().substring(one.term().indexOf('\t') + 1), one.trials(), Math::max);
    }
    Map<String, Long> trials = new HashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    spellings.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .forEach(
            one -> {
              var key = one.getKey().toLowerCase(Locale.ROOT);
              trials.merge(key, one.getValue(), Long::sum);
              names.putIfAbsent(key, one.getKey());
            });
    return trials.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> one) -> -one.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(one -> names.getOrDefault(one.getKey(), one.getKey()))
        .toList();
  }
}
