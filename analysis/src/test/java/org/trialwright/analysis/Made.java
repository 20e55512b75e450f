package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.EndpointValue;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;

/** Participants made up number by number. */
final class Made {
  private Made() {}

  /** One of the built-in study who died, or was last known alive, on a day. */
  static Subject subject(int number, String arm, long day, boolean died, Truth complicated) {
    var value =
        new Value.Time(
            died ? new EndpointValue.EventOn(day) : new EndpointValue.CensoredOn(day),
            Optional.empty(),
            List.of());
    return new Subject(
        new ParticipantId("S-" + number),
        new SiteId("S"),
        Optional.of(LocalDate.EPOCH),
        Optional.of(arm),
        Map.of(),
        Optional.empty(),
        "",
        false,
        "",
        Map.of(),
        Map.of(),
        Map.of("ITT", Truth.YES, "PP", Truth.YES, "delayed", Truth.of(arm.equals("organ"))),
        Map.of("OS", value, "complications", new Value.Holds(complicated)),
        Subject.Course.NONE,
        Subject.Background.NONE);
  }

  /** The same, who was treated as in an arm. */
  static Subject treated(Subject one, String as) {
    return new Subject(
        one.id(),
        one.site(),
        one.allocated(),
        one.arm(),
        Map.of("safety", as),
        one.started(),
        one.place(),
        one.ended(),
        one.whyNot(),
        one.strata(),
        one.parts(),
        one.sets(),
        one.values(),
        one.course(),
        one.background());
  }
}
