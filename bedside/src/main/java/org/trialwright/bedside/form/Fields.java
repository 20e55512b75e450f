package org.trialwright.bedside.form;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.trialwright.bedside.Chart;

/** Submitted fields that mean no answer. */
public final class Fields {
  private Fields() {}

  /** The Today button without script: the day of the site in the three fields. */
  public static Map<String, String> withToday(Chart chart, Map<String, String> fields) {
    return withToday(chart.today(), fields);
  }

  /** The same for a day of the caller's. */
  public static Map<String, String> withToday(LocalDate today, Map<String, String> fields) {
    var name = fields.getOrDefault("today", "");
    if (name.isEmpty()) {
      return fields;
    }
    var filled = new HashMap<>(fields);
    filled.put(name + ".day", String.valueOf(today.getDayOfMonth()));
    filled.put(name + ".month", String.valueOf(today.getMonthValue()));
    filled.put(name + ".year", String.valueOf(today.getYear()));
    return filled;
  }

  /** A whole number that our own page wrote; 0 for anything else. */
  public static long number(Map<String, String> fields, String name) {
    var text = fields.getOrDefault(name, "0");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** The reason that was written. */
  public static String reason(Map<String, String> fields) {
    return fields.getOrDefault("reason", "").strip();
  }
}
