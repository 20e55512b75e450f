package org.trialwright.requests;

import java.util.List;

/** The groups of the rows, or one group of all. */
final class Grouping {
  private static final String ALL = "all";

  private final List<String> labels;
  private final int[] ofRow;

  private Grouping(List<String> labels, int[] ofRow) {
    this.labels = labels;
    this.ofRow = ofRow;
  }

  /** The groups of a request, or one group called "all" where it names no group column. */
  static Grouping ofOptional(Request request) {
    boolean listed = request.arguments().has("groups");
    if (listed != request.has("group")) {
      throw new Refusal(
          "case.json",
          listed
              ? "arguments.groups lists labels, but columns names no 'group'"
              : "columns names a 'group', but arguments.groups does not list its labels");
    }
    return listed
        ? new Grouping(request.arguments().texts("groups"), request.groups())
        : new Grouping(List.of(ALL), new int[request.size()]);
  }

  /** In the order of the request. */
  List<String> labels() {
    return labels;
  }

  /** The place of each row's label. */
  int[] ofRow() {
    return ofRow;
  }
}
