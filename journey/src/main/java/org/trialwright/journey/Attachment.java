package org.trialwright.journey;

import java.util.List;
import java.util.Optional;

/**
 * A file of a participant as it stands.
 *
 * @param fact by which it was attached
 * @param inError by which it was said that it does not belong there
 */
public record Attachment(Fact fact, Event.Attached file, Optional<Fact> inError) {

  /** Every file of a participant, in the order of their numbers. */
  public static List<Attachment> of(List<Fact> facts) {
    return facts.stream()
        .flatMap(
            fact ->
                fact.event() instanceof Event.Attached file
                    ? Optional.of(new Attachment(fact, file, inError(facts, file.file()))).stream()
                    : Optional.<Attachment>empty().stream())
        .toList();
  }

  private static Optional<Fact> inError(List<Fact> facts, int file) {
    return facts.stream().filter(fact -> fact.event().equals(new Event.Detached(file))).findFirst();
  }
}
