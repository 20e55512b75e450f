package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.Arrays;
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
 * @param places of the study, in its order
 * @param arms where the lives of each arm begin
 * @param visits names of those at which something is seen or somebody is known to live; a person
 *     comes to them by chance numbers of their own, to others as in the lives that were tried
 */
record Program(
    List<Item> dates,
    int end,
    Set<String> deciding,
    Set<String> entry,
    Entrance entrance,
    List<String> places,
    Map<String, Node> arms,
    Set<String> visits) {
  Program {
    dates = List.copyOf(dates);
    deciding = Set.copyOf(deciding);
    entry = Set.copyOf(entry);
    places = List.copyOf(places);
    arms = Map.copyOf(arms);
    visits = Set.copyOf(visits);
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
    private final Script.Question question;
    private final long purpose;
    private final long occasion;
    private final double[] chances;
    private final Node[] ways;

    Fork(Script.Question question, List<Node> ways) {
      this.question = question;
      this.purpose = Draws.hash(question.purpose());
      this.occasion = question.occasion();
      this.chances = question.chances().stream().mapToDouble(Double::doubleValue).toArray();
      this.ways = ways.toArray(Node[]::new);
    }

    Script.Question question() {
      return question;
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
    private final int[] rests;
    private final double tried;
    private final Law[] laws;
    private final List<Turn> turns;
    private final Turn[] ways;
    private final Mark[] ends;
    private final Silence silence;
    private final Known known;
    private final Held held;

    /**
     * @param path the places with the days on which they are reached
     * @param rests of each phase, the step of the place in which the life then rests; what follows
     *     the first is brought by the calendar alone
     * @param tried the day of the turn that led here, in the life that was tried; infinite when
     *     none did
     * @param turns of those that take effect on the same day, the first counts
     */
    Kind(
        List<Step> path,
        List<Integer> rests,
        double tried,
        List<Law> laws,
        List<Turn> turns,
        Silence silence,
        Known known,
        Held held) {
      this.path = path.toArray(Step[]::new);
      this.rests = rests.stream().mapToInt(Integer::intValue).toArray();
      this.tried = tried;
      this.laws = laws.toArray(Law[]::new);
      this.turns = List.copyOf(turns);
      this.ways = turns.stream().filter(turn -> !turn.ends()).toArray(Turn[]::new);
      this.ends = turns.stream().filter(Turn::ends).map(Mark.class::cast).toArray(Mark[]::new);
      this.silence = silence;
      this.known = known;
      this.held = held;
    }

    /** The same life with other laws and turns. */
    Kind with(List<Law> others, List<Turn> otherTurns, Known otherKnown, Held otherHeld) {
      return new Kind(
          path(),
          Arrays.stream(rests).boxed().toList(),
          tried,
          others,
          otherTurns,
          silence,
          otherKnown,
          otherHeld);
    }

    List<Step> path() {
      return List.of(path);
    }

    List<Law> laws() {
      return List.of(laws);
    }

    List<Turn> turns() {
      return turns;
    }

    Silence silence() {
      return silence;
    }

    Known known() {
      return known;
    }

    Held held() {
      return held;
    }

    /**
     * Whether visits of a day belong to a phase. Those of the day on which the next one begins
     * belong to that, unless nothing is visited in it.
     *
     * @param last step that is taken
     */
    boolean isIn(int phase, double day, int last, double shift) {
      boolean begun = phase == 0 || (last >= rests[phase] && day >= reached(rests[phase], shift));
      double end = phaseEnds(phase, last, shift);
      return begun && (day < end || (day == end && phase == rests.length - 1));
    }

    /** The day on which the next phase begins; infinite for never. */
    private double phaseEnds(int phase, int last, double shift) {
      int next = rests[phase] + 1;
      return next <= last ? reached(next, shift) : Double.POSITIVE_INFINITY;
    }

    private double reached(int step, double shift) {
      return path[step].moves() ? path[step].day() + shift : path[step].day();
    }

    /** The last step that is taken by somebody who is seen no more from a day on. */
    private int lastStep(double silent, double shift) {
      int at = path.length - 1;
      if (silent == Double.POSITIVE_INFINITY) {
        return at;
      }
      while (at > 0 && reached(at, shift) > silent) {
        at--;
      }
      return silence.last(at);
    }
  }

  /**
   * A date of nature from which somebody is seen no more.
   *
   * @param date negative when there is none
   * @param last of each step of the path, the last that is still taken when that date comes there
   */
  record Silence(int date, List<Integer> last) {
    static final Silence NONE = new Silence(-1, List.of());

    Silence {
      last = List.copyOf(last);
    }

    private int last(int step) {
      return last.get(step);
    }

    private double day(double[] days) {
      return date < 0 ? Double.POSITIVE_INFINITY : days[date];
    }
  }

  /**
   * Days on which somebody is known to live: those of the path as it was tried, then visits. They
   * are told once the whole program is known, before anybody lives.
   */
  static final class Known {
    static final Known NONE = new Known();

    private double[] days = {};
    private Visits visits = Visits.NONE;

    /**
     * @param days ascending
     */
    void tell(double[] days, Visits visits) {
      this.days = days.clone();
      this.visits = visits;
    }

    Visits visits() {
      return visits;
    }

    /** The same days with other chances of coming to the visits. */
    Known with(Visits others) {
      if (others == visits) {
        return this;
      }
      var known = new Known();
      known.tell(days, others);
      return known;
    }

    /**
     * The last to a day on which somebody is known to live; 0 when that is allocation.
     *
     * @param known of each part of a life
     * @param since the day from which each part counts
     * @param first the index of the first part
     */
    static double last(
        Known[] known,
        double[] since,
        double[] shift,
        int first,
        int parts,
        Draws draws,
        long allocated,
        double until) {
      double open = until;
      for (int at = first + parts - 1; at >= first; at--) {
        if (since[at] <= open) {
          double last = known[at].last(draws, allocated, shift[at], since[at], open);
          if (last >= Math.max(0, since[at])) {
            return last;
          }
        }
        open = Math.min(open, since[at]);
      }
      return 0;
    }

    private double last(Draws draws, long allocated, double shift, double since, double until) {
      // What came before the life was moved did not move with it.
      double moved = since == Double.NEGATIVE_INFINITY ? 0 : shift;
      double visit = visits.last(draws, allocated, shift, until);
      for (int i = days.length - 1; i >= 0; i--) {
        double day = days[i] + moved;
        if (day <= visit || day < since) {
          return visit;
        }
        if (day <= until) {
          return day;
        }
      }
      return visit;
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

    /** In which phase of the life at rest. */
    int phase();

    Sight sight();

    /** Whether it leads to a place that nothing leaves. */
    boolean ends();
  }

  /**
   * It leads to a place and changes nothing else.
   *
   * @param ends whether nothing leaves that place; else it takes effect in the place of its phase
   *     only
   * @param known when somebody in that place is known to live
   * @param held visits in that place
   */
  record Mark(int date, int phase, int place, boolean ends, Sight sight, Known known, Held held)
      implements Turn {
    /** The day on which it ends a life; such a date is known without a visit. */
    private double on(Draws draws, long allocated, double[] days, double shift, double silent) {
      return sight.day(date, draws, allocated, days, shift, Double.NEGATIVE_INFINITY, silent);
    }
  }

  /** Another kind of life from there on. */
  record Move(int date, int phase, Node then, Sight sight) implements Turn {
    @Override
    public boolean ends() {
      return false;
    }
  }

  /** One life as it came out. It is used again for the next. */
  static final class Lived {
    private static final int LONG = 32;

    /** A life, one that a date moved, and one that another marked. */
    static final int PARTS = 3;

    private final double[] days;
    private int[] place = new int[LONG];
    private double[] reached = new double[LONG];
    private int steps;
    private boolean moved;
    private double silent;
    private double turned;
    private double ended;
    private Sight.@Nullable Seen seen;
    private final Known[] known = new Known[PARTS];
    private final double[] since = new double[PARTS];
    private final double[] shift = new double[PARTS];
    private final Held[] held = new Held[PARTS];
    private final Held.Bound[] begins = new Held.Bound[PARTS];
    private final @Nullable Kind[] kinds = new Kind[PARTS];
    private final int[] last = new int[PARTS];
    private int parts;
    private boolean visited = true;

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

    /** The day from which they are seen no more; infinite for never. */
    double silent() {
      return silent;
    }

    /** The last to a day on which this person is known to live. */
    double known(Draws draws, long allocated, double until) {
      return Known.last(known, since, shift, 0, parts, draws, allocated, until);
    }

    /** How many parts the life has, each with its own days of being known to live. */
    int parts() {
      return parts;
    }

    Known known(int part) {
      return known[part];
    }

    /** The day from which a part counts; negative infinity for the first. */
    double since(int part) {
      return since[part];
    }

    double shift(int part) {
      return shift[part];
    }

    private void part(Known more, double from, double by) {
      known[parts] = more;
      since[parts] = from;
      shift[parts] = by;
      parts++;
    }

    /** Whether visits will be asked for; what they need is not kept otherwise. */
    void visited(boolean asked) {
      visited = asked;
    }

    /** Adds the visits of the part that was added last. */
    private void visits(Held more, Sight.@Nullable Seen begun, @Nullable Kind kind, int lastStep) {
      if (!visited) {
        return;
      }
      int at = parts - 1;
      held[at] = more;
      begins[at] = new Held.Bound(since[at], begun);
      kinds[at] = kind;
      last[at] = lastStep;
    }

    /** Tells the visits that this person holds. */
    void held(Held.Days on, Held.Taker taker) {
      for (int at = 0; at < parts; at++) {
        var end = at + 1 < parts ? begins[at + 1] : new Held.Bound(ended, null);
        held[at].tell(begins[at], end, kinds[at], last[at], shift[at], days, silent, on, taker);
      }
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
   * @param allocated the day of allocation, as an epoch day
   */
  static void live(Node begins, Draws draws, long allocated, Lived life) {
    life.steps = 0;
    life.parts = 0;
    life.moved = false;
    double shift = 0;
    double since = Double.NEGATIVE_INFINITY;
    life.seen = null;
    var at = begins;
    while (at != null) {
      var kind = (Kind) settled(at, draws);
      shift = life.moved ? since - kind.tried : 0;
      at = walk(kind, draws, allocated, shift, since, life);
      if (at != null) {
        life.moved = true;
        since = life.turned;
      }
    }
  }

  private static Node settled(Node node, Draws draws) {
    var at = node;
    while (at instanceof Fork fork) {
      at = fork.way(draws);
    }
    return at;
  }

  /**
   * Sets the dates of nature and adds the places reached, of a moved life those after the move.
   *
   * @param since the day on which it was moved; infinite when it was not
   * @return what follows when this life is moved
   */
  private static @Nullable Node walk(
      Kind kind, Draws draws, long allocated, double shift, double since, Lived life) {
    var days = life.days;
    Arrays.fill(days, Double.POSITIVE_INFINITY);
    for (var law : kind.laws) {
      days[law.line()] = law.day(draws, days, shift);
    }
    life.part(kind.known, since, shift);
    double silent = kind.silence.day(days);
    life.silent = silent;
    int last = kind.lastStep(silent, shift);
    life.visits(kind.held, life.seen, kind, last);
    var end = end(kind, draws, allocated, shift, silent, last, -1, life);
    double ended =
        end == null ? Double.POSITIVE_INFINITY : end.on(draws, allocated, days, shift, silent);
    Turn turn = null;
    Turn other = null;
    double turned = ended;
    for (var way : kind.ways) {
      int at = kind.rests[way.phase()];
      if (last >= at) {
        double rest = kind.reached(at, shift);
        double day = way.sight().day(way.date(), draws, allocated, days, shift, rest, silent);
        day = way instanceof Mark ? Math.max(day, rest) : day;
        boolean in =
            (way.phase() == 0 || day >= rest) && day < kind.phaseEnds(way.phase(), last, shift);
        if (in && day < turned) {
          turn = way;
          other = null;
          turned = day;
        } else if (in && day == turned && turn != null) {
          other = way;
        }
      }
    }
    for (int step = 0; step <= last; step++) {
      double day = kind.reached(step, shift);
      boolean news = Double.isInfinite(since) || kind.path[step].moves();
      // Who dies on the day of allocation was allocated first.
      if (news && (day < turned || day <= 0)) {
        life.add(kind.path[step].place(), day);
      }
    }
    life.turned = turned;
    life.ended = ended;
    life.seen = life.visited ? seen(turn, other, draws, allocated, days, shift, turned) : null;
    if (turn instanceof Move move) {
      return move.then();
    }
    if (turn instanceof Mark mark) {
      life.add(mark.place(), turned);
      life.part(mark.known(), turned, shift);
      life.visits(mark.held(), life.seen, null, last);
      end = end(kind, draws, allocated, shift, silent, last, mark.phase(), life);
    }
    if (end != null) {
      life.ended = end.on(draws, allocated, days, shift, silent);
      life.add(end.place(), life.ended);
    }
    return null;
  }

  /** The visit at which a life turned: of two dates that are seen on one day, the first. */
  private static Sight.@Nullable Seen seen(
      @Nullable Turn turn,
      @Nullable Turn other,
      Draws draws,
      long allocated,
      double[] days,
      double shift,
      double turned) {
    var seen = turn == null ? null : turn.sight().seen(draws, allocated, days, shift, turned);
    if (other == null || seen == null) {
      return seen;
    }
    var earlier = other.sight().seen(draws, allocated, days, shift, turned);
    return earlier != null && earlier.isBefore(seen) ? earlier : seen;
  }

  /**
   * What ends a life first.
   *
   * @param stays the phase in which a life was marked, after which no other follows; negative when
   *     it was not
   */
  private static @Nullable Mark end(
      Kind kind,
      Draws draws,
      long allocated,
      double shift,
      double silent,
      int last,
      int stays,
      Lived life) {
    Mark end = null;
    double ended = Double.POSITIVE_INFINITY;
    for (var mark : kind.ends) {
      int phase = mark.phase();
      double day = mark.on(draws, allocated, life.days, shift, silent);
      boolean begun = phase == 0 || day >= kind.reached(kind.rests[phase], shift);
      boolean open = phase == stays || day < kind.phaseEnds(phase, last, shift);
      if (begun && open && day < ended) {
        end = mark;
        ended = day;
      }
    }
    return end;
  }
}
