package org.trialwright.analysis;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.trialwright.study.Measure;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/**
 * How the participants of an analysis are parted: by arm, by the treatment they received, by site
 * or by what they answered before allocation. A part that is no arm has a label of several words.
 */
final class Grouping {
  private final Optional<List<String>> labels;
  private final Function<Subject, Optional<String>> of;
  private final String notKnown;

  /**
   * @param labels the reference first; empty when they are the sites of whoever is there
   * @param notKnown why somebody without a label is left out
   */
  private Grouping(
      Optional<List<String>> labels, Function<Subject, Optional<String>> of, String notKnown) {
    this.labels = labels;
    this.of = of;
    this.notKnown = notKnown;
  }

  static Grouping of(Study study, Measure.Endpoint endpoint, String set) {
    if (endpoint.of().isPresent()) {
      return always(endpoint.of().get());
    }
    return switch (endpoint.groups()) {
      case Measure.Groups.Together _ -> always(Sample.ALL);
      case Measure.Groups.ByArm _ -> arms(study, subject -> subject.armIn(set));
      case Measure.Groups.ByTreatment _ -> arms(study, subject -> treated(study, subject, set));
      case Measure.Groups.BySite _ ->
          new Grouping(
              Optional.empty(), subject -> Optional.of("site " + subject.site().value()), "");
      case Measure.Groups.ByAnswer(var item) -> {
        var path = item.path();
        var codes =
            item.type() instanceof Type.Coded coded ? coded.list().codes() : List.<String>of();
        yield new Grouping(
            Optional.of(codes.stream().map(code -> part(path, code)).toList()),
            subject -> Optional.ofNullable(subject.parts().get(path)).map(code -> part(path, code)),
            path + " at allocation not known");
      }
    };
  }

  private static Grouping always(String label) {
    return new Grouping(Optional.of(List.of(label)), _ -> Optional.of(label), "");
  }

  private static Grouping arms(Study study, Function<Subject, Optional<String>> of) {
    return new Grouping(
        Optional.of(Arms.of(study).inOrder()), of, "not known how they were treated");
  }

  /** By the set's own rule for the treatment received, else by the first that the study has. */
  private static Optional<String> treated(Study study, Subject subject, String set) {
    return Optional.ofNullable(subject.treated().get(set))
        .or(
            () ->
                study.measure().treatedBy().keySet().stream()
                    .findFirst()
                    .flatMap(first -> Optional.ofNullable(subject.treated().get(first))));
  }

  private static String part(String path, String code) {
    return path + " is " + code;
  }

  Optional<String> of(Subject subject) {
    return of.apply(subject);
  }

  String notKnown() {
    return notKnown;
  }

  /** The labels of these people: arms though nobody has one, parts only where somebody has. */
  List<String> labels(List<Subject> people, Measure.Endpoint endpoint) {
    var there = people.stream().flatMap(one -> of(one).stream()).distinct().sorted().toList();
    return switch (endpoint.groups()) {
      case Measure.Groups.Together _, Measure.Groups.ByArm _, Measure.Groups.ByTreatment _ ->
          labels.orElse(there);
      case Measure.Groups.BySite _, Measure.Groups.ByAnswer _ ->
          labels.map(all -> all.stream().filter(there::contains).toList()).orElse(there);
    };
  }

  /** Why the study's words do not suffice to part anybody; empty when they do. */
  static String whyNot(Study study, Measure.Groups groups) {
    return switch (groups) {
      case Measure.Groups.Together _, Measure.Groups.ByArm _, Measure.Groups.BySite _ -> "";
      case Measure.Groups.ByTreatment _ ->
          study.measure().treatedBy().isEmpty()
              ? "no set says how the treatment received is told: write 'arm as treated by' in one"
              : "";
      case Measure.Groups.ByAnswer(var item) ->
          item.type() instanceof Type.Coded
              ? ""
              : item.path() + " has no list of answers: part it under subgroups, with cuts";
    };
  }

  /** Whether arms are compared. */
  static boolean comparesArms(Measure.Endpoint endpoint) {
    return endpoint.groups() instanceof Measure.Groups.ByArm;
  }
}
