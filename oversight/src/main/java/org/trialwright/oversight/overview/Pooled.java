package org.trialwright.oversight.overview;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.analysis.Stood;
import org.trialwright.quantities.SiteId;

/**
 * Counts over both arms. After allocation there is one place "on study" and one "off study": any
 * finer place would tell the arm, so it is never counted here.
 *
 * @param inScreening people who are not allocated and have not left
 * @param left people who left before allocation
 * @param onStudy allocated people who have not left
 * @param offStudy allocated people whose time on study was ended by what all arms share
 */
record Pooled(int inScreening, int left, int onStudy, int offStudy, Map<SiteId, AtSite> sites) {
  Pooled {
    sites = new TreeMap<>(sites);
  }

  /** What is known of one site: no outcome and no place. */
  record AtSite(int registered, int allocated, int openQueries, int late, int deviations) {
    AtSite plus(AtSite other) {
      return new AtSite(
          registered + other.registered,
          allocated + other.allocated,
          openQueries + other.openQueries,
          late + other.late,
          deviations + other.deviations);
    }
  }

  static Pooled of(Collection<Stood> everybody) {
    int inScreening = 0;
    int left = 0;
    int onStudy = 0;
    int offStudy = 0;
    Map<SiteId, AtSite> sites = new TreeMap<>();
    for (var one : everybody) {
      inScreening += !one.allocated() && !one.ended() ? 1 : 0;
      left += !one.allocated() && one.ended() ? 1 : 0;
      onStudy += one.allocated() && !one.ended() ? 1 : 0;
      offStudy += one.allocated() && one.ended() ? 1 : 0;
      var at =
          new AtSite(
              1, one.allocated() ? 1 : 0, one.openQueries(), one.late() ? 1 : 0, one.deviations());
      sites.merge(one.site(), at, AtSite::plus);
    }
    return new Pooled(inScreening, left, onStudy, offStudy, sites);
  }

  int registered() {
    return inScreening + left + onStudy + offStudy;
  }

  int allocated() {
    return onStudy + offStudy;
  }

  AtSite all() {
    return sites.values().stream().reduce(new AtSite(0, 0, 0, 0, 0), AtSite::plus);
  }
}
