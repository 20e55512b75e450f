package org.trialwright.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The reference cases under {@code cases/}, and how an answer is held against one. */
record Reference(Path folder, ObjectNode root) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CASES = Path.of("src/test/resources/cases");

  static List<Reference> all() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(folder -> new Reference(folder, read(folder.resolve("case.json"))))
          .toList();
    }
  }

  static ObjectNode read(Path file) {
    try {
      return (ObjectNode) JSON.readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  static ObjectNode parsed(String line) {
    return (ObjectNode) JSON.readTree(line);
  }

  String name() {
    return folder.getFileName().toString();
  }

  String method() {
    return root.get("method").stringValue();
  }

  boolean hasRows() {
    return Files.exists(folder.resolve("data.csv"));
  }

  /** What a comparison found. */
  record Comparison(int numbers, double worst, List<String> differences) {}

  /** Every expected value against the answer's. */
  Comparison compare(JsonNode result) {
    return compare(root.get("expected"), result);
  }

  Comparison compare(JsonNode expected, JsonNode result) {
    var walk = new Walk(root.get("tolerance"));
    walk.node("", expected, result);
    return new Comparison(walk.numbers, walk.worst, walk.differences);
  }

  private static final class Walk {
    private final JsonNode tolerance;
    private final List<String> differences = new ArrayList<>();
    private int numbers;
    private double worst;

    Walk(JsonNode tolerance) {
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
        if (path.replaceAll("\\[\\d+]", "").contains("." + key.getKey())) {
          allowed = key.getValue();
        }
      }
      double limit =
          allowed.get("absolute").doubleValue()
              + allowed.get("relative").doubleValue() * Math.abs(expected);
      double away = Math.abs(got - expected);
      worst = Math.max(worst, away / limit);
      if (!(away <= limit)) {
        differences.add("%s: expected %s, got %s".formatted(path, expected, got));
      }
    }
  }
}
