package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of repeated measurements, one block a participant, blocks gathered by which visits exist.
 */
final class RepeatedRows {
  /** Participants with the same visits, and those visits in ascending order. */
  record Pattern(List<Integer> visits, List<Block> blocks) {}

  /** One participant: responses, and the row of the design for each. */
  static final class Block {
    final double[] y;
    final double[][] x;

    private Block(double[] y, double[][] x) {
      this.y = y;
      this.x = x;
    }
  }

  private final List<Pattern> patterns;
  private final int visits;
  private final int observations;
  private final int columns;

  private RepeatedRows(List<Pattern> patterns, int visits, int observations, int columns) {
    this.patterns = patterns;
    this.visits = visits;
    this.observations = observations;
    this.columns = columns;
  }

  static RepeatedRows of(double[] y, String[] subject, int[] visit, int visits, double[][] x) {
    Map<String, List<Integer>> rowsOf = new TreeMap<>();
    for (int i = 0; i < y.length; i++) {
      rowsOf.computeIfAbsent(subject[i], _ -> new ArrayList<>()).add(i);
    }
    Map<String, Pattern> patterns = new TreeMap<>();
    for (var entry : rowsOf.entrySet()) {
      int[] rows =
          entry.getValue().stream()
              .sorted((a, b) -> Integer.compare(visit[a], visit[b]))
              .mapToInt(Integer::intValue)
              .toArray();
      var seen = Arrays.stream(rows).map(i -> visit[i]).boxed().toList();
      Check.that(
          seen.stream().distinct().count() == seen.size(),
          "subject %s has two rows at one visit",
          entry.getKey());
      patterns
          .computeIfAbsent(seen.toString(), _ -> new Pattern(seen, new ArrayList<>()))
          .blocks()
          .add(
              new Block(
                  Arrays.stream(rows).mapToDouble(i -> y[i]).toArray(),
                  Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new)));
    }
    return new RepeatedRows(List.copyOf(patterns.values()), visits, y.length, x[0].length);
  }

  List<Pattern> patterns() {
    return patterns;
  }

  int visits() {
    return visits;
  }

  int observations() {
    return observations;
  }

  int columns() {
    return columns;
  }

  int subjects() {
    return patterns.stream().mapToInt(one -> one.blocks().size()).sum();
  }
}
