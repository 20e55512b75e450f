package org.trialwright.bedside.delegation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.journey.Event;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** The questions of both forms, and what was typed into them. */
record Typed(Words words, LocalDate today, Map<String, String> fields) {
  static final String PERSON = "person";
  static final String NAME = "name";
  static final String FROM = "from";
  static final String UNTIL = "until";
  static final String WHAT = "what";
  static final String DAY = "day";

  private static final int LONGEST = 200;

  List<Question> person() {
    return List.of(
        question(PERSON, words.say("whose sign-in name"), new Kind.Text(1, LONGEST)),
        question(NAME, words.say("name as printed"), new Kind.Text(1, LONGEST)));
  }

  List<Question> days() {
    return List.of(
        question(FROM, words.say("delegated from"), new Kind.Day(false)),
        question(UNTIL, words.say("delegated until"), new Kind.Day(false)).optional(true));
  }

  List<Question> training() {
    return List.of(
        question(WHAT, words.say("trained in what"), new Kind.Text(1, LONGEST)),
        question(DAY, words.say("trained on"), new Kind.Day(false)));
  }

  /** Everything that is asked of whoever delegates. */
  List<Question> delegation() {
    return Stream.concat(person().stream(), days().stream()).toList();
  }

  /** Everything that is asked of whoever records a training. */
  List<Question> trained() {
    return Stream.concat(person().stream(), training().stream()).toList();
  }

  /** The fields that would be submitted for these texts, by question. */
  static Map<String, String> fields(List<Question> questions, Map<String, String> texts) {
    var fields = new HashMap<String, String>();
    questions.forEach(
        one ->
            fields.putAll(
                Answers.fields(one.kind(), one.name(), texts.getOrDefault(one.name(), ""))));
    return fields;
  }

  /** What a question of either form asks, by its name. */
  Optional<String> text(String name) {
    return Stream.of(person(), days(), training())
        .flatMap(List::stream)
        .filter(one -> one.name().equals(name))
        .map(Question::text)
        .findFirst();
  }

  private Question question(String name, String text, Kind kind) {
    return Question.of(name, text, kind, today).missing(List.of());
  }

  /** What a form begins with when an entry is written anew. */
  static Map<String, String> of(Event.Delegated entry) {
    var fields = new HashMap<String, String>();
    fields.put(PERSON, entry.person());
    fields.put(NAME, entry.name());
    fields.putAll(Answers.fields(new Kind.Day(false), FROM, entry.from().toString()));
    entry
        .until()
        .ifPresent(
            day -> fields.putAll(Answers.fields(new Kind.Day(false), UNTIL, day.toString())));
    return fields;
  }

  /** What a new form begins with. */
  static Map<String, String> from(LocalDate today) {
    return Answers.fields(new Kind.Day(false), FROM, today.toString());
  }

  /**
   * What was typed.
   *
   * @param answers by question, as text
   * @param errors by question, why its answer cannot be taken
   */
  record Read(Map<String, String> answers, Map<String, String> errors) {
    Optional<LocalDate> day(String name) {
      return Optional.ofNullable(answers.get(name)).map(LocalDate::parse);
    }

    String text(String name) {
      return answers.getOrDefault(name, "").strip();
    }

    /**
     * @param number 0 for an entry that is new
     */
    Event.Delegated delegated(SiteId site, int number, List<String> tasks) {
      return new Event.Delegated(
          site, number, text(PERSON), text(NAME), tasks, day(FROM).orElseThrow(), day(UNTIL));
    }

    Event.Trained trained(SiteId site, String version) {
      return new Event.Trained(site, text(PERSON), text(NAME), text(WHAT), version);
    }
  }

  Read read(List<Question> questions) {
    var answers = new LinkedHashMap<String, String>();
    var errors = new LinkedHashMap<String, String>();
    for (var question : questions) {
      switch (Answers.read(question.kind(), question.name(), fields)) {
        case Reading.Given(var text) when !Answers.MISSING.contains(text) ->
            answers.put(question.name(), text);
        case Reading.Wrong(var fault) -> errors.put(question.name(), fault.say(words));
        case Reading.Given _, Reading.Empty _ -> {
          if (!question.optional()) {
            errors.put(question.name(), words.say("answer this question"));
          }
        }
      }
    }
    return new Read(answers, errors);
  }

  /** The questions as they are shown again. */
  List<Question> shown(List<Question> questions, Map<String, String> errors) {
    var shown = new ArrayList<Question>();
    questions.forEach(
        one -> shown.add(one.submitted(fields).error(errors.getOrDefault(one.name(), ""))));
    return shown;
  }
}
