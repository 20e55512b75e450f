package org.trialwright.bedside;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.trialwright.journey.Event;
import org.trialwright.quantities.SiteId;

/** A site as its newest fact has it. */
public record Site(SiteId id, String name, ZoneId zone, boolean open, Set<LocalDate> closedDays) {
  public Site {
    closedDays = Set.copyOf(closedDays);
  }

  /** The calendar day there. */
  public LocalDate today(InstantSource clock) {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  static Site of(Event.SiteSet set) {
    return new Site(
        set.site(),
        set.name(),
        ZoneId.of(set.zone()),
        set.open(),
        Set.copyOf(List.copyOf(set.closedDays())));
  }
}
