package org.trialwright.journey;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;

/**
 * Completed years on the days for which the edge worked them out; between two of them only as far
 * as they agree.
 */
final class Ages {
  private static final double DAYS_A_YEAR = 365.2425;

  private final List<Fact> facts;
  private final Surroundings surroundings;

  Ages(List<Fact> facts, Surroundings surroundings) {
    this.facts = facts;
    this.surroundings = surroundings;
  }

  Answer on(long day) {
    var date = LocalDate.ofEpochDay(day);
    if (date.equals(surroundings.today()) && surroundings.ageToday().isPresent()) {
      return Answer.exactly(surroundings.ageToday().get());
    }
    for (var fact : facts.reversed()) {
      if (fact.event() instanceof Event.Saved saved && saved.ages().containsKey(date)) {
        return Answer.exactly(saved.ages().get(date));
      }
    }
    return between(day);
  }

  private Answer between(long day) {
    var known = new TreeMap<Long, Integer>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Saved saved) {
        saved.ages().forEach((on, years) -> known.put(on.toEpochDay(), years));
      }
    }
    surroundings.ageToday().ifPresent(years -> known.put(surroundings.today().toEpochDay(), years));
    double low = 0;
    double high = Double.MAX_VALUE;
    var before = known.floorEntry(day);
    if (before != null) {
      double years = (day - before.getKey()) / DAYS_A_YEAR;
      low = before.getValue() + Math.floor(years);
      high = before.getValue() + Math.ceil(years);
    }
    var after = known.ceilingEntry(day);
    if (after != null) {
      double years = (after.getKey() - day) / DAYS_A_YEAR;
      low = Math.max(low, after.getValue() - Math.ceil(years));
      high = Math.min(high, after.getValue() - Math.floor(years));
    }
    return known.isEmpty() || low > high ? Answers.UNKNOWN : Answer.between(low, high);
  }
}
