package org.trialwright.app;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trialwright.journey.Author;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What commands share. */
final class Commands {
  private Commands() {}

  static PrintWriter out(@Nullable CommandSpec spec) {
    return Optional.ofNullable(spec).orElseThrow().commandLine().getOut();
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return Optional.ofNullable(spec).orElseThrow().commandLine().getErr();
  }

  /** Whoever runs the command, as the operating system calls them. */
  static Author operator() {
    String who = System.getProperty("user.name", "");
    return new Author(
        who.isBlank() ? "operator" : who,
        "operator at the command line",
        "operator",
        Optional.empty());
  }

  /** Ends a command with exit code 2, the reason and its usage. */
  static ParameterException wrongUsage(@Nullable CommandSpec spec, String reason) {
    return new ParameterException(Optional.ofNullable(spec).orElseThrow().commandLine(), reason);
  }

  /** Waits until the process is asked to stop, which ends the application in order. */
  static void untilStopped(Running running) {
    running.closeAtEnd();
    try {
      // Nothing counts it down: the process ends when its hook has done its work.
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
