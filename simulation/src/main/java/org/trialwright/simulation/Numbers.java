package org.trialwright.simulation;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.simulation.Script.Question;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Choice;
import org.trialwright.study.Scenario.Share;

/**
 * The numbers of a scenario, to be written into the program that was made of its {@link Marked}
 * twin.
 */
final class Numbers {
  private static final String CHANCE = "/chance";

  private final Scenario scenario;
  private final Map<Question, List<Double>> chances = new HashMap<>();
  private final IdentityHashMap<Scenario.Clock, Scenario.Clock> clocks = new IdentityHashMap<>();
  private final IdentityHashMap<Coming, Coming> comings = new IdentityHashMap<>();
  private final IdentityHashMap<Visits, Visits> visits = new IdentityHashMap<>();
  private final IdentityHashMap<Program.Known, Program.Known> knowns = new IdentityHashMap<>();
  private final IdentityHashMap<Held, Held> helds = new IdentityHashMap<>();

  private Numbers(Scenario marked, Scenario scenario) {
    this.scenario = scenario;
    for (var entry : marked.lines().entrySet()) {
      var item = entry.getKey();
      var other = Optional.ofNullable(scenario.lines().get(item)).orElseThrow();
      switch (entry.getValue()) {
        case Scenario.Chance(var choices) ->
            chances(item.name(), choices, ((Scenario.Chance) other).choices());
        case Scenario.Classes(var choices) ->
            shares(item.name(), choices, ((Scenario.Classes) other).choices());
        case Scenario.Timed timed -> timed(item.name(), timed, (Scenario.Timed) other);
      }
    }
  }

  private void shares(
      String purpose, List<Choice<List<Share>>> marked, List<Choice<List<Share>>> choices) {
    for (int i = 0; i < marked.size(); i++) {
      chances.put(
          new Question(purpose, 0, Script.chances(marked.get(i).value())),
          Script.chances(choices.get(i).value()));
    }
  }

  private void timed(String name, Scenario.Timed marked, Scenario.Timed timed) {
    chances(name + CHANCE, marked.chance(), timed.chance());
    for (int i = 0; i < marked.clock().size(); i++) {
      clocks.put(marked.clock().get(i).value(), timed.clock().get(i).value());
    }
  }

  private void chances(String purpose, List<Choice<Double>> marked, List<Choice<Double>> choices) {
    for (int i = 0; i < marked.size(); i++) {
      chances.put(question(purpose, marked.get(i).value()), both(choices.get(i).value()));
    }
  }

  private static Question question(String purpose, double chance) {
    return new Question(purpose, 0, both(chance));
  }

  private static List<Double> both(double chance) {
    return List.of(chance, 1 - chance);
  }

  /**
   * The program with these numbers.
   *
   * @param program made of the marked scenario
   * @param scenario the one that was marked, or one with other numbers in the same lines
   */
  static Program into(Program program, Scenario marked, Scenario scenario) {
    var numbers = new Numbers(marked, scenario);
    Map<String, Program.Node> arms = new LinkedHashMap<>();
    program.arms().forEach((arm, node) -> arms.put(arm, numbers.node(node)));
    var entrance = program.entrance();
    return new Program(
        program.dates(),
        program.end(),
        program.deciding(),
        program.entry(),
        new Program.Entrance(
            entrance.joins().stream().map(numbers::question).toList(),
            entrance.days(),
            numbers.node(entrance.levels()),
            entrance.leaves()),
        program.places(),
        arms,
        program.visits());
  }

  private Question question(Question question) {
    var others = chances.get(question);
    return others == null
        ? question
        : new Question(question.purpose(), question.occasion(), others);
  }

  private Program.Node node(Program.Node node) {
    return switch (node) {
      case Program.Levels levels -> levels;
      case Program.Fork fork ->
          new Program.Fork(
              question(fork.question()), fork.ways().stream().map(this::node).toList());
      case Program.Kind kind ->
          kind.with(
              kind.laws().stream().map(this::law).toList(),
              kind.turns().stream().map(this::turn).toList(),
              known(kind.known()),
              held(kind.held()));
    };
  }

  private Law law(Law law) {
    var own = chances.get(question(law.name() + CHANCE, law.chance()));
    return law.with(
        own == null ? law.chance() : own.getFirst(), clocks.getOrDefault(law.clock(), law.clock()));
  }

  private Program.Turn turn(Program.Turn turn) {
    return switch (turn) {
      case Program.Mark mark ->
          new Program.Mark(
              mark.date(),
              mark.phase(),
              mark.place(),
              mark.ends(),
              sight(mark.sight()),
              known(mark.known()),
              held(mark.held()));
      case Program.Move move ->
          new Program.Move(move.date(), move.phase(), node(move.then()), sight(move.sight()));
    };
  }

  private Sight sight(Sight sight) {
    return sight == Sight.AT_ONCE
        ? sight
        : new Sight(
            visits(sight.visits()),
            sight.opened().stream()
                .map(one -> new Sight.Opened(one.date(), occasion(one.occasion())))
                .toList(),
            sight.silenced());
  }

  private Program.Known known(Program.Known known) {
    return knowns.computeIfAbsent(known, one -> one.with(visits(one.visits())));
  }

  private Held held(Held held) {
    return helds.computeIfAbsent(held, one -> one.with(this::occasion));
  }

  private Visits visits(Visits of) {
    if (of.isEmpty()) {
      return of;
    }
    return visits.computeIfAbsent(
        of, one -> new Visits(one.occasions().stream().map(this::occasion).toList()));
  }

  private Visits.Occasion occasion(Visits.Occasion one) {
    var coming =
        comings.computeIfAbsent(
            one.coming(), old -> old.with(Player.attendance(scenario, one.visit())));
    return new Visits.Occasion(
        one.visit(), one.order(), coming, one.from(), one.to(), one.target(), one.moves());
  }
}
