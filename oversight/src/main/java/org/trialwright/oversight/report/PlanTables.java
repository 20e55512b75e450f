package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Decision;
import org.trialwright.analysis.Look;
import org.trialwright.analysis.OnTheWay;
import org.trialwright.analysis.Report;
import org.trialwright.figures.Text;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;

/** What was planned to be decided, and what happened beside the endpoints. */
final class PlanTables {
  private final Names names;
  private final Report report;
  private final Words words;
  private final Numerals numerals;

  PlanTables(Names names, Report report, Words words) {
    this.names = names;
    this.report = report;
    this.words = words;
    this.numerals =
        new Numerals(org.trialwright.figures.Look.of(Pictures.language(words.language())));
  }

  private String in(Text text) {
    return text.in(numerals.look().language());
  }

  private Optional<Table> table(
      String caption, String note, List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    var columns = new ArrayList<Table.Column>();
    for (int i = 0; i < heads.size(); i++) {
      columns.add(new Table.Column(heads.get(i), i > 0));
    }
    return Optional.of(
        new Table(
            caption,
            false,
            note,
            columns,
            rows.stream()
                .map(row -> new Table.Line(row.stream().map(Table.Cell::new).toList(), false))
                .toList()));
  }

  /** Each planned test with what decides it. */
  Optional<Table> tests() {
    var rows = new ArrayList<List<String>>();
    for (var test : report.tests()) {
      if (test.evidence().isEmpty()) {
        rows.add(List.of(test.test(), "", test.reason(), "", verdict(test)));
      }
      for (var one : test.evidence()) {
        rows.add(
            List.of(
                test.test() + ", " + set(one) + (one.item().isEmpty() ? "" : ", " + question(one)),
                numerals.numbers().fixed(one.estimate(), 3),
                one.bound().known().isPresent()
                    ? words.say("one-sided limit", numerals.of(one.bound(), 3))
                    : "p " + numerals.p(one.p()),
                numerals.numbers().shortest(one.alpha()),
                verdict(test)));
      }
    }
    return table(
        words.say("planned tests"),
        words.say("tests in order"),
        List.of(
            words.say("test"),
            words.say("estimate"),
            words.say("decided by"),
            "α",
            words.say("verdict")),
        rows);
  }

  private String set(Decision.Evidence one) {
    return in(names.set(one.set()));
  }

  private String question(Decision.Evidence one) {
    return in(names.question(one.item()));
  }

  private String verdict(Decision test) {
    var said =
        switch (test.verdict()) {
          case HOLDS -> words.say("holds");
          case DOES_NOT_HOLD -> words.say("does not hold");
          case NOT_REACHED -> words.say("not reached");
          case NOT_DECIDED -> words.say("not decided");
        };
    return test.early() ? words.say("so far", said) : said;
  }

  /** Where each look stands; boundaries and spent alpha once it was due. */
  Optional<Table> looks() {
    return table(
        words.say("planned looks"),
        "",
        List.of(
            words.say("look"),
            words.say("seen of due"),
            words.say("z against"),
            words.say("alpha spent"),
            words.say("conditional power"),
            words.say("outcome")),
        report.looks().stream().map(this::look).toList());
  }

  private List<String> look(Look look) {
    return List.of(
        look.name(),
        look.due()
            .map(due -> words.say("n of m", look.seen(), due))
            .orElseGet(() -> words.say("by the calendar")),
        look.statistic()
            .map(
                one ->
                    words.say(
                        "z of boundary",
                        numerals.numbers().fixed(one.z(), 3),
                        numerals.numbers().fixed(one.critical(), 3)))
            .orElse(""),
        look.statistic().map(one -> numerals.numbers().fixed(one.alphaSpent(), 5)).orElse(""),
        look.statistic()
            .map(one -> numerals.numbers().percent(one.power().underCurrentTrend(), 0) + "%")
            .orElse(""),
        look.statistic()
            .map(one -> words.say(one.passed() ? "boundary passed" : "boundary not passed"))
            .orElse(look.reached() ? words.say("due") : words.say("not due")));
  }

  /** The stopping rules: numerator, denominator and bound. */
  Optional<Table> watched() {
    var rows = new ArrayList<List<String>>();
    for (var look : report.looks()) {
      for (var one : look.watched()) {
        rows.add(
            List.of(
                in(names.endpoint(one.endpoint())),
                one.events() + " / " + one.total(),
                numerals.percent(one.bound(), 100),
                numerals.numbers().percent(one.limit(), 0),
                one.pause()
                    ? words.say("pause", in(names.group(one.arm())))
                    : words.say("goes on")));
      }
    }
    return table(
        words.say("stopping rules"),
        words.say("stopping rules note"),
        List.of(
            words.say("rule"),
            words.say("yes of all"),
            words.say("lower bound"),
            words.say("limit"),
            words.say("outcome")),
        rows);
  }

  /** What happened on the way, to how many, and how each endpoint treats it. */
  Optional<Table> onTheWay() {
    var arms = names.arms();
    var heads = new ArrayList<>(List.of(words.say("event on the way")));
    arms.forEach(arm -> heads.add(in(names.group(arm))));
    heads.add(words.say("how treated"));
    var rows = new ArrayList<List<String>>();
    for (var one : report.onTheWay()) {
      var row = new ArrayList<>(List.of(one.event()));
      for (var arm : arms) {
        row.add(
            one.arms().stream()
                .filter(count -> count.arm().equals(arm))
                .map(count -> count.happened() + " / " + count.of())
                .findFirst()
                .orElse("–"));
      }
      row.add(
          one.ways().stream()
              .map(OnTheWay.Way::text)
              .collect(java.util.stream.Collectors.joining("; ")));
      rows.add(row);
    }
    return report.view() == Report.View.POOLED
        ? Optional.empty()
        : table(words.say("on the way"), "", heads, rows);
  }

  Optional<Table> exposure() {
    return table(
        words.say("doses"),
        words.say("doses note"),
        List.of(
            words.say("drug"),
            words.say("treated of allocated"),
            words.say("doses given"),
            words.say("mean total"),
            words.say("mean intensity")),
        report.exposure().stream()
            .map(
                one ->
                    List.of(
                        in(names.drug(one.drug())) + ", " + in(names.group(one.arm())),
                        one.treated() + " / " + one.allocated(),
                        String.valueOf(one.doses()),
                        numerals.of(one.meanTotal(), 1),
                        numerals.percent(one.meanIntensity(), 100)))
            .toList());
  }

  Optional<Table> windows() {
    return table(
        words.say("visits and windows"),
        "",
        List.of(words.say("visit"), words.say("within"), words.say("outside"), words.say("missed")),
        report.windows().stream()
            .map(
                one ->
                    List.of(
                        in(names.visit(one.visit())) + ", " + in(names.group(one.arm())),
                        String.valueOf(one.within()),
                        String.valueOf(one.outside()),
                        String.valueOf(one.missed())))
            .toList());
  }

  Optional<Table> deviations() {
    return table(
        words.say("deviations"),
        "",
        List.of(words.say("what was not kept"), words.say("participants"), words.say("times")),
        report.deviations().stream()
            .map(
                one ->
                    List.of(
                        one.sentence() + ", " + in(names.group(one.arm())),
                        String.valueOf(one.participants()),
                        String.valueOf(one.times())))
            .toList());
  }
}
