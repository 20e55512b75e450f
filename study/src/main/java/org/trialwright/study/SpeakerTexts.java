package org.trialwright.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every text of a study that a language has words for, as the paths where it may stand. */
final class SpeakerTexts {
  /** What English has words for although the study itself has none. */
  private static final List<String> READ =
      List.of(
          "who.question.", "who.ask.", "who.hint.", "who.change.", "who.name.", "short.", "help.");

  private final Set<List<String>> texts = new LinkedHashSet<>();
  private final Study study;

  private SpeakerTexts(Study study) {
    this.study = study;
  }

  static List<List<String>> of(Study study) {
    var all = new SpeakerTexts(study);
    all.who();
    all.how();
    all.what();
    study.when().dates().forEach(all::named);
    study.when().visits().forEach(visit -> all.one("visits", visit.name()));
    study.when().alarms().forEach(alarm -> all.texts.add(SpeakerPlans.alarmPaths(alarm.name())));
    study
        .next()
        .paths()
        .forEach(path -> path.places().forEach(place -> all.one("places", place.name())));
    all.measure();
    study.forms().values().forEach(all::form);
    SpeakerPlans.inOrder(study.settings()).values().forEach(all::setting);
    all.differences();
    return List.copyOf(all.texts);
  }

  private void measure() {
    var measure = study.measure();
    SpeakerPlans.inOrder(measure.sets())
        .keySet()
        .forEach(set -> texts.add(SpeakerProtocol.setPaths(set)));
    measure.events().forEach(this::named);
    measure.endpoints().forEach(endpoint -> one("measure", endpoint.name()));
    for (var key : SpeakerProtocol.PLAN) {
      SpeakerPlans.inOrder(measure.plan().text().getOrDefault(key, Map.of())).keySet().stream()
          .filter(name -> !name.isEmpty())
          .forEach(name -> one("measure." + key, name));
    }
  }

  private void differences() {
    for (var difference : study.differences()) {
      for (var part : List.of("field", "chosen", "reason")) {
        one("differences." + difference.name(), part);
      }
      SpeakerPlans.inOrder(difference.values())
          .keySet()
          .forEach(source -> one("differences." + difference.name() + ".values", source));
    }
  }

  private void named(Named name) {
    texts.add(SpeakerLabels.namedPaths(name));
  }

  private void one(String group, String name) {
    texts.add(List.of(group + "." + name));
  }

  private void who() {
    for (var criterion : study.who().criteria()) {
      var name = criterion.sentenceName();
      if (!SpeakerProtocol.builtIn(criterion)) {
        one(criterion.kind() == Who.Kind.INCLUDE ? "who.include" : "who.exclude", name);
      }
    }
    var english = study.words().get("en");
    if (english != null) {
      english.texts().keySet().stream()
          .filter(path -> READ.stream().anyMatch(path::startsWith))
          .sorted()
          .forEach(path -> texts.add(List.of(path)));
    }
  }

  private void how() {
    study.how().arms().forEach(arm -> one("arms", arm.name()));
    study.how().before().forEach(before -> one("how.before", before.sentence()));
  }

  private void what() {
    var what = study.what();
    what.drugs().forEach(drug -> one("drugs", drug.name()));
    SpeakerPlans.inOrder(what.groups()).keySet().forEach(group -> one("drugs", group));
    what.steps().forEach(this::named);
    for (var modification : what.modifications()) {
      texts.add(SpeakerPlans.reasonPaths(modification));
    }
  }

  private void setting(Setting setting) {
    texts.add(SpeakerLabels.settingPaths(setting.name()));
  }

  private void form(Form form) {
    one("forms", form.name() + ".title");
    for (var item : form.items()) {
      one("forms", item.path());
      if (item.type() instanceof Type.Coded coded && !coded.list().equals(CodeList.YES_NO)) {
        codes(coded.list(), Optional.of(item));
      }
    }
    for (var check : form.checks()) {
      var key =
          switch (check.role()) {
            case CHECK -> "checks.";
            case ADVICE -> "advise.";
            case DEVIATION -> "deviations.";
          };
      var group = "forms." + form.name() + ".";
      texts.add(List.of(group + key + check.message(), group + "checks." + check.message()));
    }
  }

  private void codes(CodeList list, Optional<Item> item) {
    boolean shared = !list.name().contains(".");
    for (var code : list.codes()) {
      if (!SpeakerLabels.neutral(code) && study.what().drug(code).isEmpty()) {
        var paths = SpeakerLabels.codePaths(list, item, code);
        texts.add(shared ? List.of(paths.getLast(), paths.getFirst()) : paths);
      }
    }
  }
}
