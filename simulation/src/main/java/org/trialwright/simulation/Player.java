package org.trialwright.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.trialwright.journey.Author;
import org.trialwright.journey.DoseCard;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Says;
import org.trialwright.study.Study;
import org.trialwright.study.What;

/**
 * Plays a whole trial, day by day over all participants. It knows no study: it does what the
 * calendar of the journey asks for, gives what the dose card says, and fills in what the scenario
 * makes happen.
 */
public final class Player {
  private static final String DOSE = "dose";
  private static final String FRACTION = "fraction";
  private static final String DRUG = "drug";
  private static final String GIVEN = "given";
  private static final String EVERY_VISIT = "every";

  /** Acts of one person on one day; more means that a scenario chases its own tail. */
  private static final int ACTS_A_DAY = 60;

  /** After which somebody asks again whether a full cohort is observed. */
  private static final int DAYS_OF_WAITING = 7;

  private static final int SECONDS_AN_ACT = 45;
  private static final int OFFICE_MINUTES = 420;

  /** For the time that is left only. */
  private static final double BUSY_SHARE = 0.6;

  private static final double BUSY_DAYS = 120;

  private final Study study;
  private final Scenario scenario;
  private final long seed;
  private final Clinic clinic;
  private final Limits limits;
  private final LongFunction<Draws> chance;
  private final Pen pen;
  private final Arrivals arrivals;
  private final Stages stages;
  private final ZoneId zone;
  private final List<Life> lives = new ArrayList<>();
  private final PriorityQueue<Turn> turns =
      new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparingInt(Turn::number));
  private @Nullable Outlook newest;
  private Instant now;
  private long acts;

  /**
   * How far it is played.
   *
   * @param participants who count towards the study's target at most; newcomers are sent away once
   *     so many do or may still
   * @param until the last day
   */
  public record Limits(int participants, LocalDate until) {}

  /** A day of one person: a newcomer, or one who is known. */
  private record Turn(Instant at, LocalDate day, int number, Optional<Life> life) {}

  public Player(Study study, Scenario scenario, long seed, Clinic clinic, Limits limits) {
    this(study, scenario, seed, clinic, limits, number -> new Draws(seed, number));
  }

  /**
   * @param chance what each newcomer draws from, by number
   */
  Player(
      Study study,
      Scenario scenario,
      long seed,
      Clinic clinic,
      Limits limits,
      LongFunction<Draws> chance) {
    this.study = study;
    this.scenario = scenario;
    this.seed = seed;
    this.clinic = clinic;
    this.limits = limits;
    this.chance = chance;
    this.pen = new Pen(study, scenario);
    this.zone = ZoneId.of(scenario.setting().zone());
    this.arrivals = new Arrivals(scenario, seed);
    this.stages = new Stages(study, lives);
    this.now = scenario.setting().begins().atStartOfDay(zone).toInstant();
  }

  Study study() {
    return study;
  }

  Scenario scenario() {
    return scenario;
  }

  Pen pen() {
    return pen;
  }

  /**
   * How far it has come.
   *
   * @param counted who count towards the study's target: randomised, enrolled or treated
   */
  public record Progress(LocalDate day, int registered, int counted, long acts, double share) {}

  /** Told now and then. */
  public interface Watcher {
    /** Whether it goes on; asked after each day of each person. */
    boolean goesOn(Progress progress);

    /**
     * Whether it goes on without a person for whom an act was refused; by default the rehearsal
     * ends with the reason.
     */
    default boolean leaves(ParticipantId participant, Clinic.Refused why) {
      return false;
    }
  }

  /** Plays to the end of the limits, or until the watcher has seen enough. */
  public Progress play(Watcher watcher) {
    newcomer();
    return go(watcher);
  }

  /** Goes on with a life that was played to the end of a day; nobody else comes. */
  void goOn(Life life, LocalDate day, Instant since, Watcher watcher) {
    lives.add(life);
    now = since;
    later(life, life.journey(day), day);
    go(watcher);
  }

  /** The one who came, when it is one only. */
  Life only() {
    return lives.getFirst();
  }

  Instant now() {
    return now;
  }

  private Progress go(Watcher watcher) {
    var last = scenario.setting().begins();
    while (!finished()) {
      var turn = turns.poll();
      last = turn.day();
      now = now.isBefore(turn.at()) ? turn.at() : now;
      if (turn.life().isPresent()) {
        day(turn.life().get(), turn.day(), watcher);
      } else {
        arrive(turn.number(), turn.day(), watcher);
      }
      if (!watcher.goesOn(progress(turn.day()))) {
        break;
      }
    }
    return progress(stages.complete() ? last : limits.until());
  }

  /** Whether nothing is left to be played within the limits, or the study has its events. */
  public boolean finished() {
    return stages.complete() || turns.isEmpty() || turns.peek().day().isAfter(limits.until());
  }

  /** The participants with their facts, in the order in which they came. */
  public List<List<Fact>> facts() {
    return lives.stream().map(Life::facts).toList();
  }

  private Progress progress(LocalDate day) {
    double done = 0;
    for (var life : lives) {
      done += life.ended() ? 1 : shareOf(life.facts().getFirst().occurred().earliest(), day);
    }
    int counted = (int) lives.stream().filter(Life::counted).count();
    int awaited = Math.max(0, limits.participants() - counted);
    double share = lives.isEmpty() ? 0 : Math.min(1, done / (lives.size() + awaited));
    return new Progress(day, lives.size(), counted, acts, share);
  }

  /** How much of one person's acts is done: more than half of them fall into the first months. */
  private double shareOf(LocalDate came, LocalDate day) {
    double all = Math.max(1, ChronoUnit.DAYS.between(came, limits.until()));
    double days = ChronoUnit.DAYS.between(came, day);
    return BUSY_SHARE * Math.min(1, days / Math.min(all, BUSY_DAYS))
        + (1 - BUSY_SHARE) * Math.min(1, days / all);
  }

  // ---- newcomers

  private void newcomer() {
    int number = arrivals.next();
    var day = workday(arrivals.day(number));
    turns.add(new Turn(office(day, number), day, number, Optional.empty()));
  }

  private void arrive(int number, LocalDate day, Watcher watcher) {
    long counted = lives.stream().filter(Life::counted).count();
    long hopeful = lives.stream().filter(life -> life.counted() || !life.ended()).count();
    if (hopeful < limits.participants() && stages.open(hopeful, day)) {
      var draws = chance.apply(number);
      var person = person(number, draws, day);
      now = now.plusSeconds(SECONDS_AN_ACT);
      clinic.at(now);
      var by = new Clinic.Act(Life.author("coordinator", person.site()), draws.key(0));
      var registered = clinic.register(person, by);
      acts++;
      var life = new Life(study, person, registered.participant().orElseThrow(), draws);
      life.add(registered);
      lives.add(life);
      day(life, day, watcher);
    }
    if (counted < limits.participants() && !stages.stopped()) {
      newcomer();
    }
  }

  private Clinic.Newcomer person(int number, Draws draws, LocalDate day) {
    int sites = scenario.setting().sites();
    int site = 1 + (int) (draws.uniform("site", 0) * sites);
    int age = (int) StrictMath.rint(Pen.drawn("age", scenario.setting().age(), draws, 0));
    var born = day.minusYears(age).minusDays((long) (draws.uniform("birthday", 0) * 364));
    var initials = "" + letter(draws, "first") + letter(draws, "second") + letter(draws, "third");
    return new Clinic.Newcomer(
        number, new SiteId("%02d".formatted(site)), born, initials, "R%06d".formatted(number));
  }

  private static char letter(Draws draws, String which) {
    return (char) ('A' + (int) (draws.uniform("initial/" + which, 0) * 26));
  }

  // ---- one day of one person

  /** What a journey looks like just now, each part worked out once. */
  private final class Outlook {
    private final Life life;
    private final Journey journey;
    private final Nature ahead;
    private final Nature today;
    private @Nullable List<Due> calendar;

    Outlook(Life life, Journey journey) {
      this.life = life;
      this.journey = journey;
      this.ahead = Nature.foreseen(scenario, life.draws(), journey.world(), journey.place());
      this.today = Nature.today(scenario, life.draws(), journey.world(), journey.place(), "");
    }

    List<Due> calendar() {
      if (calendar == null) {
        calendar = journey.calendar();
      }
      return calendar;
    }

    Optional<LocalDate> day(Scenario.Happening event) {
      return event
          .on()
          .map(term -> term.value(journey.world(), ahead))
          .filter(answer -> answer instanceof Answer.Ranged ranged && ranged.exact())
          .map(answer -> LocalDate.ofEpochDay((long) ((Answer.Ranged) answer).low()));
    }

    boolean holds(Condition condition) {
      return today.holds(condition);
    }
  }

  private Outlook outlook(Life life, Journey journey) {
    if (newest == null || newest.journey != journey || newest.life != life) {
      newest = new Outlook(life, journey);
    }
    return newest;
  }

  private void day(Life life, LocalDate today, Watcher watcher) {
    try {
      day(life, today);
    } catch (Clinic.Refused refused) {
      if (!watcher.leaves(life.id(), refused)) {
        throw refused;
      }
      life.end();
    }
  }

  private void day(Life life, LocalDate today) {
    var journey = life.journey(today);
    seen(life, journey);
    var visitedToday = new ArrayList<String>();
    for (int act = 0; ; act++) {
      if (act > ACTS_A_DAY) {
        throw new Clinic.Refused(
            "participant %s does not come to rest on %s at %s; look at the scenario's events"
                .formatted(life.id(), today, journey.place()));
      }
      if (journey.ended()) {
        life.end();
        return;
      }
      var step = step(life, journey, today, visitedToday);
      if (step.isEmpty()) {
        break;
      }
      journey = step.get();
      seen(life, journey);
    }
    later(life, journey, today);
  }

  private void later(Life life, Journey journey, LocalDate today) {
    next(life, journey, today)
        .ifPresent(
            day ->
                turns.add(
                    new Turn(office(day, life.number()), day, life.number(), Optional.of(life))));
  }

  private void seen(Life life, Journey journey) {
    life.seen(journey);
    stages.saw(life, journey);
  }

  /** The first thing that is to be done, and the journey afterwards; empty when nothing is left. */
  private Optional<Journey> step(
      Life life, Journey journey, LocalDate today, List<String> visitedToday) {
    if (life.facts().size() == 1) {
      return Optional.of(begin(life, journey));
    }
    for (var event : scenario.events()) {
      if (isDue(event, life, journey, today, visitedToday)) {
        life.happened(event.name(), today);
        return Optional.of(
            save(life, journey, event.form(), label(event.form(), life, journey), event.says()));
      }
    }
    if (!life.allocated() && allocatable(journey) && stages.allocates(today)) {
      life.add(clinic.allocate(life.id(), act(life, life.investigator())));
      return Optional.of(life.journey(today));
    }
    var again = outdated(life, journey, visitedToday);
    if (again.isPresent()) {
      visitedToday.add(again(again.get()));
      return Optional.of(
          save(life, journey, again.get(), label(again.get(), life, journey), Map.of()));
    }
    for (var due : outlook(life, journey).calendar()) {
      if (due.now() && comes(life, journey, due) && !planned(life, due).isAfter(today)) {
        life.visit(occasion(due));
        visitedToday.add(due.visit().name());
        return Optional.of(visit(life, journey, due));
      }
    }
    return fraction(life, journey, today);
  }

  /** Nothing can be due before the first form; it is the first of the first visit. */
  private Journey begin(Life life, Journey journey) {
    var first = study.when().visits().getFirst();
    var label =
        outlook(life, journey).calendar().stream()
            .filter(due -> due.visit().equals(first))
            .map(Due::label)
            .findFirst()
            .orElse(first.name());
    return save(life, journey, first.forms().getFirst(), label, Map.of());
  }

  private boolean isDue(
      Scenario.Happening event,
      Life life,
      Journey journey,
      LocalDate today,
      List<String> visitedToday) {
    var before = life.happened(event.name());
    if (before.isPresent() && !event.again()) {
      return false;
    }
    if (!event.at().isEmpty() && visitedToday.stream().noneMatch(event.at()::contains)) {
      return false;
    }
    if (event.on().isPresent()) {
      var day = outlook(life, journey).day(event);
      boolean now =
          day.isPresent()
              && !day.get().isAfter(today)
              && before.map(last -> day.get().isAfter(last)).orElse(true);
      if (!now) {
        return false;
      }
    }
    return outlook(life, journey).holds(event.when());
  }

  /** The visit a form of an event belongs to, if it belongs to one. */
  private String label(Form form, Life life, Journey journey) {
    if (study.when().anyTime().contains(form)) {
      return "";
    }
    var dues =
        outlook(life, journey).calendar().stream()
            .filter(due -> due.open().contains(form))
            .toList();
    var open = dues.stream().filter(Due::now).map(Due::label).findFirst();
    if (open.isPresent()) {
      return open.get();
    }
    boolean only =
        study.when().visits().stream().filter(visit -> visit.forms().contains(form)).count() == 1;
    return journey
        .visitFor(form, journey.today())
        .or(() -> only ? dues.stream().map(Due::label).findFirst() : Optional.empty())
        .orElse("");
  }

  private boolean allocatable(Journey journey) {
    return asksForArm(journey) && journey.eligibility().eligible() == Truth.YES && journey.ready();
  }

  private boolean asksForArm(Journey journey) {
    return study.next().place(journey.place()).stream()
        .flatMap(place -> place.exits().stream())
        .anyMatch(exit -> exit.when() instanceof Condition.Allocated);
  }

  /** What became too old while the person waited for an arm; it is done once more on a day. */
  private Optional<Form> outdated(Life life, Journey journey, List<String> doneToday) {
    if (life.allocated() || !asksForArm(journey)) {
      return Optional.empty();
    }
    return journey.freshness().stream()
        .filter(one -> one.holds() != Truth.YES)
        .map(Journey.Freshness::form)
        .filter(form -> !doneToday.contains(again(form)))
        .filter(form -> asked(form, life, journey, label(form, life, journey)))
        .findFirst();
  }

  private static String again(Form form) {
    return "again/" + form.name();
  }

  // ---- visits

  private static String occasion(Due due) {
    return due.label() + "/" + due.from().orElse(LocalDate.EPOCH);
  }

  private Scenario.Attendance attendance(String visit) {
    return attendance(scenario, visit);
  }

  /** How people come to a visit. */
  static Scenario.Attendance attendance(Scenario scenario, String visit) {
    var every = scenario.visits().get(EVERY_VISIT);
    var own = scenario.visits().getOrDefault(visit, every);
    return own == null
        ? new Scenario.Attendance(0, Optional.empty(), new Condition.Otherwise())
        : own;
  }

  private boolean comes(Life life, Journey journey, Due due) {
    if (life.visited(occasion(due)) || due.state() == Due.State.PERHAPS_MISSED) {
      return false;
    }
    var attendance = attendance(due.visit().name());
    return life.draws().visit(due.visit().name(), "misses/" + occasion(due)) >= attendance.misses()
        && outlook(life, journey).holds(attendance.when());
  }

  private LocalDate planned(Life life, Due due) {
    var visit = due.visit().name();
    long from = due.from().orElseThrow().toEpochDay();
    long to = due.to().orElseThrow().toEpochDay();
    var after = attendance(visit).after();
    double days;
    if (after.isPresent()) {
      days = Coming.within(after.get(), life.draws().visit(visit, "comes/" + occasion(due)));
    } else if (due.target().isPresent()) {
      // Visits of one target fall on one day.
      var target = due.target().get();
      double normal = life.draws().near(visit, "comes/" + target);
      days = Coming.near(target.toEpochDay() - from, to - from, normal);
    } else {
      days = Coming.early(to - from, life.draws().visit(visit, "comes/" + occasion(due)));
    }
    return LocalDate.ofEpochDay(Coming.day(from, to, days));
  }

  private Journey visit(Life life, Journey before, Due due) {
    var journey = before;
    for (var form : Filling.inOrder(due.open(), DOSE)) {
      if (journey.ended()) {
        break;
      }
      if (asked(form, life, journey, due.label())) {
        journey =
            form.name().equals(DOSE)
                ? doses(life, journey, due.label())
                : save(life, journey, form, due.label(), Map.of());
      }
    }
    return journey;
  }

  private boolean asked(Form form, Life life, Journey journey, String label) {
    return form.askedIf().isEmpty()
        || form.askedIf()
                .get()
                .test(
                    journey.world(),
                    Nature.today(scenario, life.draws(), journey.world(), journey.place(), label))
            != Truth.NO;
  }

  // ---- treatment

  private Journey doses(Life life, Journey before, String label) {
    var journey = before;
    for (var line : before.doses(before.today()).lines()) {
      boolean planned =
          !(line.drug().give() instanceof What.Give.Fractions)
              && line.plannedDay().isPresent()
              && line.action() != What.Action.STOP;
      if (planned) {
        journey = dose(life, journey, line, label);
      }
    }
    return journey;
  }

  private Journey dose(Life life, Journey before, DoseCard.Line line, String label) {
    var form = study.form(DOSE);
    double amount = line.givable() ? line.amount().orElseThrow() : 0;
    var answers =
        new Filling(this, life, before, form, label, Map.of())
            .with(DRUG, line.drug().name())
            .with(GIVEN, Pen.plain(amount) + " " + line.unit())
            .answers();
    var entry = new Clinic.Entry(life.id(), form.name(), label, answers);
    var dose =
        new Clinic.Dose(
            form.name(),
            life.records(form) + 1,
            GIVEN,
            line.drug().name(),
            before.today(),
            amount,
            life.facts().getLast().sequence());
    if (amount > 0 && line.needsSecondPerson()) {
      life.add(clinic.confirm(life.id(), dose, act(life, life.investigator())));
    }
    var kept = clinic.give(entry, dose, act(life, life.coordinator()));
    life.add(kept.fact());
    var journey = kept.journey().orElseGet(() -> life.journey(before.today()));
    if (amount > 0) {
      life.treated(journey.place());
    }
    return journey;
  }

  private Optional<What.Give.Fractions> fractions() {
    return study.what().drugs().stream()
        .map(What.Drug::give)
        .filter(What.Give.Fractions.class::isInstance)
        .map(What.Give.Fractions.class::cast)
        .findFirst();
  }

  private boolean fractionsLeft(Life life, Journey journey) {
    return fractions().isPresent()
        && study.forms().containsKey(FRACTION)
        && journey.place().equals(life.treatedAt())
        && life.records(study.form(FRACTION)) < fractions().get().count();
  }

  private Optional<Journey> fraction(Life life, Journey journey, LocalDate today) {
    if (!fractionsLeft(life, journey) || !isWorkday(today)) {
      return Optional.empty();
    }
    var form = study.form(FRACTION);
    boolean done = journey.records(form).stream().anyMatch(one -> one.day() == today.toEpochDay());
    boolean now =
        !done
            && journey.doses(today).lines().stream()
                .anyMatch(
                    line -> line.drug().give() instanceof What.Give.Fractions && line.givable());
    return now ? Optional.of(save(life, journey, form, "", Map.of())) : Optional.empty();
  }

  // ---- saving

  private Journey save(
      Life life, Journey journey, Form form, String label, Map<String, Says> says) {
    var answers = new Filling(this, life, journey, form, label, says).answers();
    var entry = new Clinic.Entry(life.id(), form.name(), label, answers);
    boolean signed =
        form.items().stream()
            .anyMatch(
                item -> item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent());
    var author = signed ? life.investigator() : life.coordinator();
    var kept = clinic.save(entry, act(life, author));
    life.add(kept.fact());
    if (signed && kept.fact().event() instanceof Event.Saved record) {
      life.add(clinic.sign(life.id(), record, act(life, author)));
    }
    return kept.journey().orElseGet(() -> life.journey(journey.today()));
  }

  /** The next act of a person, a little later. */
  private Clinic.Act act(Life life, Author author) {
    now = now.plusSeconds(SECONDS_AN_ACT);
    clinic.at(now);
    acts++;
    return life.act(author);
  }

  // ---- time

  /** The next day on which this person does something; empty when nothing is to come. */
  private Optional<LocalDate> next(Life life, Journey journey, LocalDate today) {
    var days = new ArrayList<LocalDate>();
    for (var due : outlook(life, journey).calendar()) {
      if ((due.now() || due.state() == Due.State.LATER) && comes(life, journey, due)) {
        days.add(planned(life, due));
      }
    }
    for (var event : scenario.events()) {
      if (event.again() || life.happened(event.name()).isEmpty()) {
        outlook(life, journey).day(event).ifPresent(days::add);
      }
    }
    if (fractionsLeft(life, journey)) {
      days.add(workday(today.plusDays(1)));
    }
    if (waitsForCohort(life, journey, today)) {
      days.add(workday(today.plusDays(DAYS_OF_WAITING)));
    }
    return days.stream().filter(day -> day.isAfter(today)).min(Comparator.naturalOrder());
  }

  private boolean waitsForCohort(Life life, Journey journey, LocalDate today) {
    return !life.allocated() && asksForArm(journey) && !stages.allocates(today);
  }

  private static boolean isWorkday(LocalDate day) {
    return workday(day).equals(day);
  }

  private static LocalDate workday(LocalDate day) {
    return LocalDate.ofEpochDay(Coming.workday(day.toEpochDay()));
  }

  private Instant office(LocalDate day, int number) {
    long minutes =
        (long) (new Draws(seed, number).uniform("office", day.toEpochDay()) * OFFICE_MINUTES);
    return day.atTime(LocalTime.of(9, 0)).plusMinutes(minutes).atZone(zone).toInstant();
  }
}
