package org.trialwright.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journey.EndpointValue;
import org.trialwright.study.Measure;
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
   * @param unseen of those who go on: last known, by the primary endpoint, more than a year before
   *     the cut; empty where arms must not be known, because a part of the visits is then not read
   * @param sets how many belong to each analysis set
   */
  public record Row(
      String arm,
      int allocated,
      int started,
      int notStarted,
      Map<String, Integer> ended,
      int ongoing,
      Optional<Integer> unseen,
      Map<String, Integer> sets) {
    public Row {
      ended = Collections.unmodifiableMap(new TreeMap<>(ended));
      sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    }
  }

  static Flow of(Cut cut, Revealing revealing, List<Subject> all, boolean blinded) {
    var study = cut.study();
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
                        blinded ? Optional.empty() : Optional.of(cut),
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

  /** Days after which somebody who goes on counts as unseen. */
  private static final long A_YEAR = 365;

  private static boolean unseen(Subject subject, Cut cut) {
    return cut.study().measure().endpoints().stream()
        .filter(Measure.Endpoint::primary)
        .map(endpoint -> Times.value(subject, endpoint.name()).value())
        .filter(EndpointValue.CensoredOn.class::isInstance)
        .mapToLong(value -> ((EndpointValue.CensoredOn) value).day())
        .anyMatch(
            day -> subject.allocated().orElseThrow().plusDays(day + A_YEAR).isBefore(cut.day()));
  }

  private static Row row(
      List<String> counted, String arm, Optional<Cut> cut, List<Subject> subjects) {
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
        cut.map(
            at -> (int) subjects.stream().filter(one -> !one.ended() && unseen(one, at)).count()),
        sets);
  }
}
