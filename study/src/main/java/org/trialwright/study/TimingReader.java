package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Unit;
import org.trialwright.study.When.Occasion;
import org.trialwright.study.When.Offset;
import org.trialwright.study.When.Window;

/**
 * Reads when a visit is held, counted from its anchor: {@code day 8 15 ± 1 d}, {@code + 3 6 9 mo ±
 * 14 d then 16 20 mo ± 21 d}, {@code every 14 d to 16 wk}, {@code + 0..28 d}. Times written without
 * a window share the next one that is written.
 */
final class TimingReader {
  private static final int MOST_OCCASIONS = 400;

  private final Phrase phrase;
  private final List<Time> times = new ArrayList<>();

  TimingReader(Phrase phrase) {
    this.phrase = phrase;
  }

  /** A time whose window may still be to come. */
  private record Time(String label, Optional<Offset> target, @Nullable Window window) {}

  List<Occasion> read() {
    if (phrase.accept("day")) {
      days();
    } else {
      phrase.accept("+");
      do {
        part();
      } while (phrase.accept("then"));
    }
    return occasions();
  }

  private List<Occasion> occasions() {
    var occasions = new ArrayList<Occasion>();
    var window = onTheDay();
    for (var time : times.reversed()) {
      window = time.window() == null ? window : time.window();
      occasions.addFirst(
          new Occasion(times.size() == 1 ? "" : time.label(), time.target(), window));
    }
    windows(occasions);
    return occasions;
  }

  /** A window holds its target, and a record belongs to one time of a visit. */
  private void windows(List<Occasion> occasions) {
    for (int i = 0; i < occasions.size(); i++) {
      var one = occasions.get(i);
      if (start(one) > end(one)) {
        throw phrase.fault("the range runs backwards");
      }
      double target = one.target().map(TimingReader::inDays).orElse(start(one));
      if (target < start(one) || target > end(one)) {
        throw phrase.fault("the window does not hold its own day");
      }
      if (inDays(one.window().amberTo()) < inDays(one.window().to())) {
        throw phrase.fault("amber ends before the window does");
      }
      if (i > 0 && occasions.get(i - 1).target().map(TimingReader::inDays).orElse(0.0) >= target) {
        throw phrase.fault("the times must rise");
      }
      if (i > 0 && end(occasions.get(i - 1)) > start(one)) {
        throw phrase.fault(
            "the windows of "
                + occasions.get(i - 1).label()
                + " and "
                + one.label()
                + " overlap: to which does a record between them belong?");
      }
    }
  }

  private static double start(Occasion one) {
    return inDays(one.window().from()) + from(one);
  }

  private static double end(Occasion one) {
    return inDays(one.window().to()) + from(one);
  }

  private static double from(Occasion one) {
    return one.window().fromAnchor() ? 0 : one.target().map(TimingReader::inDays).orElse(0.0);
  }

  private static double inDays(Offset offset) {
    return offset.months() ? Units.MONTH.convert(offset.amount(), Units.DAY) : offset.amount();
  }

  private static Window onTheDay() {
    var none = new Offset(0, false);
    return new Window(false, none, none, none);
  }

  private void days() {
    var days = new ArrayList<Integer>();
    do {
      int day = phrase.whole("a day");
      if (!days.isEmpty() && day <= days.getLast()) {
        throw phrase.fault("the days must rise");
      }
      days.add(day);
    } while (phrase.numberNext());
    var window = window().orElse(onTheDay());
    for (int day : days) {
      times.add(new Time("day " + day, Optional.of(new Offset(day - 1.0, false)), window));
    }
  }

  private void part() {
    if (phrase.accept("every")) {
      every();
      return;
    }
    double first = phrase.needNumber();
    if (phrase.accept("..")) {
      range(first);
      return;
    }
    var numbers = new ArrayList<Double>(List.of(first));
    while (phrase.numberNext()) {
      double next = phrase.needNumber();
      if (next <= numbers.getLast()) {
        throw phrase.fault("the times must rise");
      }
      numbers.add(next);
    }
    var unit = time(phrase);
    var window = window().orElse(null);
    numbers.forEach(number -> add(number, unit, window));
  }

  private void range(double first) {
    double last = phrase.needNumber();
    var unit = time(phrase);
    if (first > last) {
      throw phrase.fault("the range runs backwards");
    }
    var to = offset(last, unit);
    var window = new Window(true, offset(first, unit), to, amber().orElse(to));
    times.add(new Time("", Optional.empty(), window));
  }

  private void every() {
    double step = phrase.needNumber();
    var unit = time(phrase);
    double from = times.isEmpty() ? 0 : lastIn(unit);
    phrase.expect("to");
    double end = phrase.needNumber();
    var endUnit = time(phrase);
    double last = endUnit.convert(end, unit);
    if (step <= 0 || (last - from) / step > MOST_OCCASIONS) {
      throw phrase.fault(
          "a step of " + step + " gives no end or more than " + MOST_OCCASIONS + " times");
    }
    if (from + step > last) {
      throw phrase.fault("the end comes before the first time");
    }
    var window = window().orElse(null);
    for (double at = from + step; at <= last + 1e-9; at += step) {
      add(at, unit, window);
    }
  }

  private double lastIn(Unit unit) {
    var last =
        times
            .getLast()
            .target()
            .orElseThrow(() -> phrase.fault("'every' cannot follow a window without a target"));
    return (last.months() ? Units.MONTH : Units.DAY).convert(last.amount(), unit);
  }

  private void add(double number, Unit unit, @Nullable Window window) {
    var shown =
        number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    times.add(new Time(shown + " " + unit.symbol(), Optional.of(offset(number, unit)), window));
  }

  /** A unit of time. */
  static Unit time(Phrase phrase) {
    var unit =
        phrase.unit().orElseThrow(() -> phrase.fault("a time unit is needed: d, wk, mo or y"));
    if (!Units.time(unit)) {
      throw phrase.fault("a time unit is needed: d, wk, mo or y, not " + unit.symbol());
    }
    return unit;
  }

  /** A length of time, in calendar months where it is said in months or years. */
  static Offset offset(double number, Unit unit) {
    return Units.calendar(unit)
        ? new Offset(unit.convert(number, Units.MONTH), true)
        : new Offset(unit.convert(number, Units.DAY), false);
  }

  private Optional<Window> window() {
    if (phrase.accept("±")) {
      double around = phrase.needNumber();
      var unit = time(phrase);
      return Optional.of(window(false, offset(-around, unit), offset(around, unit)));
    }
    boolean fromAnchor = phrase.accept("within");
    if (!fromAnchor && !phrase.accept("-")) {
      return Optional.empty();
    }
    double from = phrase.needNumber();
    phrase.expect("..");
    if (!fromAnchor) {
      phrase.expect("+");
    }
    double to = phrase.needNumber();
    var unit = time(phrase);
    return Optional.of(
        window(fromAnchor, offset(fromAnchor ? from : -from, unit), offset(to, unit)));
  }

  private Window window(boolean fromAnchor, Offset from, Offset to) {
    return new Window(fromAnchor, from, to, amber().orElse(to));
  }

  private Optional<Offset> amber() {
    if (!phrase.accept("amber to")) {
      return Optional.empty();
    }
    double number = phrase.needNumber();
    return Optional.of(offset(number, time(phrase)));
  }
}
