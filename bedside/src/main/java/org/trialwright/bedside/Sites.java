package org.trialwright.bedside;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;

/** The sites that the facts of a study tell of, each as its newest fact has it. */
final class Sites {
  private Sites() {}

  /** All of them, by number. */
  static List<Site> all(List<Fact> study) {
    Map<SiteId, Site> sites = new TreeMap<>();
    for (var fact : study) {
      if (fact.event() instanceof Event.SiteSet set) {
        sites.put(set.site(), Site.of(set));
      }
    }
    return List.copyOf(sites.values());
  }

  /**
   * The place of a site among all in the order in which they were entered, from 1. It never
   * changes, and arms of sites are drawn by it.
   */
  static int place(List<Fact> study, SiteId id) {
    return 1
        + study.stream()
            .filter(fact -> fact.event() instanceof Event.SiteSet)
            .map(fact -> ((Event.SiteSet) fact.event()).site())
            .distinct()
            .toList()
            .indexOf(id);
  }

  /** The calendar day at a site. */
  static LocalDate today(Trial trial, SiteId id) {
    var zone = site(trial.journal().study(), id).map(Site::zone).orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(trial.clock().instant(), zone);
  }

  static Optional<Site> site(List<Fact> study, SiteId id) {
    return all(study).stream().filter(site -> site.id().equals(id)).findFirst();
  }
}
