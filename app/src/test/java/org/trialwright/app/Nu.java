package org.trialwright.app;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.json.Json;

/** The Nu HTML checker, a program in one jar, which {@code .ci/run} fetches. */
record Nu(Path jar) {

  /**
   * What it says to one file.
   *
   * @param error or a warning
   */
  record Finding(String file, boolean error, long line, String message, String extract) {
    @Override
    public String toString() {
      return "%s:%d: %s: %s".formatted(file, line, message, extract);
    }
  }

  /**
   * The checker that {@code -Dtrialwright.nu=vnu.jar} names; without it the test is skipped with a
   * line that says so, or fails where {@code .ci/run} has promised it.
   */
  static Nu need() {
    String path = System.getProperty("trialwright.nu", "");
    if (!path.isEmpty() && Files.isReadable(Path.of(path))) {
      return new Nu(Path.of(path));
    }
    String missing =
        "the Nu HTML checker is missing; take vnu.jar out of the npm package vnu-jar and say"
            + " -Dtrialwright.nu=PATH (.ci/run does so where npm is there)";
    if ("required".equals(System.getProperty("trialwright.tools"))) {
      return fail(missing);
    }
    System.err.println("SKIPPED: " + missing);
    return abort(missing);
  }

  /** Everything it has to say to the HTML files of a folder. */
  List<Finding> check(Path folder) {
    try {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path answer = folder.resolve("nu.json");
      Process process =
          new ProcessBuilder(
                  java.toString(),
                  "-Xss4m",
                  "-jar",
                  jar.toString(),
                  "--format",
                  "json",
                  "--stdout",
                  "--exit-zero-always",
                  "--skip-non-html",
                  folder.toString())
              .redirectOutput(answer.toFile())
              .redirectError(folder.resolve("nu.txt").toFile())
              .start();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "the checker ended with " + exit + ": " + Files.readString(folder.resolve("nu.txt")));
      }
      return findings(Files.readString(answer, StandardCharsets.UTF_8));
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static List<Finding> findings(String json) {
    Map<String, Object> all = new Json().toType(json, Json.MAP_TYPE);
    List<Finding> findings = new ArrayList<>();
    for (Object one : (List<?>) Objects.requireNonNull(all.get("messages"))) {
      Map<?, ?> message = (Map<?, ?>) one;
      boolean error = !"info".equals(message.get("type"));
      if (error || "warning".equals(message.get("subType"))) {
        String url = String.valueOf(message.get("url"));
        findings.add(
            new Finding(
                url.substring(url.lastIndexOf('/') + 1),
                error,
                message.get("lastLine") instanceof Number line ? line.longValue() : 0,
                String.valueOf(message.get("message")),
                String.valueOf(message.get("extract")).replaceAll("\\s+", " ")));
      }
    }
    return findings;
  }
}
