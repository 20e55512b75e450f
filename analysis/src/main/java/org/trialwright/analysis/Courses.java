package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.MultiState;
import org.trialwright.statistics.Numbers;
import org.trialwright.statistics.Summary;
import org.trialwright.study.Study;

/** What happened beside the endpoints, by arm. */
public final class Courses {
  private Courses() {}

  /**
   * Doses of a drug in an arm.
   *
   * @param treated participants with a dose above zero
   * @param doses given, all together
   * @param meanTotal of those treated, in the drug's unit
   * @param meanIntensity total over planned number × first dose, of those treated
   */
  public record Exposure(
      String drug,
      String arm,
      int allocated,
      int treated,
      int doses,
      Estimate meanTotal,
      Estimate meanIntensity) {}

  /** Occasions of a visit in an arm. */
  public record Adherence(String visit, String arm, int within, int outside, int missed) {}

  /** A sentence that was not kept. */
  public record Deviation(String sentence, String arm, int participants, int times) {}

  /**
   * The probability to be in each place.
   *
   * @param days from allocation, ascending from 0
   * @param probability one row a place, one number a day; each day sums to 1
   */
  public record Occupation(
      String arm, int n, List<String> places, Numbers days, List<Numbers> probability) {
    public Occupation {
      places = List.copyOf(places);
      probability = List.copyOf(probability);
    }
  }

  private static List<Subject> of(List<Subject> allocated, String arm) {
    return allocated.stream().filter(one -> one.arm().filter(arm::equals).isPresent()).toList();
  }

  static List<Exposure> exposure(Study study, List<Subject> allocated) {
    var rows = new ArrayList<Exposure>();
    for (var drug : study.what().drugs()) {
      for (var arm : Arms.of(study).inOrder()) {
        if (drug.arms().isEmpty() || drug.arms().contains(arm)) {
          rows.add(exposure(drug.name(), arm, of(allocated, arm)));
        }
      }
    }
    return List.copyOf(rows);
  }

  private static Exposure exposure(String drug, String arm, List<Subject> subjects) {
    var treated =
        subjects.stream()
            .flatMap(one -> Optional.ofNullable(one.course().doses().get(drug)).stream())
            .filter(doses -> doses.given() > 0)
            .toList();
    return new Exposure(
        drug,
        arm,
        subjects.size(),
        treated.size(),
        treated.stream().mapToInt(Subject.Doses::given).sum(),
        mean(treated.stream().map(Subject.Doses::total).toList()),
        mean(treated.stream().flatMap(doses -> doses.intensity().stream()).toList()));
  }

  private static Estimate mean(List<Double> values) {
    return values.isEmpty()
        ? Estimate.none("nobody was treated")
        : Estimate.of(
            Summary.of(values.stream().mapToDouble(Double::doubleValue).toArray()).mean());
  }

  static List<Adherence> adherence(Study study, List<Subject> allocated) {
    var rows = new ArrayList<Adherence>();
    for (var arm : Arms.of(study).inOrder()) {
      Map<String, Subject.Windows> sums = new LinkedHashMap<>();
      study.when().visits().forEach(visit -> sums.put(visit.name(), new Subject.Windows(0, 0, 0)));
      for (var subject : of(allocated, arm)) {
        subject
            .course()
            .windows()
            .forEach((visit, one) -> sums.merge(visit, one, Subject.Windows::plus));
      }
      sums.forEach(
          (visit, sum) -> {
            if (sum.within() + sum.outside() + sum.missed() > 0) {
              rows.add(new Adherence(visit, arm, sum.within(), sum.outside(), sum.missed()));
            }
          });
    }
    return List.copyOf(rows);
  }

