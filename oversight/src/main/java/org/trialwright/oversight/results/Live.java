package org.trialwright.oversight.results;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Masked;
import org.trialwright.analysis.Report;
import org.trialwright.journal.Facts;
import org.trialwright.journey.Fact;
import org.trialwright.oversight.Overseen;
import org.trialwright.quantities.ParticipantId;

/**
 * The pooled report as of now. After a saved form only its participant is folded again; on a new
 * day everybody is.
 */
@Component
class Live {
  private final Overseen overseen;
  private final Map<ParticipantId, Masked> people = new HashMap<>();
  private long sequence;
  private LocalDate day = LocalDate.MIN;
  private Optional<Report> newest = Optional.empty();

  Live(Overseen overseen) {
    this.overseen = overseen;
  }

  synchronized Report now() {
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
    changed.forEach(one -> people.put(one, folding.masked(known.participant(one))));
    sequence = head.sequence();
    day = today;
    var report = report(cut, folding, people.values().stream());
    newest = Optional.of(report);
    return report;
  }

  /** The report as everything was known at an instant. */
  Report asOf(Instant instant) {
    long last = overseen.journal().sequenceAt(instant);
    var day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    Facts known = overseen.journal().asOf(last);
    var cut = new Cut(overseen.study(), last, day, "");
    var folding = new Folding(cut);
    return report(
        cut,
        folding,
        known.participants().stream().map(one -> folding.masked(known.participant(one))));
  }

  private static Report report(Cut cut, Folding folding, Stream<Masked> people) {
    List<Masked> all = people.toList();
    return Report.pooled(cut, folding, all, Report.Models.LATER);
  }
}
