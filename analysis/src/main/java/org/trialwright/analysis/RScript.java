package org.trialwright.analysis;

import java.util.List;
import java.util.stream.Collectors;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Study;

/** An R script that makes a report's main numbers again and holds them against the report's. */
final class RScript {
  private static final String HEAD =
      """
      # Makes the main numbers of the report again, from the tables beside this script, and holds them
      # against the report's. Run: Rscript reproduce.R        Needs the packages survival and cmprsk.
      suppressMessages({library(survival); library(cmprsk)})
      exact <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 100)
      read <- function(file) read.csv(file, colClasses = "character", na.strings = character())
      adsl <- read("adsl.csv"); adtte <- read("adtte.csv"); adrs <- read("adrs.csv")
      seen <- 0; differing <- 0; largest <- 0
      check <- function(what, r, ours) {
        seen <<- seen + 1
        d <- abs(r - ours) / max(1, abs(ours))
        if (length(d) != 1 || is.na(d) || d > 1e-8) {
          differing <<- differing + 1
          cat("DIFFERS", what, "R", format(r, digits = 17), "report", format(ours, digits = 17), "\\n")
        } else largest <<- max(largest, d)
      }
      rows <- function(table, param, flag, arms, pending = FALSE) {
        d <- merge(table[table$PARAMCD == param, ], adsl[adsl[[flag]] == "Y", setdiff(names(adsl), "TRT01P")],
                   by = "USUBJID")
        if (!"" %in% arms) { d <- d[d$TRT01P %in% arms, ]; d$arm <- factor(d$TRT01P, levels = arms) }
        else d$arm <- factor(rep("", nrow(d)))
        if (!is.null(d$CNSR)) {
          d$time <- as.numeric(d$AVAL) - 1
          d$time[d$time <= 0] <- 0.5
          d$cause <- ifelse(d$CNSR == "0" | (pending & d$CNSR == "2"), 1, ifelse(d$CNSR == "3", 2, 0))
        } else { d <- d[d$AVAL != "", ]; d$value <- as.numeric(d$AVAL) }
        d
      }
      of <- function(d, arm) if (arm == "") d else d[d$arm == arm, ]
      surv <- function(d) survfit(Surv(time, cause == 1) ~ 1, data = d)
      at <- function(d, day, what) summary(surv(d), times = day, extend = TRUE)[[what]]
      strata.of <- function(d, by) if (length(by) == 0) rep(1, nrow(d)) else do.call(paste, d[by])
      ratio <- function(d, by, which = 1) {
        d$by <- strata.of(d, by); d$x <- as.integer(d$arm) - 1; d$event <- d$cause == which
        coxph(Surv(time, event) ~ x + strata(by), data = d, control = exact)
      }
      logrank <- function(d, by) {
        d$by <- strata.of(d, by)
        survdiff(Surv(time, cause == 1) ~ arm + strata(by), data = d)$chisq
      }
      incidence <- function(d, cause) {
        found <- cuminc(d$time, d$cause)[[paste(1, cause)]]
        if (is.null(found)) 0 else tail(found$est, 1)
      }
      gone.by <- function(d, day) {          # as if it could not happen: censored, the others weighted
        left <- as.numeric(as.Date(d[[day]], format = "%Y-%m-%d") - as.Date(d$RANDDT))
        left[is.na(left)] <- Inf
        left <- pmax(left, 0.5)
        d$gone <- as.integer(left < d$time)
        d$ended <- as.integer(d$cause != 0 & !d$gone)
        d$event <- as.integer(d$cause == 1 & !d$gone)
        d$time <- pmin(d$time, left)
        d
      }
      weighted <- function(d, day, by) {
        d <- gone.by(d, day)
        d$by <- strata.of(d, by); d$cell <- paste(d$arm, d$by); d$id <- seq_len(nrow(d))
        d$x <- as.integer(d$arm) - 1
        own <- d[c("id", "arm", "x", "by", "cell", "time", "event")]
        long <- survSplit(Surv(time, event) ~ ., data = own, cut = unique(d$time), start = "from")
        for (cell in unique(d$cell)) {       # on one day an event comes before leaving
          stay <- survfit(Surv(time - ended / 4, gone) ~ 1, data = d[d$cell == cell, ])
          here <- long$cell == cell
          long$w[here] <- 1 / stepfun(stay$time, c(1, stay$surv))(long$from[here])
        }
        long
      }
      robust <- function(d, day, by)
        coxph(Surv(from, time, event) ~ x + strata(by), data = weighted(d, day, by), weights = w,
              cluster = id, robust = TRUE, control = exact)
      weighted.at <- function(d, day, by, arm, when, what)
        summary(survfit(Surv(from, time, event) ~ 1, data = of(weighted(d, day, by), arm), weights = w,
                        id = id, cluster = id, robust = TRUE), times = when, extend = TRUE)[[what]]
      gray <- function(d, cause) cuminc(d$time, d$cause, group = d$arm)$Tests[as.character(cause), "stat"]

      """;