  static List<Deviation> deviations(Study study, List<Subject> allocated) {
    var rows = new ArrayList<Deviation>();
    for (var arm : Arms.of(study).inOrder()) {
      Map<String, int[]> counts = new LinkedHashMap<>();
      for (var subject : of(allocated, arm)) {
        subject
            .course()
            .deviations()
            .forEach(
                (sentence, times) -> {
                  int[] count = counts.computeIfAbsent(sentence, _ -> new int[2]);
                  count[0]++;
                  count[1] += times;
                });
      }
      counts.forEach(
          (sentence, count) -> rows.add(new Deviation(sentence, arm, count[0], count[1])));
    }
    return List.copyOf(rows);
  }

  static List<Occupation> occupation(Study study, List<Subject> allocated, LocalDate cut) {
    var rows = new ArrayList<Occupation>();
    for (var arm : Arms.of(study).inOrder()) {
      new Paths(study, of(allocated, arm), cut).occupation(arm).ifPresent(rows::add);
    }
    return List.copyOf(rows);
  }

  /** The paths of one arm as rows of a multi-state process. */
  private static final class Paths {
    private final List<Subject> subjects;
    private final LocalDate cut;
    private final List<String> places = new ArrayList<>();
    private final List<double[]> spans = new ArrayList<>();
    private final List<int[]> moves = new ArrayList<>();
    private double[] initial = new double[0];

    Paths(Study study, List<Subject> subjects, LocalDate cut) {
      this.subjects = subjects;
      this.cut = cut;
      study.next().places().forEach(place -> visited(place.name()));
      study.next().ends().forEach(this::visited);
    }

    private void visited(String place) {
      boolean ever =
          subjects.stream()
              .anyMatch(
                  one ->
                      one.course().stays().stream().anyMatch(stay -> stay.place().equals(place)));
      if (ever && !places.contains(place)) {
        places.add(place);
      }
    }

    Optional<Occupation> occupation(String arm) {
      initial = new double[places.size()];
      int n = 0;
      for (var subject : subjects) {
        n += rows(subject) ? 1 : 0;
      }
      if (spans.isEmpty()) {
        return Optional.empty();
      }
      for (int s = 0; s < initial.length; s++) {
        initial[s] /= n;
      }
      var process =
          MultiState.of(
              spans.stream().mapToDouble(span -> span[0]).toArray(),
              spans.stream().mapToDouble(span -> span[1]).toArray(),
              moves.stream().mapToInt(move -> move[0]).toArray(),
              moves.stream().mapToInt(move -> move[1]).toArray(),
              initial);
      var probability = new ArrayList<Numbers>();
      for (int s = 0; s < initial.length; s++) {
        probability.add(from(initial[s], process.probability().get(s)));
      }
      return Optional.of(new Occupation(arm, n, places, from(0, process.time()), probability));
    }

    /** The process begins with the day of its first move; day 0 stands before it. */
    private static Numbers from(double first, Numbers later) {
      double[] all = new double[later.size() + 1];
      all[0] = first;
      for (int i = 0; i < later.size(); i++) {
        all[i + 1] = later.get(i);
      }
      return Numbers.copyOf(all);
    }

    private boolean rows(Subject subject) {
      var stays = subject.course().stays();
      if (stays.isEmpty()) {
        return false;
      }
      long zero = subject.allocated().orElseThrow().toEpochDay();
      initial[places.indexOf(stays.getFirst().place())]++;
      for (int i = 0; i < stays.size(); i++) {
        int from = places.indexOf(stays.get(i).place());
        boolean last = i + 1 == stays.size();
        int to = last ? from : places.indexOf(stays.get(i + 1).place());
        double start = i == 0 ? 0 : stays.get(i).since().toEpochDay() - zero;
        double stop =
            (last ? cut.toEpochDay() : stays.get(i + 1).since().toEpochDay()) - (double) zero;
        // Who has ended stays there and needs no row.
        if (stop > start && !(last && subject.ended())) {
          spans.add(new double[] {start, stop});
          moves.add(new int[] {from, to});
        }
      }
      return true;
    }
  }
}
