package org.trialwright.registry.join;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.pages.Words;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rules as they travel to the browser; {@code docs/reference/join-rules.md} has their shape.
 */
final class JoinData {
  private final Words words;
  private final List<Object> questions = new ArrayList<>();
  private final List<Object> criteria = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  JoinData(Words words) {
    this.words = words;
  }

  /** An answer to choose, with the codes that it stands for. */
  record Choice(String label, List<Integer> codes) {}

  void choices(String name, String text, List<Choice> choices) {
    texts.put(name, text);
    questions.add(Map.of("name", name, "choices", choices));
  }

  /**
   * @param whole whether only a number without a point is an answer
   */
  void number(String name, String text, double low, double high, boolean whole, String unit) {
    texts.put(name, text);
    questions.add(Map.of("name", name, "low", low, "high", high, "whole", whole, "unit", unit));
  }

  /**
   * @param rules as {@link org.trialwright.study.JoinQuestions} translates them
   * @param change what would have to change for somebody who is ruled out; empty for nothing
   */
  void criterion(boolean include, List<?> rules, String change) {
    criteria.add(Map.of("include", include, "rules", rules, "change", told(change)));
  }

  /** A criterion for which who is too young can wait. */
  void ages(List<?> rules, double young) {
    criteria.add(
        Map.of(
            "include",
            true,
            "rules",
            rules,
            "change",
            told(""),
            "young",
            young,
            "wait",
            told(words.say("wait until that age"))));
  }

  private String told(String change) {
    return words.say(
        "what could change", change.isEmpty() ? words.say("nothing would change it") : change);
  }

  /**
   * @param gates when an item is not asked, by its name
   * @param names of what is read and not asked here
   */
  String json(Map<String, List<Object>> gates, Map<String, String> names) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "questions", questions,
                "criteria", criteria,
                "gates", gates,
                "texts", texts,
                "names", names,
                "words", said()));
  }

  /** Sentences with their places left open, since only the browser knows what stands there. */
  private Map<String, String> said() {
    return Map.of(
        "begin", words.say("answer what you can"),
        "out", words.say("some would rule you out", "{0}"),
        "open", words.say("nothing rules you out", "{0}"),
        "said", words.say("you said", "{0}", "{1}"),
        "without", words.say("cannot tell without", "{0}"),
        "hospital", words.say("the hospital finds out what", "{0}"));
  }
}
