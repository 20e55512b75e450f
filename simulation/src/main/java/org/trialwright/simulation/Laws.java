package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Answer;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;
import org.trialwright.study.Scenario;
import org.trialwright.study.Term;
import org.trialwright.study.World;

/**
 * The laws of one kind of life: what the scenario's own lines say once everything but the dates of
 * nature is settled. Sums are found by asking the scenario's terms with one date of nature at a
 * time, and then compared with them on dates drawn at random.
 */
final class Laws {
  private static final int TRIES = 40;
  private static final double EARLY = -20_000;

  private final Scenario scenario;
  private final List<Item> dates;
  private final Set<Item> timed;
  private final Course course;
  private final World world;
  private final Nature nature;
  private final double tried;
  private final List<Law> found = new ArrayList<>();
  private final Set<Integer> begun = new HashSet<>();

  private Laws(Scenario scenario, List<Item> dates, Set<Item> timed, Course course, double tried) {
    this.scenario = scenario;
    this.dates = dates;
    this.timed = timed;
    this.course = course;
    this.world = course.journey().world();
    this.nature = course.nature(scenario);
    this.tried = tried;
  }

  /**
   * In an order in which each needs those before it alone. A date that cannot happen in this life
   * is left out.
   *
   * @param dates the dates of nature
   * @param timed those that take time; the others are settled by what this life took
   * @param tried the day since allocation on which the date that moves this life was tried;
   *     infinite when none does
   */
  static List<Law> of(
      Scenario scenario, List<Item> dates, Set<Item> timed, Course course, double tried) {
    var laws = new Laws(scenario, dates, timed, course, tried);
    for (int i = 0; i < dates.size(); i++) {
      laws.find(i);
    }
    return List.copyOf(laws.found);
  }

  private void find(int index) {
    var item = dates.get(index);
    if (!begun.add(index) || !(scenario.lines().get(item) instanceof Scenario.Timed line)) {
      return;
    }
    var clock = nature.chosen(line.clock());
    var from = sum(item, line.from());
    double chance = chance(item, line);
    if (clock.isEmpty() || chance <= 0 || !nature.holds(line.onlyIf()) || from == Sum.NEVER) {
      return;
    }
    var until = line.until().map(term -> sum(item, term)).orElse(Sum.NEVER);
    for (var sum : List.of(from, until)) {
      Arrays.stream(sum.lines()).forEach(this::find);
    }
    found.add(new Law(index, item.name(), chance, clock.get(), from, until));
  }

  /** What takes no time is settled by what this life took; of the rest the chance stays. */
  private double chance(Item item, Scenario.Timed line) {
    if (line.chance().isEmpty()) {
      return 1;
    }
    double chance = nature.chosen(line.chance()).orElse(0.0);
    return timed.contains(item)
        ? chance
        : course.script().happens(item.name() + "/chance", chance) ? 1 : 0;
  }

  private Sum sum(Item of, Term term) {
    double fixed = value(term, Map.of());
    var lines = new ArrayList<Integer>();
    var plus = new ArrayList<Double>();
    for (int i = 0; i < dates.size(); i++) {
      var other = dates.get(i);
      double day = other == of ? Double.POSITIVE_INFINITY : value(term, Map.of(other, EARLY));
      if (day < Double.POSITIVE_INFINITY && day != fixed) {
        lines.add(i);
        plus.add(day - EARLY);
      }
    }
    if (Double.isInfinite(fixed) && lines.isEmpty()) {
      return Sum.NEVER;
    }
    var sum =
        new Sum(
            fixed,
            fixed >= tried && !Double.isInfinite(fixed),
            lines.stream().mapToInt(Integer::intValue).toArray(),
            plus.stream().mapToDouble(Double::doubleValue).toArray());
    check(of, term, sum);
    return sum;
  }

  private void check(Item of, Term term, Sum sum) {
    var draws = new Draws(of.slot(), 0);
    var days = new double[dates.size()];
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Map<Item, Double> guess = new LinkedHashMap<>();
      for (int i = 0; i < days.length; i++) {
        boolean known = dates.get(i) != of && draws.uniform("known" + i, attempt) < 0.5;
        days[i] =
            known
                ? StrictMath.rint(2000 * draws.uniform("day" + i, attempt))
                : Double.POSITIVE_INFINITY;
        guess.put(dates.get(i), days[i]);
      }
      double asked = value(term, guess);
      if (asked != sum.value(days, 0)) {
        throw new NotCompiled(
            "%s is no earliest of days: its rule gives %s where such a sum gives %s"
                .formatted(of.name(), asked, sum.value(days, 0)));
      }
    }
  }

  /** Days since allocation; infinite when it does not come. */
  private double value(Term term, Map<Item, Double> days) {
    return term.value(world, new Guess(days)) instanceof Answer.Ranged day && day.exact()
        ? day.low() - course.allocated()
        : Double.POSITIVE_INFINITY;
  }

  /** Nature with some dates on given days and the others never; what is no date as it is. */
  private final class Guess implements Row {
    private final Map<Item, Double> days;

    Guess(Map<Item, Double> days) {
      this.days = days;
    }

    @Override
    public Form form() {
      return nature.form();
    }

    @Override
    public Answer answer(Item item) {
      double day = days.getOrDefault(item, Double.POSITIVE_INFINITY);
      if (!Double.isInfinite(day)) {
        return Nature.on(day + course.allocated());
      }
      return scenario.lines().get(item) instanceof Scenario.Timed
          ? new Answer.NotAsked()
          : nature.answer(item);
    }

    @Override
    public long day() {
      return world.today();
    }

    @Override
    public String visit() {
      return "";
    }
  }
}
