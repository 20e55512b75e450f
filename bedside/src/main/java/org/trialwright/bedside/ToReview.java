package org.trialwright.bedside;

import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Role;
import org.trialwright.quantities.ParticipantId;

/**
 * A record that is to be compared with its source, or reviewed.
 *
 * @param newest its newest save
 * @param items the questions it is about; none for the whole record
 * @param review what was last said of them
 */
public record ToReview(
    ParticipantId participant, Fact newest, List<String> items, Optional<Review> review) {
  public ToReview {
    items = List.copyOf(items);
  }

  /** What somebody in a role says of records. */
  public static String kind(Role role) {
    return role == Role.DATA_MANAGER ? Event.Reviewed.DATA : Event.Reviewed.SOURCE;
  }

  public Event.Saved saved() {
    return (Event.Saved) newest.event();
  }

  /** Whether it was done and nothing has changed since. */
  public boolean done() {
    return review.filter(Review::holds).isPresent();
  }

  /** Whether it was done, and an answer changed since. */
  public boolean changed() {
    return review.isPresent() && !done();
  }
}
