package org.trialwright.spark;

import java.util.stream.LongStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.trialwright.trials.Elsewhere;
import org.trialwright.trials.Order;
import org.trialwright.trials.Result;
import org.trialwright.trials.Trials;

/**
 * Plays trials on Apache Spark. Every machine makes the lives once, from the files of the order;
 * what travels afterwards are counts, and of each trial the few bytes of the digest.
 */
public final class OnSpark implements Elsewhere {
  /** Trials of one task. */
  private static final long STRETCH = 64L * Trials.CHUNK;

  /** Tasks of one round for each core; between rounds the trials are added up. */
  private static final int TASKS = 4;

  @Override
  public Result play(Order order, Trials trials, Wanted wanted, Trials.Watcher watcher) {
    var settings =
        new SparkConf()
            .setAppName("Trialwright")
            .set("spark.ui.enabled", "false")
            .setIfMissing("spark.master", wanted.where());
    var sum = trials.summing();
    long stretch = Math.min(STRETCH, Math.max(Trials.CHUNK, stretch(wanted.trials())));
    long stretches = (wanted.trials() + stretch - 1) / stretch;
    long seed = wanted.seed();
    long all = wanted.trials();
    Machine.knows(order, trials);
    try (var spark = new JavaSparkContext(settings)) {
      long round = (long) TASKS * spark.defaultParallelism();
      boolean goesOn = true;
      for (long first = 0; goesOn && first < stretches; first += round) {
        var tasks = LongStream.range(first, Math.min(stretches, first + round)).boxed().toList();
        spark
            .parallelize(tasks, tasks.size())
            .map(
                task -> {
                  long from = task * stretch + 1;
                  return Machine.of(order).stretch(seed, from, Math.min(stretch, all - from + 1));
                })
            .collect()
            .forEach(sum::add);
        watcher.reached(sum::soFar);
        goesOn = watcher.goesOn(sum.trials());
      }
    }
    return sum.result();
  }

  /** A few trials are spread too; whole chunks. */
  private static long stretch(long trials) {
    return trials / 16 / Trials.CHUNK * Trials.CHUNK;
  }
}
