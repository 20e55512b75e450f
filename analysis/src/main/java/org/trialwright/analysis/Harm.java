package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.statistics.TwoProportions;

/**
 * How much more often an adverse event is seen in one arm: the difference of the shares with any
 * grade, Newcombe's 95 % limits.
 *
 * @param events of the group; of the reference in {@code eventsOfReference}
 * @param difference {@code group} less {@code reference}
 */
public record Harm(
    String endpoint,
    String set,
    String term,
    String group,
    String reference,
    int events,
    int n,
    int eventsOfReference,
    int ofReference,
    double difference,
    double lower,
    double upper) {
  private static final double LEVEL = 0.95;

  /** For every term that was counted by grade in two arms or more, the control the reference. */
  static List<Harm> of(List<Analysed> results) {
    var harms = new ArrayList<Harm>();
    for (var one : results) {
      if (one.result() instanceof Result.WorstGrades worst) {
        var groups = worst.rows().stream().map(Result.WorstOf::group).distinct().toList();
        if (groups.size() > 1) {
          for (var row : worst.rows()) {
            var reference = row(worst, row.term(), groups.getFirst());
            if (!row.group().equals(groups.getFirst()) && row.total() * reference.total() > 0) {
              harms.add(of(one, row, reference));
            }
          }
        }
      }
    }
    return List.copyOf(harms);
  }

  private static Result.WorstOf row(Result.WorstGrades worst, String term, String group) {
    return worst.rows().stream()
        .filter(row -> row.term().equals(term) && row.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static Harm of(Analysed one, Result.WorstOf row, Result.WorstOf reference) {
    int events = events(row);
    int others = events(reference);
    var two = TwoProportions.of(events, row.total(), others, reference.total());
    var limits = two.newcombe(LEVEL);
    return new Harm(
        one.endpoint(),
        one.set(),
        row.term(),
        row.group(),
        reference.group(),
        events,
        row.total(),
        others,
        reference.total(),
        two.riskDifference(),
        limits.lower(),
        limits.upper());
  }

  private static int events(Result.WorstOf row) {
    int events = 0;
    for (int grade = 0; grade < row.worst().size(); grade++) {
      events += row.worst().get(grade);
    }
    return events;
  }
}
