package org.trialwright.app;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Programs that only some machines have. */
final class Tools {
  private Tools() {}

  /**
   * The path of a program; without it the test is skipped with a line that names the package, or
   * fails where {@code .ci/run} has promised that it is there.
   */
  static Path need(String program, String debianPackage) {
    Optional<Path> found =
        Arrays.stream(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    String missing = program + " is not on PATH; on Debian: apt-get install " + debianPackage;
    if ("required".equals(System.getProperty("trialwright.tools"))) {
      return fail(missing);
    }
    System.err.println("SKIPPED: " + missing);
    return abort(missing);
  }
}
