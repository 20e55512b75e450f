package org.trialwright.study;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/**
 * A participant of the small study, on 15 June 2024, allocated to the low dose on 10 January.
 * Records are written in one line, oldest first: {@code exam: ecog=2, weight=70 kg; scan@check:
 * size=3..5}. An answer is written as the journal writes it; {@code 3..5} is a range, {@code -} was
 * not asked, {@code unsigned} not signed.
 */
final class Asked extends LikeWorld {
  static final Study STUDY = SmallStudy.study();
  private static final LocalDate TODAY = LocalDate.of(2024, 6, 15);
  private static final Names NAMES = names();

  private record Record(Form form, String visit, Map<Item, Answer> answers) implements Row {
    @Override
    public Answer answer(Item item) {
      return answers.getOrDefault(item, Answers.UNKNOWN);
    }

    @Override
    public long day() {
      return form.item("day").map(this::answer).orElse(Answers.UNKNOWN) instanceof Answer.Ranged day
          ? (long) day.low()
          : TODAY.toEpochDay();
    }
  }

  private final List<Record> records = new ArrayList<>();

  Asked(String written) {
    this(STUDY, written);
  }

  Asked(Study study, String written) {
    super(NoWorld.HERE);
    for (var record : written.split(";")) {
      if (!record.isBlank()) {
        records.add(record(study, record.strip()));
      }
    }
  }

  private static Names names() {
    var names = new Names();
    names.forms.putAll(STUDY.forms());
    names.settings.putAll(STUDY.settings());
    names.places.addAll(List.of("treated", "watched"));
    names.visits.addAll(List.of("check", "start"));
    STUDY.what().drugs().forEach(drug -> names.drugs.put(drug.name(), List.of()));
    names.arms = new CodeList("arms", List.of("low", "high", "none"), false);
    return names;
  }

  private static Record record(Study study, String written) {
    int colon = written.indexOf(':');
    var head = written.substring(0, colon).split("@");
    var form = study.form(head[0]);
    Map<Item, Answer> answers = new HashMap<>();
    for (var one : written.substring(colon + 1).split(",")) {
      if (!one.isBlank()) {
        var pair = one.strip().split("=", 2);
        var item = form.item(pair[0]).orElseThrow();
        answers.put(item, answer(item, pair[1]));
      }
    }
    return new Record(form, head.length > 1 ? head[1] : "", answers);
  }

  private static Answer answer(Item item, String text) {
    if (text.equals("-")) {
      return Answers.NOT_ASKED;
    }
    if (text.equals("unsigned")) {
      return Answers.NOT_SIGNED;
    }
    if (text.matches("\\d+\\.\\.\\d+")) {
      var ends = text.split("\\.\\.");
      return Answer.between(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
    }
    return switch (AnswerText.read(item, text)) {
      case AnswerText.Result.Read(var answer) -> answer;
      case AnswerText.Result.Refused(var why) -> throw new IllegalArgumentException(why);
    };
  }

  /** The rule as a study writes it, outside of any form. */
  static Condition rule(String text) {
    return RuleReader.condition(NAMES, line(text), RuleReader.Place.RULE, null);
  }

  /** The rule as a form writes it. */
  static Condition rule(String form, String text) {
    return RuleReader.condition(NAMES, line(text), RuleReader.Place.FORM, STUDY.form(form));
  }

  /** A number, a date or a code, as a study writes it. */
  static Term sum(String text) {
    var phrase = new Phrase(line(text));
    var term = new RuleReader(NAMES, phrase, RuleReader.Place.RULE, null).conditionalSum();
    phrase.end();
    return term;
  }

  private static Node.Line line(String text) {
    return new Node.Line(text, new Position("rule", 1, 1));
  }

  /** The newest record, of which bare names speak. */
  Row last() {
    return records.getLast();
  }

  @Override
  public Answer newest(Item item) {
    return records.reversed().stream()
        .filter(one -> one.form() == item.form())
        .findFirst()
        .map(one -> one.answer(item))
        .orElse(Answers.UNKNOWN);
  }

  @Override
  public boolean recorded(Form form) {
    return records.stream().anyMatch(one -> one.form() == form);
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return records.stream().filter(one -> one.form() == form).toList();
  }

  @Override
  public Answer within(Item item, double days, @Nullable String visit, double daysAtVisit) {
    var newest = records.reversed().stream().filter(one -> one.form() == item.form()).findFirst();
    return newest.isPresent()
            && TODAY.toEpochDay() - newest.get().day()
                <= (newest.get().visit().equals(visit) ? daysAtVisit : days)
        ? newest.get().answer(item)
        : Answers.UNKNOWN;
  }

  @Override
  public Answer at(Item item, String visit) {
    return records.stream()
        .filter(one -> one.form() == item.form() && one.visit().equals(visit))
        .findFirst()
        .map(one -> one.answer(item))
        .orElse(Answers.UNKNOWN);
  }

  @Override
  public Answer named(Named name) {
    return switch (name.name()) {
      case "randomised" -> Answer.exactly((double) LocalDate.of(2024, 1, 10).toEpochDay());
      case "site.open" -> Answers.YES;
      default -> Answers.UNKNOWN;
    };
  }

  @Override
  public Answer arm() {
    return new Answer.Coded(1);
  }

  @Override
  public Answer setting(Setting setting) {
    return setting.value();
  }

  @Override
  public Answer ageOn(long day) {
    return Answer.exactly(day == TODAY.toEpochDay() ? 60 : 59);
  }

  @Override
  public long today() {
    return TODAY.toEpochDay();
  }

  @Override
  public Truth eligible() {
    return Truth.UNKNOWN;
  }

  @Override
  public boolean allocated() {
    return true;
  }

  @Override
  public boolean beenAt(String place) {
    return place.equals("treated");
  }

  @Override
  public int timesAt(String place) {
    return place.equals("treated") ? 2 : 0;
  }

  @Override
  public Answer changeOf(String drug) {
    return Answer.exactly(-20);
  }

  @Override
  public Answer doseOf(String drug, long day) {
    return Answer.exactly(drug.equals("oldamab") ? 90 : 200);
  }
}
