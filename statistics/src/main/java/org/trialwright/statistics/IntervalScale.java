package org.trialwright.statistics;

/**
 * The scale on which the normal interval of a survival probability is symmetric. With σ = se(S)/S,
 * the standard error of log S, and z the normal quantile:
 */
public enum IntervalScale {
  /** S ± zσS, cut to [0, 1]. */
  PLAIN {
    @Override
    double limit(double s, double zSigma) {
      return Math.clamp(s + zSigma * s, 0.0, 1.0);
    }
  },
  /** S·exp(±zσ), cut at 1. */
  LOG {
    @Override
    double limit(double s, double zSigma) {
      return Math.min(1, s * Math.exp(zSigma));
    }
  },
  /** exp(−exp(log(−log S) ± zσ/log S)). */
  LOG_LOG {
    @Override
    double limit(double s, double zSigma) {
      double log = Math.log(s);
      return Math.exp(log * Math.exp(zSigma / log));
    }
  },
  /** The inverse logit of log(S/(1 − S)) ± zσ/(1 − S). */
  LOGIT {
    @Override
    double limit(double s, double zSigma) {
      double odds = s / (1 - s) * Math.exp(zSigma / (1 - s));
      return 1 - 1 / (1 + odds);
    }
  },
  /** sin² of arcsin √S ± zσ√(S/(1 − S))/2, the angle cut to [0, π/2]. */
  ARCSIN {
    @Override
    double limit(double s, double zSigma) {
      double angle = Math.asin(Math.sqrt(s)) + zSigma * Math.sqrt(s / (1 - s)) / 2;
      double sine = Math.sin(Math.clamp(angle, 0.0, Math.PI / 2));
      return sine * sine;
    }
  };

  /**
   * The limit at a signed distance of {@code zSigma} on the scale of log S.
   *
   * @param s strictly between 0 and 1
   */
  abstract double limit(double s, double zSigma);

  /**
   * As {@link #limit}, with the ends: NaN at S = 0, where σ is not defined; at S = 1 the plain and
   * the log limit are 1 and the others NaN.
   */
  double limitOrMissing(double s, double zSigma) {
    if (s == 0) {
      return Double.NaN;
    }
    if (s == 1) {
      return this == PLAIN || this == LOG ? 1 : Double.NaN;
    }
    return limit(s, zSigma);
  }
}
