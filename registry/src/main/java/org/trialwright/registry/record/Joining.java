package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.Who;

/**
 * Who may join: the sentences of the study, each once, with the rules by which the trial itself
 * judges them.
 */
record Joining(List<Sentence> must, List<Sentence> mustNot) {
  Joining {
    must = List.copyOf(must);
    mustNot = List.copyOf(mustNot);
  }

  /**
   * @param rules in plain words, each a clause
   */
  record Sentence(String text, List<Rule> rules) {
    Sentence {
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param assumed why the rule is the authors' own choice; empty when it is not
   */
  record Rule(String text, String assumed) {}

  static Joining of(Study study, Speaker speaker) {
    return new Joining(
        sentences(study, speaker, Who.Kind.INCLUDE), sentences(study, speaker, Who.Kind.EXCLUDE));
  }

  private static List<Sentence> sentences(Study study, Speaker speaker, Who.Kind kind) {
    Map<String, Sentence> sentences = new LinkedHashMap<>();
    for (var criterion : study.who().criteria()) {
      if (criterion.kind() == kind) {
        var rules = new ArrayList<Rule>();
        var before = sentences.get(criterion.sentenceName());
        if (before != null) {
          rules.addAll(before.rules());
        }
        criterion
            .rules()
            .forEach(
                rule ->
                    rules.add(
                        new Rule(
                            speaker.condition(rule.condition()).text(),
                            Assumed.why(study, "who.rules." + rule.name()))));
        sentences.put(
            criterion.sentenceName(), new Sentence(speaker.criterion(criterion).text(), rules));
      }
    }
    return List.copyOf(sentences.values());
  }
}
