package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Result;
import org.trialwright.figures.Look;
import org.trialwright.figures.Text;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;

/** Results as tables: one shape for counts, one for what compares groups. */
final class ResultTables {
  private final Names names;
  private final Words words;
  private final Numerals numerals;

  ResultTables(Names names, Words words) {
    this.names = names;
    this.words = words;
    this.numerals = new Numerals(Look.of(Pictures.language(words.language())));
  }

  /** Whether a figure and its numbers leave nothing for a table. */
  static boolean saidByFigure(Result result) {
    return result instanceof Result.Curves || result instanceof Result.Incidences;
  }

  /** Empty when there are no numbers. */
  Optional<Table> of(Analysed one) {
    return switch (one.result()) {
      case Result.Curves curves -> Optional.of(curves(curves));
      case Result.Incidences incidences -> Optional.of(incidences(incidences));
      case Result.SurvivalDifference found -> Optional.of(difference(found));
      case Result.HazardRatio ratio -> Optional.of(ratio(ratio));
      case Result.LogRankTest test -> Optional.of(logRank(test));
      case Result.GrayTests tests -> Optional.of(gray(tests));
      case Result.Shares shares -> Optional.of(shares(shares));
      case Result.ShareDifference found -> Optional.of(difference(found));
      case Result.FisherTest test -> Optional.of(fisher(test));
      case Result.Levels levels -> Optional.of(levels(levels));
      case Result.RankSum test -> Optional.of(ranks(test));
      case Result.WorstGrades worst -> Optional.of(worst(one, worst));
      case Result.GradeShares shares -> Optional.of(gradeShares(one, shares));
      case Result.Repeated repeated -> Optional.of(repeated(repeated));
      case Result.Means means -> Optional.of(means(means));
      case Result.MeanDifference found -> Optional.of(difference(found));
      case Result.Rates rates -> Optional.of(rates(rates));
      case Result.Refused _, Result.NotEstimable _, Result.Later _ -> Optional.empty();
    };
  }

  private Table.Column text(String head) {
    return new Table.Column(head, false);
  }

  private Table.Column number(String head) {
    return new Table.Column(head, true);
  }

  private static Table table(String caption, List<Table.Column> columns, List<List<String>> rows) {
    return new Table(
        caption,
        true,
        "",
        columns,
        rows.stream()
            .map(row -> new Table.Line(row.stream().map(Table.Cell::new).toList(), false))
            .toList());
  }

  private String in(Text text) {
    return text.in(numerals.look().language());
  }

  private String group(String name) {
    return in(names.group(name));
  }

  private String against(String group, String reference) {
    return words.say("group against", group(group), group(reference));
  }

  // ---- what compares groups

  private Table compared(List<List<String>> rows) {
    return table(
        words.say("comparison"),
        List.of(
            text(words.say("comparison")),
            number(words.say("estimate")),
            number(words.say("limits")),
            number("p")),
        rows);
  }

  private Table difference(Result.SurvivalDifference found) {
    return compared(
        List.of(
            List.of(
                words.say("difference at", against(found.group(), found.reference()), found.time()),
                points(found.estimate()),
                words.say("points", points(found.limits())),
                numerals.p(found.p()))));
  }

  private Table difference(Result.ShareDifference found) {
    return compared(
        List.of(
            List.of(
                words.say("difference of", against(found.group(), found.reference())),
                points(found.estimate()),
                words.say("points", numerals.range(100 * found.lower(), 100 * found.upper(), 1)),
                "")));
  }

  private Table difference(Result.MeanDifference found) {
    return compared(
        List.of(
            List.of(
                words.say("difference at", against(found.group(), found.reference()), found.time()),
                numerals.numbers().fixed(found.estimate(), 2),
                numerals.range(found.lower(), found.upper(), 2),
                numerals.p(Estimate.of(found.p())))));
  }

  private String points(double share) {
    return numerals.numbers().fixed(100 * share, 1);
  }

  private String points(Limits limits) {
    return limits.lower() instanceof Estimate.Known(double lower)
            && limits.upper() instanceof Estimate.Known(double upper)
        ? numerals.range(100 * lower, 100 * upper, 1)
        : "–";
  }

  private Table ratio(Result.HazardRatio ratio) {
    var of = against(ratio.group(), ratio.reference());
    return compared(
        List.of(
            List.of(
                ratio.cause().isEmpty()
                    ? words.say("hazard ratio", of)
                    : words.say("hazard ratio of", ratio.cause(), of),
                numerals.numbers().fixed(ratio.ratio(), 2),
                numerals.range(ratio.lower(), ratio.upper(), 2),
                numerals.p(Estimate.of(ratio.p())))));
  }

  private Table logRank(Result.LogRankTest test) {
    return compared(
        List.of(
            List.of(
                words.say("log-rank"),
                chiSquare(test.chiSquare(), test.df()),
                "",
                numerals.p(Estimate.of(test.p())))));
  }

  private Table gray(Result.GrayTests tests) {
    return compared(
        tests.tests().stream()
            .map(
                test ->
                    List.of(
                        words.say("gray", test.cause()),
                        test.chiSquare() instanceof Estimate.Known(double value)
                            ? chiSquare(value, test.df())
                            : "–",
                        "",
                        numerals.p(test.p())))
            .toList());
  }

  private String chiSquare(double value, int df) {
    return "χ² " + numerals.numbers().fixed(value, 2) + ", df " + df;
  }

  private Table fisher(Result.FisherTest test) {
    return compared(
        List.of(
            List.of(
                words.say("odds ratio", against(test.group(), test.reference())),
                numerals.of(test.oddsRatio(), 2),
                numerals.range(new Limits(test.lower(), test.upper()), 2),
                numerals.p(Estimate.of(test.p())))));
  }

