package org.trialwright.analysis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.trialwright.quantities.ParticipantId;

/**
 * The way of one participant from allocation to the cut.
 *
 * @param arm as allocated
 * @param spells one after another, at least one, without days on which the place only passed
 * @param ended whether nothing leads on from the last place
 */
public record Lane(ParticipantId participant, String arm, List<Spell> spells, boolean ended) {
  /** Beyond this many participants no reader follows a single one, and the report has none. */
  static final int MOST = 2_000;

  public Lane {
    spells = List.copyOf(spells);
  }

  /**
   * A time in one place.
   *
   * @param from day after allocation, which is day 0
   * @param to the day on which the next begins, or the cut
   */
  public record Spell(String place, int from, int to) {}

  static List<Lane> all(List<Subject> allocated, LocalDate cut) {
    return allocated.size() > MOST
        ? List.of()
        : allocated.stream()
            .map(subject -> of(subject, cut))
            .filter(lane -> !lane.spells().isEmpty())
            .toList();
  }

  private static Lane of(Subject subject, LocalDate cut) {
    var zero = subject.allocated().orElseThrow();
    var stays = subject.course().stays();
    var spells = new ArrayList<Spell>();
    for (int i = 0; i < stays.size(); i++) {
      int from = spells.isEmpty() ? 0 : spells.getLast().to();
      var until = i + 1 < stays.size() ? stays.get(i + 1).since() : cut;
      int to = (int) ChronoUnit.DAYS.between(zero, until);
      if (to > from) {
        spells.add(new Spell(stays.get(i).place(), from, to));
      }
    }
    return new Lane(subject.id(), subject.arm().orElse(Sample.ALL), spells, subject.ended());
  }
}
