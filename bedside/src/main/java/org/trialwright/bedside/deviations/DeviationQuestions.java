package org.trialwright.bedside.deviations;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Event;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.quantities.PartialDate;

/** What is asked about a deviation, and how the answers are read. */
record DeviationQuestions(Voice voice, LocalDate today) {
  static final String IMPORTANT = "important";
  private static final String MINOR = "minor";
  private static final int LONGEST = 2_000;

  /**
   * What was read: canonical texts by question, and what cannot be taken, in the reader's words.
   */
  record Read(Map<String, String> answers, Map<String, String> errors) {
    String get(String question) {
      return answers.getOrDefault(question, "");
    }
  }

  /** What is asked of whoever tells it. */
  List<Question> telling() {
    var w = voice.words();
    return List.of(
        question("what", w.say("what happened"), text(3)),
        question("happened", w.say("happened on"), new Kind.Day(true)),
        question("noticed", w.say("noticed on"), new Kind.Day(false)),
        question("category", w.say("category"), categories()),
        question("importance", w.say("importance"), importance())
            .hint(w.say("when a deviation is important")),
        question("why", w.say("why it happened"), text(2)).optional(true),
        question("action", w.say("what is done about it"), text(2)).optional(true),
        question("reported", w.say("reported to whom and when"), text(1)).optional(true));
  }

  /** What is asked of whoever judges it. */
  List<Question> judging() {
    var w = voice.words();
    return List.of(
        question("category", w.say("category"), categories()),
        question("importance", w.say("importance"), importance())
            .hint(w.say("when a deviation is important")),
        question("text", w.say("your judgement"), text(3))
            .hint(w.say("needed when you give it back"))
            .optional(true));
  }

  private Question question(String name, String text, Kind kind) {
    return Question.of(name, text, kind, today).missing(List.of());
  }

  private static Kind text(int lines) {
    return new Kind.Text(lines, LONGEST);
  }

  private Kind categories() {
    return new Kind.OneOf(
        Deviating.CATEGORIES.stream()
            .map(code -> new Kind.Choice(code, voice.category(code)))
            .toList());
  }

  private Kind importance() {
    return new Kind.OneOf(
        Stream.of(false, true)
            .map(
                important ->
                    new Kind.Choice(important ? IMPORTANT : MINOR, voice.importance(important)))
            .toList());
  }

  Read read(List<Question> questions, Map<String, String> fields) {
    Map<String, String> answers = new LinkedHashMap<>();
    Map<String, String> errors = new LinkedHashMap<>();
    for (var question : questions) {
      switch (Answers.read(question.kind(), question.name(), fields)) {
        case Reading.Given(var text) -> {
          // A reason for no answer is not offered here, and could come by hand only.
          if (Answers.MISSING.contains(text)) {
            errors.put(question.name(), voice.words().say("answer this question"));
          } else {
            answers.put(question.name(), text);
          }
        }
        case Reading.Empty() -> {
          if (!question.optional()) {
            errors.put(question.name(), voice.words().say("answer this question"));
          }
        }
        case Reading.Wrong(var fault) -> errors.put(question.name(), fault.say(voice.words()));
      }
    }
    return new Read(answers, errors);
  }

  static Deviating deviating(
      Deviating.Whose whose, Read read, int number, String rule, String reason, long seen) {
    return new Deviating(
        whose,
        new Deviating.Told(
            number,
            rule,
            read.get("category"),
            read.get("importance").equals(IMPORTANT),
            read.get("what").strip(),
            LocalDate.parse(read.get("noticed")),
            read.get("why").strip(),
            read.get("action").strip(),
            read.get("reported").strip()),
        PartialDate.parse(read.get("happened")),
        reason,
        seen);
  }

  static Event.Assessed assessed(int number, Read read, boolean closes) {
    return new Event.Assessed(
        number,
        read.get("category"),
        read.get("importance").equals(IMPORTANT),
        read.get("text").strip(),
        closes);
  }

  /** The canonical answers that a form begins with: as told last, else as the rules found it. */
  Map<String, String> begun(LoggedDeviation one) {
    Map<String, String> answers = new HashMap<>();
    answers.put("what", voice.deviation(one));
    answers.put("happened", Line.happened(one).toString());
    answers.put("noticed", today.toString());
    if (one.found().filter(Deviation.OffWindow.class::isInstance).isPresent()) {
      answers.put("category", "visit");
    }
    one.account()
        .ifPresent(
            told -> {
              answers.put("noticed", told.noticed().toString());
              answers.put("category", one.category());
              answers.put("importance", one.important() ? IMPORTANT : MINOR);
              answers.put("why", told.why());
              answers.put("action", told.action());
              answers.put("reported", told.reported());
            });
    answers.values().removeIf(String::isEmpty);
    return answers;
  }
}
