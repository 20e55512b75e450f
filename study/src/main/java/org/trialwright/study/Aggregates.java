package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/** What several records give together; records that may or may not count widen the result. */
final class Aggregates {
  private Aggregates() {}

  static Answer pick(Term.Aggregate wanted, World world, Row row) {
    var rows = counted(wanted, world, row);
    return switch (wanted.pick()) {
      case FIRST -> firstOf(rows, wanted.question());
      case LAST -> firstOf(rows.reversed(), wanted.question());
      case HIGHEST -> mostOf(rows, wanted.question(), true);
      case LOWEST -> mostOf(rows, wanted.question(), false);
      case SUM -> sumOf(rows, wanted.question());
    };
  }

  /** A record that counts for sure, or may count. */
  private record Counted(Row row, boolean sure) {}

  private static List<Counted> counted(Term.Aggregate wanted, World world, Row row) {
    var counted = new ArrayList<Counted>();
    for (var one : world.rows(wanted.question().form())) {
      if (wanted.previous() && one == row) {
        break;
      }
      var holds = wanted.where().test(world, one);
      if (holds != Truth.NO) {
        counted.add(new Counted(one, holds == Truth.YES));
      }
    }
    return counted;
  }

  private static Answer firstOf(List<Counted> rows, Item question) {
    @Nullable Answer sofar = null;
    for (var one : rows) {
      var value = one.row().answer(question);
      if (value instanceof Answer.NotAsked) {
        continue;
      }
      sofar = sofar == null ? value : Ranges.union(sofar, value);
      if (one.sure()) {
        return sofar;
      }
    }
    return Answers.UNKNOWN;
  }

  /** Records that count for sure set the bound; those that may count can only move it outwards. */
  private static Answer mostOf(List<Counted> rows, Item question, boolean highest) {
    @Nullable Answer most = null;
    for (boolean sure : new boolean[] {true, false}) {
      for (var one : rows) {
        var value = one.row().answer(question);
        if (one.sure() == sure && !(value instanceof Answer.NotAsked)) {
          if (most == null && !sure) {
            return Answers.UNKNOWN;
          }
          most = most == null ? value : more(most, value, highest, sure);
        }
      }
    }
    return most == null ? Answers.UNKNOWN : most;
  }

  private static Answer more(Answer most, Answer value, boolean highest, boolean sure) {
    if (most instanceof Answer.Ranged a && value instanceof Answer.Ranged b) {
      double low = highest ? Math.max(a.low(), b.low()) : Math.min(a.low(), b.low());
      double high = highest ? Math.max(a.high(), b.high()) : Math.min(a.high(), b.high());
      return sure
          ? Answer.between(low, high)
          : Answer.between(highest ? a.low() : Math.min(a.low(), low), highest ? high : a.high());
    }
    if (most instanceof Answer.Coded a && value instanceof Answer.Coded b) {
      long possible = 0;
      for (int i = 0; i < CodeList.MOST; i++) {
        for (int j = 0; j < CodeList.MOST; j++) {
          if ((a.possible() >> i & 1) == 1 && (b.possible() >> j & 1) == 1) {
            possible |= 1L << (highest ? Math.max(i, j) : Math.min(i, j));
          }
        }
      }
      return new Answer.Coded(sure ? possible : possible | a.possible());
    }
    return Answers.UNKNOWN;
  }

  private static Answer sumOf(List<Counted> rows, Item question) {
    double low = 0;
    double high = 0;
    for (var one : rows) {
      var value = one.row().answer(question);
      if (value instanceof Answer.NotAsked) {
        continue;
      }
      if (!(value instanceof Answer.Ranged ranged)) {
        return Answers.UNKNOWN;
      }
      low += one.sure() ? ranged.low() : Math.min(0, ranged.low());
      high += one.sure() ? ranged.high() : Math.max(0, ranged.high());
    }
    return Answer.between(low, high);
  }

  /** The earliest or latest of what is there; a date without its facts does not count. */
  static Answer extreme(List<Answer> values, boolean earliest) {
    Optional<Answer> result =
        values.stream()
            .filter(Answer.Ranged.class::isInstance)
            .reduce((a, b) -> more(a, b, !earliest, true));
    return result.orElse(Answers.UNKNOWN);
  }

  static Answer kept(Term.Kept step, World world, Row row) {
    var then = world.at(step.watched(), step.visit());
    var latest = world.newest(step.watched());
    if (!(then instanceof Answer.Ranged first) || !(latest instanceof Answer.Ranged now)) {
      return step.now().value(world, row);
    }
    var change = Ranges.combine(now, first, (a, b) -> Math.abs(a - b) / b * 100);
    var small = Ranges.compare(change, Condition.Order.BELOW, Answer.exactly(step.percent()));
    return switch (small) {
      case YES -> step.now().value(new AsAtVisit(world, step.visit()), row);
      case NO -> step.now().value(world, row);
      case UNKNOWN -> Answers.UNKNOWN;
    };
  }
}
