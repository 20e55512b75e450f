package org.trialwright.oversight.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Look;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.simulation.Load;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.trials.Result;

/** What is there so far, as the page shows it. */
final class PlayedView {
  private static final List<Integer> MONTHS = List.of(12, 24, 36, 60);
  private static final List<Integer> LATER = List.of(3, 6, 12, 24, 36, 48, 60);
  private static final double PERCENT = 100;

  private final Study study;
  private final Words words;
  private final Job.Seen seen;
  private final Asked asked;
  private final Look look;

  PlayedView(Study study, Words words, Job.Seen seen, Asked asked, Look look) {
    this.study = study;
    this.words = words;
    this.seen = seen;
    this.asked = asked;
    this.look = look;
  }

  String address() {
    return asked.address();
  }

  String command() {
    return asked.command();
  }

  boolean goesOn() {
    return seen.goesOn();
  }

  int wanted() {
    return asked.trials();
  }

  long done() {
    return seen.result().map(Result::trials).orElse(0L);
  }

  /** How far it is, in a sentence. */
  String state() {
    return switch (seen.state()) {
      case WAITING -> words.say("simulation waits");
      case MAKING -> words.say("simulation makes lives", seen.tried());
      case PLAYING -> words.say("simulation plays", done(), wanted());
      case ALONG -> words.say("simulation draws a curve", done());
      case DONE -> words.say("simulation is done", done());
      case GIVEN_UP -> words.say("simulation was given up", done(), wanted());
      case REFUSED -> words.say("simulation cannot be played", seen.refused());
    };
  }

  boolean hasResult() {
    return done() > 0 && seen.trials().isPresent();
  }

  private Result result() {
    return seen.result().orElseThrow();
  }

  String test() {
    return seen.trials().orElseThrow().test();
  }

  String power() {
    return percent(result().power());
  }

  String error() {
    return number(PERCENT * result().powerError());
  }

  String digest() {
    return result().digest();
  }

  /** What is told besides power, line by line. */
  Table numbers() {
    var result = result();
    var lines = new ArrayList<Table.Line>();
    if (result.looked() > 0) {
      add(lines, words.say("power without futility"), percent(result.powerWithoutFutility()));
      add(lines, words.say("stopped early for success"), percent(result.stoppedForEfficacy()));
      add(lines, words.say("called futile"), percent(result.futile()));
    }
    add(lines, words.say("events when it stops"), number(result.expectedEvents()));
    add(lines, words.say("months until it stops"), number(result.expectedMonths()));
    add(lines, words.say("months of recruiting"), number(result.recruitingMonths()));
    add(lines, words.say("people screened"), number(result.newcomers()));
    add(lines, words.say("arms differ by"), number(result.imbalance()));
    add(lines, words.say("arms guessed right"), percent(result.predictability()));
    return new Table(
        words.say("what follows"),
        false,
        words.say("averages over trials"),
        List.of(
            new Table.Column(words.say("measure"), false),
            new Table.Column(words.say("value"), true)),
        lines);
  }

  private static void add(List<Table.Line> lines, String head, String value) {
    lines.add(new Table.Line(List.of(new Table.Cell(head), new Table.Cell(value)), false));
  }

  /** By arm and month. */
  Table survival() {
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(words.say("arm of the trial"), false));
    MONTHS.forEach(month -> columns.add(new Table.Column(words.say("at month", month), true)));
    var lines = new ArrayList<Table.Line>();
    result()
        .survival()
        .forEach(
            (arm, alive) -> {
              var cells = new ArrayList<Table.Cell>();
              cells.add(new Table.Cell(arm));
              MONTHS.forEach(month -> cells.add(new Table.Cell(percent(alive.get(month)))));
              lines.add(new Table.Line(cells, false));
            });
    return new Table(words.say("without the primary event"), false, "", columns, lines);
  }

  /** A month's visits: of all kinds, at each site, of each kind. */
  Table visits() {
    var load = result().visits();
    var speaker = Speaker.of(study, words.language().code());
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(words.say("which visits"), false));
    LATER.forEach(month -> columns.add(new Table.Column(words.say("in month", month), true)));
    var lines = new ArrayList<Table.Line>();
    lines.add(visits(words.say("all visits of a month"), load.all()));
    load.bySite().forEach((site, row) -> lines.add(visits(words.say("visits at", site), row)));
    load.byVisit().forEach((visit, row) -> lines.add(visits(speaker.visit(visit).text(), row)));
    return new Table(
        words.say("visits a month"), false, words.say("visits after allocation"), columns, lines);
  }

  private static Table.Line visits(String name, Load.Row row) {
    var cells = new ArrayList<Table.Cell>();
    cells.add(new Table.Cell(name));
    for (int month : LATER) {
      cells.add(
          new Table.Cell(
              number(row.visits().get(month)) + " ± " + precise(row.errors().get(month))));
    }
    return new Table.Line(cells, false);
  }

  /** Pictures, once all trials are played. */
  List<String> pictures() {
    if (seen.state() == Job.State.PLAYING) {
      return List.of();
    }
    var result = result();
    var draws = new TrialFigures(study, seen.trials().orElseThrow().participants(), asked.seed());
    var figures = new ArrayList<Figure>();
    if (seen.along().size() > 1) {
      figures.add(draws.curve(asked.along(), seen.along()));
    }
    figures.add(draws.survival(result));
    study.how().arms().forEach(arm -> figures.add(draws.places(result, arm.name())));
    figures.add(draws.accrual(result));
    figures.add(draws.visits(result));
    return figures.stream().map(figure -> figure.svg(look)).toList();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
  }

  private static String precise(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }
}
