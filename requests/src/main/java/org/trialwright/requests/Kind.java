package org.trialwright.requests;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an argument may hold. */
sealed interface Kind {
  /** As a message says it, such as "a number". */
  String words();

  /** Adds what is wrong with a value; the place is that of the value. */
  void check(JsonNode value, String place, List<Fault> faults);

  private static void expect(
      boolean holds, Kind kind, JsonNode value, String place, List<Fault> faults) {
    if (!holds) {
      faults.add(new Fault(place, "this must be " + kind.words() + ", not " + Shown.of(value)));
    }
  }

  /** A finite number. */
  record Number() implements Kind {
    @Override
    public String words() {
      return "a number";
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      expect(value.isNumber() && Double.isFinite(value.asDouble()), this, value, place, faults);
    }
  }

  /** A whole number that an int holds. */
  record Whole() implements Kind {
    @Override
    public String words() {
      return "a whole number";
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      double number = value.isNumber() ? value.asDouble() : 0.5;
      expect(
          number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE,
          this,
          value,
          place,
          faults);
    }
  }

  /**
   * A text.
   *
   * @param choices the texts that are known; empty when any will do
   */
  record Text(List<String> choices) implements Kind {
    @Override
    public String words() {
      return choices.isEmpty() ? "a text" : "one of " + String.join(", ", choices);
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      expect(
          value.isString() && (choices.isEmpty() || choices.contains(value.stringValue())),
          this,
          value,
          place,
          faults);
    }
  }

  /** true or false. */
  record Flag() implements Kind {
    @Override
    public String words() {
      return "true or false";
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      expect(value.isBoolean(), this, value, place, faults);
    }
  }

  /** null, or another kind. */
  record OrNull(Kind kind) implements Kind {
    @Override
    public String words() {
      return kind.words() + ", or null";
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      if (!value.isNull()) {
        kind.check(value, place, faults);
      }
    }
  }

  /** A list. */
  record Items(Kind each) implements Kind {
    private static final int MOST = 1_000_000;

    @Override
    public String words() {
      return "a list, each entry " + each.words();
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      expect(value.isArray() && value.size() <= MOST, this, value, place, faults);
      for (int i = 0; value.isArray() && i < value.size() && faults.size() < Faults.MOST; i++) {
        each.check(value.get(i), place + "[" + i + "]", faults);
      }
    }
  }

  /** An object with known names. */
  record Fields(List<Parameter> parameters) implements Kind {
    @Override
    public String words() {
      return "an object";
    }

    @Override
    public void check(JsonNode value, String place, List<Fault> faults) {
      expect(value.isObject(), this, value, place, faults);
      if (value.isObject()) {
        Faults.ofNames(
            "argument",
            List.copyOf(value.propertyNames()),
            parameters.stream().map(Parameter::name).toList(),
            parameters.stream().filter(Parameter::required).map(Parameter::name).toList(),
            place,
            faults);
        for (Parameter parameter : parameters) {
          if (value.has(parameter.name())) {
            parameter
                .kind()
                .check(value.get(parameter.name()), place + "." + parameter.name(), faults);
          }
        }
      }
    }
  }
}
