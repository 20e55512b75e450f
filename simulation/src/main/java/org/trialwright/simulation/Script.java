package org.trialwright.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.trialwright.study.Scenario;

/**
 * Chance numbers that are no chance: one life as it is written down beforehand. Whatever names of
 * nature decide is taken from a list, and what is asked beyond the list is noted; dates of nature
 * come on given days or never; everybody comes on the first day they would, every measurement is at
 * its mean and every other answer at its likeliest.
 */
class Script extends Draws {
  private static final String CHANCE = "/chance";
  private static final String TIME = "/time";
  private static final String MISSES = "misses/";

  private final Set<String> deciding;
  private final Set<String> entry;
  private final Map<String, Double> days;
  private final Map<Question, Integer> given;
  private final Optional<Draws> nature;
  private final Set<String> visits;
  private final Map<Question, Integer> asked = new LinkedHashMap<>();
  private final Set<Question> entered = new LinkedHashSet<>();
  private boolean allocated;

  /**
   * Something that chance decides.
   *
   * @param purpose by which the chance number is found
   * @param occasion likewise
   * @param chances of each alternative, in the order in which {@link Draws} tries them; the last
   *     takes what is left
   */
  record Question(String purpose, long occasion, List<Double> chances) {
    Question {
      chances = List.copyOf(chances);
    }
  }

  private Script(
      Set<String> deciding,
      Set<String> entry,
      Map<String, Double> days,
      Map<Question, Integer> given,
      Optional<Draws> nature,
      Set<String> visits) {
    super(0, 0);
    this.deciding = Set.copyOf(deciding);
    this.entry = Set.copyOf(entry);
    this.days = Map.copyOf(days);
    this.given = Map.copyOf(given);
    this.nature = nature;
    this.visits = Set.copyOf(visits);
  }

  /**
   * All of it written down.
   *
   * @param deciding names of nature whose alternatives matter
   * @param entry those of them that decide who is allocated: their first alternative is taken
   * @param days of the dates of nature that take time; infinite for never
   * @param given the alternatives taken since allocation; of other questions the first
   * @param missed visits to which nobody comes who may miss them
   */
  static Script written(
      Set<String> deciding,
      Set<String> entry,
      Map<String, Double> days,
      Map<Question, Integer> given,
      Set<String> missed) {
    return new Script(deciding, entry, days, given, Optional.empty(), missed);
  }

  /**
   * As {@link #written}, but of answers given before allocation: those are noted, and what is asked
   * afterwards is not.
   *
   * @param answers the questions whose alternatives matter, as {@code form.item}
   */
  static Script before(
      Set<String> answers,
      Set<String> entry,
      Map<String, Double> days,
      Map<Question, Integer> given) {
    Set<String> deciding = new LinkedHashSet<>(answers);
    deciding.addAll(entry);
    return new Script(deciding, entry, days, given, Optional.empty(), Set.of()) {
      @Override
      boolean notes() {
        return !isAllocated();
      }
    };
  }

  /** One alternative that is not the first, from the beginning; what takes time never happens. */
  static Script second(String name) {
    return new Script(Set.of(name), Set.of(), Map.of(), Map.of(), Optional.empty(), Set.of()) {
      @Override
      int which() {
        return 1;
      }
    };
  }

  /**
   * What matters is left to a person's chance numbers; the rest is written down.
   *
   * @param visits those to which they come by their chance numbers
   */
  static Script left(Set<String> deciding, Set<String> entry, Set<String> visits, Draws nature) {
    return new Script(deciding, entry, Map.of(), Map.of(), Optional.of(nature), visits);
  }

  /** From now on what is asked counts; before, the first alternative is taken and not noted. */
  void allocated() {
    allocated = true;
  }

  /** What was asked so far. */
  Script copy() {
    var copy = new Script(deciding, entry, days, given, nature, visits);
    copy.begun(this);
    return copy;
  }

