package org.trialwright.requests;

import java.util.List;
import java.util.function.Function;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Interval;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.Numbers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a method answers, as a tree. Not estimable becomes null; infinity becomes a text; a number
 * that is none is a fault of the program.
 */
final class Result {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode node;

  Result() {
    this(NODES.objectNode());
  }

  private Result(ObjectNode node) {
    this.node = node;
  }

  ObjectNode node() {
    return node;
  }

  /** The answers to a list of small requests, each of which stands alone. */
  static Result answers(Request request, Function<Arguments, Result> each) {
    var result = new Result();
    ArrayNode answers = result.node.putArray("answers");
    for (Arguments one : request.arguments().items("requests")) {
      try {
        answers.add(each.apply(one).node);
      } catch (IllegalArgumentException refused) {
        throw new Refusal("case.json: " + one.place(), Said.by(refused));
      }
    }
    return result;
  }

  /** The object under a name, made when it is not there. */
  Result in(String name) {
    return new Result(node.has(name) ? (ObjectNode) node.get(name) : node.putObject(name));
  }

  Result put(String name, double value) {
    if (Double.isNaN(value)) {
      throw new IllegalStateException("'%s' is not a number".formatted(name));
    }
    if (Double.isInfinite(value)) {
      node.put(name, value > 0 ? "Infinity" : "-Infinity");
    } else {
      node.put(name, value);
    }
    return this;
  }

  Result put(String name, int value) {
    node.put(name, value);
    return this;
  }

  Result put(String name, String value) {
    node.put(name, value);
    return this;
  }

  Result put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  Result put(String name, Estimate value) {
    switch (value) {
      case Estimate.Known(double number) -> put(name, number);
      case Estimate.NotEstimable _ -> node.putNull(name);
    }
    return this;
  }

  Result put(String name, Interval interval) {
    in(name).put("lower", interval.lower()).put("upper", interval.upper());
    return this;
  }

  Result put(String name, Limits limits) {
    in(name).put("lower", limits.lower()).put("upper", limits.upper());
    return this;
  }

  Result put(String name, Numbers numbers) {
    node.set(name, array(numbers));
    return this;
  }

  Result put(String name, double[] numbers) {
    ArrayNode array = node.putArray(name);
    for (double one : numbers) {
      add(array, Estimate.of(one));
    }
    return this;
  }

  Result put(String name, int[] numbers) {
    ArrayNode array = node.putArray(name);
    for (int one : numbers) {
      array.add(one);
    }
    return this;
  }

  Result put(String name, Counts counts) {
    ArrayNode array = node.putArray(name);
    for (int i = 0; i < counts.size(); i++) {
      array.add(counts.get(i));
    }
    return this;
  }

  Result putEstimates(String name, List<Estimate> estimates) {
    ArrayNode array = node.putArray(name);
    estimates.forEach(one -> add(array, one));
    return this;
  }

  Result putTexts(String name, List<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
    return this;
  }

  Result putRows(String name, List<Numbers> rows) {
    ArrayNode array = node.putArray(name);
    rows.forEach(row -> array.add(array(row)));
    return this;
  }

  Result putResults(String name, List<Result> results) {
    ArrayNode array = node.putArray(name);
    results.forEach(one -> array.add(one.node));
    return this;
  }

  /** This result less what the request itself said. */
  Result without(Arguments given) {
    node.propertyNames().stream().filter(given::has).toList().forEach(node::remove);
    return this;
  }

  Result putNull(String name) {
    node.putNull(name);
    return this;
  }

  private static ArrayNode array(Numbers numbers) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < numbers.size(); i++) {
      add(array, numbers.estimate(i));
    }
    return array;
  }

  private static void add(ArrayNode array, Estimate value) {
    switch (value) {
      case Estimate.Known(double number) -> {
        if (Double.isInfinite(number)) {
          array.add(number > 0 ? "Infinity" : "-Infinity");
        } else {
          array.add(number);
        }
      }
      case Estimate.NotEstimable _ -> array.addNull();
    }
  }
}
