package org.trialwright.analysis;

import java.util.List;
import java.util.Optional;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.Numbers;

/**
 * What a method found: plain numbers, ready for a table or a picture. Times are days from the
 * start, shares are 0 to 1, comparisons are of {@code group} against {@code reference}.
 */
public sealed interface Result {

  /** One product-limit curve a group. */
  record Curves(List<Curve> curves) implements Result {
    public Curves {
      curves = List.copyOf(curves);
    }
  }

  /**
   * A product-limit curve: one place for each distinct time.
   *
   * @param survival just after each time
   * @param lower pointwise limit, on the scale of log(−log S)
   * @param censored how many were censored at each time
   * @param at at the times that the study asks for
   */
  record Curve(
      String group,
      int n,
      int events,
      Numbers time,
      Counts atRisk,
      Counts eventsAt,
      Counts censored,
      Numbers survival,
      Numbers standardError,
      Numbers lower,
      Numbers upper,
      Estimate median,
      Limits medianLimits,
      List<AtTime> at) {
    public Curve {
      at = List.copyOf(at);
    }
  }

  /**
   * A curve at one time.
   *
   * @param time as the study writes it
   */
  record AtTime(
      String time,
      double day,
      int atRisk,
      double survival,
      Estimate standardError,
      Limits limits) {}

  /** Survival of {@code group} less that of {@code reference} at a time. */
  record SurvivalDifference(
      String group,
      String reference,
      String time,
      double day,
      double level,
      double ofGroup,
      double ofReference,
      double estimate,
      Estimate standardError,
      Limits limits,
      Estimate z,
      Estimate p,
      Estimate pLogMinusLog)
      implements Result {}

  /** A ratio of hazards with its Wald limits. */
  record HazardRatio(
      String group,
      String reference,
      String cause,
      int n,
      int events,
      double ratio,
      double lower,
      double upper,
      double level,
      double coefficient,
      double standardError,
      double z,
      double p)
      implements Result {}

  /** Groups in the order of {@code groups}. */
  record LogRankTest(
      List<String> groups,
      Counts n,
      Numbers observed,
      Numbers expected,
      double chiSquare,
      int df,
      double p)
      implements Result {
    public LogRankTest {
      groups = List.copyOf(groups);
    }
  }

  record Incidences(List<Incidence> incidences) implements Result {
    public Incidences {
      incidences = List.copyOf(incidences);
    }
  }

  /** Cumulative incidence of each cause in one group. */
  record Incidence(String group, int n, Numbers time, Counts atRisk, List<Cause> causes) {
    public Incidence {
      causes = List.copyOf(causes);
    }
  }

  record Cause(
      String cause, int events, Numbers incidence, Numbers standardError, List<IncidenceAt> at) {
    public Cause {
      at = List.copyOf(at);
    }
  }

  record IncidenceAt(String time, double day, double incidence, double standardError) {}

  /** One test for each cause. */
  record GrayTests(List<GrayOf> tests) implements Result {
    public GrayTests {
      tests = List.copyOf(tests);
    }
  }

  record GrayOf(String cause, Estimate chiSquare, int df, Estimate p) {}

  record Shares(List<ShareOf> shares) implements Result {
    public Shares {
      shares = List.copyOf(shares);
    }
  }

  /** A share with its Clopper–Pearson limits; without limits where nobody is counted. */
  record ShareOf(
      String group, int events, int total, Estimate estimate, Limits limits, double level) {}

  /** Share of {@code group} less that of {@code reference}, Newcombe's limits. */
  record ShareDifference(
      String group, String reference, double estimate, double lower, double upper, double level)
      implements Result {}

  record FisherTest(
      String group,
      String reference,
      double p,
      Estimate oddsRatio,
      Estimate lower,
      Estimate upper,
      double level)
      implements Result {}

  /** How many stand on each level, one row a group. */
  record Levels(List<String> levels, List<LevelsOf> groups) implements Result {
    public Levels {
      levels = List.copyOf(levels);
      groups = List.copyOf(groups);
    }
  }

  record LevelsOf(String group, int total, Counts counts) {}

  /**
   * The rank-sum test.
   *
   * @param w pairs in which {@code group} is higher, plus half the equal ones
   */
  record RankSum(String group, String reference, double w, Estimate p, double shift)
      implements Result {}

  /**
   * How many had each grade as their worst.
   *
   * @param grades in rising order
   */
  record WorstGrades(List<String> grades, List<WorstOf> rows) implements Result {
    public WorstGrades {
      grades = List.copyOf(grades);
      rows = List.copyOf(rows);
    }
  }

  /**
   * One term in one group.
   *
   * @param worst how many had each grade as their worst
   */
  record WorstOf(String term, String group, int total, Counts worst) {}

  /** Shares with at least a grade, by term. */
  record GradeShares(List<GradeShare> shares) implements Result {
    public GradeShares {
      shares = List.copyOf(shares);
    }
  }

  record GradeShare(String term, String atLeast, ShareOf share) {}

  /** Differences of adjusted means, {@code group} less {@code reference}, one row a visit. */
  record Repeated(
      String group,
      String reference,
      int participants,
      int rows,
      double level,
      List<AtVisit> visits)
      implements Result {
    public Repeated {
      visits = List.copyOf(visits);
    }
  }

  record AtVisit(
      String visit,
      int ofGroup,
      int ofReference,
      double meanOfGroup,
      double meanOfReference,
      double estimate,
      double standardError,
      double df,
      double t,
      double p,
      double lower,
      double upper) {}

  record Means(List<MeanOf> means) implements Result {
    public Means {
      means = List.copyOf(means);
    }
  }

  record MeanOf(String group, int n, Estimate mean, Estimate sd) {}

  /** Mean of {@code group} less that of {@code reference} at a time. */
  record MeanDifference(
      String group,
      String reference,
      String time,
      double estimate,
      double df,
      double p,
      double lower,
      double upper,
      double level)
      implements Result {}

  record Rates(List<RateOf> rates) implements Result {
    public Rates {
      rates = List.copyOf(rates);
    }
  }

  record RateOf(
      String group, int events, double personYears, Estimate rate, Limits limits, double level) {}

  /** The design does not support it, or this reader may not have it. */
  record Refused(String reason) implements Result {}

  record NotEstimable(String reason) implements Result {}

  /** Asked for later: a model that takes seconds. */
  record Later() implements Result {}

  /** The reason, when there are no numbers. */
  default Optional<String> none() {
    return switch (this) {
      case Refused refused -> Optional.of(refused.reason());
      case NotEstimable none -> Optional.of(none.reason());
      case Later _ -> Optional.of("worked out in the background");
      default -> Optional.empty();
    };
  }
}
