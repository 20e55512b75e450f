package org.trialwright.clinical;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.quantities.Unit;

/** A formula or table of medicine that a study file calls by name. */
public sealed interface ClinicalFunction {
  /** As written in a study file, such as {@code cockcroft-gault}. */
  String name();

  /** What it takes, in order. A variadic function has one parameter, taken once or more often. */
  List<Parameter> parameters();

  boolean variadic();

  /**
   * Numbers, and codes where the formula asks for them, to a number.
   *
   * @param result the unit of the result
   */
  record Numeric(
      String name, List<Parameter> parameters, boolean variadic, Unit result, NumericBody body)
      implements ClinicalFunction {
    public Numeric {
      parameters = List.copyOf(parameters);
    }

    /**
     * The result for known arguments.
     *
     * @param numbers the number arguments in order, each in its parameter's unit
     * @param codes the coded arguments in order
     * @throws IllegalArgumentException when their number is wrong or the formula refuses a value
     */
    public double apply(List<Double> numbers, List<String> codes) {
      long wanted = count(Parameter.Number.class);
      long coded = count(Parameter.Code.class);
      if (codes.size() != coded || (variadic ? numbers.isEmpty() : numbers.size() != wanted)) {
        throw new IllegalArgumentException(
            "%s takes %d numbers and %d codes, but was given %s and %s"
                .formatted(name, wanted, coded, numbers, codes));
      }
      return body.apply(numbers, codes);
    }

    /**
     * The least and greatest result that is possible. They lie at ends of the given intervals,
     * because no function here turns between two ends of an argument.
     */
    public Interval range(List<Interval> numbers, List<Set<String>> codes) {
      var lows = numbers.stream().map(Interval::low).toList();
      var result = new Ends();
      for (var chosen : choices(codes)) {
        if (numbers.stream().allMatch(Interval::known)) {
          result.add(apply(lows, chosen));
        } else if (variadic) {
          // A mean rises in each argument, so that two corners suffice however many there are.
          result.add(apply(lows, chosen));
          result.add(apply(numbers.stream().map(Interval::high).toList(), chosen));
        } else {
          corners(numbers).forEach(corner -> result.add(apply(corner, chosen)));
        }
      }
      return result.interval();
    }

    private long count(Class<? extends Parameter> kind) {
      return parameters.stream().filter(kind::isInstance).count();
    }
  }

  /**
   * Codes to a code, or to no result where the table has none.
   *
   * @param results every code it can give, in rising order where they have one
   */
  record Coded(String name, List<Parameter> parameters, List<String> results, CodedBody body)
      implements ClinicalFunction {
    public Coded {
      parameters = List.copyOf(parameters);
      results = List.copyOf(results);
    }

    @Override
    public boolean variadic() {
      return false;
    }

    /** The result for known codes; empty where the table has none. */
    public Optional<String> apply(List<String> codes) {
      if (codes.size() != parameters.size()) {
        throw new IllegalArgumentException(
            "%s takes %d codes, but was given %s".formatted(name, parameters.size(), codes));
      }
      return body.apply(codes);
    }

    /** Every result that is possible; an empty one stands for the lack of a result. */
    public Set<Optional<String>> possible(List<Set<String>> codes) {
      return choices(codes).stream().map(this::apply).collect(Collectors.toUnmodifiableSet());
    }
  }

  /**
   * Answers of questionnaire items to a score of 0 to 100 points, or to none when too few were
   * given.
   *
   * @param course how the score moves when an answer rises
   */
  record Score(String name, Parameter.Course course, Unit result, ScoreBody body)
      implements ClinicalFunction {
    @Override
    public List<Parameter> parameters() {
      return List.of(new Parameter.Item("item"));
    }

    @Override
    public boolean variadic() {
      return true;
    }

    /**
     * The score; see {@link Questionnaire} for the half rule.
     *
     * @param lowest the lowest answer code of the items
     * @param highest their highest answer code
     * @param items how many items the call names
     * @param answered the answers that were given
     */
    public OptionalDouble apply(int lowest, int highest, int items, List<Integer> answered) {
      return body.apply(lowest, highest, items, answered);
    }
  }

  /** The formula of a {@link Numeric}. */
  @FunctionalInterface
  interface NumericBody {
    double apply(List<Double> numbers, List<String> codes);
  }

  /** The table of a {@link Coded}. */
  @FunctionalInterface
  interface CodedBody {
    Optional<String> apply(List<String> codes);
  }

  /** The rule of a {@link Score}. */
  @FunctionalInterface
  interface ScoreBody {
    OptionalDouble apply(int lowest, int highest, int items, List<Integer> answered);
  }

  private static List<List<String>> choices(List<Set<String>> codes) {
    return product(codes.stream().map(possible -> List.copyOf(new TreeSet<>(possible))).toList());
  }

  private static List<List<Double>> corners(List<Interval> numbers) {
    return product(
        numbers.stream()
            .map(one -> one.known() ? List.of(one.low()) : List.of(one.low(), one.high()))
            .toList());
  }

  /** Every way to take one of each. */
  private static <T> List<List<T>> product(List<List<T>> choices) {
    List<List<T>> all = List.of(List.of());
    for (var choice : choices) {
      if (choice.isEmpty()) {
        throw new IllegalArgumentException("an argument has no possible value");
      }
      all =
          all.stream()
              .flatMap(
                  begun ->
                      choice.stream()
                          .map(one -> Stream.concat(begun.stream(), Stream.of(one)).toList()))
              .toList();
    }
    return all;
  }
}
