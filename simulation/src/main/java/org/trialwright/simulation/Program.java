package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.study.Item;

/**
 * A study and its scenario as tables: what chance decides, which way each alternative leads, when
 * the dates of nature come, and which of them lead another way. Days count from allocation.
 *
 * @param dates of nature, by index
 * @param end which of them ends the primary endpoint
 * @param deciding names of nature on which the way depends
 * @param entry those of them that decide who is allocated; whoever is not is no life of the program
 * @param places of the study, in its order
 * @param arms where the lives of each arm begin
 */
record Program(
    List<Item> dates,
    int end,
    Set<String> deciding,
    Set<String> entry,
    Entrance entrance,
    List<String> places,
    Map<String, Node> arms) {
  Program {
    dates = List.copyOf(dates);
    deciding = Set.copyOf(deciding);
    entry = Set.copyOf(entry);
    places = List.copyOf(places);
    arms = Map.copyOf(arms);
  }

  /**
   * Who is allocated, how long after coming, and in which stratum.
   *
   * @param joins of each question, the first alternative leads to allocation
   * @param days from coming to allocation
   * @param levels leads to {@link Levels}
   * @param leaves all of them, by number
   */
  record Entrance(List<Script.Question> joins, int days, Node levels, List<Levels> leaves) {
    Entrance {
      joins = List.copyOf(joins);
      leaves = List.copyOf(leaves);
    }
  }

  /** What is to be told next about a life. */
  sealed interface Node {}

  /**
   * The answers by which a participant is put into strata, in the order in which they were asked
   * for.
   */
  record Levels(int number, List<String> codes) implements Node {
    Levels {
      codes = List.copyOf(codes);
    }
  }

  /** Chance decides, drawn as {@link Draws} draws it; the last way takes what is left. */
  static final class Fork implements Node {
    private final long purpose;
    private final long occasion;
    private final double[] chances;
    private final Node[] ways;

    Fork(Script.Question question, List<Node> ways) {
      this.purpose = Draws.hash(question.purpose());
      this.occasion = question.occasion();
      this.chances = question.chances().stream().mapToDouble(Double::doubleValue).toArray();
      this.ways = ways.toArray(Node[]::new);
    }

    List<Node> ways() {
      return List.of(ways);
    }

    private Node way(Draws draws) {
      double at = draws.uniform(purpose, occasion);
      int last = chances.length - 1;
      for (int i = 0; i < last; i++) {
        if (at < chances[i]) {
          return ways[i];
        }
        at -= chances[i];
      }
      return ways[last];
    }
  }

  /** A kind of life: everything that chance decides is decided, but for dates of nature. */
  static final class Kind implements Node {
    private final Step[] path;
    private final List<Turn> turns;
    private final double tried;
    private final Law[] laws;
    private final Move[] moves;
    private final Mark[] marks;
    private final Mark[] ends;

    /**
     * @param path the places with the days on which they are reached
     * @param tried the day of the date of nature that moved it, in the life that was tried;
     *     infinite when none did
     */
    Kind(List<Step> path, double tried, List<Law> laws, List<Turn> turns) {
      this.path = path.toArray(Step[]::new);
      this.turns = List.copyOf(turns);
      this.tried = tried;
      this.laws = laws.toArray(Law[]::new);
      this.moves =
          turns.stream().filter(Move.class::isInstance).map(Move.class::cast).toArray(Move[]::new);
      this.marks = marks(false);
      this.ends = marks(true);
    }

    private Mark[] marks(boolean ends) {
      return turns.stream()
          .filter(Mark.class::isInstance)
          .map(Mark.class::cast)
          .filter(mark -> mark.ends() == ends)
          .toArray(Mark[]::new);
    }

    List<Step> path() {
      return List.of(path);
    }

    List<Turn> turns() {
      return turns;
    }

    /** The first day on which a place is reached that nothing leaves. */
    private double end(double[] days) {
      double end = Double.POSITIVE_INFINITY;
      for (var mark : ends) {
        end = Math.min(end, days[mark.date()]);
      }
      return end;
    }
  }

  /**
   * A place reached on a day.
   *
   * @param moves whether the day comes after the date of nature that moved the life, and moves with
   *     it
   */
  record Step(int place, double day, boolean moves) {}

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
  record Mark(int date, int place, boolean ends) implements Turn {}

  /** Another kind of life from there on. */
  record Move(int date, Node then) implements Turn {}

  /** One life as it came out. It is used again for the next. */
  static final class Lived {
    private static final int LONG = 32;

    private final double[] days;
    private int[] place = new int[LONG];
    private double[] reached = new double[LONG];
    private int steps;
    private boolean moved;

    Lived(Program program) {
      days = new double[program.dates().size()];
    }

    /** The day of a date of nature; infinite for never. */
    double day(int date) {
      return days[date];
    }

    /** How many places were reached. */
    int steps() {
      return steps;
    }

    /** The place reached at a step, as an index of the program's places. */
    int place(int step) {
      return place[step];
    }

    /** The day on which the place of a step was reached. */
    double reached(int step) {
      return reached[step];
    }

    /** Places in order, to the last. */
    List<Step> path() {
      var path = new ArrayList<Step>();
      for (int i = 0; i < steps; i++) {
        path.add(new Step(place[i], reached[i], false));
      }
      return path;
    }

    /** Whether a date of nature changed more than the place. */
    boolean moved() {
      return moved;
    }

    /** The day on which a place was first reached; infinite for never. */
    double at(int wanted) {
      for (int i = 0; i < steps; i++) {
        if (place[i] == wanted) {
          return reached[i];
        }
      }
      return Double.POSITIVE_INFINITY;
    }

    private void add(int at, double day) {
      if (steps == place.length) {
        place = Arrays.copyOf(place, 2 * steps);
        reached = Arrays.copyOf(reached, 2 * steps);
      }
      place[steps] = at;
      reached[steps] = day;
      steps++;
    }
  }

  /** The index of a date of nature. */
  int date(String name) {
    return dates.stream().map(Item::name).toList().indexOf(name);
  }

  /** The index of a place. */
  int place(String name) {
    return places.indexOf(name);
  }

  /** Where the lives of an arm begin. */
  Node begins(String arm) {
    return Optional.ofNullable(arms.get(arm)).orElseThrow();
  }

  /** The strata of a person who is allocated. */
  static Levels levels(Node begins, Draws draws) {
    return (Levels) settled(begins, draws);
  }

  /**
   * Lives one life.
   *
   * @param begins of the arm
   */
  static void live(Node begins, Draws draws, Lived life) {
    var kind = (Kind) settled(begins, draws);
    double shift = 0;
    double since = Double.NEGATIVE_INFINITY;
    life.steps = 0;
    life.moved = false;
    for (int move = begin(kind, draws, shift, life); move >= 0; ) {
      double day = life.days[kind.moves[move].date()];
      walk(life, kind, shift, since, day);
      life.moved = true;
      since = day;
      kind = (Kind) settled(kind.moves[move].then(), draws);
      shift = day - kind.tried;
      move = begin(kind, draws, shift, life);
    }
    walk(life, kind, shift, since, Double.POSITIVE_INFINITY);
  }

  private static Node settled(Node node, Draws draws) {
    var at = node;
    while (at instanceof Fork fork) {
      at = fork.way(draws);
    }
    return at;
  }

  /** Sets the dates of nature and gives the first that moves this life before it ends, or −1. */
  private static int begin(Kind kind, Draws draws, double shift, Lived life) {
    Arrays.fill(life.days, Double.POSITIVE_INFINITY);
    for (var law : kind.laws) {
      life.days[law.line()] = law.day(draws, life.days, shift);
    }
    int first = -1;
    double earliest = kind.end(life.days);
    for (int i = 0; i < kind.moves.length; i++) {
      double day = life.days[kind.moves[i].date()];
      if (day < earliest) {
        first = i;
        earliest = day;
      }
    }
    return first;
  }

  /**
   * Adds the places reached before a day, of a moved life those after the move.
   *
   * @param since the day on which it was moved; infinite when it was not
   */
  private static void walk(Lived life, Kind kind, double shift, double since, double before) {
    double end = kind.end(life.days);
    double open = Math.min(before, end);
    double last = Double.NEGATIVE_INFINITY;
    for (var step : kind.path) {
      last = step.moves() ? step.day() + shift : step.day();
      boolean news = Double.isInfinite(since) || step.moves();
      if (news && last < open) {
        life.add(step.place(), last);
      }
    }
    mark(life, kind, last, open);
    if (end < before) {
      for (var mark : kind.ends) {
        if (life.days[mark.date()] == end) {
          life.add(mark.place(), end);
          return;
        }
      }
    }
  }

  /** Whoever is there already goes nowhere: marks were tried in the last place of the path. */
  private static void mark(Lived life, Kind kind, double last, double before) {
    Mark first = null;
    double earliest = before;
    for (var mark : kind.marks) {
      double day = Math.max(life.days[mark.date()], last);
      if (day < earliest) {
        first = mark;
        earliest = day;
      }
    }
    if (first != null) {
      life.add(first.place(), earliest);
    }
  }
}
