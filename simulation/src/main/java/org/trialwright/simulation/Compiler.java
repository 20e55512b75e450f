package org.trialwright.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.trialwright.simulation.Script.Question;
import org.trialwright.simulation.Sightings.Rest;
import org.trialwright.simulation.Tries.Tried;
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
  /** Days from the scenario's first day in which somebody is allocated or is not. */
  private static final long ENTRY = 40;

  private final Study study;
  private final Scenario scenario;
  private final List<Item> dates;
  private final Set<Item> timed;

  /** Dates that take time and are read by more than other dates: those that may lead elsewhere. */
  private final Set<Item> turning;

  private final boolean endsWithVisits;
  private final Set<String> deciding;
  private final Set<String> entry;
  private final List<String> places;
  private final Tries tries;
  private final Sightings sightings;
  private final Set<String> seeing = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> knowing = new ConcurrentLinkedQueue<>();

  /** What a date of nature changes in a life at rest, by arm, place and date; tried once. */
  private final Map<String, Effect> effects = new ConcurrentHashMap<>();

  private final Map<String, Boolean> silences = new ConcurrentHashMap<>();
  private final Map<String, String> staying = new ConcurrentHashMap<>();
  private final Map<String, Boolean> preferred = new ConcurrentHashMap<>();
  private final Map<String, Stayed> stayed = new ConcurrentHashMap<>();
  private final Map<String, List<Sight.Opened>> opened = new ConcurrentHashMap<>();
  private final Map<String, Sightings.Phases> later = new ConcurrentHashMap<>();

  private Compiler(Study study, Scenario scenario, Runnable tried) {
    this.study = study;
    this.scenario = scenario;
    var whole = Slice.of(study, scenario);
    var slice = whole.nature();
    this.places = study.next().places().stream().map(Next.Place::name).toList();
    this.dates = slice.stream().filter(this::isDate).toList();
    this.timed = Slice.takeTime(scenario.lines());
    this.endsWithVisits = whole.toldAtVisits();
    this.turning = whole.direct().stream().filter(timed::contains).collect(Collectors.toSet());
    this.deciding = slice.stream().map(Item::name).collect(Collectors.toUnmodifiableSet());
    this.entry = entry();
    this.tries = new Tries(study, scenario, deciding, entry, tried);
    this.sightings = new Sightings(study, scenario, dates, tries);
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
    return compile(study, scenario, levels, () -> {});
  }

  static Program compile(Study study, Scenario scenario, List<Item> levels, Runnable tried) {
    var compiler = new Compiler(study, scenario, tried);
    int end = compiler.end();
    Map<String, Program.Node> arms = new LinkedHashMap<>();
    for (var arm : study.how().arms()) {
      var life = new Tried(arm.name(), Map.of(), Map.of(), Double.POSITIVE_INFINITY);
      arms.put(arm.name(), compiler.node(life, compiler.tries.course(life)));
    }
    var entrance = compiler.entrance(levels);
    return new Program(
        compiler.dates,
        end,
        compiler.deciding,
        compiler.entry,
        entrance,
        compiler.places,
        arms,
        compiler.visits());
  }

  /** Where nothing is seen at visits, everybody is known to live on each day. */
  private Set<String> visits() {
    if (!seeing.isEmpty()) {
      knowing.parallelStream().forEach(Runnable::run);
    }
    return seeing;
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
    var script = Script.before(answers, entry, Tries.never(scenario), given);
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
      var further = new LinkedHashMap<>(given);
      further.put(question, way);
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

  /** Names of which the second alternative keeps somebody from being allocated. */
  private Set<String> entry() {
    var arm = study.how().arms().getFirst().name();
    Set<String> entry = new LinkedHashSet<>();
    for (var item : scenario.lines().keySet()) {
      if (deciding.contains(item.name()) && !isDate(item)) {
        var course = Course.play(study, scenario, arm, Script.second(item.name()), ENTRY);
        if (course.journey().arm().isEmpty()) {
          entry.add(item.name());
        }
      }
    }
    return entry;
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

  /** The fork at the first question that is still open, or the kind of life when there is none. */
  private Program.Node node(Tried life, Course course) {
    var open =
        course.asked().stream()
            .map(Map.Entry::getKey)
            .filter(question -> !life.given().containsKey(question))
            .findFirst();
    if (open.isEmpty()) {
      return kind(life, course);
    }
    var question = open.get();
    var ways =
        IntStream.range(0, question.chances().size())
            .parallel()
            .mapToObj(
                way -> {
                  var further = life.with(question, way);
                  return node(further, way == 0 ? course : tries.course(further));
                })
            .toList();
    return new Program.Fork(question, ways);
  }

  private Program.Kind kind(Tried life, Course course) {
    var rest = sightings.rest(life, course);
    var phases = once(later, life.key() + course.stays(), () -> phases(rest));
    var laws = Laws.of(scenario, dates, timed, course, life.tried());
    var turns = new ArrayList<Program.Turn>();
    var rests = new ArrayList<Integer>();
    Optional<Item> silent = Optional.empty();
    for (int phase = 0; phase < phases.rests().size(); phase++) {
      var here = phase == 0 ? rest : phases.rests().get(phase);
      rests.add(here.course().stays().size() - 1);
      Map<Item, Effect> found = found(here, laws);
      silent = silent.or(() -> silent(here, found));
      turns.addAll(turns(here, phase, found, silent));
    }
    return new Program.Kind(
        path(life, course, phases),
        rests,
        life.tried(),
        laws,
        turns,
        silence(rest, phases, silent),
        known(rest),
        held(phases, turns, silent));
  }

  /** Where nobody waits for a visit, nobody is at the study's last one either. */
  private Sightings.Phases phases(Rest rest) {
    return endsWithVisits ? sightings.phases(rest) : new Sightings.Phases(List.of(rest), List.of());
  }

  private Held held(Sightings.Phases phases, List<Program.Turn> turns, Optional<Item> silent) {
    var held = new ArrayList<Held.One>();
    for (int phase = 0; phase < phases.rests().size(); phase++) {
      held.addAll(sightings.held(phases.rests().get(phase), phase, phase == 0, silent));
    }
    for (var turn : turns) {
      for (var one : turn.sight().opened()) {
        var brought = brought(one, turn.phase(), silent);
        if (!held.contains(brought)) {
          held.add(brought);
        }
      }
    }
    return new Held(held);
  }

  private Held.One brought(Sight.Opened opened, int phase, Optional<Item> silent) {
    var visit = opened.occasion().visit();
    var when = Player.attendance(scenario, visit).when();
    return new Held.One(
        visit,
        phase,
        opened.date(),
        opened.occasion(),
        Double.POSITIVE_INFINITY,
        silent.filter(Reads.of(when).items()::contains).isPresent(),
        Double.NEGATIVE_INFINITY);
  }

  private Map<Item, Effect> found(Rest rest, List<Law> laws) {
    Map<Item, Effect> found = new LinkedHashMap<>();
    for (var law : laws) {
      var date = dates.get(law.line());
      if (turning.contains(date) && !rest.life().days().containsKey(date.name())) {
        found.put(date, once(effects, rest.key() + date.name(), () -> effect(rest, date)));
      }
    }
    return found;
  }

  private List<Program.Turn> turns(
      Rest rest, int phase, Map<Item, Effect> found, Optional<Item> silent) {
    Set<Item> nothing = new LinkedHashSet<>();
    found.forEach(
        (date, effect) -> {
          if (effect.none()) {
            nothing.add(date);
          }
        });
    var turns = new ArrayList<Program.Turn>();
    for (var one : inOrder(rest, found)) {
      turns.add(turn(rest, phase, one.getKey(), one.getValue(), silent, nothing));
    }
    return turns;
  }

  private List<Program.Step> path(Tried life, Course course, Sightings.Phases phases) {
    var path = new ArrayList<Program.Step>();
    for (var stay : course.stays()) {
      double day = stay.since().toEpochDay() - (double) course.allocated();
      path.add(new Program.Step(place(stay.place()), day, day >= life.tried()));
    }
    for (var late : phases.steps()) {
      path.add(new Program.Step(place(late.place()), late.day(), late.moves()));
    }
    return path;
  }

  /** The value of a key, worked out once or, by two at the same time, twice. */
  private static <T> T once(Map<String, T> known, String key, Supplier<T> value) {
    var old = known.get(key);
    if (old != null) {
      return old;
    }
    var made = value.get();
    known.put(key, made);
    return made;
  }

  private Program.Known known(Rest rest) {
    var known = new Program.Known();
    knowing.add(() -> tell(known, sightings.told(rest), sightings.telling(rest)));
    return known;
  }

  /** What is known of somebody in a place to which a date of nature led, and visits there. */
  private record Stayed(Program.Known known, Held held) {
    static final Stayed NOTHING = new Stayed(Program.Known.NONE, Held.NONE);
  }

  private Stayed stayed(Rest rest, Optional<Item> silent) {
    var known = new Program.Known();
    knowing.add(() -> tell(known, new double[0], sightings.telling(rest)));
    return new Stayed(known, new Held(sightings.held(rest, 0, false, silent)));
  }

  private void tell(Program.Known known, double[] days, Visits visits) {
    known.tell(days, visits);
    visits.occasions().forEach(one -> seeing.add(one.visit()));
  }

  private int place(String name) {
    int index = places.indexOf(name);
    if (index < 0) {
      throw new IllegalStateException(name + " is none of " + places);
    }
    return index;
  }

  // ---- what a date of nature changes in a life at rest

  /**
   * What a date changes.
   *
   * @param more whether more than the place
   * @param place the first that follows; empty when nothing changes
   * @param seen the visits at which it is seen; none when it takes effect on its day
   * @param day on which it was tried, as an epoch day
   * @param until when it took effect, at the latest
   */
  private record Effect(boolean more, String place, Set<String> seen, long day, long until) {
    Effect {
      seen = Set.copyOf(seen);
    }

    boolean none() {
      return place.isEmpty();
    }
  }

  private Effect effect(Rest rest, Item date) {
    long quiet = sightings.quiet(rest);
    var tried = effect(rest, date, quiet, sightings.all(rest, quiet), Set.of());
    if (tried.none() || tried.until() == quiet) {
      return tried;
    }
    var seen = sightings.seeing(rest, date);
    if (seen.isEmpty()) {
      return tried;
    }
    long day = sightings.first(rest, seen);
    return effect(rest, date, day, day + Tries.AFTER, seen);
  }

  /**
   * Tries a date with each alternative of what chance then decides.
   *
   * @param last how far lives are played
   */
  private Effect effect(Rest rest, Item date, long day, long last, Set<String> seen) {
    var first = new LinkedHashSet<String>();
    int before = rest.course().stays().size();
    long until = day;
    boolean more = false;
    boolean nothing = false;
    var open = new ArrayDeque<Tried>();
    open.add(rest.life().with(date, day, rest.course()));
    while (!open.isEmpty() && !more) {
      var life = open.remove();
      var after = rest.with(life, Set.of(), last);
      var stays = after.stays();
      if (stays.size() > before) {
        first.add(stays.get(before).place());
        until = Math.max(until, stays.get(before).since().toEpochDay());
      } else {
        nothing = true;
      }
      more = stays.size() > before + 1 || first.size() + (nothing ? 1 : 0) > 1;
      var further = life;
      for (var one : after.asked()) {
        if (!life.given().containsKey(one.getKey())) {
          for (int way = 1; way < one.getKey().chances().size(); way++) {
            open.add(further.with(one.getKey(), way));
          }
          further = further.with(one.getKey(), one.getValue());
        }
      }
    }
    return new Effect(more, first.isEmpty() ? "" : first.getFirst(), seen, day, until);
  }

  private Program.Turn turn(
      Rest rest, int phase, Item date, Effect effect, Optional<Item> silent, Set<Item> nothing) {
    int line = dates.indexOf(date);
    var after = rest.life().with(date, effect.day(), rest.course());
    var sight = sight(rest, date, effect, silent, nothing);
    if (!effect.more()) {
      boolean ends = study.next().ends().contains(effect.place());
      var stays =
          ends
              ? Stayed.NOTHING
              : once(
                  stayed,
                  rest.key() + rest.course().stays() + date.name(),
                  () -> stayed(sightings.rest(after, rest.with(after)), silent));
      return new Program.Mark(
          line, phase, place(effect.place()), ends, sight, stays.known(), stays.held());
    }
    if (!rest.life().days().isEmpty()) {
      throw new NotCompiled(
          "%s moves a life that %s moved before"
              .formatted(date.name(), rest.life().days().keySet()));
    }
    return new Program.Move(line, phase, node(after, rest.with(after)), sight);
  }

  private Sight sight(
      Rest rest, Item date, Effect effect, Optional<Item> silent, Set<Item> nothing) {
    boolean silenced = silent.filter(other -> silences(rest, other, date, effect)).isPresent();
    if (effect.seen().isEmpty()) {
      return silenced ? new Sight(Visits.NONE, List.of(), true) : Sight.AT_ONCE;
    }
    seeing.addAll(effect.seen());
    var brought =
        once(
            opened,
            rest.key() + date.name(),
            () -> sightings.opened(rest, date, nothing, effect.seen()));
    brought.forEach(one -> seeing.add(one.occasion().visit()));
    return new Sight(rest.visits(effect.seen()), brought, silenced);
  }

  /** Dates that change something; of those seen at one visit, the one that counts first. */
  private List<Map.Entry<Item, Effect>> inOrder(Rest rest, Map<Item, Effect> found) {
    var order = new ArrayList<Map.Entry<Item, Effect>>();
    for (var one : found.entrySet()) {
      if (!one.getValue().none()) {
        int at = order.size();
        while (at > 0 && comesBefore(rest, one, order.get(at - 1))) {
          at--;
        }
        order.add(at, one);
      }
    }
    return order;
  }

  private boolean comesBefore(Rest rest, Map.Entry<Item, Effect> one, Map.Entry<Item, Effect> two) {
    var mine = one.getValue();
    var date = one.getKey();
    var other = two.getKey();
    var both = new HashSet<>(mine.seen());
    both.retainAll(two.getValue().seen());
    if (both.isEmpty() || mine.place().equals(two.getValue().place())) {
      return false;
    }
    return once(
        preferred,
        rest.key() + date.name() + "/" + other.name(),
        () -> {
          long day = sightings.first(rest, both);
          var life = rest.life().with(date, day, rest.course()).with(other, day, rest.course());
          var stays = rest.with(life, Set.of(), day).stays();
          int before = rest.course().stays().size();
          return stays.size() > before && stays.get(before).place().equals(mine.place());
        });
  }

  // ---- a date from which somebody is seen no more

  private Optional<Item> silent(Rest rest, Map<Item, Effect> found) {
    var silent = new ArrayList<Item>();
    found.forEach(
        (other, nothing) -> {
          if (nothing.none()
              && sightings.asked().contains(other)
              && found.entrySet().stream()
                  .anyMatch(
                      one ->
                          !one.getValue().none()
                              && silences(rest, other, one.getKey(), one.getValue()))) {
            silent.add(other);
          }
        });
    if (silent.size() > 1) {
      throw new NotCompiled(
          "after each of %s somebody is seen no more; one such date is told"
              .formatted(silent.stream().map(Item::name).toList()));
    }
    return silent.stream().findFirst();
  }

  private boolean silences(Rest rest, Item other, Item date, Effect effect) {
    return once(
        silences,
        rest.key() + other.name() + "/" + date.name(),
        () -> sightings.silences(rest, other, date, effect.day(), effect.until()));
  }

  private Program.Silence silence(Rest rest, Sightings.Phases phases, Optional<Item> silent) {
    if (silent.isEmpty()) {
      return Program.Silence.NONE;
    }
    var reached = new ArrayList<Long>();
    var names = new ArrayList<String>();
    for (var stay : rest.course().stays()) {
      reached.add(stay.since().toEpochDay());
      names.add(stay.place());
    }
    for (var late : phases.steps()) {
      reached.add(rest.course().allocated() + (long) late.day());
      names.add(late.place());
    }
    var last = new ArrayList<Integer>();
    for (int step = 0; step < names.size(); step++) {
      long day = reached.get(step);
      var key = rest.life().key() + names.get(step);
      var place = once(staying, key, () -> sightings.staying(rest, silent.get(), day));
      int stop = names.size() - 1;
      while (stop > step && !names.get(stop).equals(place)) {
        stop--;
      }
      last.add(stop);
    }
    return new Program.Silence(dates.indexOf(silent.get()), last);
  }
}
