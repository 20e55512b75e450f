package org.trialwright.requests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The strata of the rows: the combinations of labels that occur, in order. */
final class Strata {
  private final List<String> labels;
  private final int[] ofRow;

  private Strata(List<String> labels, int[] ofRow) {
    this.labels = labels;
    this.ofRow = ofRow;
  }

  /** By the role strata, or one stratum where the request names none. */
  static Strata of(Request request) {
    List<String> names = request.names("strata");
    List<String[]> columns = request.textColumns("strata");
    var combinations = new TreeMap<List<String>, Integer>(Strata::compare);
    var keys = new ArrayList<List<String>>();
    for (int i = 0; i < request.size(); i++) {
      var key = new ArrayList<String>();
      for (String[] column : columns) {
        key.add(column[i]);
      }
      keys.add(key);
      combinations.put(key, 0);
    }
    var labels = new ArrayList<String>();
    combinations.replaceAll(
        (key, _) -> {
          labels.add(label(names, key));
          return labels.size() - 1;
        });
    return new Strata(labels, keys.stream().mapToInt(combinations::get).toArray());
  }

  private static int compare(List<String> a, List<String> b) {
    Comparator<String> order = Labels.ASCENDING;
    for (int i = 0; i < a.size(); i++) {
      int by = order.compare(a.get(i), b.get(i));
      if (by != 0) {
        return by;
      }
    }
    return 0;
  }

  private static String label(List<String> names, List<String> key) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < key.size(); i++) {
      parts.add(names.get(i) + "=" + key.get(i));
    }
    return String.join(", ", parts);
  }

  int size() {
    return labels.size();
  }

  int[] ofRow() {
    return ofRow;
  }

  /** {@code name=value} of each column, joined. */
  String label(int stratum) {
    return labels.get(stratum);
  }
}
