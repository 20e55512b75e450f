package org.trialwright.bedside.laboratory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.LabLimits;
import org.trialwright.journey.Event;
import org.trialwright.study.Item;

/**
 * The limits of a site's laboratory as lines of a file: written out, or read back in to be looked
 * at before anything is recorded.
 *
 * @param limits those that would be recorded
 * @param standing how many lines say what is recorded already
 * @param problems each with its line; nothing is recorded while there are any
 */
record LimitLines(List<LabLimits.Dated> limits, int standing, List<String> problems) {
  private static final int MOST = 1000;

  static final List<String> HEAD =
      List.of("question", "unit", "low", "high", "sex", "from_age", "to_age", "from", "laboratory");

  LimitLines {
    limits = List.copyOf(limits);
    problems = List.copyOf(problems);
  }

  /**
   * Every laboratory question with the limits that are recorded, or without any to be filled in.
   */
  static List<List<String>> written(List<Item> questions, List<LabLimits.Entry> entries) {
    var lines = new ArrayList<List<String>>();
    for (var item : questions) {
      var known = entries.stream().filter(one -> one.set().question().equals(item.path())).toList();
      known.reversed().forEach(one -> lines.add(line(one)));
      if (known.isEmpty()) {
        var unit = LimitQuestions.units(item).stream().findFirst().orElse("");
        lines.add(List.of(item.path(), unit, "", "", "", "", "", "", ""));
      }
    }
    return lines;
  }

  private static List<String> line(LabLimits.Entry one) {
    var set = one.set();
    return List.of(
        set.question(),
        set.unit(),
        set.low(),
        set.high(),
        set.sex(),
        set.fromAge() == 0 ? "" : "" + set.fromAge(),
        set.toAge() == Event.LimitsSet.OLDEST ? "" : "" + set.toAge(),
        one.from().toString(),
        set.laboratory());
  }

  /** What the lines come to; those without limits are passed over. */
  static LimitLines read(String text, LimitQuestions ask, List<LabLimits.Entry> entries) {
    var w = ask.voice().words();
    var file = FileLines.read(text, MOST, w).headed(HEAD, w);
    var limits = new ArrayList<LabLimits.Dated>();
    var problems = new ArrayList<>(file.problems());
    int standing = 0;
    for (var one : file.lines()) {
      var row = one.cells();
      int line = one.line();
      if (row.get(2).isBlank() && row.get(3).isBlank()) {
        continue;
      }
      var item = ask.item(row.getFirst().strip());
      if (item.isEmpty()) {
        problems.add(
            w.say("line and problem", line, w.say("no such laboratory question", row.getFirst())));
        continue;
      }
      var read = ask.read(item.get(), ask.fields(item.get(), texts(row)));
      read.errors()
          .forEach((name, why) -> problems.add(w.say("line, cell and problem", line, name, why)));
      if (read.limits().filter(limit -> stands(limit, entries)).isPresent()) {
        standing++;
      } else {
        read.limits().ifPresent(limits::add);
      }
    }
    return new LimitLines(limits, standing, problems);
  }

  private static Map<String, String> texts(List<String> row) {
    var unit = row.get(1).strip();
    var texts = new HashMap<String, String>();
    texts.put(LimitQuestions.LOW, measure(row.get(2), unit));
    texts.put(LimitQuestions.HIGH, measure(row.get(3), unit));
    texts.put(LimitQuestions.SEX, row.get(4));
    texts.put(LimitQuestions.FROM_AGE, row.get(5));
    texts.put(LimitQuestions.TO_AGE, row.get(6));
    texts.put(LimitQuestions.FROM, row.get(7));
    texts.put(LimitQuestions.LABORATORY, row.get(8));
    return texts;
  }

  static String measure(String number, String unit) {
    return number.isBlank() || unit.isEmpty() ? number.strip() : number.strip() + " " + unit;
  }

  private static boolean stands(LabLimits.Dated one, List<LabLimits.Entry> entries) {
    return entries.stream()
        .anyMatch(entry -> entry.set().equals(one.set()) && entry.from().equals(one.from()));
  }

  /** The limits, or nothing while there is a problem. */
  Optional<List<LabLimits.Dated>> whole() {
    return problems.isEmpty() && !limits.isEmpty() ? Optional.of(limits) : Optional.empty();
  }
}