  /** Goes on where another came to. */
  final void begun(Script other) {
    allocated = other.allocated;
    asked.putAll(other.asked);
    entered.addAll(other.entered);
  }

  final boolean isAllocated() {
    return allocated;
  }

  /** Whether what is asked now is noted. */
  boolean notes() {
    return allocated;
  }

  /** What decided whether this person is allocated. */
  Set<Question> entered() {
    return new LinkedHashSet<>(entered);
  }

  /** What was asked, in order, with the alternative taken. */
  List<Map.Entry<Question, Integer>> asked() {
    return new ArrayList<>(asked.entrySet());
  }

  @Override
  double uniform(String purpose, long occasion) {
    if (nature.isPresent() && purpose.endsWith(TIME) && isDate(purpose)) {
      return nature.get().uniform(purpose, occasion);
    }
    return 0.5;
  }

  @Override
  double visit(String visit, String purpose) {
    boolean meant = visits.contains(visit);
    if (nature.isPresent() && meant) {
      return nature.get().visit(visit, purpose);
    }
    return purpose.startsWith(MISSES) && !meant ? 1 : 0;
  }

  @Override
  double near(String visit, String purpose) {
    return nature.isPresent() && visits.contains(visit) ? nature.get().near(visit, purpose) : 0;
  }

  private boolean isDate(String purpose) {
    return deciding.contains(purpose.substring(0, purpose.length() - TIME.length()));
  }

  @Override
  double normal(String purpose, long occasion) {
    return 0;
  }

  @Override
  double waiting(String purpose, Scenario.Clock clock) {
    return nature.map(person -> person.waiting(purpose, clock)).orElse(Double.POSITIVE_INFINITY);
  }

  @Override
  boolean happens(String purpose, double chance) {
    var name =
        purpose.endsWith(CHANCE)
            ? purpose.substring(0, purpose.length() - CHANCE.length())
            : purpose;
    if (!deciding.contains(name) || chance <= 0) {
      return false;
    }
    if (nature.isPresent() && decides(name)) {
      return nature.get().happens(purpose, chance);
    }
    return chance >= 1 || taken(new Question(purpose, 0, List.of(chance, 1 - chance))) == 0;
  }

  @Override
  String code(String purpose, long occasion, List<Scenario.Share> shares) {
    if (nature.isPresent() && decides(purpose)) {
      return nature.get().code(purpose, occasion, shares);
    }
    var chances = chances(shares);
    int which = shares.size() == 1 ? 0 : likeliest(chances);
    if (deciding.contains(purpose) && shares.size() > 1) {
      which = taken(new Question(purpose, occasion, chances));
    }
    return shares.get(which).code();
  }

  /** The chance of each share; the last takes what is left where it says none. */
  static List<Double> chances(List<Scenario.Share> shares) {
    var chances = new ArrayList<Double>();
    double left = 1;
    for (var share : shares) {
      chances.add(Double.isNaN(share.chance()) ? left : share.chance());
      left -= share.chance();
    }
    return chances;
  }

  private static int likeliest(List<Double> chances) {
    int best = 0;
    for (int i = 1; i < chances.size(); i++) {
      best = chances.get(i) > chances.get(best) ? i : best;
    }
    return best;
  }

  private boolean decides(String name) {
    return allocated && deciding.contains(name) && !entry.contains(name);
  }

  /** The alternative taken of what decides who is allocated. */
  int which() {
    return 0;
  }

  private int taken(Question question) {
    boolean enters = entry.contains(question.purpose());
    if (enters && !allocated) {
      entered.add(question);
    }
    if (enters || !notes()) {
      return which();
    }
    return asked.computeIfAbsent(question, _ -> given.getOrDefault(question, 0));
  }

  @Override
  OptionalDouble settled(String date) {
    var day = days.get(date);
    return day == null ? OptionalDouble.empty() : OptionalDouble.of(day);
  }
}
