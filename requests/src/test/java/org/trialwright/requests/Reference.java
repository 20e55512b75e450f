package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.trialwright.requests.AnalysisRequests.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reference case under {@code cases/}, and how an answer is held against it.
 *
 * @param folder of the case, or of a variation of it
 * @param name of the case
 * @param root {@code case.json}
 */
record Reference(Path folder, String name, ObjectNode root) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CASES = Path.of("src/test/resources/cases");

  static List<Reference> all() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().map(Reference::of).toList();
    }
  }

  private static Reference of(Path folder) {
    String name = folder.getFileName().toString();
    ObjectNode root = parsed(text(folder.resolve("case.json")));
    Errata.mended(name, (ObjectNode) root.get("expected"));
    return new Reference(folder, name, root);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static ObjectNode parsed(String line) {
    return (ObjectNode) JSON.readTree(line);
  }

  String method() {
    return root.get("method").stringValue();
  }

  ObjectNode expected() {
    return (ObjectNode) root.get("expected");
  }

  boolean hasRows() {
    return Files.exists(folder.resolve("data.csv"));
  }

  /** What a comparison found; {@code worst} is the largest difference over its tolerance. */
  record Comparison(int numbers, double worst, List<String> differences) {}

  /** Asks for the answer and holds every expected value against it; prints how near it came. */
  void holds(String variation) {
    var outcome = AnalysisRequests.answer(folder);
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    var answer = parsed(((Outcome.Answered) outcome).json());
    assertThat(answer.get("id").stringValue()).isEqualTo(name);
    assertThat(answer.get("method").stringValue()).isEqualTo(method());
    var comparison = compare(answer.get("result"));
    System.out.printf(
        "%-34s %-10s %6d numbers, worst %.2g of its tolerance%n",
        name, variation, comparison.numbers(), comparison.worst());
    assertThat(comparison.differences().stream().filter(one -> !Errata.forgives(name, one)))
        .isEmpty();
    assertThat(comparison.differences()).hasSize(Errata.forgiven(name));
    assertThat(comparison.numbers()).isPositive();
  }

  Comparison compare(JsonNode result) {
    var walk = new Walk(name, root.get("tolerance"));
    walk.node("", expected(), result);
    return new Comparison(walk.numbers, walk.worst, walk.differences);
  }

  private static final class Walk {
    private final String name;
    private final JsonNode tolerance;
    private final List<String> differences = new ArrayList<>();
    private int numbers;
    private double worst;

    Walk(String name, JsonNode tolerance) {
      this.name = name;
      this.tolerance = tolerance;
    }

    void node(String path, JsonNode expected, JsonNode got) {
      if (got == null || got.isMissingNode()) {
        differences.add(path + ": missing");
      } else if (expected.isObject() && got.isObject()) {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
          node(path + "." + field.getKey(), field.getValue(), got.path(field.getKey()));
        }
      } else if (expected.isArray() && got.isArray() && expected.size() == got.size()) {
        for (int i = 0; i < expected.size(); i++) {
          node(path + "[" + i + "]", expected.get(i), got.get(i));
        }
      } else if (expected.isNumber() && got.isNumber()) {
        number(path, expected.doubleValue(), got.doubleValue());
      } else if (!expected.equals(got)) {
        differences.add("%s: expected %s, got %s".formatted(path, expected, got));
      }
    }

    private void number(String path, double expected, double got) {
      numbers++;
      JsonNode allowed = tolerance;
      for (Map.Entry<String, JsonNode> key : tolerance.path("keys").properties()) {
        if (path.contains("." + key.getKey())) {
          allowed = key.getValue();
        }
      }
      double limit =
          allowed.get("absolute").doubleValue()
              + allowed.get("relative").doubleValue() * Math.abs(expected);
      double away = Math.abs(got - expected);
      if (!(away <= limit)) {
        differences.add("%s: expected %s, got %s".formatted(path, expected, got));
      }
      if (!Errata.forgives(name, path)) {
        worst = Math.max(worst, away / limit);
      }
    }
  }
}
