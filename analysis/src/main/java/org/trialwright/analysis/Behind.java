package org.trialwright.analysis;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.Journey;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.Subgroup;
import org.trialwright.study.Term;

/** What stands behind one participant's endpoints: what happened on the way, and who they are. */
final class Behind {
  private static final int MID_MONTH = 15;

  private final Study study;
  private final Journey journey;
  private final LocalDate allocated;
  private final LocalDate cut;

  Behind(Study study, Journey journey, LocalDate allocated, LocalDate cut) {
    this.study = study;
    this.journey = journey;
    this.allocated = allocated;
    this.cut = cut;
  }

  Subject.Background background() {
    Map<String, LocalDate> onTheWay = new HashMap<>();
    for (var despite : study.measure().plan().despite()) {
      despite.when().flatMap(this::day).ifPresent(day -> onTheWay.put(despite.name(), day));
    }
    Map<String, String> levels = new HashMap<>();
    for (var subgroup : study.measure().plan().subgroups()) {
      level(subgroup).ifPresent(level -> levels.put(subgroup.name(), level));
    }
    return new Subject.Background(onTheWay, strata(), levels);
  }

  /** The code of each question by which an endpoint is parted. */
  Map<String, String> parts() {
    Map<String, String> parts = new HashMap<>();
    for (var endpoint : study.measure().endpoints()) {
      if (endpoint.groups() instanceof Measure.Groups.ByAnswer(var item)) {
        Journey.codeOf(item, atAllocation(item)).ifPresent(code -> parts.put(item.path(), code));
      }
    }
    return parts;
  }

  /** A day up to the cut; of a date whose month alone is known, the 15th. */
  private Optional<LocalDate> day(Term term) {
    if (!(term.value(journey.world(), Rows.NONE) instanceof Answer.Ranged ranged)) {
      return Optional.empty();
    }
    var first = LocalDate.ofEpochDay((long) ranged.low());
    var last = LocalDate.ofEpochDay((long) ranged.high());
    if (!YearMonth.from(first).equals(YearMonth.from(last)) || first.isAfter(cut)) {
      return Optional.empty();
    }
    return Optional.of(first.equals(last) ? first : first.withDayOfMonth(MID_MONTH));
  }

  private Map<String, String> strata() {
    Map<String, String> strata = new HashMap<>();
    for (var stratum : study.how().allocation().strata()) {
      if (stratum instanceof How.ByAnswer by) {
        Journey.codeOf(by.item(), atAllocation(by.item()))
            .ifPresent(level -> strata.put(by.item().path(), level));
      }
    }
    return strata;
  }

  private Optional<String> level(Subgroup subgroup) {
    if (subgroup.of().isEmpty()) {
      return Optional.empty();
    }
    var item = subgroup.of().get();
    var answer = atAllocation(item);
    return subgroup.cuts().isEmpty() ? Journey.codeOf(item, answer) : subgroup.level(answer);
  }

  /** The newest answer of a record up to the day of allocation, corrections of it included. */
  private Answer atAllocation(Item item) {
    Answer newest = Answers.UNKNOWN;
    for (var record : journey.records(item.form())) {
      if (record.day() <= allocated.toEpochDay()) {
        var answer = record.answer(item);
        newest = answer.known() ? answer : newest;
      }
    }
    return newest;
  }
}