  private Table ranks(Result.RankSum test) {
    return compared(
        List.of(
            List.of(
                words.say("rank sum", against(test.group(), test.reference())),
                "W " + numerals.numbers().fixed(test.w(), 1),
                "",
                numerals.p(test.p()))));
  }

  private Table repeated(Result.Repeated repeated) {
    var of = against(repeated.group(), repeated.reference());
    return compared(
        repeated.visits().stream()
            .map(
                visit ->
                    List.of(
                        words.say("difference at", of, visit.visit()),
                        numerals.numbers().fixed(visit.estimate(), 1),
                        numerals.range(visit.lower(), visit.upper(), 1),
                        numerals.p(Estimate.of(visit.p()))))
            .toList());
  }

  // ---- curves that are not drawn

  private Table curves(Result.Curves curves) {
    return table(
        words.say("curves"),
        List.of(
            text(words.say("person or group")),
            number(words.say("yes of all")),
            number(words.say("median days")),
            number(words.say("limits"))),
        curves.curves().stream()
            .map(
                curve ->
                    List.of(
                        group(curve.group()),
                        curve.events() + " / " + curve.n(),
                        numerals.of(curve.median(), 0),
                        numerals.range(curve.medianLimits(), 0)))
            .toList());
  }

  private Table incidences(Result.Incidences incidences) {
    var rows = new ArrayList<List<String>>();
    for (var one : incidences.incidences()) {
      for (var cause : one.causes()) {
        int last = cause.incidence().size() - 1;
        rows.add(
            List.of(
                group(one.group()) + ", " + cause.cause(),
                cause.events() + " / " + one.n(),
                last < 0 ? "–" : numerals.numbers().percent(cause.incidence().get(last), one.n())));
      }
    }
    return table(
        words.say("curves"),
        List.of(
            text(words.say("person or group")),
            number(words.say("yes of all")),
            number(words.say("per cent"))),
        rows);
  }

  // ---- counts

  private Table shares(Result.Shares shares) {
    return table(
        words.say("share of people"),
        List.of(
            text(words.say("person or group")),
            number(words.say("yes of all")),
            number(words.say("per cent")),
            number(words.say("exact limits"))),
        shares.shares().stream().map(share -> share(group(share.group()), share)).toList());
  }

  private List<String> share(String head, Result.ShareOf share) {
    return List.of(
        head,
        share.events() + " / " + share.total(),
        numerals.percent(share.estimate(), share.total()),
        numerals.percents(share.limits(), share.total()));
  }

  private Table levels(Result.Levels levels) {
    var rows = new ArrayList<List<String>>();
    for (var group : levels.groups()) {
      for (int i = 0; i < levels.levels().size(); i++) {
        int count = group.counts().get(i);
        rows.add(
            List.of(
                levels.groups().size() > 1
                    ? group(group.group()) + ", " + levels.levels().get(i)
                    : levels.levels().get(i),
                count + " / " + group.total(),
                group.total() == 0
                    ? "–"
                    : numerals.numbers().percent((double) count / group.total(), group.total())));
      }
    }
    return table(
        words.say("levels"),
        List.of(
            text(words.say("level")),
            number(words.say("yes of all")),
            number(words.say("per cent"))),
        rows);
  }

  /** A term, and whose it is where there are several groups. */
  private String term(Analysed one, String term, String group) {
    var said = in(names.term(one.endpoint(), term));
    return names.arms().contains(group) ? said + ", " + group(group) : said;
  }

  private Table worst(Analysed one, Result.WorstGrades worst) {
    var columns = new ArrayList<>(List.of(text(words.say("what happened"))));
    worst.grades().forEach(grade -> columns.add(number(words.say("grade n", grade))));
    columns.add(number(words.say("people counted")));
    var rows = new ArrayList<List<String>>();
    for (var row : worst.rows()) {
      var cells = new ArrayList<>(List.of(term(one, row.term(), row.group())));
      for (int i = 0; i < worst.grades().size(); i++) {
        cells.add(String.valueOf(row.worst().get(i)));
      }
      cells.add(String.valueOf(row.total()));
      rows.add(cells);
    }
    return table(words.say("worst grades"), columns, rows);
  }

  private Table gradeShares(Analysed one, Result.GradeShares shares) {
    return table(
        words.say("worst grades"),
        List.of(
            text(words.say("what happened")),
            number(words.say("yes of all")),
            number(words.say("per cent")),
            number(words.say("exact limits"))),
        shares.shares().stream()
            .map(
                share ->
                    share(
                        words.say(
                            "term of grade",
                            term(one, share.term(), share.share().group()),
                            share.atLeast()),
                        share.share()))
            .toList());
  }

  private Table means(Result.Means means) {
    return table(
        words.say("means"),
        List.of(
            text(words.say("person or group")),
            number(words.say("people counted")),
            number(words.say("mean")),
            number(words.say("sd"))),
        means.means().stream()
            .map(
                mean ->
                    List.of(
                        group(mean.group()),
                        String.valueOf(mean.n()),
                        numerals.of(mean.mean(), 1),
                        numerals.of(mean.sd(), 1)))
            .toList());
  }

  private Table rates(Result.Rates rates) {
    return table(
        words.say("rates"),
        List.of(
            text(words.say("person or group")),
            number(words.say("events")),
            number(words.say("person-years")),
            number(words.say("rate"))),
        rates.rates().stream()
            .map(
                rate ->
                    List.of(
                        group(rate.group()),
                        String.valueOf(rate.events()),
                        numerals.numbers().fixed(rate.personYears(), 1),
                        numerals.of(rate.rate(), 3)))
            .toList());
  }
}
