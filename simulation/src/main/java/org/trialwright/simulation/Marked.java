package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Choice;
import org.trialwright.study.Scenario.Share;

/**
 * A scenario in which no two numbers of a line are alike. What may happen in it is what may happen
 * in the scenario itself, so the program made of it is the same but for its numbers, and each of
 * these can be told by its mark and replaced ({@link Numbers}).
 */
final class Marked {
  /** So small that no alternative becomes likelier than another that was not. */
  private static final double MARK = 0x1.0p-40;

  private static final double CHANCE = 0x1.0p-20;

  private int marks;

  private Marked() {}

  static Scenario of(Scenario scenario) {
    var marked = new Marked();
    Map<Item, Scenario.Line> lines = new LinkedHashMap<>();
    scenario.lines().forEach((item, line) -> lines.put(item, marked.line(line)));
    return scenario.with(lines);
  }

  private Scenario.Line line(Scenario.Line line) {
    return switch (line) {
      case Scenario.Chance(var choices) -> new Scenario.Chance(chances(choices));
      case Scenario.Classes(var choices) -> new Scenario.Classes(classes(choices));
      case Scenario.Timed timed ->
          new Scenario.Timed(
              chances(timed.chance()),
              timed.onlyIf(),
              timed.clock().stream()
                  .map(choice -> new Choice<>(copy(choice.value()), choice.when()))
                  .toList(),
              timed.from(),
              timed.until());
    };
  }

  /** Told by which object it is. */
  private static Scenario.Clock copy(Scenario.Clock clock) {
    return switch (clock) {
      case Scenario.Hazard(var rates) -> new Scenario.Hazard(rates);
      case Scenario.Weibull(var shape, var scale) -> new Scenario.Weibull(shape, scale);
      case Scenario.LogNormal(var median, var spread) -> new Scenario.LogNormal(median, spread);
      case Scenario.Between(var low, var high) -> new Scenario.Between(low, high);
      case Scenario.AtOnce() -> new Scenario.AtOnce();
    };
  }

  /** What is sure stays sure; of anything between, only that it is between matters. */
  private List<Choice<Double>> chances(List<Choice<Double>> choices) {
    var marked = new ArrayList<Choice<Double>>();
    for (var choice : choices) {
      double chance = choice.value();
      marks++;
      marked.add(new Choice<>(chance > 0 && chance < 1 ? marks * CHANCE : chance, choice.when()));
    }
    return marked;
  }

  private static List<Choice<List<Share>>> classes(List<Choice<List<Share>>> choices) {
    var marked = new ArrayList<Choice<List<Share>>>();
    for (var choice : choices) {
      double mark = 1 + marked.size() * MARK;
      marked.add(
          new Choice<>(
              choice.value().stream()
                  .map(share -> new Share(share.code(), share.chance() * mark))
                  .toList(),
              choice.when()));
    }
    return marked;
  }
}
