package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.CoxResult;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.FollowUp;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Study;
import org.trialwright.study.Subgroup;

/** The primary endpoint in every subgroup. */
final class Parts {
  private static final String BLINDED =
      "compares arms: only the data monitoring committee's report does";

  private final Study study;
  private final Analyses analyses;
  private final boolean blinded;

  Parts(Study study, Analyses analyses, boolean blinded) {
    this.study = study;
    this.analyses = analyses;
    this.blinded = blinded;
  }

  List<Subgroups> all() {
    var all = new ArrayList<Subgroups>();
    for (var endpoint : study.measure().endpoints()) {
      boolean fits =
          endpoint.primary()
              && endpoint.what() instanceof Measure.What.TimeTo
              && endpoint.groups() instanceof Measure.Groups.ByArm
              && endpoint.neverTested().isEmpty();
      var cox = endpoint.methods().stream().filter(Method.Cox.class::isInstance).findFirst();
      if (fits && cox.isPresent()) {
        if (blinded) {
          study
              .measure()
              .plan()
              .subgroups()
              .forEach(subgroup -> all.add(refused(endpoint, cox.get(), subgroup)));
        } else {
          all.addAll(of(endpoint, cox.get()));
        }
      }
    }
    return List.copyOf(all);
  }

  private static Subgroups refused(Measure.Endpoint endpoint, Method method, Subgroup subgroup) {
    var none = Estimate.none(BLINDED);
    return new Subgroups(
        endpoint.name(),
        endpoint.sets().getFirst(),
        subgroup.name(),
        method.text(),
        "",
        0,
        List.of(),
        "",
        "",
        new Subgroups.Part("", 0, 0, 0, 0, new Result.Refused(BLINDED)),
        List.of(),
        none,
        0,
        none);
  }

  private List<Subgroups> of(Measure.Endpoint endpoint, Method method) {
    var all =
        Times.of(analyses.sample(endpoint, endpoint.sets().getFirst()), endpoint.name(), false);
    var found = new ArrayList<Subgroups>();
    for (int g = 1; g < all.sample().groups().size(); g++) {
      var pair = all.pair(g);
      var everybody = new Fitted("", pair, method.options().within()).part;
      for (var subgroup : study.measure().plan().subgroups()) {
        var known =
            pair.where(
                subject -> level(subject, subgroup).isPresent(),
                subgroup.name() + " at allocation not known");
        found.add(
            known.sample().size() == pair.sample().size()
                ? of(endpoint, method, subgroup, pair, everybody)
                : of(endpoint, method, subgroup, known));
      }
    }
    return found;
  }

  private static Optional<String> level(Subject subject, Subgroup subgroup) {
    return subgroup.of().isEmpty()
        ? Optional.of(subject.site().value())
        : Optional.ofNullable(subject.background().levels().get(subgroup.name()));
  }

  private static List<String> levels(Subgroup subgroup, Times pair) {
    var there =
        pair.sample().subjects().stream()
            .map(subject -> level(subject, subgroup).orElseThrow())
            .distinct()
            .toList();
    return subgroup.of().isEmpty()
        ? there.stream().sorted().toList()
        : subgroup.levels().stream().filter(there::contains).toList();
  }

  static Subgroups of(Measure.Endpoint endpoint, Method method, Subgroup subgroup, Times pair) {
    var overall = new Fitted("", pair, method.options().within()).part;
    return of(endpoint, method, subgroup, pair, overall);
  }

