package org.trialwright.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every text of a study that a language has words for, as the paths where it may stand. */
final class SpeakerTexts {
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
    study.when().dates().forEach(date -> all.one("dates", date.name()));
    study.when().visits().forEach(visit -> all.one("visits", visit.name()));
    study.when().alarms().forEach(alarm -> all.one("clocks", alarm.name()));
    study.next().places().forEach(place -> all.one("places", place.name()));
    SpeakerPlans.inOrder(study.measure().sets()).keySet().forEach(set -> all.one("sets", set));
    for (var event : study.measure().events()) {
      all.texts.add(List.of("events." + event.name(), "dates." + event.name()));
    }
    for (var endpoint : study.measure().endpoints()) {
      all.texts.add(List.of("endpoints." + endpoint.name(), "measure." + endpoint.name()));
    }
    study.forms().values().forEach(all::form);
    SpeakerPlans.inOrder(study.settings()).values().forEach(all::setting);
    return List.copyOf(all.texts);
  }

  private void one(String group, String name) {
    texts.add(List.of(group + "." + name));
  }

  private void who() {
    for (var criterion : study.who().criteria()) {
      var name = criterion.sentenceName();
      if (!name.equals("age") && !name.equals("sex")) {
        one(criterion.kind() == Who.Kind.INCLUDE ? "who.include" : "who.exclude", name);
      }
    }
    var english = study.words().get("en");
    if (english != null) {
      english.texts().keySet().stream()
          .filter(path -> path.startsWith("who.question.") || path.startsWith("who.ask."))
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
    for (var step : what.steps()) {
      texts.add(List.of("steps." + step.name(), "what.work out." + step.name()));
    }
    for (var modification : what.modifications()) {
      texts.add(
          List.of(
              "what.modify." + modification.reason(),
              "what.modify." + modification.group() + "." + modification.reason()));
    }
  }

  private void setting(Setting setting) {
    one("settings", setting.name());
    if (setting.type() instanceof Type.Coded coded) {
      codes(coded.list(), Optional.empty());
    }
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
