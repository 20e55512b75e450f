package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.journey.EndpointValue;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Despite;
import org.trialwright.study.Measure;
import org.trialwright.study.Study;
import org.trialwright.study.Subgroup;

/**
 * The tables from which the numbers of a report by arm were made, under ADaM names, as CSV, and an
 * R script that makes the main numbers again and holds them against the report's. In {@code adtte}
 * AVAL = days + 1, CNSR is 0 event, 1 censored, 2 censored though something is pending, 3 something
 * else first; a reader subtracts 1 and takes 0.5 for 0.
 */
public final class Datasets {
  private static final String LINE = "\n";

  private final Study study;
  private final List<Subject> subjects;

  private Datasets(Cut cut, List<Subject> all) {
    this.study = cut.study();
    this.subjects = all.stream().filter(one -> one.allocated().isPresent()).toList();
  }

  /** The names of the files, in their order. */
  public static final List<String> NAMES =
      List.of("adsl.csv", "adtte.csv", "adrs.csv", "adae.csv", "adqs.csv", "reproduce.R");

  /** Every file by its name. */
  public static Map<String, String> of(Cut cut, List<Subject> all, Report report) {
    var datasets = new Datasets(cut, all);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("adsl.csv", datasets.adsl());
    files.put("adtte.csv", datasets.adtte());
    files.put("adrs.csv", datasets.adrs());
    files.put("adae.csv", datasets.adae());
    files.put("adqs.csv", datasets.adqs());
    files.put("reproduce.R", new RScript(cut.study(), report).text());
    return files;
  }

  /** The name of a set's flag. */
  static String flag(String set) {
    return column(set) + "FL";
  }

  /** The name of a stratum as it was true. */
  static String trueStratum(String item) {
    return column(item) + "_TRUE";
  }

  /** The name of the day on which something happened on the way. */
  static String day(String event) {
    return column(event) + "_DT";
  }

  /** The name of a subgroup. */
  static String part(String subgroup) {
    return "SUBGR_" + column(subgroup);
  }

