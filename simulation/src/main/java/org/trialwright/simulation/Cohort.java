package org.trialwright.simulation;

import java.util.Arrays;
import java.util.List;
import org.trialwright.study.How;
import org.trialwright.study.Scenario;

/**
 * The participants of one trial, in the order in which they are allocated, as arrays. The arrays
 * are read where they are, not copied, and filled anew by each trial.
 */
public final class Cohort {
  private static final long SITE = Draws.hash("site");

  /** To this month since allocation places are counted. */
  public static final int MONTHS = 60;

  private static final int[] MONTH = new int[10_000];

  static {
    for (int day = 0; day < MONTH.length; day++) {
      MONTH[day] = (int) Math.ceil(day / Scenario.DAYS_PER_MONTH);
    }
  }

  private final Lives lives;
  private final Program program;
  private final Program.Node[] begins;
  private final Program.Lived life;
  private final Arrivals.Flow flow;
  private final OpenBlocks blocks;
  private final long[][] purposes;
  private final int[][] block;
  private final int[] taken;
  private final long[] joining;
  private final long[] occasions;
  private final double[] chances;

  private final int[] number;
  private final int[] allocated;
  private final int[] arm;
  private final int[] stratum;
  private final double[] end;
  private final double[] left;
  private final boolean[] ends;
  private final long begin;
  private final long[] visited;
  private final Program.Known[] known;
  private final double[] since;
  private final double[] shift;
  private final int[] parts;
  private final int[] shares;
  private final int[][] given;

  private final Load.Counting load;
  private final Held.Taker taker;
  private int site;
  private int joined;
  private boolean visiting;

  /** By arm and place, who came there or left it in each month since it was taken last. */
  private final long[][][] moved;

  private long seed;
  private int newcomers;
  private long steps;
  private int halvesGuessed;

  Cohort(Lives lives, int size) {
    this.lives = lives;
    this.program = lives.program();
    this.life = new Program.Lived(program);
    this.flow = new Arrivals.Flow(lives.scenario());
    var arms = lives.study().how().arms();
    this.begins =
        arms.stream().map(How.Arm::name).map(program::begins).toArray(Program.Node[]::new);
    this.blocks = new OpenBlocks(arms);
    int strata = lives.strata().size();
    this.purposes = lives.strata().stream().map(blocks::purposes).toArray(long[][]::new);
    this.block = new int[strata][blocks.size()];
    this.taken = new int[strata];
    var joins = program.entrance().joins();
    this.joining = joins.stream().mapToLong(one -> Draws.hash(one.purpose())).toArray();
    this.occasions = joins.stream().mapToLong(Script.Question::occasion).toArray();
    this.chances = joins.stream().mapToDouble(one -> one.chances().getFirst()).toArray();
    if (program.places().size() > Long.SIZE) {
      throw new NotCompiled(
          "the study has %d places; %d at most".formatted(program.places().size(), Long.SIZE));
    }
    this.number = new int[size];
    this.allocated = new int[size];
    this.arm = new int[size];
    this.stratum = new int[size];
    this.end = new double[size];
    this.left = new double[size];
    this.ends = new boolean[program.places().size()];
    lives.study().next().ends().forEach(place -> ends[program.place(place)] = true);
    this.visited = new long[size];
    this.known = new Program.Known[size * Program.Lived.PARTS];
    this.since = new double[known.length];
    this.shift = new double[known.length];
    this.parts = new int[size];
    this.shares = arms.stream().mapToInt(How.Arm::share).toArray();
    this.given = new int[strata][arms.size()];
    this.moved = new long[arms.size()][program.places().size()][MONTHS + 1];
    this.load = new Load.Counting(lives.coming(), lives.scenario().setting().sites());
    this.taker = (one, day) -> load.add(one.occasion().order(), site, Math.max(0, joined + day));
    this.begin = lives.scenario().setting().begins().toEpochDay();
  }

  /** Plays one trial in which no visits are counted. */
  public void play(long seed) {
    play(seed, false);
  }

  /**
   * Plays one trial.
   *
   * @param seed by which each chance number of it is found; a rehearsal in memory with this seed
   *     has the same newcomers
   * @param visits whether visits are counted
   */
  public void play(long seed, boolean visits) {
    this.seed = seed;
    this.visiting = visits;
    life.visited(visits);
    var trial = new Draws(seed, 0);
    var arrivals = new Arrivals(flow, trial);
    Arrays.fill(taken, 0);
    for (var one : given) {
      Arrays.fill(one, 0);
    }
    steps = 0;
    halvesGuessed = 0;
    int sites = lives.scenario().setting().sites();
    for (int who = 0; who < number.length; ) {
      int newcomer = arrivals.next();
      var draws = new Draws(seed, newcomer);
      newcomers = newcomer;
      if (joins(draws)) {
        number[who] = newcomer;
        allocated[who] =
            (int) (Coming.workday(begin + arrivals.days()) - begin) + program.entrance().days();
        site = (int) (draws.uniform(SITE, 0) * sites);
        var leaf = Program.levels(program.entrance().levels(), draws);
        stratum[who] = lives.stratum(site, leaf.number());
        arm[who] = allocate(trial, stratum[who]);
        live(who, draws);
        who++;
      }
    }
    if (visiting) {
      load.trial();
    }
  }

  /**
   * The month by whose end a day comes.
   *
   * @param day a whole number, 0 or more; infinite for never
   */
  public static int month(double day) {
    return day < MONTH.length ? MONTH[(int) day] : Integer.MAX_VALUE;
  }

