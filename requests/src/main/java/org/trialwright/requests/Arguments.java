package org.trialwright.requests;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Arguments that were checked against what the method takes. */
final class Arguments {
  private final JsonNode node;
  private final String place;

  Arguments(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** Where these arguments stand, such as {@code arguments.requests[2]}. */
  String place() {
    return place;
  }

  /** Whether the argument was given, and is not null. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  private JsonNode get(String name) {
    if (!has(name)) {
      throw new Refusal("case.json: " + place, "the argument '%s' is missing".formatted(name));
    }
    return node.get(name);
  }

  double number(String name) {
    return get(name).asDouble();
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int whole(String name) {
    return (int) get(name).asDouble();
  }

  boolean flag(String name) {
    return get(name).booleanValue();
  }

  String text(String name) {
    return get(name).stringValue();
  }

  double[] numbers(String name) {
    var list = get(name);
    return IntStream.range(0, list.size()).mapToDouble(i -> list.get(i).asDouble()).toArray();
  }

  int[] wholes(String name) {
    var list = get(name);
    return IntStream.range(0, list.size()).map(i -> (int) list.get(i).asDouble()).toArray();
  }

  List<String> texts(String name) {
    var list = get(name);
    return IntStream.range(0, list.size()).mapToObj(i -> list.get(i).stringValue()).toList();
  }

  Arguments fields(String name) {
    return new Arguments(get(name), place + "." + name);
  }

  List<Arguments> items(String name) {
    var list = get(name);
    return IntStream.range(0, list.size())
        .mapToObj(i -> new Arguments(list.get(i), place + "." + name + "[" + i + "]"))
        .toList();
  }
}
