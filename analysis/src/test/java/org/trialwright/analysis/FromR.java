package org.trialwright.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers that R made; which program, when and how stands in the file's first lines. */
final class FromR {
  private static final Map<String, double[]> NUMBERS = read("from-r.txt", "planned-tests.txt");

  private FromR() {}

  private static Map<String, double[]> read(String... files) {
    return Arrays.stream(files)
        .flatMap(file -> lines(Path.of("src/test/resources/estimands", file)).stream())
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(" = "))
        .collect(
            Collectors.toMap(
                row -> row[0],
                row ->
                    Arrays.stream(row[1].strip().split(" +"))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  static double[] numbers(String name) {
    var found = NUMBERS.get(name);
    if (found == null) {
      throw new IllegalArgumentException("R made no " + name);
    }
    return found.clone();
  }

  static int[] whole(String name) {
    return Arrays.stream(numbers(name)).mapToInt(number -> (int) number).toArray();
  }
}
