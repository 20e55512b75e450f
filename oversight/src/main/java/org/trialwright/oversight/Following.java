package org.trialwright.oversight;

import java.time.Instant;
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
import org.trialwright.journal.Unmasking;

/**
 * A report that follows the trial, and the report of any earlier moment.
 *
 * @param <T> what a participant is folded to
 */
public final class Following<T> {
  private final Folded<T> folded;
  private final Making<T> making;
  private Optional<Newest<T>> newest = Optional.empty();
  private Optional<Report> full = Optional.empty();
  private boolean working;

  private Following(Folded<T> folded, Making<T> making) {
    this.folded = folded;
    this.making = making;
  }

  private interface Making<T> {
    Report make(Cut cut, Folding folding, List<T> all, Report.Models models);
  }

  /** The newest cut that was asked for, with everything a full report of it is made from. */
  private record Newest<T>(Folded.Everybody<T> of, Report report) {}

  /** For everybody who must not know results by arm. */
  public static Following<Masked> pooled(Overseen overseen) {
    return new Following<>(new Folded<>(overseen, Folding::masked), Report::pooled);
  }

  /** For the data monitoring committee. */
  public static Following<Subject> byArm(Overseen overseen) {
    var arms = arms(overseen);
    return new Following<>(
        new Folded<>(overseen, (folding, facts) -> folding.subject(arms.of(facts))), Report::byArm);
  }

  private static Unmasking arms(Overseen overseen) {
    return new Unmasking(overseen.source(), overseen.study().name());
  }

  /** The tables behind the committee's report at a cut, and the R script that makes it again. */
  public static Map<String, String> tables(Overseen overseen, Cut cut) {
    var folding = new Folding(cut);
    Facts known = overseen.journal().asOf(cut.sequence());
    var arms = arms(overseen);
    var all =
        known.participants().stream()
            .map(one -> folding.subject(arms.of(known.participant(one))))
            .toList();
    return Datasets.of(cut, all, Report.byArm(cut, folding, all, Report.Models.NOW));
  }

  /**
   * As everything is known now. Models that take seconds are worked out in the background; until
   * they are there, those of an earlier moment stand in their place and say of which.
   */
  public synchronized Report now() {
    var newest = newest();
    if (full.isPresent() && isOf(full.get(), newest.of().cut())) {
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
    var everybody = folded.now();
    var known = newest.filter(one -> isOf(one.report(), everybody.cut()));
    if (known.isPresent()) {
      return known.get();
    }
    var made = new Newest<>(everybody, make(everybody, Report.Models.LATER));
    newest = Optional.of(made);
    return made;
  }

  private Report make(Folded.Everybody<T> of, Report.Models models) {
    return making.make(of.cut(), of.folding(), of.all(), models);
  }

  private void inFull(Newest<T> newest) {
    Optional<Report> made = Optional.empty();
    try {
      made = Optional.of(make(newest.of(), Report.Models.NOW));
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
    return make(folded.asOf(instant), Report.Models.NOW);
  }

  /** At a data cut, with every model. */
  public Report at(Cut cut) {
    return make(folded.at(cut), Report.Models.NOW);
  }
}
