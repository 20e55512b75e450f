package org.trialwright.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.study.Study;

/**
 * Participants from the first screen to the analysis, as in CONSORT 2025.
 *
 * @param registered all who got a number: excluded + in screening + allocated
 * @param excluded who left before allocation, by reason
 * @param inScreening who have not been decided on
 * @param arms one row an arm; one row of all where arms must not be known
 */
public record Flow(
    int registered, Map<String, Integer> excluded, int inScreening, int allocated, List<Row> arms) {
  public Flow {
    excluded = Collections.unmodifiableMap(new TreeMap<>(excluded));
    arms = List.copyOf(arms);
  }

  /**
   * One arm: allocated = started + not started = ongoing + those who ended.
   *
   * @param ended by the place in which they ended
   * @param sets how many belong to each analysis set
   */
  public record Row(
      String arm,
      int allocated,
      int started,
      int notStarted,
      Map<String, Integer> ended,
      int ongoing,
      Map<String, Integer> sets) {
    public Row {
      ended = Collections.unmodifiableMap(new TreeMap<>(ended));
      sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    }
  }

  static Flow of(Study study, Revealing revealing, List<Subject> all, boolean blinded) {
    Map<String, Integer> excluded = new TreeMap<>();
    int inScreening = 0;
    int allocated = 0;
    for (var subject : all) {
      if (subject.allocated().isPresent()) {
        allocated++;
      } else if (subject.ended()) {
        excluded.merge(subject.whyNot(), 1, Integer::sum);
      } else {
        inScreening++;
      }
    }
    var labels = blinded ? List.of(Sample.ALL) : Arms.of(study).inOrder();
    var rows =
        labels.stream()
            .map(
                arm ->
                    row(
                        sets(study, revealing, blinded),
                        arm,
                        all.stream()
                            .filter(subject -> subject.allocated().isPresent())
                            .filter(
                                subject -> blinded || subject.arm().filter(arm::equals).isPresent())
                            .toList()))
            .toList();
    return new Flow(all.size(), excluded, inScreening, allocated, rows);
  }

  private static List<String> sets(Study study, Revealing revealing, boolean blinded) {
    return study.measure().sets().keySet().stream()
        .filter(set -> !blinded || !revealing.reveals(set))
        .toList();
  }

  private static Row row(List<String> counted, String arm, List<Subject> subjects) {
    int started = 0;
    Map<String, Integer> ended = new TreeMap<>();
    for (var subject : subjects) {
      started += subject.started().isPresent() ? 1 : 0;
      if (subject.ended()) {
        ended.merge(subject.place(), 1, Integer::sum);
      }
    }
    Map<String, Integer> sets = new LinkedHashMap<>();
    for (var set : counted) {
      sets.put(set, (int) subjects.stream().filter(subject -> subject.in(set)).count());
    }
    int gone = ended.values().stream().mapToInt(Integer::intValue).sum();
    return new Row(
        arm,
        subjects.size(),
        started,
        subjects.size() - started,
        ended,
        subjects.size() - gone,
        sets);
  }
}
