package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.quantities.Truth;

/**
 * A rule that is yes, no or unknown (Kleene). The tree that is asked is the tree that explains, so
 * that the reason given is always the reason used.
 */
public sealed interface Condition {

  /** Asks the rule; {@code row} is the record that bare names mean. */
  Truth test(World world, Row row);

  /** The smallest set of comparisons that forces the answer, in the order written. */
  default List<Because> because(World world, Row row) {
    var reasons = new ArrayList<Because>();
    collect(world, row, test(world, row), reasons);
    return List.copyOf(reasons);
  }

  /** Adds the comparisons that make this {@code wanted}; called only where the rule is that. */
  void collect(World world, Row row, Truth wanted, List<Because> into);

  /** A value beside something it is compared with. */
  sealed interface Compared extends Condition permits Is, Compare, AgainstLimit, Within {}

  /** Holds always; the last line of a decision. */
  record Otherwise() implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return Truth.YES;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {}
  }

  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth test(World world, Row row) {
      var all = Truth.YES;
      for (int i = 0; i < parts.size(); i++) {
        var part = parts.get(i).test(world, row);
        if (part == Truth.NO) {
          return Truth.NO;
        }
        if (part == Truth.UNKNOWN) {
          all = Truth.UNKNOWN;
        }
      }
      return all;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      for (var part : parts) {
        if (part.test(world, row) == wanted) {
          part.collect(world, row, wanted, into);
        }
      }
    }
  }

  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public Truth test(World world, Row row) {
      var any = Truth.NO;
      for (int i = 0; i < parts.size(); i++) {
        var part = parts.get(i).test(world, row);
        if (part == Truth.YES) {
          return Truth.YES;
        }
        if (part == Truth.UNKNOWN) {
          any = Truth.UNKNOWN;
        }
      }
      return any;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      for (var part : parts) {
        if (part.test(world, row) == wanted) {
          part.collect(world, row, wanted, into);
          if (wanted == Truth.YES) {
            return;
          }
        }
      }
    }
  }

  record Not(Condition part) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return part.test(world, row).not();
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      part.collect(world, row, wanted.not(), into);
    }
  }

  /** {@code x is a}, {@code x in a, b}, {@code x}, and their negations. */
  record Is(Term term, CodeList list, long codes, boolean negated, String text)
      implements Compared {
    @Override
    public Truth test(World world, Row row) {
      return switch (term.value(world, row)) {
        case Answer.Coded coded -> among(coded.possible());
        case Answer.Unknown _ -> Truth.UNKNOWN;
        case Answer.NotAsked _ -> negated ? Truth.YES : Truth.NO;
        case Answer.NotSigned _ -> Truth.NO;
        case Answer.Ranged _, Answer.Written _ ->
            throw new IllegalStateException(text + ": not a code");
      };
    }

    private Truth among(long possible) {
      if ((possible & ~codes) == 0) {
        return negated ? Truth.NO : Truth.YES;
      }
      if ((possible & codes) == 0) {
        return negated ? Truth.YES : Truth.NO;
      }
      return Truth.UNKNOWN;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(new Because(wanted, term, term.value(world, row), this, text));
    }
  }

  /** How two values are compared. */
  enum Order {
    BELOW("<"),
    AT_MOST("<="),
    ABOVE(">"),
    AT_LEAST(">="),
    EQUAL("is"),
    UNEQUAL("is not");

    private final String sign;

    Order(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** Two numbers of one unit, two dates, or two codes of one ordered list. */
  record Compare(Term left, Order order, Term right, String text) implements Compared {
    @Override
    public Truth test(World world, Row row) {
      return Ranges.compare(left.value(world, row), order, right.value(world, row));
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(new Because(wanted, left, left.value(world, row), this, text));
    }
  }

  /** A laboratory value against a multiple of this laboratory's own limit on that day. */
  record AgainstLimit(Term left, Order order, double times, boolean upper, String text)
      implements Compared {
    @Override
    public Truth test(World world, Row row) {
      var value = left.value(world, row);
      if (!(value instanceof Answer.Ranged measured)) {
        return value instanceof Answer.Unknown ? Truth.UNKNOWN : Truth.NO;
      }
      double limit = upper ? measured.uln() : measured.lln();
      return Double.isNaN(limit)
          ? Truth.UNKNOWN
          : Ranges.compare(measured, order, Answer.exactly(times * limit));
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(new Because(wanted, left, left.value(world, row), this, text));
    }
  }

  /** {@code x in 0..30 d}, both ends included. */
  record Within(Term term, double low, double high, boolean negated, String text)
      implements Compared {
    @Override
    public Truth test(World world, Row row) {
      var value = term.value(world, row);
      if (value instanceof Answer.NotAsked) {
        return Truth.of(negated);
      }
      if (value instanceof Answer.NotSigned) {
        return Truth.NO;
      }
      var inside =
          Ranges.compare(value, Order.AT_LEAST, Answer.exactly(low))
              .and(Ranges.compare(value, Order.AT_MOST, Answer.exactly(high)));
      return negated ? inside.not() : inside;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(new Because(wanted, term, term.value(world, row), this, text));
    }
  }

  /** Whether exactly one value is possible; never unknown itself. */
  record Known(Term term, String text) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return Truth.of(term.value(world, row).known());
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(new Because(wanted, term, term.value(world, row), this, text));
    }
  }

  record Recorded(Form form) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return Truth.of(world.recorded(form));
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(Because.of(wanted, this, form.name() + " recorded"));
    }
  }

  /** {@code any form where …}; with {@code every} all records, and at least one, must hold. */
  record Rows(Form form, boolean every, Condition where, String text) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      var rows = world.rows(form);
      var result = Truth.of(every && !rows.isEmpty());
      for (var one : rows) {
        var holds = where.test(world, one);
        result = every ? result.and(holds) : result.or(holds);
      }
      return result;
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      var rows = world.rows(form);
      int before = into.size();
      for (var one : rows) {
        if (where.test(world, one) == wanted) {
          where.collect(world, one, wanted, into);
          if ((wanted == Truth.YES) != every) {
            break;
          }
        }
      }
      if (into.size() == before) {
        into.add(Because.of(wanted, this, text));
      }
    }
  }

  /** {@code who is eligible}. */
  record Eligible() implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return world.eligible();
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(Because.of(wanted, this, "who is eligible"));
    }
  }

  record Allocated() implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return Truth.of(world.allocated());
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(Because.of(wanted, this, "allocated"));
    }
  }

  record BeenAt(String place) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      return Truth.of(world.beenAt(place));
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(Because.of(wanted, this, "been at " + place));
    }
  }

  /** In a form: {@code visit in day-1, week-4}. */
  record AtVisit(List<String> visits, boolean negated, String text) implements Condition {
    @Override
    public Truth test(World world, Row row) {
      boolean there =
          visits.stream()
              .anyMatch(visit -> row.visit().equals(visit) || row.visit().startsWith(visit + " "));
      return Truth.of(there != negated);
    }

    @Override
    public void collect(World world, Row row, Truth wanted, List<Because> into) {
      into.add(Because.of(wanted, this, text));
    }
  }
}
