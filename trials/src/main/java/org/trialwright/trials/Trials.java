package org.trialwright.trials;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.trialwright.simulation.Cohort;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.Load;
import org.trialwright.simulation.Times;
import org.trialwright.simulation.Unsure;
import org.trialwright.study.How;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/** Plays many trials of one study and counts what comes of them. */
public final class Trials {
  /** Trials of one world, and of one part. */
  public static final int CHUNK = 128;

  private static final int CHUNKS_AHEAD = 8;

  /** Visits are counted in one trial of so many: it takes time, and their error is small. */
  private static final int VISITS_EVERY = 8;

  private final Lives lives;
  private final Design design;
  private final List<Unsure> unsure;
  private final ThreadLocal<Trial> kernels;

  private Trials(Lives lives, Design design, List<Unsure> unsure) {
    this.lives = lives;
    this.design = design;
    this.unsure = List.copyOf(unsure);
    this.kernels = ThreadLocal.withInitial(() -> new Trial(lives, design));
  }

  /**
   * Whether trials of a study can be played, before the work of making its lives.
   *
   * @throws NotPlayed with what the study leaves open, or what is not played
   */
  public static void check(Study study) {
    Design.of(study);
  }

  /**
   * The trials of a study.
   *
   * @throws NotPlayed with what the study leaves open, or what is not played
   */
  public static Trials of(Lives lives) {
    return of(lives, List.of());
  }

  /**
   * The trials of a study in many worlds, of which each has 128 of them.
   *
   * @param unsure what differs between the worlds; nothing for one world
   * @throws NotPlayed with what the study leaves open, or what is not played
   * @throws Times.Refused when a line has no numbers that can be multiplied
   */
  public static Trials of(Lives lives, List<Unsure> unsure) {
    var trials = new Trials(lives, Design.of(lives.study()), unsure);
    trials.world(1, 1);
    return trials;
  }

  /** The lives of the world to which a trial belongs. */
  private Lives world(long seed, long trial) {
    return unsure.isEmpty() ? lives : lives.in(unsure, seed, 1 + (trial - 1) / CHUNK);
  }

  public Study study() {
    return lives.study();
  }

  /** The scenario's first day; days of trials count from it. */
  public LocalDate begins() {
    return lives.begins();
  }

  /** What is decided, in the study's words. */
  public String test() {
    return design.test();
  }

  /** Visits at which something is seen that is not known before; empty when there are none. */
  public List<String> visits() {
    return lives.visits();
  }

  /** Participants of each trial. */
  public int participants() {
    return design.participants();
  }

  /** Told now and then how many trials are done. */
  public interface Watcher {
    /** Whether it goes on. */
    boolean goesOn(long done);

    /** May look at what came of the trials so far; its digest is empty. */
    default void reached(Supplier<Result> soFar) {}
  }

  /** Trials of one stretch, to be added up in the order of their numbers. */
  public static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Tally tally;
    private final byte[] written;

