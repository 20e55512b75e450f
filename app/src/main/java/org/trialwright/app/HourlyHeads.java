package org.trialwright.app;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Head;
import org.trialwright.journal.Journal;
import org.trialwright.journal.SignedHeads;
import org.trialwright.journey.Event;
import org.trialwright.oversight.Hourly;

/**
 * The last link of every chain, signed when the application starts, every hour, and when it stops,
 * in a folder outside the database. Whoever rewrites the database cannot rewrite these.
 */
final class HourlyHeads implements AutoCloseable {
  /** The folder beneath the data folder. */
  static final String FOLDER = "heads";

  private static final Logger LOG = LoggerFactory.getLogger(HourlyHeads.class);
  private static final Duration STEP = Duration.ofHours(1);

  private final DataSource source;
  private final SignedHeads heads;
  private final InstantSource clock;
  private final List<Hourly> others;
  private final Thread thread;

  private HourlyHeads(
      DataSource source, SignedHeads heads, InstantSource clock, List<Hourly> others) {
    this.source = source;
    this.heads = heads;
    this.clock = clock;
    this.others = others;
    this.thread = Thread.ofVirtual().name("signed heads").unstarted(this::hourly);
  }

  /**
   * Signs now, and goes on until it is closed.
   *
   * @param others what else is done every hour, for the first time an hour from now
   */
  static HourlyHeads begin(
      DataSource source, Path folder, InstantSource clock, List<Hourly> others) {
    HourlyHeads hourly = new HourlyHeads(source, SignedHeads.in(folder), clock, others);
    hourly.write();
    hourly.thread.start();
    return hourly;
  }

  private void hourly() {
    try {
      while (true) {
        Thread.sleep(STEP);
        tryToWrite();
        others.forEach(HourlyHeads::tryTo);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** A head that could not be signed is signed an hour later; the pages go on meanwhile. */
  private void tryToWrite() {
    try {
      write();
    } catch (DataAccessException | UncheckedIOException trouble) {
      LOG.error("the heads of the chains could not be signed; see that disk and database answer");
    }
  }

  private static void tryTo(Hourly other) {
    try {
      other.hourly();
    } catch (RuntimeException trouble) {
      LOG.error("what is done every hour could not be done; it is tried again in an hour", trouble);
    }
  }

  /** Signs now. */
  synchronized void write() {
    for (Event.Opened opened : Running.openings(source)) {
      Journal journal = new Journal(source, opened.study());
      write(journal.chain(), journal.head());
    }
    write(AccessLog.CHAIN, new AccessLog(source).head());
  }

  private void write(String chain, Head head) {
    if (head.sequence() > 0) {
      heads.write(chain, head, clock.instant());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    tryToWrite();
  }
}
