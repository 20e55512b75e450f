package org.trialwright.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialwright.study.Study;
import org.trialwright.trials.Setting;
import org.trialwright.trials.WholeResult;

/** What {@code simulate --whole} tells. */
record SimulatedWhole(
    Study study,
    int participants,
    List<String> variants,
    List<Setting> settings,
    long seed,
    int threads,
    double seconds,
    WholeResult result) {
  private static final String NONE = "";

  SimulatedWhole {
    variants = List.copyOf(variants);
    settings = List.copyOf(settings);
  }

  /** Every field by its name, as docs/reference/simulate.md explains them. */
  Map<String, Object> told() {
    Map<String, Object> told = head();
    told.put("tests", result.tests());
    told.put("numbers", result.numbers().stream().map(SimulatedWhole::number).toList());
    return told;
  }

  private Map<String, Object> head() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("study", study.name());
    head.put("version", study.version());
    head.put("scenario", String.join(" + ", variants));
    for (var setting : settings) {
      head.put("set " + setting.path(), setting.value());
    }
    head.put("participants", participants);
    head.put("trials", result.trials());
    head.put("seed", seed);
    head.put("threads", threads);
    head.put("elapsedSeconds", seconds);
    head.put("expectedParticipants", result.participants());
    head.put("expectedDurationMonths", result.months());
    return head;
  }

  /** The error of a single trial is not known, and is left out. */
  private static Map<String, Object> number(WholeResult.Average one) {
    Map<String, Object> number = new LinkedHashMap<>();
    number.put("endpoint", one.endpoint());
    number.put("item", one.item());
    number.put("set", one.set());
    number.put("method", one.method());
    number.put("what", one.what());
    number.put("trials", one.trials());
    number.put("mean", one.mean());
    if (Double.isFinite(one.error())) {
      number.put("error", one.error());
    }
    return number;
  }

  /** The same for a terminal. */
  String text() {
    var text = new StringBuilder();
    head()
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, "%-28s %s%n", name, shown(value))));
    text.append(String.format("%nHow often each test makes its claim%n"));
    var tests = new ArrayList<List<String>>();
    tests.add(List.of("test", "made", "not reached", "undecided", "claim"));
    for (var one : result.tests()) {
      tests.add(
          List.of(
              one.test(),
              plain(one.made(), one.error()),
              plain(one.notReached()),
              plain(one.undecided()),
              one.text()));
    }
    columns(text, tests);
    text.append(
        String.format("%nEvery endpoint, averaged over trials, with its Monte Carlo error%n"));
    var numbers = new ArrayList<List<String>>();
    numbers.add(List.of("endpoint", "set", "method", "of", "mean", "in trials"));
    for (var one : result.numbers()) {
      numbers.add(
          List.of(
              one.item().isEmpty() ? one.endpoint() : one.endpoint() + " " + one.item(),
              one.set(),
              one.method(),
              one.what(),
              plain(one.mean(), one.error()),
              String.valueOf(one.trials())));
    }
    columns(text, numbers);
    return text.toString();
  }

  private static void columns(StringBuilder text, List<List<String>> rows) {
    int[] wide =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < wide.length; column++) {
        line.append(String.format("%-" + (wide[column] + 2) + "s", row.get(column)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.1f", number)
        : String.valueOf(value);
  }

  private static String plain(double mean, double error) {
    return plain(mean) + (Double.isFinite(error) ? " ± " + plain(error) : NONE);
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
