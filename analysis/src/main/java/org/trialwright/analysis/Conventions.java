package org.trialwright.analysis;

import java.util.List;
import org.trialwright.study.How;
import org.trialwright.study.Measure;

/** How numbers are made, in words that stand beside them. */
final class Conventions {
  static final String CURVE =
      "product limit; days from the start, the start's own day counts 0.5; events before"
          + " censorings; Greenwood's error; 95 % limits on the scale of log(-log S)";
  static final String MASKED =
      "; the last day known is that of facts which all arms share, and may be too early";
  static final String DIFFERENCE =
      "group less reference; Greenwood's errors of both; normal limits";
  static final String INCIDENCE =
      "Aalen-Johansen; what comes first counts; errors by the infinitesimal jackknife";
  static final String GRAY = "Gray's test, rho 0";
  static final String EXACT = "Clopper-Pearson limits";
  static final String NEWCOMBE = "group less reference; Newcombe's limits, method 10";
  static final String FISHER =
      "two-sided: all tables no likelier than the one seen; conditional odds ratio";
  static final String LEVELS = "the newest answer";
  static final String RANKS = "rank sum, normal approximation with correction for ties";
  static final String REPEATED =
      "visit, group by visit, baseline by visit; unstructured covariance; restricted likelihood;"
          + " Satterthwaite's degrees of freedom; group less reference";
  static final String WELCH = "group less reference; Welch's test and limits";
  static final String ADJUSTED =
      "group less reference at the same answer before treatment; least squares";
  static final String RESPONDERS =
      "better than before treatment by at least so much; without an answer then, not;"
          + " Clopper-Pearson limits";
  static final String DETERIORATION =
      "days to the first loss of so much that the next answer confirms or none follows, or to"
          + " death; else to the last answer; product limit";
  static final String TRUE_STRATA =
      "strata by the answers at allocation as they are known now; else as the method itself";
  static final String WORST_SCORE =
      "change from before treatment at the visit; whoever had the event by then stands below"
          + " everybody; rank sum, normal approximation with correction for ties";
  static final String PATTERN_MIXTURE =
      "what is missing at the visit is drawn 50 times given the answers before, from the mixed"
          + " model with its coefficients drawn too; after the event the experimental group is"
          + " drawn as the control (jump to reference), everything else, the dead included, as the"
          + " own group; analysis of covariance, pooled by Rubin's rules";

  private Conventions() {}

  /** Said before a convention where the groups are no arms. */
  static String parted(Measure.Groups groups) {
    return switch (groups) {
      case Measure.Groups.Together _, Measure.Groups.ByArm _ -> "";
      case Measure.Groups.ByTreatment _ -> "arms as treated; ";
      case Measure.Groups.BySite _ -> "by site, the first is the reference; ";
      case Measure.Groups.ByAnswer _ ->
          "by the answer at allocation as it is known now, the first is the reference; ";
    };
  }

  static String ipcw(List<How.Stratum> within) {
    return "censored when it happens; those who go on weigh 1/(product limit of its not happening,"
        + " just before) in their "
        + (within.isEmpty() ? "group" : "group and stratum")
        + ", and nothing else stands in the weights; group over reference; Efron's ties;"
        + " robust errors, each participant a cluster; weights taken as given"
        + strata(within);
  }

  static String tipping(List<How.Stratum> within) {
    return "those of the arm who were censored by it have their time drawn 50 times from the arm's"
        + " product limit (Bayesian bootstrap; beyond its last day a constant hazard), the hazard"
        + " multiplied by the factor, until the cut and no longer than anybody was followed;"
        + " Cox with Efron's ties and product limit, pooled by Rubin's rules"
        + strata(within);
  }

  static String subgroups(List<How.Stratum> within) {
    return "answers at allocation as they are known now; group over reference; Efron's ties; Wald"
        + " limits; interaction: likelihood ratio of one ratio a part against one for all,"
        + " each part with hazards of its own, parts without a ratio left out"
        + strata(within);
  }

  static String worst(boolean blinded) {
    return blinded
        ? "the worst grade of each participant; terms are not told apart, since one may belong to"
            + " the treatment of one arm"
        : "the worst grade of each participant and term";
  }

  static String cox(List<How.Stratum> within) {
    return "group over reference; Efron's ties; Wald limits" + strata(within);
  }

  static String causeSpecific(List<How.Stratum> within) {
    return "group over reference, the other cause censoring; Efron's ties; Wald limits"
        + strata(within);
  }

  static String logRank(List<How.Stratum> within) {
    return "all events count alike; hypergeometric variance" + strata(within);
  }

  private static String strata(List<How.Stratum> within) {
    return within.isEmpty() ? "" : "; strata as allocated";
  }
}
