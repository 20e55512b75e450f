package org.trialwright.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialwright.simulation.Script.Question;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Next;
import org.trialwright.study.Reads;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * Makes the program of a study and a scenario by trying: each alternative of what chance decides is
 * played once, by the player, and folded by the journey; then each date of nature is made to come
 * in the place where a life has come to rest. No rule of either is written here.
 */
final class Compiler {
  /** Days from the scenario's first day in which a life that nothing moves comes to rest. */
  private static final long REST = 300;

  /** Days in a place after which a date of nature is tried, and for which it is then played. */
  private static final long LATER = 60;

  private static final long AFTER = 130;

  /** Days from the scenario's first day in which somebody is allocated or is not. */
  private static final long ENTRY = 40;

  private final Study study;
  private final Scenario scenario;
  private final List<Item> dates;
  private final Set<String> deciding;
  private final Set<String> entry = new LinkedHashSet<>();
  private final List<String> places;
  private final Map<String, Double> never = new HashMap<>();

  /** What a date of nature changes in a life at rest, by arm, place and date; tried once. */
  private final Map<String, Effect> effects = new ConcurrentHashMap<>();

  private Compiler(Study study, Scenario scenario) {
    this.study = study;
    this.scenario = scenario;
    var slice = Slice.of(study, scenario).nature();
    this.places = study.next().places().stream().map(Next.Place::name).toList();
    this.dates = slice.stream().filter(this::isDate).toList();
    this.deciding = slice.stream().map(Item::name).collect(Collectors.toUnmodifiableSet());
    for (var item : scenario.lines().keySet()) {
      if (Slice.takesTime(scenario.lines(), item)) {
        never.put(item.name(), Double.POSITIVE_INFINITY);
      }
    }
  }

  private boolean isDate(Item item) {
    return scenario.lines().get(item) instanceof Scenario.Timed;
  }

  /**
   * The program.
   *
   * @param levels answers by which participants are put into strata
   * @throws NotCompiled with the name that cannot be told in tables
   */
  static Program compile(Study study, Scenario scenario, List<Item> levels) {
    var compiler = new Compiler(study, scenario);
    compiler.checkVisits();
    compiler.findEntry();
    int end = compiler.end();
    Map<String, Program.Node> arms = new LinkedHashMap<>();
    for (var arm : study.how().arms()) {
      var life = new Tried(arm.name(), Map.of(), Double.POSITIVE_INFINITY);
      arms.put(arm.name(), compiler.node(life, Map.of(), compiler.course(life, Map.of())));
    }
    return new Program(
        compiler.dates,
        end,
        compiler.deciding,
        compiler.entry,
        compiler.entrance(levels),
        compiler.places,
        arms);
  }

  /** Tries each alternative of the answers on which a stratum depends, up to allocation. */
  private Program.Entrance entrance(List<Item> levels) {
    var answers = Slice.answers(study, scenario, levels);
    var first = entered(answers, Map.of());
    var leaves = new ArrayList<Program.Levels>();
    var tree = level(answers, levels, Map.of(), first, leaves);
    return new Program.Entrance(
        List.copyOf(first.script().entered()),
        (int) (first.allocated() - first.came()),
        tree,
        leaves);
  }

  private Course entered(Set<String> answers, Map<Question, Integer> given) {
    var arm = study.how().arms().getFirst().name();
    var script = Script.before(answers, entry, never, given);
    return Course.play(study, scenario, arm, script, ENTRY);
  }

  private Program.Node level(
      Set<String> answers,
      List<Item> levels,
      Map<Question, Integer> given,
      Course course,
      List<Program.Levels> leaves) {
    var open =
        course.asked().stream()
            .map(Map.Entry::getKey)
            .filter(question -> !given.containsKey(question))
            .findFirst();
    if (open.isEmpty()) {
      var leaf = new Program.Levels(leaves.size(), codes(levels, course));
      leaves.add(leaf);
      return leaf;
    }
    var question = open.get();
    var ways = new ArrayList<Program.Node>();
    for (int way = 0; way < question.chances().size(); way++) {
      var further = with(given, question, way);
      ways.add(level(answers, levels, further, entered(answers, further), leaves));
    }
    return new Program.Fork(question, ways);
  }

  private static List<String> codes(List<Item> levels, Course course) {
    var codes = new ArrayList<String>();
    for (var item : levels) {
      codes.add(
          course
              .journey()
              .known(item)
              .orElseThrow(() -> new NotCompiled(item.path() + " is not known at allocation")));
    }
    return codes;
  }

  /** What is seen at visits only comes on the day of a visit, which tables do not know. */
  private void checkVisits() {
    var forms = Slice.of(study, scenario).forms();
    for (var event : scenario.events()) {
      if (!event.at().isEmpty() && forms.contains(event.form())) {
        throw new NotCompiled(
            "'%s' is filled in at visits (%s), and trials are played without visits: the scenario needs a variant in which it has a day, 'on:'; where it has one named calibration, --calibrate plays it"
                .formatted(event.name(), String.join(", ", event.at())));
      }
    }
  }

  /** Names of which the second alternative keeps somebody from being allocated. */
  private void findEntry() {
    var arm = study.how().arms().getFirst().name();
    for (var item : scenario.lines().keySet()) {
      if (deciding.contains(item.name()) && !isDate(item)) {
        var course = Course.play(study, scenario, arm, Script.second(item.name()), ENTRY);
        if (course.journey().arm().isEmpty()) {
          entry.add(item.name());
        }
      }
    }
  }

