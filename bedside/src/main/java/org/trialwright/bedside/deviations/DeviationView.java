package org.trialwright.bedside.deviations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Row;
import org.trialwright.pages.State;
import org.trialwright.pages.Turn;

/**
 * One log with one form: for telling a deviation, or for judging one.
 *
 * @param title whose log it is
 * @param held why nothing can be written; empty when it can
 * @param byHand the address of a form for one that no rule finds; none when this person may not
 * @param problems what was wrong with what was sent
 */
record DeviationView(
    String title,
    String lede,
    List<Link> way,
    String held,
    Link byHand,
    List<Shown> shown,
    Optional<Form> form,
    List<Link> problems) {
  DeviationView {
    way = List.copyOf(way);
    shown = List.copyOf(shown);
    problems = List.copyOf(problems);
  }

  /**
   * One deviation as shown.
   *
   * @param acts what this person may do about it
   */
  record Shown(
      String id,
      String title,
      Badge state,
      String source,
      List<Row> rows,
      List<Turn> turns,
      List<Link> acts) {
    Shown {
      rows = List.copyOf(rows);
      turns = List.copyOf(turns);
      acts = List.copyOf(acts);
    }
  }

  /**
   * The form.
   *
   * @param number of the deviation it is about; 0 for a new one
   * @param reasonError what is wrong with the reason; the reason is asked when {@code correcting}
   * @param judging whether it judges; else it tells
   * @param closed whether the one that is judged is closed, and may only be opened again
   */
  record Form(
      String heading,
      String action,
      String key,
      int number,
      String rule,
      long seen,
      List<Question> questions,
      boolean correcting,
      String reason,
      String reasonError,
      boolean judging,
      boolean closed) {
    Form {
      questions = List.copyOf(questions);
    }
  }

  static boolean isClosed(LoggedDeviation one) {
    return one.state() == LoggedDeviation.State.CLOSED;
  }

  static Badge state(LoggedDeviation one, Voice voice) {
    var w = voice.words();
    return switch (one.state()) {
      case FOUND -> new Badge(State.CARE, w.say("found, not told"));
      case WRITTEN -> new Badge(State.NOW, w.say("waits for judgement"));
      case RETURNED -> new Badge(State.CARE, w.say("given back to the site"));
      case CLOSED -> new Badge(State.DONE, w.say("deviation is closed"));
    };
  }

  static Shown shown(LoggedDeviation one, String account, List<Link> acts, Voice voice) {
    var w = voice.words();
    var title =
        one.number() > 0 ? w.say("deviation n", one.number()) : w.say("deviation without number");
    var source =
        one.rule().isEmpty()
            ? ""
            : one.found().isEmpty()
                ? w.say("the rules do not find it any more")
                : one.number() > 0
                    ? w.say("the rules find: what", voice.deviation(one.found().get()))
                    : w.say("the rules find it");
    return new Shown(
        Line.target(one),
        title,
        state(one, voice),
        source,
        rows(one, voice),
        one.said().stream().map(fact -> turn(fact, account, voice)).toList(),
        acts);
  }

  private static List<Row> rows(LoggedDeviation one, Voice voice) {
    var w = voice.words();
    var rows = new ArrayList<Row>();
    row(rows, w.say("what happened"), voice.deviation(one));
    row(rows, w.say("happened on"), voice.dates().day(Line.happened(one).toString()));
    var told = one.account();
    told.ifPresent(
        event -> {
          row(rows, w.say("noticed on"), voice.dates().day(event.noticed()));
          row(rows, w.say("category"), voice.category(one.category()));
          row(rows, w.say("importance"), voice.importance(one.important()));
          row(rows, w.say("why it happened"), event.why());
          row(rows, w.say("what is done about it"), event.action());
          row(rows, w.say("reported to whom and when"), event.reported());
        });
    return rows;
  }

  private static void row(List<Row> rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(new Row(name, value));
    }
  }

  private static Turn turn(Fact fact, String account, Voice voice) {
    var w = voice.words();
    var text =
        switch (fact.event()) {
          case Event.Deviated _ ->
              fact.reason().isEmpty()
                  ? w.say("told it")
                  : w.say("told it anew, because", fact.reason());
          case Event.Assessed judged ->
              w.say(
                  judged.closes() ? "judged and closed it" : "gave it back",
                  voice.category(judged.category()),
                  voice.importance(judged.important()),
                  judged.text());
          default -> "";
        };
    return new Turn(
        fact.author().name(),
        voice.role(fact.author().role()),
        voice.dates().moment(fact.recorded()),
        text,
        fact.author().person().equals(account));
  }
}
