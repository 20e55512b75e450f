package org.trialwright.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Decision;
import org.trialwright.analysis.Flow;
import org.trialwright.analysis.Look;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;

/** A report as lines that people read; every number in full is in its JSON. */
final class ReportText {
  private static final double LEAST_P = 0.0001;

  private final Report report;
  private final boolean rehearsal;
  private final long otherVersions;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param otherVersions how many facts were recorded under another version of the study
   */
  ReportText(Report report, boolean rehearsal, long otherVersions) {
    this.report = report;
    this.rehearsal = rehearsal;
    this.otherVersions = otherVersions;
  }

  List<String> lines() {
    head();
    flow();
    results();
    tests();
    looks();
    beside();
    return List.copyOf(lines);
  }

  private void line(String text) {
    lines.add(text);
  }

  private void head() {
    line(
        "%s, version %s, on %s: %s"
            .formatted(
                report.study(),
                report.version(),
                report.day(),
                report.view() == Report.View.POOLED
                    ? "all arms together"
                    : "BY ARM, for the data monitoring committee"));
    if (rehearsal) {
      line("A rehearsal: every participant is made up.");
    }
    line(
        "Up to fact %d, %s; study %s."
            .formatted(
                report.sequence(),
                report.head().isEmpty() ? "no hash" : report.head().substring(0, 16),
                report.seal().substring(0, 16)));
    if (otherVersions > 0) {
      line("%d facts were recorded under another version of the study.".formatted(otherVersions));
    }
  }

  private void flow() {
    Flow flow = report.flow();
    line("");
    line("Participants");
    line(
        "  %d registered: %d left before allocation, %d in screening, %d allocated"
            .formatted(
                flow.registered(),
                flow.registered() - flow.inScreening() - flow.allocated(),
                flow.inScreening(),
                flow.allocated()));
    flow.excluded().forEach((why, count) -> line("    %d %s".formatted(count, why)));
    for (Flow.Row arm : flow.arms()) {
      line(
          "  %s: %d allocated, %d started, %d go on%s%s"
              .formatted(
                  arm.arm(),
                  arm.allocated(),
                  arm.started(),
                  arm.ongoing(),
                  arm.unseen().map(n -> " (" + n + " unseen for a year)").orElse(""),
                  counts(arm.ended())));
      line("    in %s".formatted(counted(arm.sets())));
    }
  }

  private static String counts(Map<String, Integer> counts) {
    return counts.isEmpty() ? "" : ", " + counted(counts);
  }

