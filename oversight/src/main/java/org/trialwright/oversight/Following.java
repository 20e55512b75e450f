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
  private final Map<ParticipantId, T> people = new LinkedHashMap<>();
  private Optional<Newest<T>> newest = Optional.empty();
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

  /** The newest cut that was asked for, with everything a full report of it is made from. */
  private record Newest<T>(Cut cut, Folding folding, List<T> all, Report report) {}

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
    var newest = newest();
    if (full.isPresent() && isOf(full.get(), newest.cut())) {
      return full.get();
    }
    if (!working) {
      working = true;
      Thread.ofVirtual().name("models of a report").start(() -> inFull(newest));
    }
    return full.map(newest.report()::completedBy).orElse(newest.report());
  }

  private static boolean isOf(Report report, Cut cut) {
    return report.sequence() == cut.sequence() && report.day().equals(cut.day());
  }

  private Newest<T> newest() {
    var today = LocalDate.ofInstant(overseen.clock().instant(), ZoneOffset.UTC);
    var head = overseen.journal().head();
    var before = newest.map(Newest::cut);
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
            .map(one -> known.after(one.sequence()).flatMap(Following::about).distinct())
            .orElseGet(() -> known.participants().stream());
    changed.forEach(one -> people.put(one, folds.fold(folding, known.participant(one))));
    var all = List.copyOf(people.values());
    var made = new Newest<>(cut, folding, all, making.make(cut, folding, all, Report.Models.LATER));
    newest = Optional.of(made);
    return made;
  }

  private static Stream<ParticipantId> about(Fact fact) {
    return fact.participant().stream();
  }

  private void inFull(Newest<T> newest) {
    Optional<Report> made = Optional.empty();
    try {
      made =
          Optional.of(making.make(newest.cut(), newest.folding(), newest.all(), Report.Models.NOW));
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
    return at(new Cut(overseen.study(), last, then, ""));
  }

  /** At a data cut, with every model. */
  public Report at(Cut cut) {
    var folding = new Folding(cut);
    Facts known = overseen.journal().asOf(cut.sequence());
    var all =
        known.participants().stream()
            .map(one -> folds.fold(folding, known.participant(one)))
            .toList();
    return making.make(cut, folding, all, Report.Models.NOW);
  }
}
