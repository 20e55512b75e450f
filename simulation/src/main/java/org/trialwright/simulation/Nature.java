package org.trialwright.simulation;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.CodeList;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;
import org.trialwright.study.Scenario;
import org.trialwright.study.Type;
import org.trialwright.study.World;

/**
 * What nature has in store for one person, as a record nobody fills in. Everything is worked out
 * anew from the chance numbers and from what is recorded, so nothing has to be remembered.
 */
final class Nature implements Row {
  private static final Answer NOTHING = new Answer.NotAsked();

  private final Scenario scenario;
  private final Draws draws;
  private final World world;
  private final String place;
  private final String visit;
  private final boolean foresight;
  private final Answer[] values;
  private final boolean[] begun;
  private @Nullable Nature ahead;

  private Nature(
      Scenario scenario, Draws draws, World world, String place, String visit, boolean foresight) {
    this.scenario = scenario;
    this.draws = draws;
    this.world = world;
    this.place = place;
    this.visit = visit;
    this.foresight = foresight;
    this.values = new Answer[scenario.nature().items().size()];
    this.begun = new boolean[values.length];
  }

  /** As of today: what will happen later is not there. */
  static Nature today(Scenario scenario, Draws draws, World world, String place, String visit) {
    return new Nature(scenario, draws, world, place, visit, false);
  }

  /** With the days that are still to come. */
  static Nature foreseen(Scenario scenario, Draws draws, World world, String place) {
    return new Nature(scenario, draws, world, place, "", true);
  }

  @Override
  public Form form() {
    return scenario.nature();
  }

  @Override
  public long day() {
    return world.today();
  }

  @Override
  public String visit() {
    return visit;
  }

  World world() {
    return world;
  }

  boolean holds(Condition condition) {
    return condition.test(world, this) == Truth.YES;
  }

  /** The first alternative that holds. */
  <T> Optional<T> chosen(List<Scenario.Choice<T>> choices) {
    for (var choice : choices) {
      if (holds(choice.when())) {
        return Optional.of(choice.value());
      }
    }
    return Optional.empty();
  }

  @Override
  public Answer answer(Item item) {
    int slot = item.slot();
    if (!begun[slot]) {
      // A date that waits for itself does not come.
      begun[slot] = true;
      values[slot] = NOTHING;
      values[slot] = found(item);
    }
    return values[slot];
  }

  private Answer found(Item item) {
    if (item == scenario.place()) {
      return code(item, place);
    }
    var line = scenario.lines().get(item);
    return switch (line) {
      case null -> NOTHING;
      case Scenario.Classes classes ->
          chosen(classes.choices())
              .map(shares -> code(item, draws.code(item.name(), 0, shares)))
              .orElse(NOTHING);
      case Scenario.Chance chance ->
          chosen(chance.choices())
              .map(p -> code(item, draws.happens(item.name(), p) ? "yes" : "no"))
              .orElse(NOTHING);
      case Scenario.Timed timed -> foresight ? day(item, timed) : byToday(ahead().answer(item));
    };
  }

  private Answer byToday(Answer day) {
    return day instanceof Answer.Ranged ranged && ranged.low() > world.today() ? NOTHING : day;
  }

  private Nature ahead() {
    if (ahead == null) {
      ahead = foreseen(scenario, draws, world, place);
    }
    return ahead;
  }

  private static Answer code(Item item, String code) {
    CodeList list = ((Type.Coded) item.type()).list();
    int index = list.codes().indexOf(code);
    if (index < 0) {
      throw new IllegalArgumentException("'" + code + "' is not one of " + list.codes());
    }
    return new Answer.Coded(1L << index);
  }

  /** The day it happens, even when that day is still to come. */
  private Answer day(Item item, Scenario.Timed timed) {
    var settled = draws.settled(item.name());
    if (settled.isPresent()) {
      double day = settled.getAsDouble();
      return Double.isInfinite(day) ? NOTHING : on(day);
    }
    // The start is asked for first: before it, chance has nothing to decide.
    if (!(timed.from().value(world, this) instanceof Answer.Ranged from)
        || !from.exact()
        || !holds(timed.onlyIf())
        || !(timed.chance().isEmpty()
            || chosen(timed.chance())
                .map(chance -> draws.happens(item.name() + "/chance", chance))
                .orElse(false))) {
      return NOTHING;
    }
    double days =
        chosen(timed.clock()).map(clock -> days(item, clock)).orElse(Double.POSITIVE_INFINITY);
    if (Double.isInfinite(days)) {
      return NOTHING;
    }
    double day = from.low() + StrictMath.rint(days);
    boolean tooLate =
        timed
            .until()
            .map(term -> term.value(world, this))
            .filter(until -> until instanceof Answer.Ranged ranged && ranged.low() <= day)
            .isPresent();
    return tooLate ? NOTHING : on(day);
  }

  static Answer on(double day) {
    return new Answer.Ranged(day, day, Double.NaN, Double.NaN);
  }

  private double days(Item item, Scenario.Clock clock) {
    return switch (clock) {
      case Scenario.AtOnce _ -> 0;
      case Scenario.Between between ->
          between.low()
              + (between.high() - between.low()) * draws.uniform(item.name() + "/time", 0);
      case Scenario.Hazard _, Scenario.Weibull _, Scenario.LogNormal _ ->
          draws.waiting(item.name() + "/time", clock) * Scenario.DAYS_PER_MONTH;
    };
  }
}