  private final Study study;
  private final Report report;
  private final StringBuilder out = new StringBuilder(HEAD);

  RScript(Study study, Report report) {
    this.study = study;
    this.report = report;
  }

  String text() {
    for (var one : report.results()) {
      var endpoint = study.measure().endpoint(one.endpoint()).orElseThrow();
      boolean parted =
          !Grouping.comparesArms(endpoint)
              && !(endpoint.groups() instanceof Measure.Groups.Together);
      if (one.item().isEmpty() && !parted) {
        write(one, endpoint);
      }
    }
    new RSensitivities(study, report).write(out);
    out.append(
        """

        cat(seen, "numbers,", differing, "differ; the largest relative difference of the others is",
            format(largest), "\\n")
        if (differing > 0) quit(status = 1)
        """);
    return out.toString();
  }

  private void write(Analysed one, Measure.Endpoint endpoint) {
    boolean time = endpoint.what() instanceof Measure.What.TimeTo;
    switch (one.result()) {
      case Result.Curves curves when time -> curves(one, endpoint, curves);
      case Result.HazardRatio ratio -> ratio(one, endpoint, ratio);
      case Result.LogRankTest test -> {
        data(one, endpoint, test.groups());
        check(one, "chi-square", "logrank(d, " + by(one, endpoint) + ")", test.chiSquare());
      }
      case Result.Incidences found -> incidences(one, endpoint, found);
      case Result.GrayTests tests -> gray(one, endpoint, tests);
      case Result.Shares shares when endpoint.what() instanceof Measure.What.Share ->
          shares(one, endpoint, shares);
      case Result.FisherTest test -> {
        data(one, endpoint, List.of(test.reference(), test.group()));
        check(one, "p", "fisher.test(table(d$value, d$arm))$p.value", test.p());
      }
      case Result.RankSum test -> {
        data(one, endpoint, List.of(test.reference(), test.group()));
        test.p()
            .known()
            .ifPresent(
                p ->
                    check(
                        one,
                        "p",
                        "wilcox.test(value ~ arm, data = d, exact = FALSE, correct ="
                            + " FALSE)$p.value",
                        p));
      }
      default -> {}
    }
  }

  private void curves(Analysed one, Measure.Endpoint endpoint, Result.Curves curves) {
    data(one, endpoint, curves.curves().stream().map(Result.Curve::group).toList());
    for (var curve : curves.curves()) {
      var d = "of(d, " + text(arm(curve.group())) + ")";
      check(one, curve.group() + " n", "nrow(" + d + ")", curve.n());
      check(one, curve.group() + " events", "sum(" + d + "$cause == 1)", curve.events());
      double sum = 0;
      double limits = 0;
      for (int i = 0; i < curve.survival().size(); i++) {
        sum += curve.survival().get(i);
        limits += curve.standardError().has(i) ? curve.standardError().get(i) : 0;
      }
      check(one, curve.group() + " curve", "sum(surv(" + d + ")$surv)", sum);
      check(
          one,
          curve.group() + " errors",
          "{s <- surv(" + d + "); sum((s$surv * s$std.err)[s$surv > 0])}",
          limits);
      for (var at : curve.at()) {
        check(
            one,
            curve.group() + " at " + at.time(),
            "at(" + d + ", " + at.day() + ", \"surv\")",
            at.survival());
        at.standardError()
            .known()
            .ifPresent(
                error ->
                    check(
                        one,
                        curve.group() + " error at " + at.time(),
                        "at(" + d + ", " + at.day() + ", \"std.err\")",
                        error));
      }
    }
  }

