package org.trialwright.trials;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.trialwright.simulation.Cohort;
import org.trialwright.simulation.Lives;
import org.trialwright.study.How;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/** Plays many trials of one study and counts what comes of them. */
public final class Trials {
  private static final int CHUNK = 128;
  private static final int CHUNKS_AHEAD = 8;

  private final Lives lives;
  private final Design design;

  private Trials(Lives lives, Design design) {
    this.lives = lives;
    this.design = design;
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
    return new Trials(lives, Design.of(lives.study()));
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
  }

  /**
   * @param written the statistics of each trial, ready to be read
   */
  private record Chunk(Tally tally, ByteBuffer written) {}

  /**
   * Plays the trials 1 to a number. The same seed gives the same result with any number of threads.
   *
   * @param trials 1 or more
   * @param threads 1 or more
   */
  public Result run(long trials, long seed, int threads, Watcher watcher) {
    var digest = sha256();
    var sum = new Tally(lives.places().size());
    var kernels = ThreadLocal.withInitial(() -> new Trial(lives, design));
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var open = new ArrayDeque<Future<Chunk>>();
      long begun = 0;
      boolean goesOn = true;
      while (goesOn && (begun < trials || !open.isEmpty())) {
        while (begun < trials && open.size() < threads * CHUNKS_AHEAD) {
          long from = begun + 1;
          int many = (int) Math.min(CHUNK, trials - begun);
          open.add(pool.submit(() -> chunk(kernels.get(), seed, from, many)));
          begun += many;
        }
        var chunk = done(open.remove());
        sum.add(chunk.tally());
        digest.update(chunk.written());
        goesOn = watcher.goesOn(sum.trials);
      }
      pool.shutdownNow();
    }
    return result(sum, HexFormat.of().formatHex(digest.digest()));
  }

  private Chunk chunk(Trial trial, long seed, long from, int many) {
    var tally = new Tally(lives.places().size());
    var written = ByteBuffer.allocate(many * Tally.BYTES);
    for (int i = 0; i < many; i++) {
      trial.play(Cohort.seed(seed, from + i));
      tally.add(trial);
      Tally.write(trial, written);
    }
    trial.cohort().takeMoves(tally.moves);
    return new Chunk(tally, written.flip());
  }

  private static Chunk done(Future<Chunk> chunk) {
    try {
      return chunk.get();
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
        summed(sum.accrual, n));
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
    var trial = new Trial(lives, design);
    long own = Cohort.seed(seed, number);
    trial.play(own);
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
