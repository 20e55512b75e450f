package org.trialwright.simulation;

import java.util.Arrays;
import java.util.List;
import org.trialwright.study.How;

/**
 * The participants of one trial, in the order in which they are allocated, as arrays. The arrays
 * are read where they are, not copied, and filled anew by each trial.
 */
public final class Cohort {
  private static final long SITE = Draws.hash("site");
  private static final int WEEK = 7;
  private static final int SATURDAY = 5;

  /** 1970-01-01 was a Thursday, three days after a Monday. */
  private static final int THURSDAY = 3;

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
  private final long[] visited;
  private long seed;
  private int newcomers;
  private long steps;

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
  }

  /**
   * Plays one trial.
   *
   * @param seed by which each chance number of it is found; a rehearsal in memory with this seed
   *     has the same newcomers
   */
  public void play(long seed) {
    this.seed = seed;
    var trial = new Draws(seed, 0);
    var arrivals = new Arrivals(flow, trial);
    Arrays.fill(taken, 0);
    steps = 0;
    long begin = lives.scenario().setting().begins().toEpochDay();
    int sites = lives.scenario().setting().sites();
    for (int who = 0; who < number.length; ) {
      int newcomer = arrivals.next();
      var draws = new Draws(seed, newcomer);
      newcomers = newcomer;
      if (joins(draws)) {
        number[who] = newcomer;
        allocated[who] = workday(arrivals.days(), begin) + program.entrance().days();
        int site = (int) (draws.uniform(SITE, 0) * sites);
        var leaf = Program.levels(program.entrance().levels(), draws);
        stratum[who] = lives.stratum(site, leaf.number());
        arm[who] = allocate(trial, stratum[who]);
        live(who, draws);
        who++;
      }
    }
  }

  private boolean joins(Draws draws) {
    for (int i = 0; i < joining.length; i++) {
      if (draws.uniform(joining[i], occasions[i]) >= chances[i]) {
        return false;
      }
    }
    return true;
  }

  private static int workday(int days, long begin) {
    long weekday = Math.floorMod(begin + days + THURSDAY, WEEK);
    return weekday < SATURDAY ? days : (int) (days + WEEK - weekday);
  }

  private int allocate(Draws trial, int where) {
    int position = taken[where];
    taken[where]++;
    int[] mine = block[where];
    int place = position % mine.length;
    if (place == 0) {
      blocks.write(trial, purposes[where], position / mine.length, mine);
    }
    return mine[place];
  }

  private void live(int who, Draws draws) {
    Program.live(begins[arm[who]], draws, life);
    end[who] = life.day(program.end());
    int last = life.steps() - 1;
    boolean gone = last >= 0 && ends[life.place(last)] && life.reached(last) < end[who];
    left[who] = gone ? life.reached(last) : Double.POSITIVE_INFINITY;
    steps += life.steps();
    long places = 0;
    for (int step = 0; step < life.steps(); step++) {
      places |= 1L << life.place(step);
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
    Program.live(begins[arm[who]], new Draws(seed, number[who]), life);
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

  /** Days from allocation to the end of a life that ended otherwise before; infinite for never. */
  public double[] left() {
    return left;
  }

  /** The places that each reached at any time: the bit of a place is its index. */
  public long[] visited() {
    return visited;
  }
}
