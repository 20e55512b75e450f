package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.Item;

/**
 * A study and its scenario as tables: what chance decides, which way each alternative leads, when
 * the dates of nature come, and which of them lead another way. Days count from allocation.
 *
 * @param dates of nature, by index
 * @param end which of them ends the primary endpoint
 * @param deciding names of nature on which the way depends
 * @param entry those of them that decide who is allocated; whoever is not is no life of the program
 * @param arms where the lives of each arm begin
 */
record Program(
    List<Item> dates, int end, Set<String> deciding, Set<String> entry, Map<String, Node> arms) {
  Program {
    dates = List.copyOf(dates);
    deciding = Set.copyOf(deciding);
    entry = Set.copyOf(entry);
    arms = Map.copyOf(arms);
  }

  /** What is to be told next about a life. */
  sealed interface Node {}

  /** Chance decides, drawn as {@link Draws} draws it; the last way takes what is left. */
  static final class Fork implements Node {
    private final long purpose;
    private final double[] chances;
    private final List<Node> ways;

    Fork(Script.Question question, List<Node> ways) {
      this.purpose = Draws.hash(question.purpose());
      this.chances = question.chances().stream().mapToDouble(Double::doubleValue).toArray();
      this.ways = List.copyOf(ways);
    }

    List<Node> ways() {
      return ways;
    }

    private Node way(Draws draws) {
      double at = draws.uniform(purpose, 0);
      int last = chances.length - 1;
      for (int i = 0; i < last; i++) {
        if (at < chances[i]) {
          return ways.get(i);
        }
        at -= chances[i];
      }
      return ways.get(last);
    }
  }

  /**
   * A kind of life: everything that chance decides is decided, but for dates of nature.
   *
   * @param path the places with the days on which they are reached
   * @param tried the day of the date of nature that moved it, in the life that was tried; infinite
   *     when none did
   */
  record Kind(List<Step> path, double tried, List<Law> laws, List<Turn> turns) implements Node {
    Kind {
      path = List.copyOf(path);
      laws = List.copyOf(laws);
      turns = List.copyOf(turns);
    }
  }

  /**
   * A place reached on a day.
   *
   * @param moves whether the day comes after the date of nature that moved the life, and moves with
   *     it
   */
  record Step(String place, double day, boolean moves) {}

  /** A date of nature that leads another way. */
  sealed interface Turn {
    int date();
  }

  /**
   * It leads to a place and changes nothing else.
   *
   * @param ends whether nothing leaves that place; else it takes effect in the last place of the
   *     path only
   */
  record Mark(int date, String place, boolean ends) implements Turn {}

  /** Another kind of life from there on. */
  record Move(int date, Node then) implements Turn {}

  /** One life as it came out. It is used again for the next. */
  static final class Lived {
    private final double[] days;
    private final List<Step> path = new ArrayList<>();
    private boolean moved;

    Lived(Program program) {
      days = new double[program.dates().size()];
    }

    /** The day of a date of nature; infinite for never. */
    double day(int date) {
      return days[date];
    }

    /** Places in order, to the last. */
    List<Step> path() {
      return path;
    }

    /** Whether a date of nature changed more than the place. */
    boolean moved() {
      return moved;
    }

    /** The day on which a place was first reached; infinite for never. */
    double at(String place) {
      double first = Double.POSITIVE_INFINITY;
      for (var step : path) {
        first = step.place().equals(place) ? Math.min(first, step.day()) : first;
      }
      return first;
    }
  }

  /** The index of a date of nature. */
  int date(String name) {
    return dates.stream().map(Item::name).toList().indexOf(name);
  }

  /**
   * Lives one life.
   *
   * @param arm one of {@link #arms}
   */
  void live(String arm, Draws draws, Lived life) {
    var node = Optional.ofNullable(arms.get(arm)).orElseThrow();
    var kind = kind(node, draws);
    double shift = 0;
    double since = Double.NEGATIVE_INFINITY;
    life.path.clear();
    life.moved = false;
    for (var move = begin(kind, draws, shift, life); move != null; ) {
      double day = life.days[move.date()];
      walk(life, kind, shift, since, day);
      life.moved = true;
      since = day;
      kind = kind(move.then(), draws);
      shift = day - kind.tried();
      move = begin(kind, draws, shift, life);
    }
    walk(life, kind, shift, since, Double.POSITIVE_INFINITY);
  }

  private static Kind kind(Node node, Draws draws) {
    var at = node;
    while (at instanceof Fork fork) {
      at = fork.way(draws);
    }
    return (Kind) at;
  }

  /** Sets the dates of nature and gives the first that moves this life before it ends. */
  private static @Nullable Move begin(Kind kind, Draws draws, double shift, Lived life) {
    Arrays.fill(life.days, Double.POSITIVE_INFINITY);
    for (var law : kind.laws()) {
      life.days[law.line()] = law.day(draws, life.days, shift);
    }
    Move first = null;
    double earliest = end(kind, life);
    for (var turn : kind.turns()) {
      if (turn instanceof Move move && life.days[move.date()] < earliest) {
        first = move;
        earliest = life.days[move.date()];
      }
    }
    return first;
  }

  private static double end(Kind kind, Lived life) {
    double end = Double.POSITIVE_INFINITY;
    for (var turn : kind.turns()) {
      if (turn instanceof Mark mark && mark.ends()) {
        end = Math.min(end, life.days[mark.date()]);
      }
    }
    return end;
  }

  /**
   * Adds the places reached before a day, of a moved life those after the move.
   *
   * @param since the day on which it was moved; infinite when it was not
   */
  private static void walk(Lived life, Kind kind, double shift, double since, double before) {
    double end = end(kind, life);
    double last = Double.NEGATIVE_INFINITY;
    for (var step : kind.path()) {
      last = step.moves() ? step.day() + shift : step.day();
      boolean news = Double.isInfinite(since) || step.moves();
      if (news && last < Math.min(before, end)) {
        life.path.add(new Step(step.place(), last, false));
      }
    }
    marks(life, kind, last, Math.min(before, end));
    if (end < before) {
      life.path.add(ended(kind, life, end));
    }
  }

  private static Step ended(Kind kind, Lived life, double end) {
    return kind.turns().stream()
        .filter(turn -> turn instanceof Mark mark && mark.ends() && life.days[mark.date()] == end)
        .map(turn -> new Step(((Mark) turn).place(), end, false))
        .findFirst()
        .orElseThrow();
  }

  private static void marks(Lived life, Kind kind, double last, double before) {
    var marks = new ArrayList<Step>();
    for (var turn : kind.turns()) {
      if (turn instanceof Mark mark && !mark.ends()) {
        double day = Math.max(life.days[mark.date()], last);
        if (day < before) {
          marks.add(new Step(mark.place(), day, false));
        }
      }
    }
    // Whoever is there already goes nowhere: marks were tried in the last place of the path.
    marks.stream().min(Comparator.comparingDouble(Step::day)).ifPresent(life.path::add);
  }
}
