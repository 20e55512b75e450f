package org.trialwright.requests;

import java.util.List;
import java.util.Map;

/**
 * A request without a fault: arguments, and columns by role.
 *
 * @param named the column, or columns, named for each role that was given
 */
record Request(String id, Arguments arguments, Map<String, List<String>> named, Rows rows) {
  /** Whether a column was named for the role. */
  boolean has(String role) {
    return named.containsKey(role);
  }

  int size() {
    return rows.size();
  }

  /** The names of the role's columns. */
  List<String> names(String role) {
    return named.getOrDefault(role, List.of());
  }

  private String name(String role) {
    return names(role).getFirst();
  }

  double[] numbers(String role) {
    return rows.numbers(name(role));
  }

  /** Columns of a role that names several. */
  List<double[]> columns(String role) {
    return names(role).stream().map(rows::numbers).toList();
  }

  boolean[] events(String role) {
    double[] numbers = numbers(role);
    var events = new boolean[numbers.length];
    for (int i = 0; i < events.length; i++) {
      events[i] = numbers[i] == 1;
    }
    return events;
  }

  int[] codes(String role) {
    double[] numbers = numbers(role);
    var codes = new int[numbers.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (int) numbers[i];
    }
    return codes;
  }

  String[] texts(String role) {
    return rows.texts(name(role));
  }

  /** Text columns of a role that names several. */
  List<String[]> textColumns(String role) {
    return names(role).stream().map(rows::texts).toList();
  }

  /**
   * For each row the place of its label in the argument {@code groups}; every label must be there,
   * and every one must occur.
   */
  int[] groups() {
    return places("group", "groups");
  }

  /** For each row the place of its label of a role in an argument that lists the labels. */
  int[] places(String role, String argument) {
    List<String> labels = arguments.texts(argument);
    String place = "case.json: arguments." + argument;
    if (labels.stream().distinct().count() < labels.size()) {
      throw new Refusal(place, "a label stands twice among " + labels);
    }
    String[] texts = texts(role);
    var places = new int[texts.length];
    var seen = new boolean[labels.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = labels.indexOf(texts[i]);
      if (places[i] < 0) {
        throw new Refusal(
            rows.place(i),
            "column '%s' holds '%s', which is not among the %s %s"
                .formatted(name(role), Shown.of(texts[i]), argument, labels));
      }
      seen[places[i]] = true;
    }
    for (int g = 0; g < seen.length; g++) {
      if (!seen[g]) {
        throw new Refusal(
            place, "no row has '%s' in column '%s'".formatted(labels.get(g), name(role)));
      }
    }
    return places;
  }

  /** Groups when exactly two are listed. */
  int[] twoGroups() {
    int count = arguments.texts("groups").size();
    if (count != 2) {
      throw new Refusal(
          "case.json: arguments.groups", "this must be a list of two labels, not of " + count);
    }
    return groups();
  }

  /** The values of the rows in one group, in row order. */
  static double[] of(double[] values, int[] groups, int group) {
    var some = new double[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (groups[i] == group) {
        some[n++] = values[i];
      }
    }
    return java.util.Arrays.copyOf(some, n);
  }
}
