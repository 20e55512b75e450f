package org.trialwright.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The same case said otherwise, with the answer that then is right. */
final class Variation {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode root;
  private final String name;
  private final List<String> header;
  private List<String[]> rows;

  Variation(Reference one) {
    root = one.root().deepCopy();
    name = one.name();
    List<String> lines =
        one.hasRows()
            ? Reference.text(one.folder().resolve("data.csv")).lines().toList()
            : List.of();
    header = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(","));
    rows = lines.stream().skip(1).map(line -> line.split(",", -1)).collect(Collectors.toList());
  }

  /** Writes the case into a folder. */
  Reference in(Path folder) throws IOException {
    if (!header.isEmpty()) {
      var text = new StringBuilder(quoted(header.toArray(String[]::new)));
      rows.forEach(row -> text.append(quoted(row)));
      Files.writeString(folder.resolve("data.csv"), text);
    }
    Files.writeString(folder.resolve("case.json"), root.toString());
    return new Reference(folder, name, root);
  }

  private static String quoted(String[] cells) {
    return Arrays.stream(cells)
        .map(cell -> cell.matches(".*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
        .collect(Collectors.joining(",", "", "\n"));
  }

  private ObjectNode expected() {
    return (ObjectNode) root.get("expected");
  }

  private ObjectNode arguments() {
    return (ObjectNode) root.get("arguments");
  }

  private int column(String role) {
    return header.indexOf(root.get("columns").get(role).stringValue());
  }

  // Rows in another order.

  /** Rows shuffled; what stands in row order, or names rows, follows them. */
  Variation shuffled(long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    List<String[]> before = rows;
    rows = order.stream().map(before::get).toList();
    if (arguments().has("predictRows")) {
      var list = NODES.arrayNode();
      arguments()
          .get("predictRows")
          .forEach(row -> list.add(order.indexOf((int) row.doubleValue() - 1) + 1));
      arguments().set("predictRows", list);
    }
    if (expected().has("residuals")) {
      residuals((ObjectNode) expected().get("residuals"), before, order);
    }
    return this;
  }

  private void residuals(ObjectNode residuals, List<String[]> before, List<Integer> order) {
    for (String key : List.of("martingale", "deviance")) {
      var list = NODES.arrayNode();
      order.forEach(i -> list.add(residuals.get(key).get(i)));
      residuals.set(key, list);
    }
    // Events by time, then by row: where each one stood before, in the order it stands now.
    int time = column("time");
    int status = column("status");
    Comparator<Integer> byTime =
        Comparator.comparingDouble(i -> Double.parseDouble(before.get(i)[time]));
    List<Integer> events =
        IntStream.range(0, before.size())
            .filter(i -> Double.parseDouble(before.get(i)[status]) == 1)
            .boxed()
            .sorted(byTime)
            .toList();
    var list = NODES.arrayNode();
    order.stream()
        .filter(events::contains)
        .sorted(byTime)
        .forEach(i -> list.add(residuals.get("schoenfeld").get(events.indexOf(i))));
    residuals.set("schoenfeld", list);
  }

  // Columns with other names, in another order.

  /** Columns renamed, with names that need quotes, and turned around. */
  Variation renamed() {
    Map<String, String> names = new HashMap<>();
    header.forEach(old -> names.put(old, "col, \"" + old + "\" é"));
    var columns = (ObjectNode) root.get("columns");
    for (String role : List.copyOf(columns.propertyNames())) {
      columns.set(role, renamed(columns.get(role), names));
    }
    if (expected().has("proportionalHazards")
        || expected().path("baselineCumulativeHazardAtZero").has("strata")) {
      root.set("expected", renamed(expected(), names));
    }
    rows = rows.stream().map(Variation::reversed).toList();
    return new Variation(this, reversed(header.stream().map(names::get).toArray(String[]::new)));
  }

  private Variation(Variation other, String[] header) {
    this.root = other.root;
    this.name = other.name;
    this.header = List.of(header);
    this.rows = other.rows;
  }

  private static String[] reversed(String[] cells) {
    var list = new ArrayList<>(List.of(cells));
    Collections.reverse(list);
    return list.toArray(String[]::new);
  }

  /** Texts that are names, or name=value joined by commas, renamed. */
  private static JsonNode renamed(JsonNode node, Map<String, String> names) {
    return mapped(
        "",
        node,
        (_, leaf) ->
            leaf.isString()
                ? NODES.stringNode(
                    Arrays.stream(leaf.stringValue().split(", "))
                        .map(part -> renamed(part, names))
                        .collect(Collectors.joining(", ")))
                : leaf);
  }

  private static String renamed(String part, Map<String, String> names) {
    int equal = part.indexOf('=');
    String key = equal < 0 ? part : part.substring(0, equal);
    return names.getOrDefault(key, key) + (equal < 0 ? "" : part.substring(equal));
  }

  // Another unit of time.

  private static final Set<String> TIME_ROLES = Set.of("time", "start");

  /** Time multiplied by a power of two, which no rounding touches. */
  Variation rescaled(double factor) {
    boolean hasTime = root.get("columns").has("time");
    if (hasTime) {
      for (String role : TIME_ROLES) {
        if (root.get("columns").has(role)) {
          int place = column(role);
          for (String[] row : rows) {
            row[place] = String.valueOf(Double.parseDouble(row[place]) * factor);
          }
        }
      }
    }
    root.set(
        "arguments", mapped("", arguments(), (path, leaf) -> scaled(leaf, argument(path), factor)));
    root.set(
        "expected", mapped("", expected(), (path, leaf) -> scaled(leaf, result(path), factor)));
    return this;
  }

  private static JsonNode scaled(JsonNode leaf, int power, double factor) {
    return power == 0 || !leaf.isNumber()
        ? leaf
        : NODES.numberNode(leaf.doubleValue() * Math.pow(factor, power));
  }

  /** 1 for a time, −1 for a rate. */
  private static int argument(String path) {
    return path.matches(
            "\\.times\\[.*|\\.time|\\.tau|.*\\.(personTime[01]|eventTime|dropoutTime|followUpTime"
                + "|accrualDuration)")
        ? 1
        : path.matches(".*\\.(controlHazard|accrualRate)") ? -1 : 0;
  }

  private int result(String path) {
    return switch (root.get("method").stringValue()) {
      case "kaplan-meier" -> path.matches("\\.curves\\.[^.]*\\.(time|quantiles\\.).*") ? 1 : 0;
      case "cumulative-incidence" -> path.matches("\\.curves\\.[^.]*\\.time\\[.*") ? 1 : 0;
      case "reverse-kaplan-meier" -> path.matches("\\.(time|median|quantiles).*") ? 1 : 0;
      case "cox" ->
          path.matches("\\.(baselineCumulativeHazardAtZero\\.time|residuals\\.schoenfeldTime).*")
              ? 1
              : 0;
      case "fine-gray" -> path.matches("\\.predictedCif\\.time.*") ? 1 : 0;
      case "rmst" ->
          path.matches(
                  "\\.(rmst|se|lower|upper|restrictedMeanTimeLost|difference\\.(estimate|se|lower|upper)).*")
              ? 1
              : 0;
      case "person-time-rate" -> path.matches(".*\\.rate\\..*") ? -1 : 0;
      case "sample-size-survival", "power-survival" ->
          path.matches(".*\\.(analysisTimes|expectedStudyDuration|followUpTime).*")
              ? 1
              : path.matches(".*\\.(treatmentHazard|controlHazard|accrualRate)") ? -1 : 0;
      default -> 0;
    };
  }

  private static JsonNode mapped(
      String path, JsonNode node, BiFunction<String, JsonNode, JsonNode> leaf) {
    if (node.isObject()) {
      var object = NODES.objectNode();
      node.properties()
          .forEach(
              field ->
                  object.set(
                      field.getKey(), mapped(path + "." + field.getKey(), field.getValue(), leaf)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      for (int i = 0; i < node.size(); i++) {
        array.add(mapped(path + "[" + i + "]", node.get(i), leaf));
      }
      return array;
    }
    return leaf.apply(path, node);
  }
}
