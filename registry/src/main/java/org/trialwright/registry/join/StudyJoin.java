package org.trialwright.registry.join;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.pages.Words;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Condition;
import org.trialwright.study.Item;
import org.trialwright.study.JoinQuestions;
import org.trialwright.study.JoinQuestions.Question;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.Type;
import org.trialwright.study.Who;

/** The questions of a study, in the reader's language. */
final class StudyJoin {
  private final Study study;
  private final Speaker speaker;
  private final Words words;
  private final JoinQuestions all;
  private final JoinData data;

  StudyJoin(Study study, Speaker speaker, Words words) {
    this.study = study;
    this.speaker = speaker;
    this.words = words;
    this.all = JoinQuestions.of(study);
    this.data = new JoinData(words);
  }

  JoinView view() {
    all.questions().forEach(this::told);
    all.criteria().stream().filter(JoinQuestions.Judged::atHome).forEach(this::told);
    return new JoinView(
        all.questions().stream().map(this::asked).toList(),
        all.criteria().stream().filter(JoinQuestions.Judged::atHome).map(this::said).toList(),
        all.criteria().stream().filter(one -> !one.atHome()).map(this::said).toList(),
        data.json(all.gates(), names()));
  }

  private void told(Question question) {
    var text = speaker.asked(question).text();
    if (question.choices().isEmpty()) {
      data.number(
          question.name(),
          text,
          question.low(),
          question.high(),
          question.item().isEmpty(),
          unit(question));
    } else {
      data.choices(
          question.name(),
          text,
          question.choices().stream()
              .map(choice -> new JoinData.Choice(label(question, choice), choice.indices()))
              .toList());
    }
  }

  private void told(JoinQuestions.Judged judged) {
    var criterion = judged.criterion();
    var condition =
        criterion.rules().isEmpty()
            ? new Condition.Otherwise()
            : criterion.rules().getFirst().condition();
    if (criterion.name().equals("age") && condition instanceof Condition.Within within) {
      data.ages(judged.rules(), within.low());
    } else {
      data.criterion(
          criterion.kind() == Who.Kind.INCLUDE,
          judged.rules(),
          speaker.change(criterion).map(Object::toString).orElse(""));
    }
  }

  private String label(Question question, JoinQuestions.Choice choice) {
    if (question.yesNo()) {
      return choice.equals(question.choices().getFirst()) ? words.say("yes") : words.say("no");
    }
    var item = question.item().orElseThrow();
    return choice.indices().stream()
        .map(
            index ->
                speaker.code(item, ((Type.Coded) item.type()).list().codes().get(index)).text())
        .collect(Collectors.joining(" / "));
  }

  private String unit(Question question) {
    return question
        .item()
        .flatMap(Item::kind)
        .map(kind -> kind instanceof AnswerKind.Amount amount ? amount.unit().symbol() : "")
        .orElse(words.say("years"));
  }

  private JoinView.Asked asked(Question question) {
    return new JoinView.Asked(
        speaker.asked(question).text(),
        speaker.hint(question).map(Object::toString).orElse(""),
        onlyIf(question),
        question.choices().isEmpty() ? unit(question) : "",
        question.choices().isEmpty() ? range(question) : "",
        question.choices().stream().map(choice -> label(question, choice)).toList(),
        all.criteria().stream()
            .filter(one -> one.questions().contains(question.name()))
            .map(one -> speaker.criterion(one.criterion()).text())
            .distinct()
            .toList());
  }

  private String range(Question question) {
    return words.say("a number between", plain(question.low()), plain(question.high()));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private String onlyIf(Question question) {
    return question.item().stream()
        .flatMap(item -> Stream.concat(item.form().askedIf().stream(), item.askedIf().stream()))
        .map(gate -> speaker.condition(gate).text())
        .collect(Collectors.joining("; "));
  }

  private JoinView.Criterion said(JoinQuestions.Judged judged) {
    var criterion = judged.criterion();
    return new JoinView.Criterion(
        speaker.name(criterion).text(),
        speaker.criterion(criterion).text(),
        criterion.rules().stream()
            .map(rule -> speaker.condition(rule.condition()).text())
            .filter(text -> !text.isEmpty())
            .toList());
  }

  /** What the rules read that is not asked here, by the hospital's own question. */
  private Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    all.criteria().forEach(one -> names(one.rules(), names));
    names(List.copyOf(all.gates().values()), names);
    all.questions().forEach(question -> names.remove(question.name()));
    return names;
  }

  private void names(List<?> rule, Map<String, String> into) {
    if (!rule.isEmpty() && rule.getFirst().equals("item")) {
      var path = String.valueOf(rule.getLast());
      int dot = path.indexOf('.');
      Optional<Item> item = study.form(path.substring(0, dot)).item(path.substring(dot + 1));
      item.ifPresent(one -> into.put(path, speaker.question(one).text()));
    }
    rule.forEach(
        part -> {
          if (part instanceof List<?> inner) {
            names(inner, into);
          }
        });
  }
}