  /** The date of nature on which the form is filled in that ends the primary endpoint. */
  private int end() {
    var forms =
        study.measure().endpoints().stream()
            .filter(Measure.Endpoint::primary)
            .flatMap(endpoint -> Reads.of(endpoint.what()).forms().stream())
            .collect(Collectors.toSet());
    var ends =
        scenario.events().stream()
            .filter(event -> forms.contains(event.form()))
            .flatMap(event -> event.on().stream())
            .flatMap(on -> Reads.of(on).items().stream())
            .filter(dates::contains)
            .distinct()
            .toList();
    if (ends.size() != 1) {
      throw new NotCompiled(
          "the primary endpoint should end on one date of nature; the scenario gives " + ends);
    }
    return dates.indexOf(ends.getFirst());
  }

  /**
   * A life that is tried.
   *
   * @param days of the dates of nature that moved it, as epoch days
   * @param tried the newest of them since allocation; infinite for none
   */
  private record Tried(String arm, Map<String, Double> days, double tried) {}

  private Course course(Tried life, Map<Question, Integer> given) {
    var days = new HashMap<>(never);
    days.putAll(life.days());
    long until = REST;
    long begins = scenario.setting().begins().toEpochDay();
    for (double day : life.days().values()) {
      until = Math.max(until, (long) day - begins + AFTER);
    }
    var script = Script.written(deciding, entry, days, given);
    return Course.play(study, scenario, life.arm(), script, until);
  }

  /** The fork at the first question that is still open, or the kind of life when there is none. */
  private Program.Node node(Tried life, Map<Question, Integer> given, Course course) {
    var open =
        course.asked().stream()
            .map(Map.Entry::getKey)
            .filter(question -> !given.containsKey(question))
            .findFirst();
    if (open.isEmpty()) {
      return kind(life, given, course);
    }
    var question = open.get();
    var ways =
        IntStream.range(0, question.chances().size())
            .parallel()
            .mapToObj(
                way -> {
                  var further = with(given, question, way);
                  return node(life, further, way == 0 ? course : course(life, further));
                })
            .toList();
    return new Program.Fork(question, ways);
  }

  private static Map<Question, Integer> with(
      Map<Question, Integer> given, Question question, int way) {
    var further = new LinkedHashMap<>(given);
    further.put(question, way);
    return further;
  }

  private Program.Kind kind(Tried life, Map<Question, Integer> given, Course course) {
    var laws = Laws.of(scenario, dates, course, life.tried());
    var turns =
        laws.stream()
            .filter(law -> !(law.clock() instanceof Scenario.AtOnce))
            .flatMap(law -> turn(life, given, course, law).stream())
            .toList();
    var path =
        course.stays().stream()
            .map(
                stay -> {
                  double day = stay.since().toEpochDay() - (double) course.allocated();
                  return new Program.Step(place(stay.place()), day, day >= life.tried());
                })
            .toList();
    return new Program.Kind(path, life.tried(), laws, turns);
  }

  private int place(String name) {
    int index = places.indexOf(name);
    if (index < 0) {
      throw new IllegalStateException(name + " is none of " + places);
    }
    return index;
  }

  private Optional<Program.Turn> turn(
      Tried life, Map<Question, Integer> given, Course course, Law law) {
    var name = dates.get(law.line()).name();
    if (life.days().containsKey(name)) {
      return Optional.empty();
    }
    double day = course.since().toEpochDay() + (double) LATER;
    var days = new HashMap<>(life.days());
    days.put(name, day);
    var turned = new Tried(life.arm(), days, day - course.allocated());
    var key = List.of(life.arm(), course.journey().place(), name, life.days().keySet()).toString();
    return switch (effects.computeIfAbsent(key, _ -> effect(turned, given, course))) {
      case Effect.None _ -> Optional.empty();
      case Effect.To(String place) ->
          Optional.of(
              new Program.Mark(law.line(), place(place), study.next().ends().contains(place)));
      case Effect.More _ -> {
        if (!life.days().isEmpty()) {
          throw new NotCompiled(
              "%s moves a life that %s moved before".formatted(name, life.days().keySet()));
        }
        yield Optional.of(new Program.Move(law.line(), node(turned, given, course(turned, given))));
      }
    };
  }

  /** What a date of nature changes in a life at rest. */
  private sealed interface Effect {
    record None() implements Effect {}

    /** One place more, whatever else chance decides. */
    record To(String place) implements Effect {}

    record More() implements Effect {}
  }

  private Effect effect(Tried turned, Map<Question, Integer> given, Course before) {
    var found = new LinkedHashSet<Effect>();
    var open = new ArrayDeque<Map<Question, Integer>>();
    open.add(given);
    while (!open.isEmpty()) {
      var taken = open.remove();
      var after = course(turned, taken);
      int more = after.stays().size() - before.stays().size();
      found.add(
          switch (more) {
            case 0 -> new Effect.None();
            case 1 -> new Effect.To(after.journey().place());
            default -> new Effect.More();
          });
      if (found.size() > 1 || found.contains(new Effect.More())) {
        return new Effect.More();
      }
      var further = taken;
      for (var one : after.asked()) {
        if (!taken.containsKey(one.getKey())) {
          for (int way = 1; way < one.getKey().chances().size(); way++) {
            open.add(with(further, one.getKey(), way));
          }
          further = with(further, one.getKey(), one.getValue());
        }
      }
    }
    return found.getFirst();
  }
}
