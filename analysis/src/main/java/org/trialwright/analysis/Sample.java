package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Measure;
import org.trialwright.study.Study;

/** The participants of one analysis, by group, and those who are left out. */
final class Sample {
  static final String ALL = "all";

  private final String set;
  private final String of;
  private final List<String> groups;
  private final List<Subject> subjects;
  private final int[] group;
  private final List<Analysed.LeftOut> leftOut;

  private Sample(
      String set,
      String of,
      List<String> groups,
      List<Subject> subjects,
      int[] group,
      List<Analysed.LeftOut> leftOut) {
    this.set = set;
    this.of = of;
    this.groups = groups;
    this.subjects = subjects;
    this.group = group;
    this.leftOut = leftOut;
  }

  /** Labels, the control first; one label when nothing is compared. */
  List<String> groups() {
    return groups;
  }

  List<Subject> subjects() {
    return subjects;
  }

  /** Of each subject, its place among the labels; read where it is, not copied. */
  int[] group() {
    return group;
  }

  List<Analysed.LeftOut> leftOut() {
    return leftOut;
  }

  static Sample of(Study study, List<Subject> allocated, Measure.Endpoint endpoint, String set) {
    return new Choosing(study, endpoint, set).of(allocated);
  }

  /** Those for whom something is known, the others left out with the reason. */
  Sample having(Function<Subject, Boolean> known, String reason) {
    var kept = new ArrayList<Subject>();
    var groupsKept = new ArrayList<Integer>();
    int out = 0;
    for (int i = 0; i < subjects.size(); i++) {
      if (known.apply(subjects.get(i))) {
        kept.add(subjects.get(i));
        groupsKept.add(group[i]);
      } else {
        out++;
      }
    }
    if (out == 0) {
      return this;
    }
    var left = new ArrayList<>(leftOut);
    left.add(new Analysed.LeftOut(reason, out));
    return new Sample(
        set,
        of,
        groups,
        kept,
        groupsKept.stream().mapToInt(Integer::intValue).toArray(),
        List.copyOf(left));
  }

  int size() {
    return subjects.size();
  }

  boolean compares() {
    return groups.size() > 1;
  }

  /** Whether every group has somebody. */
  boolean full() {
    for (int g = 0; g < groups.size(); g++) {
      if (count(g) == 0) {
        return false;
      }
    }
    return true;
  }

  int count(int g) {
    int n = 0;
    for (int one : group) {
      n += one == g ? 1 : 0;
    }
    return n;
  }

  /** The control and one other group alone, as groups 0 and 1. */
  Sample pair(int other) {
    var kept = new ArrayList<Subject>();
    var groupsKept = new ArrayList<Integer>();
    for (int i = 0; i < subjects.size(); i++) {
      if (group[i] == 0 || group[i] == other) {
        kept.add(subjects.get(i));
        groupsKept.add(group[i] == 0 ? 0 : 1);
      }
    }
    return new Sample(
        set,
        of,
        List.of(groups.getFirst(), groups.get(other)),
        kept,
        groupsKept.stream().mapToInt(Integer::intValue).toArray(),
        leftOut);
  }

  private static final class Choosing {
    private final Measure.Endpoint endpoint;
    private final String set;
    private final Grouping grouping;
    private final Map<String, Integer> out = new LinkedHashMap<>();

    Choosing(Study study, Measure.Endpoint endpoint, String set) {
      this.endpoint = endpoint;
      this.set = set;
      this.grouping = Grouping.of(study, endpoint, set);
    }

    Sample of(List<Subject> allocated) {
      var chosen = new ArrayList<Subject>();
      for (var subject : allocated) {
        var reason = whyNot(subject);
        if (reason.isPresent()) {
          out.merge(reason.get(), 1, Integer::sum);
        } else {
          chosen.add(subject);
        }
      }
      var labels = grouping.labels(chosen, endpoint);
      return new Sample(
          set,
          endpoint.of().orElse(""),
          labels.isEmpty() ? List.of(ALL) : labels,
          List.copyOf(chosen),
          chosen.stream()
              .mapToInt(subject -> labels.indexOf(grouping.of(subject).orElseThrow()))
              .toArray(),
          out.entrySet().stream()
              .map(entry -> new Analysed.LeftOut(entry.getKey(), entry.getValue()))
              .toList());
    }

    private Optional<String> whyNot(Subject subject) {
      if (endpoint.of().isPresent() && !subject.armIn(set).equals(endpoint.of())) {
        return Optional.of("of another arm");
      }
      return switch (subject.sets().getOrDefault(set, Truth.UNKNOWN)) {
        case YES ->
            grouping.of(subject).isPresent() ? Optional.empty() : Optional.of(grouping.notKnown());
        case NO -> Optional.of("not in " + set);
        case UNKNOWN -> Optional.of("not known whether in " + set);
      };
    }
  }
}