  private static Subgroups of(
      Measure.Endpoint endpoint,
      Method method,
      Subgroup subgroup,
      Times pair,
      Subgroups.Part overall) {
    var within = method.options().within();
    var rest = within.stream().filter(stratum -> !same(stratum, subgroup)).toList();
    var parts = new ArrayList<Subgroups.Part>();
    var estimable = new ArrayList<Times>();
    double logLikelihood = 0;
    for (var level : levels(subgroup, pair)) {
      var times =
          pair.where(
              subject -> level(subject, subgroup).filter(level::equals).isPresent(),
              "in another part");
      var fitted = new Fitted(level, times, rest);
      parts.add(fitted.part);
      if (fitted.fit.isPresent()) {
        estimable.add(times);
        logLikelihood += fitted.fit.get().logLikelihood();
      }
    }
    var test = interaction(estimable, rest, logLikelihood);
    int df = Math.max(0, estimable.size() - 1);
    return new Subgroups(
        endpoint.name(),
        endpoint.sets().getFirst(),
        subgroup.name(),
        method.text(),
        Conventions.subgroups(rest),
        pair.sample().size(),
        pair.sample().leftOut(),
        pair.sample().groups().get(1),
        pair.sample().groups().getFirst(),
        overall,
        parts,
        test,
        test.known().isPresent() ? df : 0,
        test.known().isPresent()
            ? new Estimate.Known(new Distribution.ChiSquare(df).upper(test.known().getAsDouble()))
            : test);
  }

  static boolean same(How.Stratum stratum, Subgroup subgroup) {
    return switch (stratum) {
      case How.BySite _ -> subgroup.of().isEmpty();
      case How.ByAnswer by -> subgroup.of().filter(by.item()::equals).isPresent();
    };
  }

  /** One part and its model, where there is one. */
  private static final class Fitted {
    private final Subgroups.Part part;
    private final Optional<CoxFit> fit;

    Fitted(String level, Times times, List<How.Stratum> within) {
      int[] n = new int[2];
      int[] events = new int[2];
      for (int i = 0; i < times.time().length; i++) {
        int g = times.sample().group()[i];
        n[g]++;
        events[g] += times.cause()[i] == 1 ? 1 : 0;
      }
      var why = whyNot(times, n, events);
      var fitted =
          why.isEmpty()
              ? Optional.of(TimeMethods.fit(times, within, 1).fit())
              : Optional.<CoxResult>empty();
      this.fit = fitted.filter(CoxFit.class::isInstance).map(CoxFit.class::cast);
      this.part =
          new Subgroups.Part(
              level,
              n[1],
              events[1],
              n[0],
              events[0],
              fitted
                  .map(found -> TimeMethods.ratio(times, found, ""))
                  .orElseGet(() -> new Result.NotEstimable(why)));
    }

    private static String whyNot(Times times, int[] n, int[] events) {
      for (int g = 0; g < 2; g++) {
        if (n[g] == 0 || events[g] == 0) {
          return (n[g] == 0 ? "nobody in " : "no events in ") + times.sample().groups().get(g);
        }
      }
      return "";
    }
  }

  /** Twice what one ratio for each part explains beyond one for all, each part its own stratum. */
  private static Estimate interaction(
      List<Times> parts, List<How.Stratum> within, double logLikelihood) {
    if (parts.size() < 2) {
      return Estimate.none("fewer than two parts have a ratio");
    }
    int n = parts.stream().mapToInt(part -> part.time().length).sum();
    double[] time = new double[n];
    int[] status = new int[n];
    double[] second = new double[n];
    int[] stratum = new int[n];
    int strata = 0;
    int at = 0;
    for (var part : parts) {
      var own = part.strata(within);
      for (int i = 0; i < part.time().length; i++) {
        time[at] = part.time()[i];
        status[at] = part.cause()[i] == 1 ? 1 : 0;
        second[at] = part.sample().group()[i];
        stratum[at] = strata + own.of()[i];
        at++;
      }
      strata += own.count();
    }
    var common = CoxModel.of(FollowUp.of(time, status), second).withStrata(stratum, strata).fit();
    return common instanceof CoxFit fit
        ? new Estimate.Known(Math.max(0, 2 * (logLikelihood - fit.logLikelihood())))
        : Estimate.none("one ratio for all parts cannot be estimated");
  }
}
