package org.trialwright.app;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.Folder;

/** Checks studies again whenever one of their files is another, until it is interrupted. */
final class CheckWatch {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private CheckWatch() {}

  static void run(List<Path> folders, Runnable check) {
    var seen = read(folders);
    check.run();
    try {
      while (true) {
        Thread.sleep(PAUSE);
        var now = read(folders);
        if (now.isPresent() && !now.equals(seen)) {
          seen = now;
          check.run();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing while an editor is in the middle of saving. */
  private static Optional<List<Folder>> read(List<Path> folders) {
    var all = new ArrayList<Folder>();
    try {
      folders.forEach(folder -> all.add(Folder.read(folder)));
    } catch (IllegalArgumentException | UncheckedIOException halfSaved) {
      return Optional.empty();
    }
    return Optional.of(all);
  }
}
