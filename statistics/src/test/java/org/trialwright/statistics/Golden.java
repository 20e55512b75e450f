package org.trialwright.statistics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Numbers of another program: lines of {@code name = values}; provenance in the first lines. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/estimates");
  private static final Path CASES = Path.of("../requests/src/test/resources/cases");

  private static final Map<Path, List<String>> KNOWN = new ConcurrentHashMap<>();

  private final Map<String, double[]> values = new HashMap<>();

  static Golden read(String file) {
    var golden = new Golden();
    for (String line : lines(FOLDER.resolve(file))) {
      if (!line.startsWith("#")) {
        String[] parts = line.split("=");
        golden.values.put(
            parts[0].strip(),
            Arrays.stream(parts[1].strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray());
      }
    }
    return golden;
  }

  double[] of(String name) {
    return requireNonNull(values.get(name), name);
  }

  Map<String, double[]> all() {
    return values;
  }

  /** A column of the rows of a reference case. */
  static String[] column(String name, String column) {
    List<String> lines = lines(CASES.resolve(name).resolve("data.csv"));
    int place = List.of(lines.getFirst().split(",")).indexOf(column);
    return lines.stream().skip(1).map(line -> line.split(",", -1)[place]).toArray(String[]::new);
  }

  static double[] numbers(String name, String column) {
    return Arrays.stream(column(name, column)).mapToDouble(Double::parseDouble).toArray();
  }

  private static List<String> lines(Path file) {
    return KNOWN.computeIfAbsent(file, Golden::read);
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
