package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for inspectors names tests that exist, and no clause without one. */
class TraceabilityTest {
  private static final Path PAGE = Path.of("../docs/reference/traceability.md");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern TEST =
      Pattern.compile("@(?:Parameterized)?Test\\b[^{;]*?\\bvoid (\\w+)\\(", Pattern.DOTALL);

  private static Set<String> tests() {
    Set<String> tests = new HashSet<>();
    try (var files = Files.walk(Path.of(".."), 8)) {
      for (Path file :
          files
              .filter(one -> one.toString().contains("/src/test/java/"))
              .filter(one -> one.toString().endsWith("Test.java"))
              .toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        var found = TEST.matcher(Files.readString(file));
        while (found.find()) {
          tests.add(name + "." + found.group(1));
        }
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    return tests;
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> line.matches("\\| \\d.*")).toList();
  }

  @Test
  void every_clause_has_a_test_that_exists() throws IOException {
    Set<String> tests = tests();
    List<String> faults = new ArrayList<>();
    int named = 0;
    for (String row : rows()) {
      var names = NAME.matcher(row);
      int ofRow = 0;
      while (names.find()) {
        ofRow++;
        if (!tests.contains(names.group(1) + "." + names.group(2))) {
          faults.add("no test " + names.group() + ": " + row);
        }
      }
      named += ofRow;
      if (ofRow == 0) {
        faults.add("no test is named: " + row);
      }
    }
    assertThat(faults).isEmpty();
    assertThat(named).as("tests that are named").isGreaterThan(30);
  }
}
