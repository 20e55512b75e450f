package org.trialwright.analysis;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Numbers;

/**
 * Records as JSON, with every digit of every number. A number that could not be estimated is {@code
 * {"none": reason}}; a record that is one of several alternatives names itself in {@code kind}.
 */
public final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  public static String of(Object value) {
    var json = new Json();
    json.write(value);
    return json.out.toString();
  }

  private void write(Object value) {
    switch (value) {
      case Estimate.Known(double number) -> number(number);
      case Estimate.NotEstimable(String reason) -> {
        out.append("{\"none\":");
        text(reason);
        out.append('}');
      }
      case Numbers numbers -> numbers(numbers);
      case Counts counts -> list(java.util.Arrays.stream(counts.toArray()).boxed().toList());
      case Optional<?> optional -> optional.ifPresentOrElse(this::write, () -> out.append("null"));
      case Double number -> number(number);
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Enum<?> word -> text(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case Collection<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case Record record -> record(record);
      default -> text(value.toString());
    }
  }

  private void number(double number) {
    if (Double.isInfinite(number)) {
      text(number > 0 ? "Infinity" : "-Infinity");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      out.append((long) number);
    } else {
      out.append(number);
    }
  }

  private void numbers(Numbers numbers) {
    out.append('[');
    for (int i = 0; i < numbers.size(); i++) {
      out.append(i > 0 ? "," : "");
      if (numbers.has(i)) {
        number(numbers.get(i));
      } else {
        out.append("null");
      }
    }
    out.append(']');
  }

  private void list(Collection<?> list) {
    out.append('[');
    var between = "";
    for (var one : list) {
      out.append(between);
      write(one);
      between = ",";
    }
    out.append(']');
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    var between = "";
    for (var entry : map.entrySet()) {
      out.append(between);
      text(entry.getKey().toString());
      out.append(':');
      write(entry.getValue());
      between = ",";
    }
    out.append('}');
  }

  private void record(Record record) {
    out.append('{');
    var between = "";
    if (record instanceof Result || record instanceof Sensitivity.Found) {
      out.append("\"kind\":");
      text(record.getClass().getSimpleName());
      between = ",";
    }
    for (var component : record.getClass().getRecordComponents()) {
      out.append(between);
      text(component.getName());
      out.append(':');
      try {
        component.getAccessor().setAccessible(true);
        write(component.getAccessor().invoke(record));
      } catch (IllegalAccessException | InvocationTargetException trouble) {
        throw new IllegalStateException(record + ": " + component.getName(), trouble);
      }
      between = ",";
    }
    out.append('}');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
