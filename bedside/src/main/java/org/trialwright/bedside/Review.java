package org.trialwright.bedside;

import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/**
 * That somebody compared a record with its source, or reviewed it, and what became of that.
 *
 * @param change the first later save that another answer came with, or by which the record is in
 *     error; empty while nothing has changed. A value that was put back has changed twice.
 */
public record Review(Fact said, Optional<Fact> change) {

  public boolean holds() {
    return change.isEmpty();
  }

  /**
   * The newest of a kind that covers these questions of a record; empty when nobody said so.
   *
   * @param facts of the participant
   * @param items none for the whole record
   */
  public static Optional<Review> newest(
      List<Fact> facts, String kind, String form, int ordinal, List<String> items) {
    return facts.stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Reviewed said
                    && said.kind().equals(kind)
                    && said.form().equals(form)
                    && said.ordinal() == ordinal
                    && covers(said, items))
        .reduce((_, later) -> later)
        .map(said -> new Review(said, change(facts, said, form, ordinal, items)));
  }

  private static boolean covers(Event.Reviewed said, List<String> items) {
    return said.items().isEmpty() || (!items.isEmpty() && said.items().containsAll(items));
  }

  private static Optional<Fact> change(
      List<Fact> facts, Fact said, String form, int ordinal, List<String> items) {
    var covered = Optional.<Fact>empty();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Voided(var gone, var number)
          && gone.equals(form)
          && number == ordinal
          && fact.sequence() > said.sequence()) {
        return Optional.of(fact);
      }
      if (!isSave(fact, form, ordinal)) {
        continue;
      }
      if (fact.sequence() < said.sequence()) {
        covered = Optional.of(fact);
      } else if (covered.filter(before -> differ(before, fact, items)).isPresent()) {
        return Optional.of(fact);
      }
    }
    return Optional.empty();
  }

  static boolean isSave(Fact fact, String form, int ordinal) {
    return fact.event() instanceof Event.Saved saved
        && saved.form().equals(form)
        && saved.ordinal() == ordinal;
  }

  private static boolean differ(Fact before, Fact after, List<String> items) {
    var changed =
        Changes.between((Event.Saved) before.event(), (Event.Saved) after.event()).stream()
            .anyMatch(name -> items.isEmpty() || items.contains(name));
    return changed || (items.isEmpty() && !before.occurred().equals(after.occurred()));
  }
}