  private void ratio(Analysed one, Measure.Endpoint endpoint, Result.HazardRatio ratio) {
    data(one, endpoint, List.of(ratio.reference(), ratio.group()));
    int cause = ratio.cause().equals(Analyses.causes(endpoint).getLast()) ? 2 : 1;
    out.append(
        "fit <- ratio(d, %s, %d)%n"
            .formatted(by(one, endpoint), ratio.cause().isEmpty() ? 1 : cause));
    check(one, "coefficient " + ratio.cause(), "unname(coef(fit))", ratio.coefficient());
    check(one, "error " + ratio.cause(), "sqrt(vcov(fit)[1, 1])", ratio.standardError());
  }

  private void incidences(Analysed one, Measure.Endpoint endpoint, Result.Incidences found) {
    data(one, endpoint, found.incidences().stream().map(Result.Incidence::group).toList());
    for (var incidence : found.incidences()) {
      for (int c = 0; c < incidence.causes().size(); c++) {
        var numbers = incidence.causes().get(c).incidence();
        check(
            one,
            incidence.group() + " " + incidence.causes().get(c).cause(),
            "incidence(of(d, " + text(arm(incidence.group())) + "), " + (c + 1) + ")",
            numbers.get(numbers.size() - 1));
      }
    }
  }

  private void gray(Analysed one, Measure.Endpoint endpoint, Result.GrayTests tests) {
    data(one, endpoint, Arms.of(study).inOrder());
    for (int c = 0; c < tests.tests().size(); c++) {
      int cause = c + 1;
      var test = tests.tests().get(c);
      test.chiSquare()
          .known()
          .ifPresent(found -> check(one, test.cause(), "gray(d, " + cause + ")", found));
    }
  }

  private void shares(Analysed one, Measure.Endpoint endpoint, Result.Shares shares) {
    data(one, endpoint, shares.shares().stream().map(Result.ShareOf::group).toList());
    for (var share : shares.shares()) {
      if (share.total() > 0) {
        out.append(
            "s <- of(d, %s)$value; b <- binom.test(sum(s), length(s), conf.level = %s)%n"
                .formatted(text(arm(share.group())), share.level()));
        check(
            one,
            share.group() + " share",
            "unname(b$estimate)",
            share.estimate().known().orElseThrow());
        check(
            one,
            share.group() + " lower",
            "b$conf.int[1]",
            share.limits().lower().known().orElseThrow());
        check(
            one,
            share.group() + " upper",
            "b$conf.int[2]",
            share.limits().upper().known().orElseThrow());
      }
    }
  }

  private void data(Analysed one, Measure.Endpoint endpoint, List<String> groups) {
    var arms =
        groups.stream().map(RScript::arm).map(RScript::text).collect(Collectors.joining(", "));
    boolean time = endpoint.what() instanceof Measure.What.TimeTo;
    out.append(
        "d <- rows(%s, %s, %s, c(%s), %s)%n"
            .formatted(
                time ? "adtte" : "adrs",
                text(one.endpoint()),
                text(Datasets.flag(one.set())),
                arms,
                one.method().endsWith("counted as events") ? "TRUE" : "FALSE"));
    var treated = study.measure().treatedBy().containsKey(one.set());
    if (treated && groups.size() > 1) {
      out.append(
          "d$arm <- factor(d$TRT01A_%s, levels = c(%s))%n"
              .formatted(Datasets.column(one.set()), arms));
    }
  }

  private static String arm(String group) {
    return group.equals(Sample.ALL) ? "" : group;
  }

  /** The columns of the strata that the method keeps apart. */
  private static String by(Analysed one, Measure.Endpoint endpoint) {
    var columns =
        endpoint.methods().stream()
            .filter(method -> one.method().startsWith(method.text()))
            .map(Method::options)
            .findFirst()
            .map(Method.Options::within)
            .orElse(List.of());
    return by(columns, false);
  }

  /** The columns of strata, as allocated or as they were true. */
  static String by(List<How.Stratum> within, boolean truly) {
    return within.stream()
        .map(
            stratum ->
                switch (stratum) {
                  case How.BySite _ -> "SITEID";
                  case How.ByAnswer by ->
                      truly
                          ? Datasets.trueStratum(by.item().path())
                          : Datasets.column(by.item().path());
                })
        .map(RScript::text)
        .collect(Collectors.joining(", ", "c(", ")"));
  }

  private void check(Analysed one, String what, String r, double ours) {
    var place = one.endpoint() + " in " + one.set() + ", " + one.method() + ": " + what;
    out.append("check(%s, %s, %s)%n".formatted(text(place), r, ours));
  }

  static String text(String words) {
    return '"' + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
