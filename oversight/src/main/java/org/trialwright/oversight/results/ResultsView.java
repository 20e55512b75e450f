package org.trialwright.oversight.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.analysis.Value;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Look;
import org.trialwright.figures.Numbers;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;
import org.trialwright.study.Measure;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/**
 * The pooled results, endpoint by endpoint.
 *
 * @param closed endpoints of which nothing may be shown before the committee releases it
 */
record ResultsView(List<Section> sections, List<String> closed) {
  ResultsView {
    sections = List.copyOf(sections);
    closed = List.copyOf(closed);
  }

  record Section(String name, boolean primary, List<Block> blocks) {
    Section {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * One result, with a picture, a table or a reason.
   *
   * @param none why there are no numbers; else empty
   * @param how method and convention, in the words of the study and of the method
   */
  record Block(
      String set,
      int rows,
      List<Analysed.LeftOut> leftOut,
      Optional<Drawn> drawn,
      Optional<Table> table,
      String none,
      String how) {
    Block {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * @param name by which the picture is asked for
   * @param finding in words
   */
  record Drawn(String name, String svg, String finding, Table numbers) {}

  static ResultsView of(
      Study study, Report report, Pictures pictures, Speaker speaker, Words words) {
    return new Building(study, report, pictures, speaker, words).view();
  }

  private record Building(
      Study study, Report report, Pictures pictures, Speaker speaker, Words words) {
    ResultsView view() {
      Map<String, List<Analysed>> byEndpoint = new LinkedHashMap<>();
      report
          .results()
          .forEach(
              one -> byEndpoint.computeIfAbsent(one.endpoint(), _ -> new ArrayList<>()).add(one));
      var sections = new ArrayList<Section>();
      var closed = new ArrayList<String>();
      byEndpoint.forEach(
          (name, results) -> {
            var endpoint = study.measure().endpoint(name);
            var said = endpoint.map(one -> speaker.endpoint(one).text()).orElse(name);
            var blocks =
                results.stream()
                    .filter(one -> !(one.result() instanceof Result.Refused))
                    .map(this::block)
                    .toList();
            if (blocks.isEmpty()) {
              closed.add(said);
            } else {
              sections.add(
                  new Section(said, endpoint.map(one -> one.primary()).orElse(false), blocks));
            }
          });
      return new ResultsView(sections, closed);
    }

    private Block block(Analysed one) {
      var figure = pictures.of(one);
      return new Block(
          one.item().isEmpty() ? set(one) : item(one) + ", " + set(one),
          one.rows(),
          one.leftOut(),
          figure.map(drawn -> drawn(one, drawn)),
          figure.isPresent() ? Optional.empty() : table(one),
          one.result().none().orElse(""),
          one.method() + ": " + one.convention());
    }

    private String set(Analysed one) {
      var set = speaker.set(one.set()).text();
      return one.of().isEmpty() ? set : set + ", " + speaker.arm(one.of()).text();
    }

    private String item(Analysed one) {
      int dot = one.item().indexOf('.');
      return Optional.ofNullable(study.forms().get(one.item().substring(0, Math.max(0, dot))))
          .flatMap(form -> form.item(one.item().substring(dot + 1)))
          .map(item -> speaker.question(item).text())
          .orElse(one.item());
    }

    private Drawn drawn(Analysed one, Figure figure) {
      var look = look();
      return new Drawn(
          Pictures.name(one), figure.svg(look), figure.finding(look), numbers(figure.table(look)));
    }

    private Look look() {
      return Look.of(Pictures.language(words.language()));
    }

    private Numbers numbers() {
      return look().numbers();
    }

    private Table numbers(org.trialwright.figures.Table table) {
      return new Table(
          words.say("numbers of the figure"),
          false,
          "",
          table.head().stream().map(head -> new Table.Column(head, false)).toList(),
          table.rows().stream()
              .map(
                  row ->
                      new Table.Line(
                          row.stream().map(cell -> new Table.Cell(cell.shown())).toList(), false))
              .toList());
    }

    private Optional<Table> table(Analysed one) {
      return switch (one.result()) {
        case Result.Shares shares -> Optional.of(shares(shares));
        case Result.Levels levels -> Optional.of(levels(levels));
        case Result.WorstGrades worst -> Optional.of(worst(one, worst));
        case Result.GradeShares shares -> Optional.of(gradeShares(one, shares));
        case Result.Means means -> Optional.of(means(means));
        case Result.Rates rates -> Optional.of(rates(rates));
        case Result.Curves _,
            Result.SurvivalDifference _,
            Result.HazardRatio _,
            Result.LogRankTest _,
            Result.Incidences _,
            Result.GrayTests _,
            Result.ShareDifference _,
            Result.FisherTest _,
            Result.RankSum _,
            Result.Repeated _,
            Result.Refused _,
            Result.NotEstimable _,
            Result.Later _ ->
            Optional.empty();
      };
    }

    private Table.Column text(String key) {
      return new Table.Column(words.say(key), false);
    }

    private Table.Column number(String key) {
      return new Table.Column(words.say(key), true);
    }

    private Table table(String caption, List<Table.Column> columns, List<List<String>> rows) {
      return new Table(
          words.say(caption),
          true,
          "",
          columns,
          rows.stream()
              .map(row -> new Table.Line(row.stream().map(Table.Cell::new).toList(), false))
              .toList());
    }

    private Table shares(Result.Shares shares) {
      return table(
          "share of people",
          List.of(
              text("person or group"),
              number("yes of all"),
              number("per cent"),
              number("exact limits")),
          shares.shares().stream().map(share -> share(words.say("all arms"), share)).toList());
    }

    private List<String> share(String head, Result.ShareOf share) {
      return List.of(
          head,
          share.events() + " / " + share.total(),
          known(share.estimate(), value -> numbers().percent(value, share.total())),
          limits(share.limits(), share.total()));
    }

    private String limits(Limits limits, int of) {
      return known(limits.lower(), value -> numbers().percent(value, of))
          + "–"
          + known(limits.upper(), value -> numbers().percent(value, of));
    }

    private static String known(Estimate estimate, DoubleFunction<String> written) {
      return estimate instanceof Estimate.Known(double value) ? written.apply(value) : "?";
    }

    private Table levels(Result.Levels levels) {
      var rows = new ArrayList<List<String>>();
      for (var group : levels.groups()) {
        for (int i = 0; i < levels.levels().size(); i++) {
          int count = group.counts().get(i);
          rows.add(
              List.of(
                  levels.levels().get(i),
                  count + " / " + group.total(),
                  group.total() == 0
                      ? "?"
                      : numbers().percent((double) count / group.total(), group.total())));
        }
      }
      return table(
          "levels", List.of(text("level"), number("yes of all"), number("per cent")), rows);
    }

    /** A term as its list has it; the sum over all terms has a word of its own. */
    private String term(Analysed one, String code) {
      return study
          .measure()
          .endpoint(one.endpoint())
          .map(Measure.Endpoint::what)
          .filter(Measure.What.Worst.class::isInstance)
          .map(what -> ((Measure.What.Worst) what).by())
          .filter(
              by -> by.type() instanceof Type.Coded coded && coded.list().codes().contains(code))
          .map(by -> speaker.code(by, code).text())
          .orElseGet(() -> code.equals(Value.Grades.ANY) ? words.say("any of them") : code);
    }

    private Table worst(Analysed one, Result.WorstGrades worst) {
      var columns = new ArrayList<>(List.of(text("what happened")));
      worst
          .grades()
          .forEach(grade -> columns.add(new Table.Column(words.say("grade n", grade), true)));
      columns.add(number("people counted"));
      var rows = new ArrayList<List<String>>();
      for (var row : worst.rows()) {
        var cells = new ArrayList<>(List.of(term(one, row.term())));
        for (int i = 0; i < worst.grades().size(); i++) {
          cells.add(String.valueOf(row.worst().get(i)));
        }
        cells.add(String.valueOf(row.total()));
        rows.add(cells);
      }
      return table("worst grades", columns, rows);
    }

    private Table gradeShares(Analysed one, Result.GradeShares shares) {
      return table(
          "worst grades",
          List.of(
              text("what happened"),
              number("yes of all"),
              number("per cent"),
              number("exact limits")),
          shares.shares().stream()
              .map(
                  share ->
                      share(
                          words.say("term of grade", term(one, share.term()), share.atLeast()),
                          share.share()))
              .toList());
    }

    private Table means(Result.Means means) {
      return table(
          "means",
          List.of(text("person or group"), number("people counted"), number("mean"), number("sd")),
          means.means().stream()
              .map(
                  mean ->
                      List.of(
                          words.say("all arms"),
                          String.valueOf(mean.n()),
                          known(mean.mean(), value -> numbers().fixed(value, 1)),
                          known(mean.sd(), value -> numbers().fixed(value, 1))))
              .toList());
    }

    private Table rates(Result.Rates rates) {
      return table(
          "rates",
          List.of(
              text("person or group"), number("events"), number("person-years"), number("rate")),
          rates.rates().stream()
              .map(
                  rate ->
                      List.of(
                          words.say("all arms"),
                          String.valueOf(rate.events()),
                          numbers().fixed(rate.personYears(), 1),
                          known(rate.rate(), value -> numbers().fixed(value, 3))))
              .toList());
    }
  }
}