  private static String counted(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void results() {
    String endpoint = "";
    for (Analysed one : report.results()) {
      if (!one.endpoint().equals(endpoint)) {
        endpoint = one.endpoint();
        line("");
        line(endpoint);
        refusal(endpoint).ifPresent(reason -> line("  " + reason));
      }
      if (refusal(endpoint).isPresent()) {
        continue;
      }
      line(
          "  %s%s in %s%s, n %d"
              .formatted(
                  one.item().isEmpty() ? "" : one.item() + ": ",
                  one.method(),
                  one.set(),
                  one.of().isEmpty() ? "" : " of " + one.of(),
                  one.rows()));
      result(one.result());
    }
  }

  /** The one reason for which everything about an endpoint is refused. */
  private Optional<String> refusal(String endpoint) {
    var results = report.of(endpoint).stream().map(Analysed::result).distinct().toList();
    return results.size() == 1 && results.getFirst() instanceof Result.Refused(var reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private void result(Result result) {
    switch (result) {
      case Result.Curves curves -> curves.curves().forEach(this::curve);
      case Result.SurvivalDifference one ->
          line(
              "    %s - %s at %s: %s %s, p %s"
                  .formatted(
                      one.group(),
                      one.reference(),
                      one.time(),
                      number(one.estimate()),
                      limits(one.limits()),
                      p(one.p())));
      case Result.HazardRatio one ->
          line(
              "    %s / %s%s: %s (%s to %s), p %s, %d events"
                  .formatted(
                      one.group(),
                      one.reference(),
                      one.cause().isEmpty() ? "" : ", " + one.cause(),
                      number(one.ratio()),
                      number(one.lower()),
                      number(one.upper()),
                      p(one.p()),
                      one.events()));
      case Result.LogRankTest one ->
          line(
              "    chi-square %s, df %d, p %s"
                  .formatted(number(one.chiSquare()), one.df(), p(one.p())));
      case Result.Incidences found ->
          found
              .incidences()
              .forEach(
                  one ->
                      one.causes()
                          .forEach(
                              cause ->
                                  line(
                                      "    %s: %s %d, at the end %s"
                                          .formatted(
                                              one.group(),
                                              cause.cause(),
                                              cause.events(),
                                              number(
                                                  cause
                                                      .incidence()
                                                      .get(cause.incidence().size() - 1))))));
      case Result.GrayTests tests ->
          tests.tests().forEach(one -> line("    %s: p %s".formatted(one.cause(), p(one.p()))));
      case Result.Shares shares -> shares.shares().forEach(this::share);
      case Result.ShareDifference one ->
          line(
              "    %s - %s: %s (%s to %s)"
                  .formatted(
                      one.group(),
                      one.reference(),
                      number(one.estimate()),
                      number(one.lower()),
                      number(one.upper())));
      case Result.FisherTest one ->
          line("    p %s, odds ratio %s".formatted(p(one.p()), number(one.oddsRatio())));
      case Result.Levels levels ->
          levels
              .groups()
              .forEach(
                  one ->
                      line(
                          "    %s: %s of levels %s"
                              .formatted(one.group(), one.counts(), levels.levels())));
      case Result.RankSum one -> line("    W %s, p %s".formatted(number(one.w()), p(one.p())));
      case Result.WorstGrades worst -> {
        line("    grades %s".formatted(String.join(" ", worst.grades())));
        worst
            .rows()
            .forEach(
                one ->
                    line(
                        "    %s, %s: %s of %d"
                            .formatted(one.term(), one.group(), one.worst(), one.total())));
      }
      case Result.GradeShares shares ->
          line("    %d shares with their limits are in the JSON".formatted(shares.shares().size()));
      case Result.Repeated repeated ->
          repeated
              .visits()
              .forEach(
                  one ->
                      line(
                          "    %s - %s at %s: %s (%s to %s), p %s"
                              .formatted(
                                  repeated.group(),
                                  repeated.reference(),
                                  one.visit(),
                                  number(one.estimate()),
                                  number(one.lower()),
                                  number(one.upper()),
                                  p(one.p()))));
      case Result.Means means ->
          means
              .means()
              .forEach(
                  one ->
                      line(
                          "    %s: %s, sd %s"
                              .formatted(one.group(), number(one.mean()), number(one.sd()))));
      case Result.MeanDifference one ->
          line(
              "    %s - %s at %s: %s (%s to %s), p %s"
                  .formatted(
                      one.group(),
                      one.reference(),
                      one.time(),
                      number(one.estimate()),
                      number(one.lower()),
                      number(one.upper()),
                      p(one.p())));
      case Result.Rates rates ->
          rates
              .rates()
              .forEach(
                  one ->
                      line(
                          "    %s: %d in %s years, %s %s"
                              .formatted(
                                  one.group(),
                                  one.events(),
                                  number(one.personYears()),
                                  number(one.rate()),
                                  limits(one.limits()))));
      case Result.Refused _, Result.NotEstimable _, Result.Later _ ->
          line("    %s".formatted(result.none().orElse("")));
    }
  }

  private void curve(Result.Curve curve) {
    line(
        "    %s: %d of %d, median %s d"
            .formatted(curve.group(), curve.events(), curve.n(), number(curve.median())));
    curve
        .at()
        .forEach(
            at ->
                line(
                    "      at %s %s %s, %d at risk"
                        .formatted(
                            at.time(), number(at.survival()), limits(at.limits()), at.atRisk())));
  }

  private void share(Result.ShareOf share) {
    line(
        "    %s: %d of %d, %s %s"
            .formatted(
                share.group(),
                share.events(),
                share.total(),
                number(share.estimate()),
                limits(share.limits())));
  }

  private void tests() {
    if (report.tests().isEmpty()) {
      return;
    }
    line("");
    line("Planned tests");
    for (Decision test : report.tests()) {
      line(
          "  %s: %s (%s)"
              .formatted(
                  test.test(),
                  test.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                      + (test.early() ? " so far, which decides nothing" : ""),
                  test.reason()));
      test.evidence()
          .forEach(
              one ->
                  line(
                      "    %s%s %s, %s, alpha %s: %s"
                          .formatted(
                              one.set(),
                              one.item().isEmpty() ? "" : ", " + one.item(),
                              number(one.estimate()),
                              one.bound().known().isPresent()
                                  ? "limit " + number(one.bound())
                                  : "p " + p(one.p()),
                              number(one.alpha()),
                              one.holds() ? "holds" : "does not hold")));
    }
  }

  private void looks() {
    line("");
    line("Planned looks");
    for (Look look : report.looks()) {
      line(
          "  %s: %s%s"
              .formatted(
                  look.name(),
                  look.due().map(due -> look.seen() + " of " + due).orElse("by the calendar"),
                  look.reason().isEmpty() ? "" : " (" + look.reason() + ")"));
      look.statistic()
          .ifPresent(
              one ->
                  line(
                      "    z %s against %s at information %s: %s; conditional power %s"
                          .formatted(
                              number(one.z()),
                              number(one.critical()),
                              number(one.information()),
                              one.passed() ? "passed" : "not passed",
                              number(one.power().underCurrentTrend()))));
      look.watched()
          .forEach(
              one ->
                  line(
                      "    %s: %d of %d, bound %s against %s%s"
                          .formatted(
                              one.endpoint(),
                              one.events(),
                              one.total(),
                              number(one.bound()),
                              number(one.limit()),
                              one.pause() ? ": PAUSE " + one.arm() : "")));
    }
  }

  private void beside() {
    if (report.exposure().isEmpty()) {
      return;
    }
    line("");
    line("Doses");
    report
        .exposure()
        .forEach(
            one ->
                line(
                    "  %s, %s: %d of %d treated, %d doses, mean intensity %s"
                        .formatted(
                            one.drug(),
                            one.arm(),
                            one.treated(),
                            one.allocated(),
                            one.doses(),
                            number(one.meanIntensity()))));
    line("");
    line("Visits: within their windows, outside, missed");
    report
        .windows()
        .forEach(
            one ->
                line(
                    "  %s, %s: %d, %d, %d"
                        .formatted(
                            one.visit(), one.arm(), one.within(), one.outside(), one.missed())));
    line("");
    line("Deviations");
    report
        .deviations()
        .forEach(
            one ->
                line(
                    "  %s (%s): %d participants"
                        .formatted(one.sentence(), one.arm(), one.participants())));
  }

  private static String number(double value) {
    return "%.4g".formatted(value);
  }

  private static String number(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Known(double value) -> number(value);
      case Estimate.NotEstimable _ -> "not estimable";
    };
  }

  private static String limits(Limits limits) {
    return limits.lower().known().isEmpty() && limits.upper().known().isEmpty()
        ? ""
        : "(" + number(limits.lower()) + " to " + number(limits.upper()) + ")";
  }

  private static String p(double p) {
    return p < LEAST_P ? "< 0.0001" : "%.4f".formatted(p);
  }

  private static String p(Estimate p) {
    return switch (p) {
      case Estimate.Known(double value) -> p(value);
      case Estimate.NotEstimable _ -> "not estimable";
    };
  }
}