  static String column(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Datasets::quoted).collect(Collectors.joining(",")) + LINE;
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\\n\\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private String adsl() {
    var sets = List.copyOf(study.measure().sets().keySet());
    var treated = List.copyOf(study.measure().treatedBy().keySet());
    var strata =
        subjects.stream()
            .flatMap(one -> one.strata().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    var head =
        new ArrayList<>(List.of("STUDYID", "USUBJID", "SITEID", "TRT01P", "RANDDT", "TRTSDT"));
    treated.forEach(set -> head.add("TRT01A_" + column(set)));
    strata.forEach(item -> head.add(column(item)));
    strata.forEach(item -> head.add(trueStratum(item)));
    var onTheWay = study.measure().plan().despite().stream().map(Despite::name).toList();
    onTheWay.forEach(event -> head.add(day(event)));
    var subgroups = study.measure().plan().subgroups().stream().map(Subgroup::name).toList();
    subgroups.forEach(subgroup -> head.add(part(subgroup)));
    sets.forEach(set -> head.add(flag(set)));
    var out = new StringBuilder(row(head));
    for (var subject : subjects) {
      var cells = new ArrayList<String>();
      cells.add(study.name());
      cells.add(subject.id().value());
      cells.add(subject.site().value());
      cells.add(subject.arm().orElse(""));
      cells.add(subject.allocated().map(Object::toString).orElse(""));
      cells.add(subject.started().map(Object::toString).orElse(""));
      treated.forEach(set -> cells.add(subject.treated().getOrDefault(set, "")));
      strata.forEach(item -> cells.add(subject.strata().getOrDefault(item, "")));
      var behind = subject.background();
      strata.forEach(
          item ->
              cells.add(
                  behind.strata().getOrDefault(item, subject.strata().getOrDefault(item, ""))));
      onTheWay.forEach(
          event ->
              cells.add(
                  Optional.ofNullable(behind.onTheWay().get(event))
                      .map(Object::toString)
                      .orElse("")));
      subgroups.forEach(subgroup -> cells.add(behind.levels().getOrDefault(subgroup, "")));
      sets.forEach(set -> cells.add(yes(subject.sets().getOrDefault(set, Truth.UNKNOWN))));
      out.append(row(cells));
    }
    return out.toString();
  }

  private static String yes(Truth truth) {
    return switch (truth) {
      case YES -> "Y";
      case NO -> "N";
      case UNKNOWN -> "";
    };
  }

  private String adtte() {
    var out =
        new StringBuilder(
            row(
                List.of(
                    "STUDYID",
                    "USUBJID",
                    "TRT01P",
                    "PARAMCD",
                    "PARAM",
                    "AVAL",
                    "AVALU",
                    "CNSR",
                    "EVNTDESC",
                    "SRCSEQ")));
    for (var endpoint : study.measure().endpoints()) {
      if (endpoint.what() instanceof Measure.What.TimeTo) {
        for (var subject : subjects) {
          if (subject.values().get(endpoint.name()) instanceof Value.Time time) {
            time(endpoint, subject, time).ifPresent(out::append);
          }
        }
      }
    }
    return out.toString();
  }

  private Optional<String> time(Measure.Endpoint endpoint, Subject subject, Value.Time time) {
    long day;
    String censored;
    String what;
    var causes = Analyses.causes(endpoint);
    switch (time.value()) {
      case EndpointValue.EventOn on -> {
        day = on.day();
        censored = "0";
        what = causes.getFirst();
      }
      case EndpointValue.CompetingOn on -> {
        day = on.day();
        censored = "3";
        what = causes.getLast();
      }
      case EndpointValue.CensoredOn on -> {
        day = on.day();
        censored = time.flag().isPresent() ? "2" : "1";
        what = time.flag().orElse("");
      }
      case EndpointValue.Holds _, EndpointValue.Elsewhere _, EndpointValue.NotKnown _ -> {
        return Optional.empty();
      }
    }
    return Optional.of(
        row(
            List.of(
                study.name(),
                subject.id().value(),
                subject.arm().orElse(""),
                endpoint.name(),
                endpoint.text(),
                Long.toString(day + 1),
                "DAYS",
                censored,
                what,
                time.facts().stream().map(String::valueOf).collect(Collectors.joining(" ")))));
  }

  private String adrs() {
    var out =
        new StringBuilder(row(List.of("STUDYID", "USUBJID", "TRT01P", "PARAMCD", "AVALC", "AVAL")));
    for (var endpoint : study.measure().endpoints()) {
      for (var subject : subjects) {
        switch (subject.values().get(endpoint.name())) {
          case Value.Holds(var truth, _) ->
              out.append(response(subject, endpoint.name(), yes(truth), yesNumber(truth)));
          case Value.Placed(var place) ->
              out.append(
                  response(
                      subject,
                      endpoint.name(),
                      place.map(String::valueOf).orElse(""),
                      place.map(String::valueOf).orElse("")));
          case null, default -> {}
        }
      }
    }
    return out.toString();
  }

  private static String yesNumber(Truth truth) {
    return switch (truth) {
      case YES -> "1";
      case NO -> "0";
      case UNKNOWN -> "";
    };
  }

  private String response(Subject subject, String endpoint, String code, String number) {
    return row(
        List.of(
            study.name(), subject.id().value(), subject.arm().orElse(""), endpoint, code, number));
  }

  private String adae() {
    var out =
        new StringBuilder(
            row(
                List.of(
                    "STUDYID", "USUBJID", "TRT01P", "PARAMCD", "AEDECOD", "AETOXGR", "ASTDY",
                    "ANL01FL")));
    for (var endpoint : study.measure().endpoints()) {
      for (var subject : subjects) {
        if (subject.values().get(endpoint.name()) instanceof Value.Grades grades) {
          for (var one : grades.all()) {
            out.append(
                row(
                    List.of(
                        study.name(),
                        subject.id().value(),
                        subject.arm().orElse(""),
                        endpoint.name(),
                        one.term(),
                        one.grade(),
                        Long.toString(one.day() + 1),
                        one.counts() ? "Y" : "N")));
          }
        }
      }
    }
    return out.toString();
  }

  private String adqs() {
    var out =
        new StringBuilder(
            row(
                List.of(
                    "STUDYID", "USUBJID", "TRT01P", "PARAMCD", "AVISIT", "ADY", "AVAL", "BASE",
                    "CHG")));
    for (var endpoint : study.measure().endpoints()) {
      for (var subject : subjects) {
        if (subject.values().get(endpoint.name()) instanceof Value.Measured measured) {
          measured.series().forEach((item, series) -> scores(subject, item, series, out));
        }
      }
    }
    return out.toString();
  }

  private void scores(Subject subject, String item, Value.Series series, StringBuilder out) {
    for (var score : series.later()) {
      boolean based = series.baseline().isPresent();
      out.append(
          row(
              List.of(
                  study.name(),
                  subject.id().value(),
                  subject.arm().orElse(""),
                  item,
                  score.occasion(),
                  Long.toString(score.day() + 1),
                  number(score.value()),
                  based ? number(series.baseline().getAsDouble()) : "",
                  based ? number(score.value() - series.baseline().getAsDouble()) : "")));
    }
  }
}
