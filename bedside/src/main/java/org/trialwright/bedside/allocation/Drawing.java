package org.trialwright.bedside.allocation;

import java.util.Optional;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.pages.Credentials;

/** Drawing an arm, by a page or a program. */
final class Drawing {
  private Drawing() {}

  /** What came of it. */
  sealed interface Came {
    /** The participant is allocated, now or since before. */
    record Drawn() implements Came {}

    record Refused(Outcome why) implements Came {}

    /** Something came that the person has not seen. */
    record Changed() implements Came {}

    record NotConfirmed() implements Came {}
  }

  /** What it comes to whoever asks; empty when an arm could be drawn. */
  static Optional<Came> before(Chart chart, Desk desk) {
    return chart.allocation().isPresent()
        ? Optional.of(new Came.Drawn())
        : desk.allocationRefused(chart.participant())
            .or(() -> desk.allocationNotDelegated(chart.site(), chart.person().account()))
            .map(Drawing::came);
  }

  /**
   * @param seen the newest fact of the participant that the person saw
   * @param password given anew
   */
  static Came over(
      Chart chart, Desk desk, Credentials credentials, long seen, String password, Act act) {
    var before = before(chart, desk);
    if (before.isPresent()) {
      return before.get();
    }
    if (seen != chart.newest()) {
      return new Came.Changed();
    }
    return credentials.confirms(chart.person().account(), password)
        ? came(desk.allocate(chart.participant(), act))
        : new Came.NotConfirmed();
  }

  private static Came came(Outcome outcome) {
    return outcome instanceof Outcome.Allocated || outcome instanceof Outcome.AlreadyAllocated
        ? new Came.Drawn()
        : new Came.Refused(outcome);
  }
}
