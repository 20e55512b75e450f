package org.trialwright.oversight.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.trials.Result;

/**
 * Two versions beside each other, as far as both are played. Both are played from the same seed, so
 * the error of their difference is at most what it would be for trials that have nothing in common.
 */
final class VersionsView {
  private static final int MONTH = 36;
  private static final double PERCENT = 100;
  private static final String NONE = "–";

  private final Words words;
  private final String address;
  private final Side before;
  private final Side after;

  /** One version and how far it is. */
  record Side(String version, Job.Seen seen) {
    boolean hasResult() {
      return seen.result().filter(one -> one.trials() > 0).isPresent();
    }

    Result result() {
      return seen.result().orElseThrow();
    }
  }

  VersionsView(Words words, String address, Side before, Side after) {
    this.words = words;
    this.address = address;
    this.before = before;
    this.after = after;
  }

  String address() {
    return address;
  }

  boolean goesOn() {
    return before.seen().goesOn() || after.seen().goesOn();
  }

  /** How far each is, in a sentence. */
  List<String> states() {
    return Stream.of(before, after)
        .map(side -> words.say("version is so far", side.version(), state(side.seen())))
        .toList();
  }

  private String state(Job.Seen seen) {
    long done = seen.result().map(Result::trials).orElse(0L);
    return switch (seen.state()) {
      case WAITING -> words.say("simulation waits");
      case MAKING -> words.say("simulation makes lives", seen.tried());
      case PLAYING, ALONG -> words.say("simulation has played", done);
      case DONE -> words.say("simulation is done", done);
      case GIVEN_UP -> words.say("simulation was left", done);
      case REFUSED -> words.say("simulation cannot be played", seen.refused());
    };
  }

  boolean hasResults() {
    return before.hasResult() && after.hasResult();
  }

  /** What each comes to, and by how much they differ. */
  Table numbers() {
    var lines = new ArrayList<Table.Line>();
    lines.add(chance(words.say("power"), Result::power, Result::powerError));
    if (Stream.of(before, after).anyMatch(side -> side.result().looked() > 0)) {
      lines.add(chance("power without futility", Result::powerWithoutFutility));
      lines.add(chance("stopped early for success", Result::stoppedForEfficacy));
      lines.add(chance("called futile", Result::futile));
    }
    lines.add(number("events when it stops", Result::expectedEvents));
    lines.add(number("months until it stops", Result::expectedMonths));
    lines.add(number("months of recruiting", Result::recruitingMonths));
    lines.add(number("people screened", Result::newcomers));
    var arms = new LinkedHashSet<>(before.result().survival().keySet());
    arms.addAll(after.result().survival().keySet());
    arms.forEach(arm -> lines.add(survival(arm)));
    return new Table(
        words.say("what both versions come to"),
        false,
        words.say("differences err by at most"),
        List.of(
            new Table.Column(words.say("measure"), false),
            new Table.Column(words.say("version that holds", before.version()), true),
            new Table.Column(words.say("version that is offered", after.version()), true),
            new Table.Column(words.say("difference of versions"), true)),
        lines);
  }

  private Table.Line chance(String key, ToDoubleFunction<Result> chance) {
    return chance(words.say(key), chance, one -> one.error(chance.applyAsDouble(one)));
  }

  private Table.Line chance(
      String name, ToDoubleFunction<Result> chance, ToDoubleFunction<Result> error) {
    double first = PERCENT * chance.applyAsDouble(before.result());
    double second = PERCENT * chance.applyAsDouble(after.result());
    double wrong = PERCENT * error.applyAsDouble(before.result());
    double wrongToo = PERCENT * error.applyAsDouble(after.result());
    return line(
        name,
        percent(first, wrong),
        percent(second, wrongToo),
        words.say(
            "points of difference", signed(second - first), plain(Math.hypot(wrong, wrongToo))));
  }

  private Table.Line number(String key, ToDoubleFunction<Result> number) {
    double first = number.applyAsDouble(before.result());
    double second = number.applyAsDouble(after.result());
    return line(words.say(key), plain(first), plain(second), signed(second - first));
  }

  private Table.Line survival(String arm) {
    var first = alive(before, arm);
    var second = alive(after, arm);
    boolean both = first.isPresent() && second.isPresent();
    return line(
        words.say("without the event at month", arm, MONTH),
        first.isPresent() ? plain(first.getAsDouble()) + " %" : NONE,
        second.isPresent() ? plain(second.getAsDouble()) + " %" : NONE,
        both ? signed(second.getAsDouble() - first.getAsDouble()) : NONE);
  }

  private static OptionalDouble alive(Side side, String arm) {
    return Stream.ofNullable(side.result().survival().get(arm))
        .mapToDouble(months -> PERCENT * months.get(MONTH))
        .findFirst();
  }

  private static Table.Line line(String... cells) {
    return new Table.Line(Stream.of(cells).map(Table.Cell::new).toList(), false);
  }

  private static String percent(double share, double error) {
    return plain(share) + " ± " + plain(error) + " %";
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** With a minus sign as it is written, and a plus in front of what is more. */
  private static String signed(double number) {
    var text = plain(Math.abs(number));
    return text.equals("0.0") ? text : (number < 0 ? "−" : "+") + text;
  }
}
