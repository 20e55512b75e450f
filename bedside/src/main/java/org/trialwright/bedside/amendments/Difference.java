package org.trialwright.bedside.amendments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.bedside.Affected;
import org.trialwright.pages.Badge;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Comparison;

/** What two versions of the study say differently, and whom that concerns, as tables. */
final class Difference {
  private Difference() {}

  private record Alike(String chapter, String before, String after, boolean assumed) {}

  /** Every line that says something else; the same change of several things is said once. */
  static Table changes(Words w, Comparison compared) {
    Map<Alike, Set<String>> alike = new LinkedHashMap<>();
    for (var one : compared.changes()) {
      alike
          .computeIfAbsent(
              new Alike(one.chapter(), one.before(), one.after(), one.assumed()),
              _ -> new LinkedHashSet<>())
          .add(one.about());
    }
    var lines = new ArrayList<Table.Line>();
    alike.forEach(
        (change, abouts) ->
            lines.add(
                new Table.Line(
                    List.of(
                        new Table.Cell(
                            chapter(w, change.chapter()),
                            "",
                            String.join(
                                ", ", abouts.stream().filter(one -> !one.isEmpty()).toList()),
                            Badge.NONE),
                        new Table.Cell(change.before()),
                        new Table.Cell(
                            change.after(),
                            "",
                            "",
                            change.assumed()
                                ? new Badge(State.CARE, w.say("assumed value"))
                                : Badge.NONE)),
                    false)));
    return new Table(
        w.say("what the version changes"),
        true,
        "",
        List.of(
            new Table.Column(w.say("chapter"), false),
            new Table.Column(w.say("until now"), false),
            new Table.Column(w.say("from then on"), false)),
        lines);
  }

  /** Whom it concerns, by place. */
  static Table affected(Words w, List<Affected> affected) {
    return new Table(
        w.say("whom the version concerns"),
        true,
        "",
        List.of(
            new Table.Column(w.say("place"), false),
            new Table.Column(w.say("what changes there"), false),
            new Table.Column(w.say("number of participants"), true),
            new Table.Column(w.say("participants by number"), false)),
        affected.stream()
            .map(
                one ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(one.place().label(), "", "", fate(w, one.place())),
                            new Table.Cell(changes(w, one.place())),
                            new Table.Cell(String.valueOf(one.count())),
                            new Table.Cell(
                                Said.numbers(
                                    one.participants().entrySet().stream()
                                        .sorted(
                                            java.util.Comparator.comparing(
                                                entry -> entry.getKey().value()))
                                        .flatMap(entry -> entry.getValue().stream())
                                        .toList()))),
                        false))
            .toList());
  }

  private static Badge fate(Words w, Comparison.AtPlace place) {
    return switch (place.fate()) {
      case KEPT -> Badge.NONE;
      case ADDED -> new Badge(State.NOW, w.say("place is new"));
      case REMOVED -> new Badge(State.STOP, w.say("place is gone"));
    };
  }

  private static String changes(Words w, Comparison.AtPlace place) {
    var parts = new ArrayList<String>();
    if (!place.gains().isEmpty()) {
      parts.add(w.say("gains", String.join(", ", place.gains())));
    }
    if (!place.losses().isEmpty()) {
      parts.add(w.say("loses", String.join(", ", place.losses())));
    }
    if (!place.changes().isEmpty()) {
      parts.add(w.count(place.changes().size(), "one line differs", "n lines differ"));
    }
    return String.join(" ", parts);
  }

  /** What is only called otherwise, can be trusted otherwise, or is not said by any line. */
  static List<String> beside(Words w, Comparison compared) {
    var lines = new ArrayList<String>();
    for (var one : compared.trusted()) {
      lines.add(
          switch (one.trust()) {
            case NEWLY_ASSUMED -> w.say("is newly assumed", one.label());
            case NEWLY_CONFIRMED -> w.say("is newly confirmed", one.label());
            case NO_LONGER_ASSUMED -> w.say("is no longer assumed", one.label());
          });
    }
    for (var one : compared.renamed()) {
      lines.add(w.say("is called otherwise", one.before(), one.after()));
    }
    for (var one : compared.unsaid()) {
      lines.add(w.say("differs in the files", one));
    }
    return lines;
  }

  private static String chapter(Words w, String name) {
    return switch (name) {
      case "who" -> w.say("chapter who");
      case "how" -> w.say("chapter how");
      case "what" -> w.say("chapter what");
      case "when" -> w.say("chapter when");
      case "next" -> w.say("chapter next");
      case "measure" -> w.say("chapter measure");
      case "forms" -> w.say("chapter forms");
      case "settings" -> w.say("chapter settings");
      default -> name;
    };
  }
}
