package org.trialwright.oversight.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.trialwright.journal.VersionFiles;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.NotCompiled;
import org.trialwright.simulation.Times;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;
import org.trialwright.trials.NotPlayed;
import org.trialwright.trials.Trials;

/**
 * Plays one set of trials after the other, with half of the processors: the pages of the trial that
 * runs come first.
 */
@Component
final class Plays implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Plays.class);
  private static final int JOBS = 12;
  private static final int LIVES = 4;

  private final int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private final ExecutorService oneByOne =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("simulation").factory());
  private final Map<Of, Lives> lives = newest(LIVES);
  private final Map<Question, Job> jobs = newest(JOBS);

  /**
   * Whose lives are lived: of a folder, under variants of its scenario.
   *
   * @param files the digest of the folder
   */
  private record Of(String files, List<String> variants) {}

  private record Question(Of of, Asked asked) {}

  private static <K, V> Map<K, V> newest(int many) {
    return new LinkedHashMap<>(many, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > many;
      }
    };
  }

  /** What is played for a question; it begins when nobody has asked it before. */
  synchronized Job of(Study study, Asked asked, Scenario scenario) {
    var of = new Of(VersionFiles.digest(study.files()), asked.variants());
    var question = new Question(of, asked);
    var known = jobs.get(question);
    if (known != null && known.lasts()) {
      return known;
    }
    var job = new Job(asked);
    jobs.put(question, job);
    oneByOne.execute(() -> play(job, of, study, scenario));
    return job;
  }

  private void play(Job job, Of of, Study study, Scenario scenario) {
    try {
      Trials.check(study);
      job.play(() -> lives(job, of, study, scenario), threads);
    } catch (NotPlayed | NotCompiled | Times.Refused refused) {
      job.refuse(String.valueOf(refused.getMessage()));
    } catch (RuntimeException trouble) {
      LOG.error("trials could not be played", trouble);
      job.refuse("trials could not be played; the log says why");
    }
  }

  /** Kept for each variant: other numbers need no new ones. */
  private Lives lives(Job job, Of of, Study study, Scenario scenario) {
    var known = lives.get(of);
    if (known != null) {
      return known;
    }
    try (var pool = new ForkJoinPool(threads)) {
      var made = pool.submit(() -> Lives.of(study, scenario, job::tried)).get();
      lives.put(of, made);
      return made;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while lives were made", stopped);
    } catch (ExecutionException trouble) {
      if (trouble.getCause() instanceof NotCompiled refused) {
        throw refused;
      }
      throw new IllegalStateException(trouble.getCause());
    }
  }

  @Override
  public void close() {
    oneByOne.shutdownNow();
  }
}
