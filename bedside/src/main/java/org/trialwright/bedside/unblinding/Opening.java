package org.trialwright.bedside.unblinding;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.bedside.Desk;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * A line of the register: an arm that was opened here, or of which the study's form says that it
 * became known otherwise. It holds no arm.
 *
 * @param here whether this program opened it
 */
record Opening(ParticipantId participant, Fact fact, boolean here) {
  static final List<String> HEAD =
      List.of("participant", "site", "opened_utc", "person", "name", "role", "how", "reason");

  /**
   * @param facts of one participant
   * @param form that the study names for it
   */
  static List<Opening> of(ParticipantId participant, List<Fact> facts, String form) {
    var openings = new ArrayList<Opening>();
    var recorded = new ArrayList<Integer>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Unblinded(var ordinal)) {
        openings.removeIf(
            one ->
                !one.here()
                    && one.fact().event() instanceof Event.Saved saved
                    && saved.ordinal() == ordinal);
        openings.add(new Opening(participant, fact, true));
      } else if (fact.event() instanceof Event.Saved saved
          && saved.form().equals(form)
          && !recorded.contains(saved.ordinal())) {
        recorded.add(saved.ordinal());
        openings.add(new Opening(participant, fact, false));
      } else if (fact.event() instanceof Event.Voided(var voided, var ordinal)
          && voided.equals(form)) {
        openings.removeIf(
            one -> one.fact().event() instanceof Event.Saved saved && saved.ordinal() == ordinal);
      }
    }
    return List.copyOf(openings);
  }

  List<String> cells() {
    var author = fact.author();
    return List.of(
        participant.value(),
        Desk.siteOf(participant).value(),
        fact.recordedUtc(),
        author.person(),
        author.name(),
        author.role(),
        here ? "opened here" : "told on the form",
        fact.reason());
  }
}
