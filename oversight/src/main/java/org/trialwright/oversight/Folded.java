package org.trialwright.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Folding;
import org.trialwright.journal.Facts;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * Everybody, folded, as the trial goes on: after a saved form only its participant is folded again,
 * on a new day everybody is. Also everybody at any earlier moment.
 *
 * @param <T> what a participant is folded to
 */
public final class Folded<T> {
  private final Overseen overseen;
  private final Folds<T> folds;
  private final Map<ParticipantId, T> people = new LinkedHashMap<>();
  private Optional<Everybody<T>> newest = Optional.empty();

  public Folded(Overseen overseen, Folds<T> folds) {
    this.overseen = overseen;
    this.folds = folds;
  }

  /** How a participant is folded. */
  public interface Folds<T> {
    T fold(Folding folding, List<Fact> facts);
  }

  /** Everybody at a cut. */
  public record Everybody<T>(Cut cut, Folding folding, List<T> all) {
    public Everybody {
      all = List.copyOf(all);
    }
  }

  /** As everything is known now; the same object as before when nothing has changed. */
  public synchronized Everybody<T> now() {
    var today = LocalDate.ofInstant(overseen.clock().instant(), ZoneOffset.UTC);
    var head = overseen.journal().head();
    var before = newest.map(Everybody::cut);
    if (before
        .filter(cut -> cut.sequence() == head.sequence() && cut.day().equals(today))
        .isPresent()) {
      return newest.orElseThrow();
    }
    var cut = new Cut(overseen.study(), head.sequence(), today, head.hash());
    var folding = new Folding(cut);
    var known = overseen.journal().asOf(head.sequence());
    var changed =
        before
            .filter(one -> one.day().equals(today))
            .map(one -> known.after(one.sequence()).flatMap(Folded::about).distinct())
            .orElseGet(() -> known.participants().stream());
    changed.forEach(one -> people.put(one, folds.fold(folding, known.participant(one))));
    var made = new Everybody<>(cut, folding, List.copyOf(people.values()));
    newest = Optional.of(made);
    return made;
  }

  private static Stream<ParticipantId> about(Fact fact) {
    return fact.participant().stream();
  }

  /** As everything was known at an instant. */
  public Everybody<T> asOf(Instant instant) {
    long last = overseen.journal().sequenceAt(instant);
    return at(new Cut(overseen.study(), last, LocalDate.ofInstant(instant, ZoneOffset.UTC), ""));
  }

  /** At a data cut. */
  public Everybody<T> at(Cut cut) {
    var folding = new Folding(cut);
    Facts known = overseen.journal().asOf(cut.sequence());
    return new Everybody<>(
        cut,
        folding,
        known.participants().stream()
            .map(one -> folds.fold(folding, known.participant(one)))
            .toList());
  }
}