  private boolean joins(Draws draws) {
    for (int i = 0; i < joining.length; i++) {
      if (draws.uniform(joining[i], occasions[i]) >= chances[i]) {
        return false;
      }
    }
    return true;
  }

  private int allocate(Draws trial, int where) {
    int position = taken[where];
    taken[where]++;
    int[] mine = block[where];
    int place = position % mine.length;
    if (place == 0) {
      blocks.write(trial, purposes[where], position / mine.length, mine);
    }
    guess(given[where], mine[place]);
    return mine[place];
  }

  /** Two halves when the arm that has had fewest for its share so far is the next; one of two. */
  private void guess(int[] before, int next) {
    boolean fewer = false;
    boolean alike = false;
    for (int arm = 0; arm < before.length; arm++) {
      long difference = (long) before[arm] * shares[next] - (long) before[next] * shares[arm];
      fewer |= difference < 0;
      alike |= difference == 0 && arm != next;
    }
    halvesGuessed += fewer ? 0 : alike ? 1 : 2;
    before[next]++;
  }

  private void live(int who, Draws draws) {
    Program.live(begins[arm[who]], draws, begin + allocated[who], life);
    end[who] = life.day(program.end());
    int last = life.steps() - 1;
    boolean gone = last >= 0 && ends[life.place(last)] && life.reached(last) < end[who];
    // Of the day on which somebody is lost nobody hears.
    left[who] = Math.min(gone ? life.reached(last) : Double.POSITIVE_INFINITY, life.silent() - 1);
    parts[who] = life.parts();
    for (int part = 0; part < life.parts(); part++) {
      int at = who * Program.Lived.PARTS + part;
      known[at] = life.known(part);
      since[at] = life.since(part);
      shift[at] = life.shift(part);
    }
    if (visiting) {
      joined = allocated[who];
      life.held(Held.MIDDLE, taker);
    }
    steps += life.steps();
    long places = 0;
    var months = moved[arm[who]];
    int before = -1;
    for (int step = 0; step < life.steps(); step++) {
      int place = life.place(step);
      places |= 1L << place;
      int month = month(life.reached(step));
      if (month <= MONTHS) {
        months[place][month]++;
        if (before >= 0) {
          months[before][month]--;
        }
      }
      before = place;
    }
    visited[who] = places;
  }

  /**
   * The seed of one trial of many.
   *
   * @param trial from 1
   */
  public static long seed(long seed, long trial) {
    return Draws.seed(seed, trial);
  }

  /** A place and the day on which it was reached, from allocation. */
  public record Reached(String place, double day) {}

  /** The way of one participant of the trial played last. */
  public List<Reached> path(int who) {
    life.visited(false);
    Program.live(begins[arm[who]], new Draws(seed, number[who]), begin + allocated[who], life);
    return life.path().stream()
        .map(step -> new Reached(program.places().get(step.place()), step.day()))
        .toList();
  }

  /** How many are allocated. */
  public int size() {
    return number.length;
  }

  /** How many came until so many were allocated. */
  public int newcomers() {
    return newcomers;
  }

  /** Places reached, all participants together. */
  public long steps() {
    return steps;
  }

  /**
   * How many of the arms somebody guesses right who knows all past arms of the stratum and names
   * the one with fewest for its share, or one of those at random (Blackwell and Hodges, Ann Math
   * Stat 1957;28:449); in halves.
   */
  public int halvesGuessed() {
    return halvesGuessed;
  }

  /**
   * Adds, by arm, place and month since allocation, who came to the place less who left it, of all
   * trials since this was asked last. Summed over months it is who is there.
   */
  public void takeMoves(long[][][] into) {
    for (int arm = 0; arm < moved.length; arm++) {
      for (int place = 0; place < moved[arm].length; place++) {
        for (int month = 0; month <= MONTHS; month++) {
          into[arm][place][month] += moved[arm][place][month];
        }
        Arrays.fill(moved[arm][place], 0);
      }
    }
  }

  /** Adds the visits of all trials in which they were counted since this was asked last. */
  public void takeLoad(Load into) {
    load.take(into);
  }

  /** Which newcomer each participant was, from 1. */
  public int[] number() {
    return number;
  }

  /** Days from the scenario's first day to allocation; ascending. */
  public int[] allocated() {
    return allocated;
  }

  /** The arm of each, as an index of the study's arms. */
  public int[] arm() {
    return arm;
  }

  /** The stratum of the allocation of each. */
  public int[] stratum() {
    return stratum;
  }

  /**
   * Days from allocation to the event of the primary endpoint, also when nobody would see it;
   * infinite for never.
   */
  public double[] end() {
    return end;
  }

  /**
   * Days from allocation to the last on which an event would be heard of, because a life ended
   * otherwise or somebody was lost; infinite for never.
   */
  public double[] left() {
    return left;
  }

  /** Whether something of these lives is seen at visits only; else it is known on its day. */
  public boolean visits() {
    return !program.visits().isEmpty();
  }

  /**
   * The last day to a day on which a participant without the event is known to have lived: in lives
   * with visits that of a visit, else the day itself.
   *
   * @param until days from allocation
   */
  public double known(int who, double until) {
    if (program.visits().isEmpty()) {
      return until;
    }
    return Program.Known.last(
        known,
        since,
        shift,
        who * Program.Lived.PARTS,
        parts[who],
        new Draws(seed, number[who]),
        begin + allocated[who],
        until);
  }

  /** The places that each reached at any time: the bit of a place is its index. */
  public long[] visited() {
    return visited;
  }
}
