package org.trialwright.bedside.laboratory;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Item;
import org.trialwright.study.Type;

/** What is asked of whoever records limits, typed, sent or pasted, and what the answers come to. */
record LimitQuestions(Voice voice, SiteId site, LocalDate today) {
  static final String LOW = "low";
  static final String HIGH = "high";
  static final String SEX = "sex";
  static final String FROM_AGE = "from-age";
  static final String TO_AGE = "to-age";
  static final String FROM = "from";
  static final String LABORATORY = "laboratory";

  private static final int LONGEST = 200;

  /**
   * What the answers come to.
   *
   * @param limits empty while something is wrong
   * @param errors by question, why its answer cannot be taken
   */
  record Read(Optional<LabLimits.Dated> limits, Map<String, String> errors) {
    Read {
      errors = Map.copyOf(errors);
    }
  }

  /** A laboratory question of the study by its path, such as {@code blood.ALT}. */
  Optional<Item> item(String path) {
    return LabLimits.questions(voice.study()).stream()
        .filter(item -> item.path().equals(path))
        .findFirst();
  }

  /** The units in which a question is answered, its own first; none for a plain number. */
  static List<String> units(Item item) {
    var amount = LabLimits.amount(item).orElseThrow();
    var units = new ArrayList<String>();
    if (!amount.unit().equals(Unit.NONE)) {
      units.add(amount.unit().symbol());
      amount.otherUnits().forEach(other -> units.add(other.unit().symbol()));
    }
    return units;
  }

  List<Question> asked(Item item) {
    var w = voice.words();
    var limit = new Kind.Number(units(item), Kind.Bounds.NONE, Kind.Bounds.NONE, -1);
    var age =
        new Kind.Number(
            List.of(), Kind.Bounds.NONE, new Kind.Bounds("0", "" + Event.LimitsSet.OLDEST), 0);
    var questions = new ArrayList<Question>();
    questions.add(question(LOW, w.say("lower limit"), limit).hint(w.say("0 when there is none")));
    questions.add(question(HIGH, w.say("upper limit"), limit));
    sexes()
        .ifPresent(
            kind -> questions.add(question(SEX, w.say("for which sex"), kind).optional(true)));
    questions.add(question(FROM_AGE, w.say("from which age"), age).optional(true));
    questions.add(question(TO_AGE, w.say("to which age"), age).optional(true));
    questions.add(
        question(FROM, w.say("limits hold from"), new Kind.Day(false))
            .hint(w.say("earlier ones hold until then")));
    questions.add(
        question(LABORATORY, w.say("which laboratory"), new Kind.Text(1, LONGEST))
            .hint(w.say("with its accreditation")));
    return questions;
  }

  private Question question(String name, String text, Kind kind) {
    return Question.of(name, text, kind, today).missing(List.of());
  }

  private Optional<Kind> sexes() {
    return Desk.sex(voice.study())
        .filter(item -> item.type() instanceof Type.Coded)
        .map(
            item ->
                new Kind.OneOf(
                    ((Type.Coded) item.type())
                        .list().codes().stream()
                            .map(
                                code ->
                                    new Kind.Choice(code, voice.speaker().code(item, code).text()))
                            .toList()));
  }

  /** The fields that a form begins with: in the question's own unit, from today. */
  Map<String, String> begun(Item item) {
    var fields = new HashMap<>(Answers.fields(new Kind.Day(false), FROM, today.toString()));
    units(item).stream()
        .findFirst()
        .ifPresent(
            unit -> {
              fields.put(LOW + ".unit", unit);
              fields.put(HIGH + ".unit", unit);
            });
    return fields;
  }

  /** The fields that would be submitted for these texts, by question. */
  Map<String, String> fields(Item item, Map<String, String> texts) {
    var fields = new HashMap<String, String>();
    asked(item)
        .forEach(
            one ->
                fields.putAll(
                    Answers.fields(
                        one.kind(), one.name(), texts.getOrDefault(one.name(), "").strip())));
    return fields;
  }

  Read read(Item item, Map<String, String> fields) {
    var w = voice.words();
    var answers = new LinkedHashMap<String, String>();
    var errors = new LinkedHashMap<String, String>();
    for (var question : asked(item)) {
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
    var low = Measure.of(answers.getOrDefault(LOW, "0"));
    var high = Measure.of(answers.getOrDefault(HIGH, "0"));
    boolean measured = answers.containsKey(LOW) && answers.containsKey(HIGH);
    if (measured && !low.unit().equals(high.unit())) {
      errors.put(HIGH, w.say("both limits in one unit"));
    } else if (measured
        && new BigDecimal(low.number()).compareTo(new BigDecimal(high.number())) >= 0) {
      errors.put(HIGH, w.say("the upper limit is above the lower"));
    }
    int fromAge = Integer.parseInt(answers.getOrDefault(FROM_AGE, "0"));
    int toAge = Integer.parseInt(answers.getOrDefault(TO_AGE, "" + Event.LimitsSet.OLDEST));
    if (fromAge > toAge) {
      errors.put(TO_AGE, w.say("the ages run backwards"));
    }
    if (!errors.isEmpty()) {
      return new Read(Optional.empty(), errors);
    }
    var set =
        new Event.LimitsSet(
            site,
            item.path(),
            high.unit(),
            low.number(),
            high.number(),
            answers.getOrDefault(SEX, ""),
            fromAge,
            toAge,
            answers.getOrDefault(LABORATORY, "").strip());
    return new Read(
        Optional.of(new LabLimits.Dated(set, LocalDate.parse(answers.getOrDefault(FROM, "")))),
        Map.of());
  }

  /** A number and its unit, which may be empty. */
  private record Measure(String number, String unit) {
    static Measure of(String text) {
      int blank = text.indexOf(' ');
      return blank < 0
          ? new Measure(text, "")
          : new Measure(text.substring(0, blank), text.substring(blank + 1));
    }
  }
}
