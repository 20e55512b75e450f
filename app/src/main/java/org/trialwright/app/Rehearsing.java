package org.trialwright.app;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import org.trialwright.pages.Dates;

/** The rehearsal that plays behind a demonstration's pages, for those who look at it. */
@Component
class Rehearsing {
  private record Watched(Rehearsal rehearsal, int people) {}

  private final AtomicReference<Optional<Watched>> watched =
      new AtomicReference<>(Optional.empty());

  /** Shows this rehearsal from now on. */
  void watch(Rehearsal rehearsal, int people) {
    watched.set(Optional.of(new Watched(rehearsal, people)));
  }

  /**
   * How far it is now.
   *
   * @param of how many people are to be allocated
   * @param day the last day that was played
   */
  record Sheet(boolean running, int allocated, int of, String day) {}

  /** Empty where nothing is rehearsed, and before the first day. */
  Optional<Sheet> now(Dates dates) {
    return watched
        .get()
        .flatMap(
            one ->
                one.rehearsal()
                    .progress()
                    .map(
                        progress ->
                            new Sheet(
                                one.rehearsal().running(),
                                progress.counted(),
                                one.people(),
                                dates.day(progress.day()))));
  }
}
