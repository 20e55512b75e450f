package org.trialwright.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Comparison.AtPlace;
import org.trialwright.study.Comparison.Change;
import org.trialwright.study.Comparison.Fate;

/** What the changes between two versions mean for those who are at each place of the path. */
final class PlacesCompared {
  private final Path before;
  private final Path after;

  PlacesCompared(Study before, Study after, String language) {
    this.before = new Path(before, Speaker.of(before, language));
    this.after = new Path(after, Speaker.of(after, language));
  }

  List<AtPlace> places(List<Change> changes) {
    var places = new LinkedHashSet<>(after.names());
    places.addAll(before.names());
    return places.stream().map(place -> at(place, changes)).toList();
  }

  private AtPlace at(String place, List<Change> changes) {
    boolean was = before.names().contains(place);
    boolean is = after.names().contains(place);
    var label = (is ? after : before).speaker.place(place).text();
    if (!was || !is) {
      return new AtPlace(
          place, label, is ? Fate.ADDED : Fate.REMOVED, List.of(), List.of(), List.of());
    }
    var acts = before.acts(place);
    var now = after.acts(place);
    var gains = new LinkedHashMap<>(now);
    gains.keySet().removeAll(acts.keySet());
    var losses = new LinkedHashMap<>(acts);
    losses.keySet().removeAll(now.keySet());
    var told = new HashSet<String>(gains.keySet());
    told.addAll(losses.keySet());
    var others =
        changes.stream()
            .filter(change -> before.concerns(place, change) || after.concerns(place, change))
            .filter(change -> told.stream().noneMatch(act -> tells(act, change)))
            .toList();
    return new AtPlace(place, label, Fate.KEPT, gains(gains), gains(losses), others);
  }

  /** A visit that is gained or lost brings or takes its forms. */
  private static List<String> gains(Map<String, String> acts) {
    var said = new ArrayList<String>();
    acts.forEach(
        (path, label) -> {
          boolean within =
              acts.keySet().stream().anyMatch(other -> path.startsWith(other + Path.FORM));
          if (!within) {
            said.add(label);
          }
        });
    return said;
  }

  private static boolean tells(String act, Change change) {
    int form = act.indexOf(Path.FORM);
    if (form >= 0) {
      return change.path().equals(act.substring(0, form).replace("when.visits.", "when.do."));
    }
    return change.path().equals(act)
        || change.path().equals(act.replace("when.visits.", "when.do."));
  }

  /** The path of one version. */
  private static final class Path {
    static final String FORM = " form ";

    private final Study study;
    final Speaker speaker;
    private final Set<String> beforeAllocation;
    private final ArmWays arms;

    Path(Study study, Speaker speaker) {
      this.study = study;
      this.speaker = speaker;
      this.beforeAllocation = beforeAllocation(study);
      this.arms = ArmWays.of(study);
    }

    /** In the order written, ends last. */
    Set<String> names() {
      var names = new LinkedHashSet<String>();
      study.next().places().forEach(place -> names.add(place.name()));
      names.removeAll(study.next().ends());
      names.addAll(study.next().ends());
      return names;
    }

    /** Where nobody has been allocated or, where nobody ever is, has been found eligible. */
    private static Set<String> beforeAllocation(Study study) {
      var reached = new HashSet<String>();
      var open = new ArrayDeque<String>(List.of(study.next().begin()));
      while (!open.isEmpty()) {
        var name = open.pop();
        if (reached.add(name)) {
          study.next().place(name).map(Next.Place::exits).orElse(List.of()).stream()
              .filter(exit -> exit.way() == Next.Way.TO && !enters(exit.when(), study))
              .forEach(exit -> open.push(exit.target()));
        }
      }
      return reached;
    }

    private static boolean enters(Condition condition, Study study) {
      boolean allocates = !(study.how().allocation() instanceof How.NoAllocation);
      return switch (condition) {
        case Condition.Allocated _ -> true;
        case Condition.Eligible _ -> !allocates;
        case Condition.Is is -> is.term() instanceof Term.Arm;
        case Condition.And and -> and.parts().stream().anyMatch(part -> enters(part, study));
        case Condition.Or or -> or.parts().stream().allMatch(part -> enters(part, study));
        default -> false;
      };
    }

    private boolean end(String place) {
      return study.next().ends().contains(place);
    }

    /** Visits and forms that somebody at the place has, by path. */
    Map<String, String> acts(String place) {
      var acts = new LinkedHashMap<String, String>();
      for (var visit : study.when().visits()) {
        if (held(visit, place)) {
          var path = "when.visits." + visit.name();
          var label = speaker.visit(visit.name()).text();
          acts.put(path, label);
          for (var form : visit.forms()) {
            acts.put(path + FORM + form.name(), label + ": " + speaker.form(form).text());
          }
        }
      }
      if (!end(place)) {
        study
            .when()
            .anyTime()
            .forEach(
                form ->
                    acts.put("when.do.any time" + FORM + form.name(), speaker.form(form).text()));
      }
      return acts;
    }

    private boolean held(When.Visit visit, String place) {
      if (end(place)) {
        return false;
      }
      if (!visit.places().isEmpty()) {
        return visit.places().contains(place);
      }
      boolean entering =
          visit.anchor().item().filter(item -> visit.forms().contains(item.form())).isPresent();
      boolean armed =
          visit.arms().isEmpty() || arms.at(place).stream().anyMatch(visit.arms()::contains);
      return entering == beforeAllocation.contains(place) && armed;
    }

    boolean concerns(String place, Change change) {
      var parts = change.path().split("\\.");
      if (end(place)) {
        return false;
      }
      return switch (change.chapter()) {
        case "who", "how" -> beforeAllocation.contains(place);
        case "what" -> asked(place).stream().anyMatch(Path::doses);
        case "when" -> concernsVisits(place, change, parts);
        case "next" ->
            parts[1].equals(place)
                || parts[1].equals(SpeakerProtocol.ANYWHERE)
                || (parts[1].equals("begin") && study.next().begin().equals(place));
        case "forms" -> asked(place).stream().anyMatch(form -> form.name().equals(parts[1]));
        case "settings" -> true;
        default -> false;
      };
    }

    private boolean concernsVisits(String place, Change change, String[] parts) {
      boolean one = parts[1].equals("visits") || parts[1].equals("do");
      if (!one || change.path().startsWith("when.do.any time")) {
        return true;
      }
      var name = change.path().substring(change.path().indexOf('.', "when.".length()) + 1);
      return study.when().visit(name).filter(visit -> held(visit, place)).isPresent();
    }

    /** Forms that are filled in at a place: at its visits, at any time, or to lead on. */
    private Set<Form> asked(String place) {
      var forms = new LinkedHashSet<>(study.when().anyTime());
      study.when().visits().stream()
          .filter(visit -> held(visit, place))
          .forEach(visit -> forms.addAll(visit.forms()));
      study.next().place(place).map(Next.Place::exits).orElse(List.of()).stream()
          .forEach(exit -> forms.addAll(Reads.of(exit.when()).forms()));
      return forms;
    }

    /** Whether doses are worked out in a form. */
    private static boolean doses(Form form) {
      return form.items().stream()
          .flatMap(item -> item.formula().stream())
          .anyMatch(formula -> formula instanceof Term.PlannedDose);
    }
  }
}
