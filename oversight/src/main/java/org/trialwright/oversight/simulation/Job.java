package org.trialwright.oversight.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.trialwright.simulation.Lives;
import org.trialwright.trials.Result;
import org.trialwright.trials.Trials;

/**
 * One set of trials that is played while somebody looks on. Whoever asks sees how far it is; nobody
 * waits for it, and when nobody has asked for a minute it is given up.
 */
final class Job {
  private static final long PATIENCE = 60_000_000_000L;
  private static final long EVERY = 500_000_000L;
  private static final List<Integer> PERCENTS = List.of(50, 70, 85, 100, 120, 140, 170, 200);
  private static final int FEWER = 4;
  private static final int LEAST = 500;

  private final Asked asked;
  private final AtomicInteger tried = new AtomicInteger();
  private long lookedAt = System.nanoTime();
  private State state = State.WAITING;
  private String refused = "";
  private Optional<Trials> trials = Optional.empty();
  private Optional<Result> result = Optional.empty();
  private final List<TrialFigures.Along> along = new ArrayList<>();

  /** How far it is. */
  enum State {
    WAITING,
    MAKING,
    PLAYING,
    ALONG,
    DONE,
    GIVEN_UP,
    REFUSED
  }

  /**
   * What is there so far.
   *
   * @param tried lives that were tried to make the program
   * @param refused why nothing can be played
   */
  record Seen(
      State state,
      int tried,
      String refused,
      Optional<Trials> trials,
      Optional<Result> result,
      List<TrialFigures.Along> along) {
    Seen {
      along = List.copyOf(along);
    }

    boolean goesOn() {
      return switch (state) {
        case WAITING, MAKING, PLAYING, ALONG -> true;
        case DONE, GIVEN_UP, REFUSED -> false;
      };
    }
  }

  Job(Asked asked) {
    this.asked = asked;
  }

  synchronized Seen look() {
    lookedAt = System.nanoTime();
    return new Seen(state, tried.get(), refused, trials, result, along);
  }

  /** Whether it came to an end other than by nobody looking. */
  synchronized boolean lasts() {
    return state != State.GIVEN_UP;
  }

  private synchronized void is(State other) {
    state = other;
  }

  private synchronized boolean wanted() {
    return System.nanoTime() - lookedAt < PATIENCE;
  }

  synchronized void refuse(String why) {
    refused = why;
    state = State.REFUSED;
  }

  /** Told of each life that was tried. */
  void tried() {
    tried.incrementAndGet();
  }

  /**
   * Plays all of it.
   *
   * @param lives are made when they are not there yet
   */
  void play(Supplier<Lives> lives, int threads) {
    if (!wanted()) {
      is(State.GIVEN_UP);
      return;
    }
    is(State.MAKING);
    var made = lives.get();
    var of = Trials.of(made.with(asked.changes()));
    synchronized (this) {
      trials = Optional.of(of);
      state = State.PLAYING;
    }
    var all = of.run(asked.trials(), asked.seed(), threads, new Looking());
    synchronized (this) {
      result = Optional.of(all);
    }
    if (all.trials() < asked.trials()) {
      is(State.GIVEN_UP);
      return;
    }
    if (!asked.along().isEmpty()) {
      is(State.ALONG);
      for (int percent : PERCENTS) {
        if (!along(made, percent, threads)) {
          is(State.GIVEN_UP);
          return;
        }
      }
    }
    is(State.DONE);
  }

  private boolean along(Lives made, int percent, int threads) {
    int many = Math.max(LEAST, asked.trials() / FEWER);
    var one =
        Trials.of(made.with(asked.changes(percent)))
            .run(many, asked.seed(), threads, _ -> wanted());
    if (one.trials() < many) {
      return false;
    }
    synchronized (this) {
      along.add(new TrialFigures.Along(percent, one));
    }
    return true;
  }

  /** Puts what came of the trials so far where it is seen, twice a second. */
  private final class Looking implements Trials.Watcher {
    private long shown = System.nanoTime() - EVERY;

    @Override
    public boolean goesOn(long done) {
      return wanted();
    }

    @Override
    public void reached(Supplier<Result> soFar) {
      if (System.nanoTime() - shown >= EVERY) {
        shown = System.nanoTime();
        var newest = soFar.get();
        synchronized (Job.this) {
          result = Optional.of(newest);
        }
      }
    }
  }
}
