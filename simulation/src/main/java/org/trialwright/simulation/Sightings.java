package org.trialwright.simulation;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;
import org.trialwright.simulation.Tries.Tried;
import org.trialwright.study.Answer;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Reads;
import org.trialwright.study.Rows;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.When;
import org.trialwright.study.World;

/**
 * What is seen at visits, found by trying: a date of nature is made to come on the day of one
 * visit, all others are missed, and the journey says whether anything came of it.
 */
final class Sightings {
  /** Days in a place after which a date of nature is tried. */
  private static final long LATER = 60;

  /** Between two visits that see something, room for a third that another date brings. */
  private static final long GAP = 20;

  private static final long AFTER_A_VISIT = 3;

  /** Days after the last visit for which a life is played. */
  private static final long WEEKS = 56;

  private final Study study;
  private final Scenario scenario;
  private final List<Item> dates;
  private final Tries tries;
  private final Set<Item> bringing;
  private final Set<Item> asked;
  private final Optional<Term> alive;
  private final Coming.Targets targets;
  private final Map<String, Coming> coming = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> telling = new ConcurrentHashMap<>();
  private final Map<String, double[]> told = new ConcurrentHashMap<>();

  /**
   * @param dates of nature
   */
  Sightings(Study study, Scenario scenario, List<Item> dates, Tries tries) {
    this.study = study;
    this.scenario = scenario;
    this.dates = dates;
    this.tries = tries;
    this.targets = new Coming.Targets(scenario.setting().begins().toEpochDay());
    this.bringing =
        scenario.events().stream()
            .flatMap(event -> event.on().stream())
            .flatMap(on -> Reads.of(on).items().stream())
            .filter(dates::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.asked =
        Stream.concat(
                scenario.events().stream().map(Scenario.Happening::when),
                scenario.visits().values().stream().map(Scenario.Attendance::when))
            .flatMap(when -> Reads.of(when).items().stream())
            .filter(dates::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.alive =
        study.measure().endpoints().stream()
            .filter(Measure.Endpoint::primary)
            .map(Measure.Endpoint::what)
            .filter(Measure.What.TimeTo.class::isInstance)
            .map(what -> ((Measure.What.TimeTo) what).otherwise())
            .findFirst();
  }

  /** A life at rest, with the visits that are still to come in its place. */
  final class Rest {
    private final Tried life;
    private final Course course;
    private final List<Visits.Occasion> calendar;
    private @Nullable List<Course.Paused> pauses;

    private Rest(Tried life, Course course, List<Visits.Occasion> calendar) {
      this.life = life;
      this.course = course;
      this.calendar = List.copyOf(calendar);
    }

    Tried life() {
      return life;
    }

    Course course() {
      return course;
    }

    List<Visits.Occasion> calendar() {
      return calendar;
    }

    /** The life with other dates of nature, from the last day before the first of them. */
    Course with(Tried other, Set<String> missed, long until) {
      var known = pauses();
      double first =
          other.days().entrySet().stream()
              .filter(day -> !life.days().containsKey(day.getKey()))
              .mapToDouble(Map.Entry::getValue)
              .min()
              .orElse(Double.POSITIVE_INFINITY);
      int last = known.size() - 1;
      while (last > 0 && known.get(last).day().toEpochDay() >= first) {
        last--;
      }
      return tries.course(known.get(last), other, missed, until);
    }

    /** The same, until it rests. */
    Course with(Tried other) {
      return with(other, Set.of(), tries.rests(other));
    }

    private synchronized List<Course.Paused> pauses() {
      if (pauses == null) {
        pauses = tries.pauses(life, course);
      }
      return pauses;
    }

    long since() {
      return course.since().toEpochDay();
    }

    long day(Visits.Occasion one) {
      return course.allocated() + (long) one.written(course.allocated());
    }

    Set<String> names() {
      return calendar.stream()
          .map(Visits.Occasion::visit)
          .collect(Collectors.toCollection(TreeSet::new));
    }

    Visits visits(Set<String> names) {
      return new Visits(calendar.stream().filter(one -> names.contains(one.visit())).toList());
    }

    String key() {
      return life.key() + " " + course.journey().place();
    }
  }

  /** The rest of a life. */
  Rest rest(Tried life, Course course) {
    var calendar = new ArrayList<Visits.Occasion>();
    var place = course.journey().place();
    if (!study.next().ends().contains(place)) {
      for (var due : course.journey().calendar()) {
        var visit = due.visit();
        boolean here = visit.places().isEmpty() || visit.places().contains(place);
        if (due.from().isPresent() && here && due.state() != Due.State.CANCELLED) {
          var one = occasion(due, course, life.tried());
          if (one.to() + course.allocated() >= course.since().toEpochDay()) {
            calendar.add(one);
          }
        }
      }
    }
    return new Rest(life, course, calendar);
  }

  /**
   * What the calendar alone brings to a life at rest.
   *
   * @param rests the life in each place in which it then rests, the first as it is
   * @param steps the places that follow
   */
  record Phases(List<Rest> rests, List<Late> steps) {
    Phases {
      rests = List.copyOf(rests);
      steps = List.copyOf(steps);
    }
  }

  /**
   * A place that follows.
   *
   * @param day since allocation
   * @param told the day on which it was recorded, as an epoch day
   * @param moves whether its day moves with the date of nature that moved the life
   */
  record Late(String place, double day, long told, boolean moves) {}

  Phases phases(Rest rest) {
    var steps = late(rest);
    var rests = new ArrayList<Rest>(List.of(rest));
    for (var step : steps) {
      if (!study.next().ends().contains(step.place())) {
        rests.add(rest(rest.life(), rest.with(rest.life(), Set.of(), step.told())));
      }
    }
    return new Phases(rests, steps);
  }

  /** Played to its last visit; a life that was moved once more, moved some weeks later. */
  private List<Late> late(Rest rest) {
    var days = played(rest);
    if (days.isEmpty() || rest.life().days().isEmpty()) {
      return days;
    }
    var moved = rest.life().later(WEEKS);
    var others = played(rest(moved, tries.course(moved)));
    var steps = new ArrayList<Late>();
    for (int i = 0; i < days.size(); i++) {
      var one = days.get(i);
      boolean moves = i < others.size() && others.get(i).day() - one.day() > WEEKS / 2.0;
      steps.add(new Late(one.place(), one.day(), one.told(), moves));
    }
    return steps;
  }

  /** The day of the last visit of a life at rest. */
  private static long end(Rest rest) {
    return rest.calendar().stream().map(rest::day).reduce(rest.since(), Math::max);
  }

  private List<Late> played(Rest rest) {
    if (rest.calendar().isEmpty()) {
      return List.of();
    }
    var course = rest.with(rest.life(), Set.of(), end(rest) + WEEKS);
    return course.stays().stream()
        .skip(rest.course().stays().size())
        .map(
            stay ->
                new Late(
                    stay.place(),
                    days(stay.since(), course.allocated()),
                    told(course, stay.since()),
                    false))
        .toList();
  }

  /** The last day on which something of a day was recorded. */
  private long told(Course course, LocalDate on) {
    var zone = ZoneId.of(scenario.setting().zone());
    return course.facts().stream()
        .filter(fact -> fact.occurred().earliest().equals(on))
        .map(fact -> LocalDate.ofInstant(fact.recorded(), zone))
        .max(Comparator.naturalOrder())
        .orElse(on)
        .toEpochDay();
  }

  private Visits.Occasion occasion(Due due, Course course, double tried) {
    boolean moves = anchor(due.visit(), course.journey().world()) - course.allocated() >= tried;
    return new Visits.Occasion(
        due.visit().name(),
        study.when().visits().indexOf(due.visit()),
        coming(due),
        days(due.from().orElseThrow(), course.allocated()),
        days(due.to().orElseThrow(), course.allocated()),
        due.target().map(target -> days(target, course.allocated())).orElse(Double.NaN),
        moves);
  }

  /**
   * Visits that are held in the place in which a life rests.
   *
   * @param phase of the life
   * @param before whether those that were held before are meant too
   * @param silent the date from which somebody is lost
   */
  List<Held.One> held(Rest rest, int phase, boolean before, Optional<Item> silent) {
    var course = rest.course();
    var saved = saved(course);
    var place = course.journey().place();
    boolean ended = study.next().ends().contains(place);
    var today = Nature.today(scenario, course.script(), course.journey().world(), place, "");
    var held = new ArrayList<Held.One>();
    for (var due : course.journey().calendar()) {
      var day = saved.get(due.label());
      var visit = due.visit();
      var attendance = Player.attendance(scenario, visit.name());
      boolean here = !ended && (visit.places().isEmpty() || visit.places().contains(place));
      boolean coming =
          switch (due.state()) {
            case LATER, OPEN, BEGUN, LATE -> here && today.holds(attendance.when());
            case DONE -> here && day != null;
            case AWAITED, CANCELLED, PERHAPS_MISSED -> false;
          };
      if (due.from().isPresent() && (coming || (before && day != null))) {
        var one = occasion(due, course, rest.life().tried());
        double written =
            day != null && !here ? days(day, course.allocated()) : Double.POSITIVE_INFINITY;
        if (here || isSince(rest.life().tried(), written, one)) {
          held.add(
              new Held.One(
                  due.label(),
                  phase,
                  -1,
                  one,
                  written,
                  silent.filter(Reads.of(attendance.when()).items()::contains).isPresent(),
                  before ? Double.NEGATIVE_INFINITY : madeUp(visit, course)));
        }
      }
    }
    if (before) {
      course.journey().calendar().stream()
          .filter(due -> due.state() == Due.State.DONE || due.state() == Due.State.BEGUN)
          .forEach(due -> saved.remove(due.label()));
      saved.forEach((label, day) -> past(label, day, rest).ifPresent(held::add));
    }
    return held;
  }

  /** Of a visit that belongs to the last place alone. */
  private double madeUp(When.Visit visit, Course course) {
    var stays = course.stays();
    boolean before =
        visit.places().isEmpty()
            || stays.stream()
                .limit(stays.size() - 1L)
                .anyMatch(stay -> visit.places().contains(stay.place()));
    double days = study.when().missedAfterDays();
    return before ? Double.NEGATIVE_INFINITY : days > 0 ? days : Double.POSITIVE_INFINITY;
  }

  /** A visit that was held and whose anchor has moved on since, so that no calendar has it. */
  private Optional<Held.One> past(String label, LocalDate on, Rest rest) {
    double day = days(on, rest.course().allocated());
    double tried = rest.life().tried();
    if (!Double.isInfinite(tried) && day < tried) {
      return Optional.empty();
    }
    return study.when().visits().stream()
        .filter(visit -> label.equals(visit.name()) || label.startsWith(visit.name() + " "))
        .max(Comparator.comparingInt(visit -> visit.name().length()))
        .map(
            visit ->
                new Held.One(
                    label,
                    0,
                    -1,
                    new Visits.Occasion(
                        visit.name(),
                        study.when().visits().indexOf(visit),
                        coming(label, visit),
                        day,
                        day,
                        day,
                        day >= tried),
                    day,
                    false,
                    Double.NEGATIVE_INFINITY));
  }

  /** Whether somebody came after the date that moved the life, and not to what showed that date. */
  private static boolean isSince(double tried, double day, Visits.Occasion one) {
    return Double.isInfinite(tried) || day > tried || (day == tried && one.moves());
  }

  /** The days on which visits were held that began after allocation, by label. */
  static Map<String, LocalDate> saved(Course course) {
    Map<String, LocalDate> saved = new TreeMap<>();
    Set<String> before = new TreeSet<>();
    boolean allocated = false;
    for (var fact : course.facts()) {
      allocated |= fact.event() instanceof Event.Allocated;
      if (fact.event() instanceof Event.Saved form && !form.visit().isEmpty()) {
        if (!allocated) {
          before.add(form.visit());
        } else if (!before.contains(form.visit())) {
          var day = fact.occurred().earliest();
          saved.merge(form.visit(), day, (one, two) -> one.isBefore(two) ? one : two);
        }
      }
    }
    return saved;
  }

  /** One for all who come to an occasion: it is the same in every life. */
  private Coming coming(Due due) {
    return coming(due.label(), due.visit());
  }

  private Coming coming(String occasion, When.Visit visit) {
    return coming.computeIfAbsent(
        occasion, label -> new Coming(label, Player.attendance(scenario, visit.name()), targets));
  }

  private static double days(LocalDate day, long since) {
    return day.toEpochDay() - (double) since;
  }

  private static double anchor(When.Visit visit, World world) {
    return day(visit.anchor(), world);
  }

  private static double day(Term term, World world) {
    return term.value(world, Rows.NONE) instanceof Answer.Ranged day && day.exact()
        ? day.low()
        : Double.NEGATIVE_INFINITY;
  }

  /** A day, two months on, on which and about which nobody comes. */
  long quiet(Rest rest) {
    Set<Long> days = rest.calendar().stream().map(rest::day).collect(Collectors.toSet());
    long day = rest.since() + LATER;
    while (days.contains(day) || days.contains(day - 1) || days.contains(day + 1)) {
      day++;
    }
    return day;
  }

  /** The day by which somebody came to each visit at least once after a day. */
  long all(Rest rest, long day) {
    return rest.names().stream()
        .flatMap(
            name ->
                rest.calendar().stream()
                    .filter(one -> one.visit().equals(name) && rest.day(one) > day)
                    .map(rest::day)
                    .min(Comparator.naturalOrder())
                    .stream())
        .reduce(day + Tries.AFTER, Math::max);
  }

  private boolean turns(Rest rest, Tried life, Set<String> missed, long until) {
    return rest.with(life, missed, until).stays().size() > rest.course().stays().size();
  }

  /** The visits at which a date is seen. */
  Set<String> seeing(Rest rest, Item date) {
    Set<String> seeing = new TreeSet<>();
    for (var name : rest.names()) {
      alone(rest, name)
          .filter(
              one -> {
                long day = rest.day(one);
                var life = rest.life().with(date, day, rest.course());
                return turns(rest, life, others(rest, name), day);
              })
          .ifPresent(_ -> seeing.add(name));
    }
    return seeing;
  }

  private static Set<String> others(Rest rest, String name) {
    Set<String> others = new TreeSet<>(rest.names());
    others.remove(name);
    return others;
  }

  /** The first occasion of a visit, where it can be on a day of its own. */
  private static Optional<Visits.Occasion> alone(Rest rest, String name) {
    Set<Long> others =
        rest.calendar().stream()
            .filter(one -> !one.visit().equals(name))
            .map(rest::day)
            .collect(Collectors.toSet());
    return rest.calendar().stream()
        .filter(one -> one.visit().equals(name) && rest.day(one) > rest.since())
        .min(
            Comparator.<Visits.Occasion, Boolean>comparing(one -> others.contains(rest.day(one)))
                .thenComparing(rest::day));
  }

  /** The day of a visit that sees something, two months on where there is one. */
  long first(Rest rest, Set<String> seeing) {
    long later = rest.since() + LATER;
    return rest.calendar().stream()
        .filter(one -> seeing.contains(one.visit()) && rest.day(one) > rest.since())
        .map(rest::day)
        .min(Comparator.<Long, Boolean>comparing(day -> day < later).thenComparing(day -> day))
        .orElseThrow();
  }

  /**
   * The visits that other dates of nature bring and at which a date is seen.
   *
   * @param others dates that lead nowhere by themselves
   */
  List<Sight.Opened> opened(Rest rest, Item date, Set<Item> others, Set<String> seeing) {
    var days =
        rest.calendar().stream()
            .filter(one -> seeing.contains(one.visit()) && rest.day(one) > rest.since())
            .map(rest::day)
            .sorted()
            .toList();
    for (int i = 1; i < days.size(); i++) {
      if (days.get(i) - days.get(i - 1) > 2 * GAP) {
        return opened(rest, date, others, days.get(i - 1) + AFTER_A_VISIT, days.get(i) - 1);
      }
    }
    return List.of();
  }

  private List<Sight.Opened> opened(Rest rest, Item date, Set<Item> others, long day, long until) {
    var opened = new ArrayList<Sight.Opened>();
    var life = rest.life().with(date, day, rest.course());
    for (var bringer : bringing) {
      if (others.contains(bringer)) {
        long brought = day + AFTER_A_VISIT;
        var both = life.with(bringer, brought, rest.course());
        var course = rest.with(both, Set.of(), until);
        var stays = course.stays();
        if (stays.size() > rest.course().stays().size()) {
          long turned = stays.get(rest.course().stays().size()).since().toEpochDay();
          var seen = rest.with(both, Set.of(), turned);
          brought(seen, bringer, brought, turned).ifPresent(opened::add);
        }
      }
    }
    return opened;
  }

  private Optional<Sight.Opened> brought(Course course, Item bringer, long on, long turned) {
    var came =
        course.facts().stream()
            .filter(fact -> fact.occurred().earliest().toEpochDay() == turned)
            .map(Fact::event)
            .filter(Event.Saved.class::isInstance)
            .map(saved -> ((Event.Saved) saved).visit())
            .toList();
    return course.journey().calendar().stream()
        .filter(due -> came.contains(due.label()))
        .filter(due -> anchor(due.visit(), course.journey().world()) == on)
        .min(Comparator.comparing(due -> came.indexOf(due.label())))
        .map(
            due ->
                new Sight.Opened(
                    dates.indexOf(bringer),
                    new Visits.Occasion(
                        due.visit().name(),
                        study.when().visits().indexOf(due.visit()),
                        coming(due),
                        days(due.from().orElseThrow(), on),
                        days(due.to().orElseThrow(), on),
                        due.target().map(target -> days(target, on)).orElse(Double.NaN),
                        false)));
  }

  /** The dates of which the scenario asks before anybody comes or tells. */
  Set<Item> asked() {
    return asked;
  }

  /**
   * Whether a date takes no effect after another.
   *
   * @param day on which it takes effect at the latest, when the other does not come
   */
  boolean silences(Rest rest, Item other, Item date, long day, long until) {
    var life = rest.life().with(other, day - 1, rest.course()).with(date, day, rest.course());
    return !turns(rest, life, Set.of(), until);
  }

  /** The place in which somebody stays when a date comes a day after a place was reached. */
  String staying(Rest rest, Item date, long reached) {
    var life = rest.life().with(date, reached + 1, rest.course());
    return rest.with(life, Set.of(), Math.max(tries.rests(life), end(rest))).journey().place();
  }

  /** The visits at which somebody at rest is known to live, by the primary endpoint. */
  Visits telling(Rest rest) {
    return alive
        .map(last -> rest.visits(telling.computeIfAbsent(rest.key(), _ -> telling(rest, last))))
        .orElse(Visits.NONE);
  }

  /** The days before it rests on which somebody is known to live. */
  double[] told(Rest rest) {
    var key = rest.life().key() + rest.course().stays();
    return alive
        .map(last -> told.computeIfAbsent(key, _ -> told(rest, last)))
        .orElse(new double[0]);
  }

  /** One life is played through all of them, and looked at as it was on a day of each. */
  private Set<String> telling(Rest rest, Term last) {
    var forms = Reads.of(last).forms();
    Map<String, Long> days = new TreeMap<>();
    for (var name : rest.names()) {
      study
          .when()
          .visit(name)
          .filter(visit -> visit.forms().stream().anyMatch(forms::contains))
          .flatMap(_ -> alone(rest, name))
          .ifPresent(one -> days.put(name, rest.day(one)));
    }
    var until = days.values().stream().max(Comparator.naturalOrder());
    if (until.isEmpty()) {
      return Set.of();
    }
    var course = rest.with(rest.life(), Set.of(), until.get());
    return days.entrySet().stream()
        .filter(one -> tells(course, last, LocalDate.ofEpochDay(one.getValue())))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether somebody was known to live on a day. */
  private boolean tells(Course course, Term last, LocalDate day) {
    List<Fact> facts =
        course.facts().stream().filter(fact -> !fact.occurred().earliest().isAfter(day)).toList();
    return day(last, Journey.of(study, facts, Surroundings.on(day)).world()) == day.toEpochDay();
  }

  private double[] told(Rest rest, Term last) {
    var course = rest.course();
    return course.facts().stream()
        .map(fact -> fact.occurred().earliest())
        .filter(day -> !day.isAfter(course.since()) && day.toEpochDay() >= course.allocated())
        .distinct()
        .sorted()
        .filter(day -> tells(course, last, day))
        .mapToDouble(day -> days(day, course.allocated()))
        .toArray();
  }
}
