package org.trialwright.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Datasets;
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
  private Optional<Report> full = Optional.empty();
  private boolean working;

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

  /** The tables behind the committee's report at a cut, and the R script that makes it again. */
  public static Map<String, String> tables(Overseen overseen, Cut cut) {
    var folding = new Folding(cut);
    Facts known = overseen.journal().asOf(cut.sequence());
    var all =
        known.participants().stream().map(one -> folding.subject(known.participant(one))).toList();
    return Datasets.of(cut, all, Report.byArm(cut, folding, all, Report.Models.NOW));
  }

  /**
   * As everything is known now. Models that take seconds are worked out in the background; until
   * they are there, those of an earlier moment stand in their place and say of which.
   */
  public synchronized Report now() {
    var report = newest();
    return full.map(report::completedBy).orElse(report);
  }

  private Report newest() {
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
    var all = List.copyOf(people.values());
    var report = making.make(cut, folding, all, Report.Models.LATER);
    newest = Optional.of(report);
    if (!working) {
      working = true;
      Thread.ofVirtual().name("models of a report").start(() -> inFull(cut, folding, all));
    }
    return report;
  }

  private void inFull(Cut cut, Folding folding, List<T> all) {
    Optional<Report> made = Optional.empty();
    try {
      made = Optional.of(making.make(cut, folding, all, Report.Models.NOW));
    } finally {
      finished(made);
    }
  }

  private synchronized void finished(Optional<Report> made) {
    working = false;
    full = made.or(() -> full);
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
