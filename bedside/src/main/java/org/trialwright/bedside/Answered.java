package org.trialwright.bedside;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** What is looked at in the answers of a form before it is kept. */
final class Answered {
  private Answered() {}

  /** A form that was kept, went back and was changed has its key still, but is another one. */
  static boolean sameAnswers(Fact stored, Form form, Save save) {
    return stored.event() instanceof Event.Saved kept
        && kept.form().equals(form.name())
        && kept.answers().equals(withoutIdentity(form, save.answers()));
  }

  static Map<String, String> wrongAnswers(Form form, Save save) {
    Map<String, String> wrong = new TreeMap<>();
    for (var answer : save.answers().entrySet()) {
      var item = form.item(answer.getKey());
      if (item.isEmpty()) {
        wrong.put(
            answer.getKey(),
            "form '" + form.name() + "' has no question '" + answer.getKey() + "'");
      } else if (AnswerText.read(item.get(), answer.getValue())
          instanceof AnswerText.Result.Refused refused) {
        wrong.put(answer.getKey(), refused.why());
      }
    }
    form.dayItem()
        .filter(
            item ->
                !item.workedOut()
                    && AnswerText.MISSING.contains(
                        save.answers().getOrDefault(item.name(), AnswerText.MISSING.getFirst())))
        .ifPresent(item -> wrong.putIfAbsent(item.name(), "the day this happened is needed"));
    return wrong;
  }

  static List<Fact> savesOf(List<Fact> facts, Form form, int ordinal) {
    return facts.stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Saved saved
                    && saved.form().equals(form.name())
                    && saved.ordinal() == ordinal)
        .toList();
  }

  /** Questions whose earlier answer would be another one. */
  static List<String> changedItems(List<Fact> earlier, Map<String, String> answers) {
    if (earlier.isEmpty() || !(earlier.getLast().event() instanceof Event.Saved last)) {
      return List.of();
    }
    return last.answers().entrySet().stream()
        .filter(answer -> !answer.getValue().equals(answers.get(answer.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What another role answered before may stay as it is. */
  static Optional<Outcome> otherRole(Form form, Save save, List<Fact> earlier, Act act) {
    Map<String, String> stored =
        !earlier.isEmpty() && earlier.getLast().event() instanceof Event.Saved last
            ? last.answers()
            : Map.of();
    return form.items().stream()
        .filter(item -> save.answers().containsKey(item.name()))
        .filter(
            item ->
                !save.answers()
                    .getOrDefault(item.name(), "")
                    .equals(stored.getOrDefault(item.name(), "")))
        .filter(item -> needsRole(item) && !item.answeredBy().equals(act.author().role()))
        .<Outcome>map(item -> new Outcome.NotYourRole(item.name(), item.answeredBy()))
        .findFirst();
  }

  private static boolean needsRole(Item item) {
    return !item.answeredBy().isEmpty();
  }

  static Map<String, String> withoutIdentity(Form form, Map<String, String> answers) {
    var kept = new HashMap<>(answers);
    for (var item : form.items()) {
      if (item.identifying()
          && kept.containsKey(item.name())
          && !AnswerText.MISSING.contains(kept.get(item.name()))) {
        kept.put(item.name(), AnswerText.ON_FILE);
      }
    }
    return kept;
  }

  static Set<String> freeText(Form form) {
    return form.items().stream()
        .filter(item -> item.kind().filter(AnswerKind.Text.class::isInstance).isPresent())
        .map(Item::name)
        .collect(Collectors.toSet());
  }
}
