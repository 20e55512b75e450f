package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Choice;
import org.trialwright.study.Scenario.Share;

/**
 * Other numbers for a line of a scenario: as many times what the line says. Rates, times and paces
 * are multiplied; of chances the odds are, of shares the odds of the first, and the others keep
 * their proportions. So nothing becomes impossible that was possible, or the other way round, and a
 * program of lives stays the same but for its numbers.
 *
 * @param path of the line as the file has it, such as {@code nature.relapse.hazard}, {@code
 *     people.accrual} or {@code visits.every}; with {@code #2} at its end only the second of the
 *     alternatives between semicolons
 * @param factor above 0
 */
public record Times(String path, double factor) {
  /** The least and the most. */
  public static final double LEAST = 0.01;

  public static final double MOST = 100;

  private static final char ALTERNATIVE = '#';
  private static final String ACCRUAL = "people.accrual";
  private static final String VISITS = "visits.";

  /** Why a line has no numbers that can be multiplied. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  public Times {
    if (!(factor >= LEAST && factor <= MOST)) {
      throw new Refused("%s: x%s lies outside x%s to x%s".formatted(path, factor, LEAST, MOST));
    }
  }

  /** Whether a line of a scenario has numbers that can be multiplied. */
  public static boolean fits(Scenario scenario, String path) {
    try {
      return !new Times(path, 2).in(scenario).equals(scenario);
    } catch (Refused no) {
      return false;
    }
  }

  /**
   * A scenario with this change.
   *
   * @throws Refused when the line has no such numbers
   */
  public Scenario in(Scenario scenario) {
    if (path.equals(ACCRUAL)) {
      return scenario.with(scenario.setting().with(paces(scenario.setting().accrual())));
    }
    if (path.startsWith(VISITS)) {
      return scenario.withVisits(visits(scenario));
    }
    int dot = path.indexOf('.');
    int end = path.lastIndexOf(ALTERNATIVE);
    var name = path.substring(dot + 1, end < 0 ? path.length() : Math.max(end, dot + 1));
    for (var known : scenario.lines().entrySet()) {
      var item = known.getKey();
      if (dot > 0 && name.equals(item.name())) {
        return put(scenario, item, line(known.getValue()));
      }
      if (dot > 0
          && known.getValue() instanceof Scenario.Timed timed
          && name.startsWith(item.name() + ".")) {
        return put(scenario, item, timed(timed, name.substring(item.name().length() + 1)));
      }
    }
    throw refused();
  }

  private Refused refused() {
    return new Refused(
        path
            + ": no line with numbers to multiply; there are chances, shares, 'hazard', 'after' and"
            + " 'within' of people and nature, people.accrual, and 'misses' of visits");
  }

  private static Scenario put(Scenario scenario, Item item, Scenario.Line line) {
    Map<Item, Scenario.Line> lines = new LinkedHashMap<>(scenario.lines());
    lines.put(item, line);
    return scenario.with(lines);
  }

  private Scenario.Line line(Scenario.Line line) {
    return switch (line) {
      case Scenario.Chance(var choices) -> new Scenario.Chance(chances(choices));
      case Scenario.Classes(var choices) -> new Scenario.Classes(changed(choices, this::shares));
      case Scenario.Timed _ -> throw refused();
    };
  }

  private Scenario.Timed timed(Scenario.Timed timed, String part) {
    boolean chance = part.equals("chance") && !timed.chance().isEmpty();
    if (!chance && timed.clock().stream().noneMatch(choice -> part.equals(part(choice.value())))) {
      throw refused();
    }
    return new Scenario.Timed(
        chance ? chances(timed.chance()) : timed.chance(),
        timed.onlyIf(),
        chance ? timed.clock() : changed(timed.clock(), this::clock),
        timed.from(),
        timed.until());
  }

  private static String part(Scenario.Clock clock) {
    return switch (clock) {
      case Scenario.Hazard _ -> "hazard";
      case Scenario.Weibull _, Scenario.LogNormal _ -> "after";
      case Scenario.Between _ -> "within";
      case Scenario.AtOnce _ -> "";
    };
  }

  private Scenario.Clock clock(Scenario.Clock clock) {
    return switch (clock) {
      case Scenario.Hazard(var rates) ->
          new Scenario.Hazard(
              rates.stream()
                  .map(rate -> new Scenario.Rate(rate.perMonth() * factor, rate.months()))
                  .toList());
      case Scenario.Weibull(var shape, var scale) -> new Scenario.Weibull(shape, scale * factor);
      case Scenario.LogNormal(var median, var spread) ->
          new Scenario.LogNormal(median * factor, spread);
      case Scenario.Between(var low, var high) -> new Scenario.Between(low * factor, high * factor);
      case Scenario.AtOnce _ -> clock;
    };
  }

  private List<Choice<Double>> chances(List<Choice<Double>> choices) {
    return changed(choices, this::odds);
  }

  /** All of them, or the one alternative that is meant. */
  private <T> List<Choice<T>> changed(List<Choice<T>> choices, UnaryOperator<T> change) {
    int only = alternative();
    if (only > choices.size()) {
      throw refused();
    }
    var changed = new ArrayList<Choice<T>>();
    for (var choice : choices) {
      boolean meant = only == 0 || changed.size() + 1 == only;
      changed.add(meant ? new Choice<>(change.apply(choice.value()), choice.when()) : choice);
    }
    return changed;
  }

  /** From 1; 0 for all. */
  private int alternative() {
    int at = path.lastIndexOf(ALTERNATIVE);
    if (at < 0) {
      return 0;
    }
    var number = path.substring(at + 1);
    if (!number.matches("[1-9][0-9]?")) {
      throw refused();
    }
    return Integer.parseInt(number);
  }

  private double odds(double chance) {
    return chance <= 0 || chance >= 1 ? chance : factor * chance / (1 - chance + factor * chance);
  }

  private List<Share> shares(List<Share> shares) {
    double first = Script.chances(shares).getFirst();
    double odds = odds(first);
    if (odds == first) {
      return shares;
    }
    var others = new ArrayList<Share>();
    for (var share : shares) {
      others.add(
          new Share(
              share.code(), others.isEmpty() ? odds : share.chance() * (1 - odds) / (1 - first)));
    }
    return List.copyOf(others);
  }

  private List<Scenario.Pace> paces(List<Scenario.Pace> paces) {
    return paces.stream()
        .map(
            pace ->
                new Scenario.Pace(pace.fromRate() * factor, pace.toRate() * factor, pace.months()))
        .toList();
  }

  private Map<String, Scenario.Attendance> visits(Scenario scenario) {
    var visit = path.substring(VISITS.length());
    var attendance = Optional.ofNullable(scenario.visits().get(visit)).orElseThrow(this::refused);
    if (attendance.misses() <= 0) {
      throw refused();
    }
    Map<String, Scenario.Attendance> visits = new LinkedHashMap<>(scenario.visits());
    visits.put(
        visit,
        new Scenario.Attendance(odds(attendance.misses()), attendance.after(), attendance.when()));
    return visits;
  }
}
