package org.trialwright.registry.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialwright.pages.Words;
import org.trialwright.records.Age;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Told;

/**
 * An imported record: only what stands in fields of its own is judged, the rest is prose and the
 * site's to answer.
 */
final class RecordJoin {
  private static final int OLDEST = 130;
  private static final List<Object> LAST_BIRTHDAY = List.of("age");

  /** Who is 17 on the last birthday has lived between 17 years and a day less than 18. */
  private static final List<Object> LIVED =
      List.of("+", LAST_BIRTHDAY, List.of("number", 0, 364 / 365.0));

  private final TrialRecord record;
  private final Told told;
  private final Words words;
  private final JoinData data;
  private final List<JoinView.Asked> questions = new ArrayList<>();
  private final List<JoinView.Criterion> criteria = new ArrayList<>();

  RecordJoin(TrialRecord record, Told told) {
    this.record = record;
    this.told = told;
    this.words = told.words();
    this.data = new JoinData(words);
  }

  JoinView view() {
    var who = record.eligibility();
    if (Age.years(who.lowestAge()).isPresent() || Age.years(who.highestAge()).isPresent()) {
      age(told.ages(who), Age.from(who.lowestAge()), Age.until(who.highestAge()));
    }
    if (who.sex().equals("FEMALE") || who.sex().equals("MALE")) {
      sex(told.code("sex", who.sex()), who.sex().equals("FEMALE") ? 0 : 1);
    }
    if (who.volunteers().equals("false")) {
      healthy(words.say("healthy people", told.code("volunteers", "false")));
    }
    var prose =
        new JoinView.Criterion(
            words.say("all other criteria"), words.say("the rest is prose"), List.of());
    return new JoinView(questions, criteria, List.of(prose), data.json(Map.of(), Map.of()));
  }

  private void age(String sentence, double from, double until) {
    var question = words.say("how old are you");
    questions.add(
        new JoinView.Asked(
            question,
            words.say("whole years"),
            "",
            words.say("years"),
            words.say("a number between", "0", String.valueOf(OLDEST)),
            List.of(),
            List.of(sentence)));
    data.number("age", question, 0, OLDEST, true, words.say("years"));
    criteria.add(new JoinView.Criterion(words.say("ages"), sentence, List.of()));
    data.ages(
        List.of(
            List.of(
                "all",
                List.of("compare", ">=", LIVED, List.of("number", from, from)),
                List.of("compare", "<", LIVED, List.of("number", until, until)))),
        from);
  }

  private void sex(String sentence, int wanted) {
    var question = words.say("are you a woman or a man");
    choice("sex", question, List.of(words.say("woman"), words.say("man")), List.of(0, 1), sentence);
    criteria.add(new JoinView.Criterion(words.say("sex of people"), sentence, List.of()));
    data.criterion(
        true, List.of(List.of("is", List.of("item", "sex"), List.of(wanted), false)), "");
  }

  private void healthy(String sentence) {
    var question = words.say("are you healthy", String.join(", ", record.conditions()));
    choice(
        "healthy", question, List.of(words.say("yes"), words.say("no")), List.of(1, 0), sentence);
    criteria.add(new JoinView.Criterion(words.say("healthy volunteers"), sentence, List.of()));
    data.criterion(
        false, List.of(List.of("is", List.of("item", "healthy"), List.of(1), false)), "");
  }

  private void choice(
      String name, String question, List<String> labels, List<Integer> codes, String sentence) {
    questions.add(new JoinView.Asked(question, "", "", "", "", labels, List.of(sentence)));
    var choices = new ArrayList<JoinData.Choice>();
    for (int i = 0; i < labels.size(); i++) {
      choices.add(new JoinData.Choice(labels.get(i), List.of(codes.get(i))));
    }
    data.choices(name, question, choices);
  }
}
