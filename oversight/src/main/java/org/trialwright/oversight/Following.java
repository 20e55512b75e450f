package org.trialwright.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Masked;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Subject;
import org.trialwright.journal.Facts;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * A report that follows the trial: after a saved form only its participant is folded again, on a
 * new day everybody is. Also the report of any earlier moment.
 *
 * @param <T> what a participant is folded to
 */
public final class Following<T> {
  private final Overseen overseen;
  private final Folds<T> folds;
  private final Making<T> making;
  private final Map<ParticipantId, T> people = new HashMap<>();
  private long sequence;
  private LocalDate day = LocalDate.MIN;
  private Optional<Report> newest = Optional.empty();

  private Following(Overseen overseen, Folds<T> folds, Making<T> making) {
    this.overseen = overseen;
    this.folds = folds;
    this.making = making;
  }

  private interface Folds<T> {
    T fold(Folding folding, List<Fact> facts);
  }

  private interface Making<T> {
    Report make(Cut cut, Folding folding, List<T> all, Report.Models models);
  }

  /** For everybody who must not know results by arm. */
  public static Following<Masked> pooled(Overseen overseen) {
    return new Following<>(overseen, Folding::masked, Report::pooled);
  }

  /** For the data monitoring committee. */
  public static Following<Subject> byArm(Overseen overseen) {
    return new Following<>(overseen, Folding::subject, Report::byArm);
  }

  /** As everything is known now; models that take seconds are left for later. */
  public synchronized Report now() {
    var today = LocalDate.ofInstant(overseen.clock().instant(), ZoneOffset.UTC);
    var head = overseen.journal().head();
    if (newest.isPresent() && head.sequence() == sequence && today.equals(day)) {
      return newest.get();
    }
    var cut = new Cut(overseen.study(), head.sequence(), today, head.hash());
    var folding = new Folding(cut);
    var known = overseen.journal().asOf(head.sequence());
    var changed =
        today.equals(day)
            ? known.after(sequence).map(Fact::participant).flatMap(Optional::stream).distinct()
            : known.participants().stream();
    changed.forEach(one -> people.put(one, folds.fold(folding, known.participant(one))));
    sequence = head.sequence();
    day = today;
    var report = making.make(cut, folding, List.copyOf(people.values()), Report.Models.LATER);
    newest = Optional.of(report);
    return report;
  }

  /** As everything was known at an instant. */
  public Report asOf(Instant instant) {
    long last = overseen.journal().sequenceAt(instant);
    var then = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return at(new Cut(overseen.study(), last, then, ""), Report.Models.LATER);
  }

  /** At a data cut. */
  public Report at(Cut cut, Report.Models models) {
    var folding = new Folding(cut);
    Facts known = overseen.journal().asOf(cut.sequence());
    var all =
        known.participants().stream()
            .map(one -> folds.fold(folding, known.participant(one)))
            .toList();
    return making.make(cut, folding, all, models);
  }
}
