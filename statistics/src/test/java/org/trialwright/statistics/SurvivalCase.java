package org.trialwright.statistics;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A reference case: what goes in, and what another program found. */
@SuppressWarnings("unchecked")
final class SurvivalCase {
  /** The shared cases, which stand once in the source tree, and our own of the same methods. */
  private static final List<Path> FOLDERS =
      List.of(Path.of("../requests/src/test/resources/cases"), Path.of("src/test/resources/cases"));

  private static final Path MORE = Path.of("src/test/resources/more-cases");

  /** A case does not change; many tests ask for the same ones. */
  private static final Map<Path, SurvivalCase> KNOWN = new ConcurrentHashMap<>();

  final String id;
  private final Map<String, Object> json;
  private final List<String> header;
  private final List<String[]> rows;

  private SurvivalCase(
      String id, Map<String, Object> json, List<String> header, List<String[]> rows) {
    this.id = id;
    this.json = json;
    this.header = header;
    this.rows = rows;
  }

  /** A case of ours for what the shared contract does not name. */
  static SurvivalCase more(String id) {
    return read(MORE, id);
  }

  /** A shared case by its name. */
  static SurvivalCase shared(String id) {
    return read(FOLDERS.getFirst(), id);
  }

  private static SurvivalCase read(Path folder, String id) {
    return KNOWN.computeIfAbsent(folder.resolve(id), _ -> parsed(folder, id));
  }

