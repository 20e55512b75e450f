package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.analysis.Sensitivity;
import org.trialwright.figures.Look;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.statistics.Estimate;

/** What the answer hangs on: each other way to look at an endpoint, with what it finds. */
final class SensitivityTable {
  private final Names names;
  private final Words words;
  private final Numerals numerals;
  private final List<List<String>> rows = new ArrayList<>();

  private SensitivityTable(Names names, Words words) {
    this.names = names;
    this.words = words;
    this.numerals = new Numerals(Look.of(Pictures.language(words.language())));
  }

  /** Empty where there is none, and for the blinded. */
  static Optional<Table> of(Names names, Report report, Words words) {
    if (report.view() == Report.View.POOLED || report.sensitivities().isEmpty()) {
      return Optional.empty();
    }
    var table = new SensitivityTable(names, words);
    report.sensitivities().forEach(table::add);
    return Optional.of(
        new Table(
            words.say("other looks"),
            false,
            words.say("other looks note"),
            List.of(
                new Table.Column(words.say("endpoint"), false),
                new Table.Column(words.say("what if"), false),
                new Table.Column(words.say("estimate"), true),
                new Table.Column(words.say("limits"), true),
                new Table.Column("p", true),
                new Table.Column(words.say("remark"), false)),
            table.rows.stream()
                .map(row -> new Table.Line(row.stream().map(Table.Cell::new).toList(), false))
                .toList()));
  }

  private String endpoint(Sensitivity one) {
    var language = numerals.look().language();
    return (one.item().isEmpty() ? names.endpoint(one.endpoint()) : names.question(one.item()))
            .in(language)
        + ", "
        + names.set(one.set()).in(language);
  }

  private void row(
      Sensitivity one, String what, String estimate, String limits, String p, String remark) {
    rows.add(
        List.of(
            endpoint(one),
            one.event() + ": " + one.method() + (what.isEmpty() ? "" : ", " + what),
            estimate,
            limits,
            p,
            remark));
  }

  private void add(Sensitivity one) {
    switch (one.found()) {
      case Sensitivity.None(var why) -> row(one, "", "–", "–", "–", why.none().orElse(""));
      case Sensitivity.Weighted weighted -> {
        var remark =
            words.say(
                "left and weight",
                weighted.left(),
                weighted.leftOfReference(),
                numerals.numbers().fixed(weighted.largestWeight(), 2));
        weighted.results().forEach(result -> result(one, result, remark));
      }
      case Sensitivity.Tipping tipping -> tipping(one, tipping);
      case Sensitivity.Mixture mixture -> {
        pooled(
            one,
            words.say("as control", mixture.visit()),
            mixture.difference(),
            words.say("drawn answers", mixture.asControl(), mixture.atRandom(), mixture.draws()));
        pooled(one, words.say("as own group", mixture.visit()), mixture.same(), "");
      }
      case Sensitivity.Ranked ranked ->
          row(
              one,
              words.say("pairs better", ranked.visit()),
              numerals.numbers().fixed(ranked.superiority(), 3),
              "",
              numerals.p(ranked.p()),
              words.say("stand last", ranked.worst(), ranked.worstOfReference()));
      case Sensitivity.TrueStrata strata -> {
        var remark = words.say("other stratum", strata.differing());
        if (strata.results().isEmpty()) {
          row(one, "", "–", "–", "–", remark);
        }
        strata.results().forEach(result -> result(one, result, remark));
      }
    }
  }

  private void tipping(Sensitivity one, Sensitivity.Tipping tipping) {
    var last = tipping.factors().getLast();
    for (var factor : List.of(tipping.factors().getFirst(), last)) {
      var hazard = factor.logRatio();
      row(
          one,
          words.say("hazard times", numerals.numbers().shortest(factor.factor())),
          "HR " + numerals.numbers().fixed(Math.exp(hazard.estimate()), 2),
          numerals.range(Math.exp(hazard.lower()), Math.exp(hazard.upper()), 2),
          numerals.p(Estimate.of(hazard.p())),
          words.say(factor.holds() ? "claim holds" : "claim does not hold", tipping.claim()));
    }
    row(
        one,
        words.say("tipping point"),
        tipping.tips().map(numerals.numbers()::shortest).orElse("–"),
        "",
        "",
        tipping
                .tips()
                .map(factor -> words.say("conclusion changes"))
                .orElseGet(
                    () -> words.say("never changes", numerals.numbers().shortest(last.factor())))
            + "; "
            + words.say("times drawn", tipping.shifted(), tipping.draws()));
  }

  private void pooled(Sensitivity one, String what, Sensitivity.Pooled pooled, String remark) {
    row(
        one,
        what,
        numerals.numbers().fixed(pooled.estimate(), 1),
        numerals.range(pooled.lower(), pooled.upper(), 1),
        numerals.p(Estimate.of(pooled.p())),
        remark);
  }

  private void result(Sensitivity one, Result result, String remark) {
    switch (result) {
      case Result.HazardRatio ratio ->
          row(
              one,
              "",
              "HR " + numerals.numbers().fixed(ratio.ratio(), 2),
              numerals.range(ratio.lower(), ratio.upper(), 2),
              numerals.p(Estimate.of(ratio.p())),
              remark);
      case Result.SurvivalDifference found ->
          row(
              one,
              found.time(),
              numerals.numbers().fixed(100 * found.estimate(), 1),
              points(found),
              numerals.p(found.p()),
              remark);
      case Result.LogRankTest test ->
          row(
              one,
              words.say("log-rank"),
              "χ² " + numerals.numbers().fixed(test.chiSquare(), 2),
              "",
              numerals.p(Estimate.of(test.p())),
              remark);
      default -> row(one, "", "–", "–", "–", result.none().orElse(remark));
    }
  }

  private String points(Result.SurvivalDifference found) {
    return found.limits().lower() instanceof Estimate.Known(double lower)
            && found.limits().upper() instanceof Estimate.Known(double upper)
        ? numerals.range(100 * lower, 100 * upper, 1)
        : "–";
  }
}
