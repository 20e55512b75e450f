package org.trialwright.app;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import org.trialwright.simulation.Cohort;
import org.trialwright.trials.Trials;

/** What trials came to, as text at a terminal. */
final class SimulateText {
  private static final List<String> SMALL =
      List.of("elapsedSeconds", "trialsPerSecond", "expectedEvents", "expectedDurationMonths");

  private static final String LOAD = "visitLoad";
  private static final String ERRORS = LOAD + "Error of each";
  private static final int EVERY = 6;

  private SimulateText() {}

  static String of(Map<String, Object> told) {
    var text = new StringBuilder();
    told.forEach(
        (name, value) -> {
          switch (value) {
            case Map<?, ?> byArm -> byArm(text, name, byArm);
            case List<?> list ->
                line(text, name, String.join(", ", list.stream().map(String::valueOf).toList()));
            case Double number -> line(text, name, number(name, number));
            default -> line(text, name, String.valueOf(value));
          }
        });
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-28s %s%n", name, value));
  }

  private static String number(String name, double number) {
    boolean coarse = SMALL.contains(name) || name.startsWith("expected");
    return String.format(Locale.ROOT, coarse ? "%,.1f" : "%.4f", number);
  }

  /** By arm, or by month, or by arm and month. */
  private static void byArm(StringBuilder text, String name, Map<?, ?> by) {
    if (name.startsWith(ERRORS)) {
      return;
    }
    if (by.values().stream().allMatch(Double.class::isInstance)) {
      boolean load = name.startsWith(LOAD);
      line(
          text,
          name,
          shares(
              load ? sometimes(by) : by,
              name.startsWith(LOAD + "Error")
                  ? "%s %.3f"
                  : load || name.equals("accrual") ? "%s %.1f" : "%s %.3f"));
      return;
    }
    for (Entry<?, ?> one : by.entrySet()) {
      byArm(
          text,
          name + (name.contains(" of ") ? " at " : " of ") + one.getKey(),
          (Map<?, ?>) one.getValue());
    }
  }

  /** Every half year of a list by months; all of them are in the JSON. */
  private static Map<?, ?> sometimes(Map<?, ?> months) {
    Map<Object, Object> some = new LinkedHashMap<>();
    months.forEach(
        (month, value) -> {
          if (Integer.parseInt(String.valueOf(month)) % EVERY == 0) {
            some.put(month, value);
          }
        });
    return some;
  }

  private static String shares(Map<?, ?> by, String format) {
    var parts = new ArrayList<String>();
    by.forEach((key, share) -> parts.add(String.format(Locale.ROOT, format, key, (Double) share)));
    return String.join(", ", parts);
  }

  static String of(Trials.Replay replay, long number, LocalDate begins) {
    var text = new StringBuilder();
    line(text, "trial", String.valueOf(number));
    line(text, "its own seed", String.valueOf(replay.seed()));
    line(text, "claim made", replay.succeeded() ? "yes" : "no");
    line(text, "stopped", replay.how());
    line(text, "on", begins.plusDays((long) replay.days()).toString());
    line(text, "events by then", String.valueOf(replay.events()));
    line(text, "statistic at the look", number("", replay.lookZ()));
    line(text, "statistic at the end", number("", replay.statistic()));
    text.append('\n');
    for (var person : replay.people()) {
      var allocated = begins.plusDays(person.allocated());
      text.append(
          String.format(
              Locale.ROOT,
              "%5d  %s  %-20s %-10s %s%n",
              person.newcomer(),
              allocated,
              person.stratum(),
              person.arm(),
              path(person.path(), allocated)));
    }
    return text.toString();
  }

  private static String path(List<Cohort.Reached> path, LocalDate allocated) {
    return String.join(
        ", ",
        path.stream()
            .map(step -> step.place() + " " + allocated.plusDays((long) step.day()))
            .toList());
  }

  /** One trial as plain values: a number that is not there is left out. */
  static Map<String, Object> json(Trials.Replay replay) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("seed", replay.seed());
    told.put("succeeded", replay.succeeded());
    told.put("stopped", replay.how());
    told.put("events", replay.events());
    told.put("days", replay.days());
    known(told, "lookStatistic", replay.lookZ());
    known(told, "statistic", replay.statistic());
    var people = new ArrayList<Map<String, Object>>();
    for (var person : replay.people()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("newcomer", person.newcomer());
      one.put("allocated", person.allocated());
      one.put("stratum", person.stratum());
      one.put("arm", person.arm());
      known(one, "event", person.event());
      one.put("path", person.path());
      people.add(one);
    }
    told.put("participants", people);
    return told;
  }

  private static void known(Map<String, Object> told, String name, double number) {
    if (Double.isFinite(number)) {
      told.put(name, number);
    }
  }
}
