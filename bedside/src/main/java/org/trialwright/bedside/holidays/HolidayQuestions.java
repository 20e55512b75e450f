package org.trialwright.bedside.holidays;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.quantities.SiteId;

/** What is asked of whoever records holidays, typed or pasted, and what the answers come to. */
record HolidayQuestions(Voice voice, SiteId site, LocalDate today) {
  static final String FROM = "from";
  static final String TO = "to";
  static final String NAME = "name";
  static final String CLOSED = "closed";

  private static final int LONGEST_NAME = 100;
  private static final int MOST_DAYS = 366;

  static HolidayQuestions of(OpenedSite at) {
    return new HolidayQuestions(at.voice(), at.id(), at.today());
  }

  /**
   * What the answers come to.
   *
   * @param errors by question, why its answer cannot be taken
   */
  record Read(Optional<Event.ClosedSet> set, Map<String, String> errors) {
    Read {
      errors = Map.copyOf(errors);
    }
  }

  List<Question> asked() {
    var w = voice.words();
    return List.of(
        question(FROM, w.say("first day"), new Kind.Day(false)),
        question(TO, w.say("last day of it"), new Kind.Day(false))
            .optional(true)
            .hint(w.say("empty for one day")),
        question(NAME, w.say("what is it called"), new Kind.Text(1, LONGEST_NAME))
            .hint(w.say("such as a festival")),
        question(
                CLOSED,
                w.say("does the site see anybody"),
                new Kind.OneOf(
                    List.of(
                        new Kind.Choice("yes", w.say("closed on these days")),
                        new Kind.Choice("no", w.say("open on these days after all")))))
            .hint(w.say("a weekend may be worked")));
  }

  private Question question(String name, String text, Kind kind) {
    return Question.of(name, text, kind, today).missing(List.of());
  }

  /** The fields that would be submitted for these texts, by question. */
  Map<String, String> fields(Map<String, String> texts) {
    var fields = new LinkedHashMap<String, String>();
    for (var one : asked()) {
      var text = texts.getOrDefault(one.name(), "").strip();
      // As it is written: a date that is none is told by whoever reads it.
      fields.put(one.kind() instanceof Kind.Day ? one.name() + ".day" : one.name(), text);
    }
    return fields;
  }

  Read read(Map<String, String> fields) {
    var w = voice.words();
    var answers = new LinkedHashMap<String, String>();
    var errors = new LinkedHashMap<String, String>();
    for (var question : asked()) {
      switch (Answers.read(question.kind(), question.name(), fields)) {
        case Reading.Given(var text) when !Answers.MISSING.contains(text) ->
            answers.put(question.name(), text);
        case Reading.Wrong(var fault) -> errors.put(question.name(), fault.say(w));
        case Reading.Given _, Reading.Empty _ -> {
          if (!question.optional()) {
            errors.put(question.name(), w.say("answer this question"));
          }
        }
      }
    }
    if (!errors.isEmpty()) {
      return new Read(Optional.empty(), errors);
    }
    var from = LocalDate.parse(answers.getOrDefault(FROM, ""));
    var to = LocalDate.parse(answers.getOrDefault(TO, from.toString()));
    if (to.isBefore(from)) {
      return new Read(Optional.empty(), Map.of(TO, w.say("the days run backwards")));
    }
    if (from.plusDays(MOST_DAYS).isBefore(to)) {
      return new Read(Optional.empty(), Map.of(TO, w.say("more days than a year", MOST_DAYS)));
    }
    return new Read(
        Optional.of(
            new Event.ClosedSet(
                site,
                from,
                to,
                answers.getOrDefault(NAME, ""),
                answers.getOrDefault(CLOSED, "").equals("yes"))),
        Map.of());
  }
}