    private Part(Tally tally, byte[] written) {
      this.tally = tally;
      this.written = written;
    }
  }

  /** Adds up parts. */
  public final class Summing {
    private final Tally sum = tally();
    private final MessageDigest digest = sha256();

    /** Adds the part that follows those before. */
    public void add(Part part) {
      sum.add(part.tally);
      digest.update(part.written);
    }

    /** Trials so far. */
    public long trials() {
      return sum.trials;
    }

    /** What came of the trials so far; the digest is empty. */
    public Result soFar() {
      return Trials.this.result(sum, "");
    }

    /** What came of all of them; nothing is added afterwards. */
    public Result result() {
      return Trials.this.result(sum, HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Begins to add up parts. */
  public Summing summing() {
    return new Summing();
  }

  /**
   * Plays some trials; may be called by many threads.
   *
   * @param from the number of the first: 1, or as many whole chunks more
   * @param many 1 or more
   */
  public Part stretch(long seed, long from, long many) {
    if (many < 1 || (from - 1) % CHUNK != 0) {
      throw new IllegalArgumentException("trials from %d, %d of them".formatted(from, many));
    }
    var tally = tally();
    var written = ByteBuffer.allocate(Math.toIntExact(many * Tally.BYTES));
    for (long first = from; first < from + many; first += CHUNK) {
      tally.add(chunk(seed, first, (int) Math.min(CHUNK, from + many - first), written));
    }
    return new Part(tally, written.array());
  }

  private Tally tally() {
    return new Tally(lives.places().size(), lives.load());
  }

  private Tally chunk(long seed, long from, int many, ByteBuffer written) {
    var trial = unsure.isEmpty() ? kernels.get() : new Trial(world(seed, from), design);
    var tally = tally();
    for (int i = 0; i < many; i++) {
      trial.play(Cohort.seed(seed, from + i), i % VISITS_EVERY == 0);
      tally.add(trial);
      Tally.write(trial, written);
    }
    trial.cohort().takeMoves(tally.moves);
    trial.cohort().takeLoad(tally.load);
    tally.world();
    return tally;
  }

  /**
   * Plays the trials 1 to a number. The same seed gives the same result with any number of threads.
   *
   * @param trials 1 or more
   * @param threads 1 or more
   */
  public Result run(long trials, long seed, int threads, Watcher watcher) {
    var sum = new Summing();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var open = new ArrayDeque<Future<Part>>();
      long begun = 0;
      boolean goesOn = true;
      while (goesOn && (begun < trials || !open.isEmpty())) {
        while (begun < trials && open.size() < threads * CHUNKS_AHEAD) {
          long from = begun + 1;
          int many = (int) Math.min(CHUNK, trials - begun);
          open.add(pool.submit(() -> stretch(seed, from, many)));
          begun += many;
        }
        sum.add(done(open.remove()));
        watcher.reached(sum::soFar);
        goesOn = watcher.goesOn(sum.trials());
      }
      pool.shutdownNow();
    }
    return sum.result();
  }

  private static Part done(Future<Part> part) {
    try {
      return part.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while trials were played", stopped);
    } catch (ExecutionException trouble) {
      throw new IllegalStateException(trouble.getCause());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  private Result result(Tally sum, String digest) {
    double n = sum.trials;
    Map<String, Long> participants = new LinkedHashMap<>();
    Map<String, List<Double>> survival = new LinkedHashMap<>();
    Map<String, Map<String, Double>> rates = new LinkedHashMap<>();
    Map<String, Map<String, List<Double>>> occupation = new LinkedHashMap<>();
    var arms = lives.study().how().arms().stream().map(How.Arm::name).toList();
    for (int arm = 0; arm < arms.size(); arm++) {
      double all = sum.participants[arm];
      participants.put(arms.get(arm), sum.participants[arm]);
      List<Double> alive = new ArrayList<>();
      long left = sum.participants[arm];
      for (long ended : sum.ended[arm]) {
        left -= ended;
        alive.add(left / all);
      }
      survival.put(arms.get(arm), List.copyOf(alive));
      Map<String, Double> reached = new LinkedHashMap<>();
      Map<String, List<Double>> there = new LinkedHashMap<>();
      for (int place = 0; place < lives.places().size(); place++) {
        if (sum.reached[arm][place] > 0) {
          reached.put(lives.places().get(place), sum.reached[arm][place] / all);
          there.put(lives.places().get(place), summed(sum.moves[arm][place], all));
        }
      }
      rates.put(arms.get(arm), reached);
      occupation.put(arms.get(arm), there);
    }
    return new Result(
        sum.trials,
        digest,
        sum.succeeded / n,
        unsure.isEmpty() ? Result.error(sum.succeeded / n, sum.trials) : sum.errorBetweenWorlds(),
        sum.succeededAtEnd / n,
        sum.looked / n,
        sum.efficacy / n,
        sum.futile / n,
        sum.events / n,
        sum.days / n / Scenario.DAYS_PER_MONTH,
        sum.recruiting / n / Scenario.DAYS_PER_MONTH,
        sum.newcomers / n,
        sum.steps / (n * design.participants()),
        sum.imbalance / n,
        sum.halvesGuessed / 2.0 / (n * design.participants()),
        participants,
        survival,
        rates,
        occupation,
        summed(sum.accrual, n),
        visits(sum));
  }

  private VisitLoad visits(Tally sum) {
    Map<String, Load.Row> byVisit = new LinkedHashMap<>();
    var visits = lives.study().when().visits();
    for (int kind = 0; kind < visits.size(); kind++) {
      var row = sum.load.ofVisit(kind);
      if (row.visits().stream().anyMatch(visit -> visit > 0)) {
        byVisit.put(visits.get(kind).name(), row);
      }
    }
    Map<String, Load.Row> bySite = new LinkedHashMap<>();
    var sites = lives.sites();
    for (int site = 0; site < sites.size(); site++) {
      bySite.put(sites.get(site), sum.load.atSite(site));
    }
    return new VisitLoad(sum.load.all(), byVisit, bySite);
  }

  private static List<Double> summed(long[] changes, double of) {
    List<Double> sums = new ArrayList<>();
    long sum = 0;
    for (long change : changes) {
      sum += change;
      sums.add(sum / of);
    }
    return List.copyOf(sums);
  }

  /**
   * One trial.
   *
   * @param seed of its own; a rehearsal in memory with this seed has the same newcomers
   * @param succeeded whether the claim was made
   * @param how it ended, in words
   */
  public record Replay(
      long seed,
      boolean succeeded,
      String how,
      int events,
      double days,
      double lookZ,
      double statistic,
      List<Person> people) {
    public Replay {
      people = List.copyOf(people);
    }
  }

  /**
   * A participant of one trial.
   *
   * @param newcomer counts those who came, from 1
   * @param allocated days from the scenario's first day
   * @param event days from allocation; infinite for never
   * @param path places from allocation on, with the days on which they were reached
   */
  public record Person(
      int newcomer,
      int allocated,
      String stratum,
      String arm,
      double event,
      List<Cohort.Reached> path) {
    public Person {
      path = List.copyOf(path);
    }
  }

  /**
   * Plays one trial again.
   *
   * @param number from 1
   */
  public Replay replay(long seed, long number) {
    var trial = new Trial(world(seed, number), design);
    long own = Cohort.seed(seed, number);
    trial.play(own, false);
    var cohort = trial.cohort();
    var people = new ArrayList<Person>();
    for (int who = 0; who < cohort.size(); who++) {
      people.add(
          new Person(
              cohort.number()[who],
              cohort.allocated()[who],
              lives.strata().get(cohort.stratum()[who]),
              lives.study().how().arms().get(cohort.arm()[who]).name(),
              cohort.end()[who],
              cohort.path(who)));
    }
    var how =
        switch (trial.stop()) {
          case AT_THE_END -> "at the end";
          case EFFICACY -> "at the look, with success";
          case FUTILITY -> "at the look, as futile";
        };
    return new Replay(
        own,
        trial.succeeded(),
        how,
        trial.events(),
        trial.days(),
        trial.lookZ(),
        trial.statistic(),
        people);
  }
}
