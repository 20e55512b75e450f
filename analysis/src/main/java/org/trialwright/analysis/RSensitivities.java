package org.trialwright.analysis;

import java.util.List;
import org.trialwright.study.How;
import org.trialwright.study.Method;
import org.trialwright.study.Study;

/** The part of the R script that makes weighted numbers, true strata and subgroups again. */
final class RSensitivities {
  private final Study study;
  private final Report report;
  private final StringBuilder out = new StringBuilder();

  RSensitivities(Study study, Report report) {
    this.study = study;
    this.report = report;
  }

  void write(StringBuilder into) {
    report.sensitivities().forEach(this::write);
    report.subgroups().forEach(this::write);
    into.append(out);
  }

  private void write(Sensitivity one) {
    var place = one.endpoint() + " in " + one.set() + ", " + one.event() + ", " + one.method();
    switch (one.found()) {
      case Sensitivity.Weighted weighted -> {
        data(one.endpoint(), one.set(), weighted.reference(), weighted.group());
        var endpoint = study.measure().endpoint(one.endpoint()).orElseThrow();
        var by = RScript.by(Methods.within(endpoint, Method.Cox.class), false);
        weighted(place, RScript.text(Datasets.day(one.event())), by, weighted);
      }
      case Sensitivity.TrueStrata truly -> {
        for (var result : truly.results()) {
          truly(place, one, result);
        }
      }
      case Sensitivity.None _,
          Sensitivity.Tipping _,
          Sensitivity.Mixture _,
          Sensitivity.Ranked _ -> {}
    }
  }

  private void weighted(String place, String day, String by, Sensitivity.Weighted weighted) {
    check(
        place + ": left",
        "sum(of(gone.by(d, " + day + "), " + RScript.text(weighted.group()) + ")$gone)",
        weighted.left());
    for (var result : weighted.results()) {
      if (result instanceof Result.HazardRatio ratio) {
        out.append("fit <- robust(d, %s, %s)%n".formatted(day, by));
        check(place + ": coefficient", "unname(coef(fit))", ratio.coefficient());
        check(place + ": robust error", "sqrt(vcov(fit)[1, 1])", ratio.standardError());
      } else if (result instanceof Result.SurvivalDifference difference) {
        at(place, day, by, difference, difference.group(), difference.ofGroup());
        at(place, day, by, difference, difference.reference(), difference.ofReference());
        difference
            .standardError()
            .known()
            .ifPresent(
                error ->
                    check(
                        place + ": error of the difference",
                        "sqrt(%s^2 + %s^2)"
                            .formatted(
                                at(day, by, difference.group(), difference.day(), "std.err"),
                                at(day, by, difference.reference(), difference.day(), "std.err")),
                        error));
      }
    }
  }

  private void at(
      String place,
      String day,
      String by,
      Result.SurvivalDifference difference,
      String group,
      double ours) {
    check(
        place + ": " + group + " at " + difference.time(),
        at(day, by, group, difference.day(), "surv"),
        ours);
  }

  private static String at(String day, String by, String arm, double when, String what) {
    return "weighted.at(d, %s, %s, %s, %s, \"%s\")"
        .formatted(day, by, RScript.text(arm), when, what);
  }

  private void truly(String place, Sensitivity one, Result result) {
    var endpoint = study.measure().endpoint(one.endpoint()).orElseThrow();
    switch (result) {
      case Result.HazardRatio ratio -> {
        data(one.endpoint(), one.set(), ratio.reference(), ratio.group());
        var by = RScript.by(Methods.within(endpoint, Method.Cox.class), true);
        check(place + ": coefficient", "unname(coef(ratio(d, " + by + ")))", ratio.coefficient());
      }
      case Result.LogRankTest test -> {
        data(one.endpoint(), one.set(), test.groups().toArray(String[]::new));
        var by = RScript.by(Methods.within(endpoint, Method.LogRank.class), true);
        check(place + ": chi-square", "logrank(d, " + by + ")", test.chiSquare());
      }
      default -> {}
    }
  }

  private void write(Subgroups one) {
    var subgroup =
        study.measure().plan().subgroups().stream()
            .filter(other -> other.name().equals(one.name()))
            .findFirst()
            .orElseThrow();
    var endpoint = study.measure().endpoint(one.endpoint()).orElseThrow();
    var within = Methods.within(endpoint, Method.Cox.class);
    List<How.Stratum> rest =
        within.stream().filter(stratum -> !Parts.same(stratum, subgroup)).toList();
    var column = subgroup.of().isEmpty() ? "SITEID" : Datasets.part(one.name());
    var place = one.endpoint() + " in " + one.set() + " by " + one.name();
    data(one.endpoint(), one.set(), one.reference(), one.group());
    out.append("d <- d[d[[%s]] != \"\", ]; l <- 0; kept <- c()%n".formatted(RScript.text(column)));
    if (one.overall().ratio() instanceof Result.HazardRatio ratio) {
      check(
          place + ": all",
          "unname(coef(ratio(d, " + RScript.by(within, false) + ")))",
          ratio.coefficient());
    }
    for (var part : one.levels()) {
      if (part.ratio() instanceof Result.HazardRatio ratio) {
        out.append(
            "fit <- ratio(d[d[[%s]] == %s, ], %s); l <- l + fit$loglik[2]; kept <- c(kept, %s)%n"
                .formatted(
                    RScript.text(column),
                    RScript.text(part.level()),
                    RScript.by(rest, false),
                    RScript.text(part.level())));
        check(place + ", " + part.level(), "unname(coef(fit))", ratio.coefficient());
        check(
            place + ", " + part.level() + " error", "sqrt(vcov(fit)[1, 1])", ratio.standardError());
      }
    }
    one.chiSquare()
        .known()
        .ifPresent(
            chiSquare -> {
              var by = RScript.by(rest, false).replace("c(", "c(" + RScript.text(column) + ", ");
              out.append(
                  "fit <- ratio(d[d[[%s]] %%in%% kept, ], %s)%n"
                      .formatted(RScript.text(column), by.replace(", )", ")")));
              check(place + ": interaction", "2 * (l - fit$loglik[2])", chiSquare);
            });
  }

  private void data(String endpoint, String set, String... groups) {
    out.append(
        "d <- rows(adtte, %s, %s, c(%s))%n"
            .formatted(
                RScript.text(endpoint),
                RScript.text(Datasets.flag(set)),
                String.join(", ", List.of(groups).stream().map(RScript::text).toList())));
  }

  private void check(String place, String r, double ours) {
    out.append("check(%s, %s, %s)%n".formatted(RScript.text(place), r, ours));
  }
}