  private static SurvivalCase parsed(Path folder, String id) {
    try {
      var json =
          (Map<String, Object>) TinyJson.parse(Files.readString(folder.resolve(id + "/case.json")));
      if (!Files.exists(folder.resolve(id + "/data.csv"))) {
        return new SurvivalCase(id, json, List.of(), List.of());
      }
      List<String> lines = Files.readAllLines(folder.resolve(id + "/data.csv"));
      List<String[]> rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
      return new SurvivalCase(id, json, List.of(lines.getFirst().split(",")), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The cases of the methods, by name. */
  static Stream<SurvivalCase> of(String... methods) {
    return FOLDERS.stream()
        .flatMap(SurvivalCase::in)
        .filter(one -> List.of(methods).contains((String) one.json.get("method")));
  }

  private static Stream<SurvivalCase> in(Path folder) {
    try (Stream<Path> cases = Files.list(folder)) {
      return cases
          .map(one -> one.getFileName().toString())
          .sorted()
          .filter(id -> Files.exists(folder.resolve(id + "/data.csv")))
          .map(id -> read(folder, id))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same rows in another order. */
  SurvivalCase shuffled(long seed) {
    List<String[]> others = new ArrayList<>(rows);
    Collections.shuffle(others, new Random(seed));
    return new SurvivalCase(id, json, header, others);
  }

  int size() {
    return rows.size();
  }

  Map<String, Object> expected() {
    return (Map<String, Object>) requireNonNull(json.get("expected"));
  }

  private Map<String, Object> tolerance() {
    return (Map<String, Object>) requireNonNull(json.get("tolerance"));
  }

  private Map<String, Object> columns() {
    return (Map<String, Object>) requireNonNull(json.get("columns"));
  }

  private Map<String, Object> arguments() {
    return (Map<String, Object>) requireNonNull(json.get("arguments"));
  }

  boolean has(String role) {
    return columns().containsKey(role);
  }

  /** The small requests of a case that needs no rows. */
  List<Map<String, Object>> requests() {
    return (List<Map<String, Object>>) requireNonNull(arguments().get("requests"));
  }

  double number(String argument) {
    return (Double) requireNonNull(arguments().get(argument));
  }

  String text(String argument) {
    return (String) requireNonNull(arguments().get(argument));
  }

  boolean flag(String argument) {
    return (Boolean) requireNonNull(arguments().get(argument));
  }

  double[] numbersOf(String argument) {
    return ((List<Double>) requireNonNull(arguments().get(argument)))
        .stream().mapToDouble(x -> x).toArray();
  }

  List<String> textsOf(String argument) {
    return (List<String>) requireNonNull(arguments().get(argument));
  }

  /** The names of the columns in a role that takes a list. */
  List<String> names(String role) {
    return (List<String>) requireNonNull(columns().get(role));
  }

  double[] column(String role) {
    return columnNamed((String) requireNonNull(columns().get(role)));
  }

  double[] columnNamed(String name) {
    return texts(name).stream().mapToDouble(Double::parseDouble).toArray();
  }

  int[] whole(String role) {
    return Arrays.stream(column(role)).mapToInt(x -> (int) x).toArray();
  }

  /** The texts of the column in a role. */
  List<String> labels(String role) {
    return texts((String) requireNonNull(columns().get(role)));
  }

  private List<String> texts(String name) {
    int place = header.indexOf(name);
    return rows.stream().map(row -> row[place]).toList();
  }

  List<String> groups() {
    return arguments().get("groups") == null
        ? List.of("all")
        : (List<String>) arguments().get("groups");
  }

  /** The group of each row as its place in {@link #groups}; all 0 without a group column. */
  int[] group() {
    if (!has("group")) {
      return new int[rows.size()];
    }
    return texts((String) requireNonNull(columns().get("group"))).stream()
        .mapToInt(label -> groups().indexOf(label))
        .toArray();
  }

  /** Codes 0, 1, … of the labels in a column, in ascending order of the labels. */
  int[] codes(String role) {
    return codes(texts((String) requireNonNull(columns().get(role))));
  }

  private static int[] codes(List<String> labels) {
    List<String> distinct = List.copyOf(new TreeSet<>(labels));
    return labels.stream().mapToInt(distinct::indexOf).toArray();
  }

  /** The combinations of the columns that occur, {@code name=value} joined by comma, row by row. */
  List<String> strataLabels() {
    List<String> labels = new ArrayList<>();
    for (String[] row : rows) {
      labels.add(
          String.join(
              ", ",
              names("strata").stream()
                  .map(name -> name + "=" + row[header.indexOf(name)])
                  .toList()));
    }
    return labels;
  }

  int[] strata() {
    return codes(strataLabels());
  }

  FollowUp followUp() {
    return followUp(1);
  }

  /** Follow-up with all times multiplied. */
  FollowUp followUp(double unit) {
    double[] time = Arrays.stream(column("time")).map(t -> t * unit).toArray();
    if (!has("start")) {
      return FollowUp.of(time, whole("status"));
    }
    double[] start = Arrays.stream(column("start")).map(t -> t * unit).toArray();
    return FollowUp.of(start, time, whole("status"));
  }

  /** Every number expected that the result lacks or has otherwise. */
  List<String> differences(Object result) {
    List<String> found = new ArrayList<>();
    compare("", expected(), result, found);
    return found;
  }

  private void compare(String path, Object expected, Object got, List<String> found) {
    switch (expected) {
      case Map<?, ?> map -> {
        for (var entry : map.entrySet()) {
          String next = path + "." + entry.getKey();
          if (got instanceof Map<?, ?> other && other.containsKey(entry.getKey())) {
            compare(next, entry.getValue(), other.get(entry.getKey()), found);
          } else {
            found.add(next + " is missing");
          }
        }
      }
      case List<?> list -> {
        if (got instanceof List<?> other && other.size() == list.size()) {
          for (int i = 0; i < list.size(); i++) {
            compare(path + "[" + i + "]", list.get(i), other.get(i), found);
          }
        } else {
          found.add(path + " expected " + list.size() + " entries, got " + got);
        }
      }
      case Double number when got instanceof Number other -> {
        double allowed = allowed(path, "absolute") + allowed(path, "relative") * Math.abs(number);
        if (!(Math.abs(other.doubleValue() - number) <= allowed)) {
          found.add(path + " expected " + number + ", got " + other);
        }
      }
      case null -> {
        if (got != null) {
          found.add(path + " expected null, got " + got);
        }
      }
      default -> {
        if (!expected.equals(got)) {
          found.add(path + " expected " + expected + ", got " + got);
        }
      }
    }
  }

  private double allowed(String path, String kind) {
    if (tolerance().get("keys") instanceof Map<?, ?> keys) {
      for (var entry : keys.entrySet()) {
        if (path.contains((String) entry.getKey())
            && ((Map<String, Object>) entry.getValue()).get(kind) instanceof Double wider) {
          return wider;
        }
      }
    }
    return (Double) requireNonNull(tolerance().get(kind));
  }

  // How results are written, so that they can be held against what is expected.

  static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }

  static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  static List<Object> list(Numbers numbers) {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      list.add(numbers.has(i) ? numbers.get(i) : null);
    }
    return list;
  }

  static List<Integer> list(Counts counts) {
    return Arrays.stream(counts.toArray()).boxed().toList();
  }

  static List<List<Object>> rows(List<Numbers> matrix) {
    return matrix.stream().map(SurvivalCase::list).toList();
  }

  static Object of(Estimate estimate) {
    return estimate.known().isPresent() ? of(estimate.known().getAsDouble()) : null;
  }

  /** A number; infinity is a text. */
  static Object of(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : (Object) value;
  }

  static Map<String, Object> of(Interval limits) {
    return object("lower", of(limits.lower()), "upper", of(limits.upper()));
  }

  @Override
  public String toString() {
    return id;
  }
}
