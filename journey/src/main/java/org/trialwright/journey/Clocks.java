package org.trialwright.journey;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Type;
import org.trialwright.study.When;
import org.trialwright.study.World;

/** Clocks that run in hours, weekends included. */
final class Clocks {
  private static final double SECONDS_AN_HOUR = 3600;

  private Clocks() {}

  static List<RunningClock> running(Chronicle chronicle) {
    var running = new ArrayList<RunningClock>();
    var now = chronicle.now();
    for (var alarm : chronicle.study().when().alarms()) {
      for (var record : chronicle.recordsOf(alarm.form())) {
        clock(now, alarm, record).ifPresent(running::add);
      }
    }
    return List.copyOf(running);
  }

  private static Optional<RunningClock> clock(World now, When.Alarm alarm, Record record) {
    boolean concerned = alarm.onlyIf().map(when -> when.test(now, record) != Truth.NO).orElse(true);
    if (!concerned || alarm.until().test(now, record) == Truth.YES) {
      return Optional.empty();
    }
    return start(alarm, alarm.from().value(now, record))
        .map(
            from ->
                new RunningClock(
                    alarm, record, after(from, alarm.hours()), after(from, alarm.warnHours())));
  }

  private static Optional<Instant> start(When.Alarm alarm, Answer from) {
    if (!(from instanceof Answer.Ranged ranged) || !ranged.exact()) {
      return Optional.empty();
    }
    return Optional.of(
        alarm.from().type() instanceof Type.Day
            ? LocalDate.ofEpochDay((long) ranged.low()).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.ofEpochSecond((long) ranged.low()));
  }

  private static Instant after(Instant from, double hours) {
    return from.plusSeconds((long) (hours * SECONDS_AN_HOUR));
  }
}
