package org.trialwright.journey;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.trialwright.clinical.Renal;
import org.trialwright.clinical.Rounding;
import org.trialwright.journey.DoseCard.Line;
import org.trialwright.journey.DoseCard.Reason;
import org.trialwright.journey.DoseCard.Source;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.Type;
import org.trialwright.study.What.Act;
import org.trialwright.study.What.Action;
import org.trialwright.study.What.Drug;
import org.trialwright.study.What.Give;
import org.trialwright.study.What.GradeRow;
import org.trialwright.study.What.Modification;
import org.trialwright.study.What.Schedule;
import org.trialwright.study.World;

/**
 * Doses: what is planned, how much it comes to, and what the rules on toxicity make of it. Doses
 * given are the records of the form {@code dose}, fractions those of {@code fraction}.
 */
final class Dosing {
  private static final String DOSE = "dose";
  private static final String FRACTION = "fraction";

  private final Study study;
  private final Chronicle chronicle;

  Dosing(Study study, Chronicle chronicle) {
    this.study = study;
    this.chronicle = chronicle;
  }

  /** The first treatment day: the date the study calls {@code start}. */
  Optional<LocalDate> firstDay(World world) {
    return study.when().dates().stream()
        .filter(date -> date.name().equals("start"))
        .findFirst()
        .flatMap(date -> day(world.named(date)));
  }

  private Optional<LocalDate> firstDay() {
    return firstDay(chronicle.now());
  }

  private static Optional<LocalDate> day(Answer answer) {
    return answer instanceof Answer.Ranged ranged && ranged.exact()
        ? Optional.of(LocalDate.ofEpochDay((long) ranged.low()))
        : Optional.empty();
  }

  /**
   * The order of the day: every drug of the participant's arm, in the order in which they are
   * given.
   */
  DoseCard card(LocalDate day, String visit) {
    var lines = new ArrayList<Line>();
    for (var drug : inOrder()) {
      lines.add(line(drug, day, visit));
    }
    return new DoseCard(day, courseDay(day), visit, lines);
  }

  private List<Drug> inOrder() {
    var order = study.what().order();
    return study.what().drugs().stream()
        .sorted(
            Comparator.comparingInt(
                drug -> order.contains(drug.name()) ? order.indexOf(drug.name()) : order.size()))
        .toList();
  }

  private int courseDay(LocalDate day) {
    return (int)
        firstDay().map(first -> ChronoUnit.DAYS.between(first, day) + 1).orElse(1L).longValue();
  }

  Answer plannedOn(String drugName, LocalDate day) {
    var line = study.what().drug(drugName).map(drug -> line(drug, day, visitOn(day)));
    if (line.isEmpty() || line.get().amount().isEmpty()) {
      return Answers.UNKNOWN;
    }
    boolean given = line.get().action().compareTo(Action.LEVEL) <= 0;
    return Answer.exactly(given ? line.get().amount().getAsDouble() : 0);
  }

  /** The end of a day, in the visit whose doses are given then. */
  Moment on(LocalDate day) {
    return chronicle.endOf(day, visitOn(day));
  }

  private String visitOn(LocalDate day) {
    return study.forms().containsKey(DOSE)
        ? new Calendar(chronicle).visitFor(study.form(DOSE), day).orElse("")
        : "";
  }

  Answer changeOf(String drugName, LocalDate day) {
    var drug = study.what().drug(drugName);
    if (drug.isEmpty()) {
      return Answers.UNKNOWN;
    }
    var last = lastGiven(drug.get(), day);
    if (last.isEmpty()) {
      return Answers.NOT_ASKED;
    }
    var world = on(day);
    var amount = rounded(drug.get(), exact(drug.get(), levelOn(drug.get(), day), world));
    return amount.isEmpty()
        ? Answers.UNKNOWN
        : Answer.exactly(
            Math.abs(amount.getAsDouble() - last.getAsDouble()) / last.getAsDouble() * 100);
  }

  private Line line(Drug drug, LocalDate day, String visit) {
    var world = chronicle.endOf(day, visit);
    var reasons = new ArrayList<Reason>();
    var planned = plannedDay(drug, day);
    armReason(drug).ifPresent(reasons::add);
    reasons.addAll(calendarReasons(drug, day, planned));
    reasons.addAll(stoppedBefore(drug, day));
    int level = levelOn(drug, day);
    if (drug.levels().size() > 1 && level >= drug.levels().size()) {
      reasons.add(reason(Action.STOP, Source.NO_LEVEL_LEFT, ""));
    }
    reasons.addAll(modifications(drug, world));
    reasons.addAll(grades(drug, world));
    var exact = exact(drug, level, world);
    var amount = rounded(drug, exact);
    var waiting = exact.isEmpty() ? missingInputs(drug, world) : List.<Item>of();
    if (exact.isEmpty()) {
      reasons.add(reason(Action.HOLD, Source.INPUT_MISSING, ""));
    }
    if (planned.isEmpty()) {
      reasons.add(reason(Action.HOLD, Source.NOT_PLANNED, ""));
    }
    reasons.sort(Comparator.comparing(Reason::action).reversed());
    var action = reasons.isEmpty() ? Action.GIVE : reasons.getFirst().action();
    var last = lastGiven(drug, day);
    return new Line(
        drug,
        planned,
        action,
        exact,
        amount,
        drug.give() instanceof Give.Fractions ? "Gy" : "mg",
        level,
        last,
        change(amount, last),
        new Steps(study, chronicle, world).of(drug),
        reasons,
        waiting);
  }

  private static Reason reason(Action action, Source source, String text) {
    return new Reason(action, source, text, true, List.of());
  }

  private static OptionalDouble change(OptionalDouble amount, OptionalDouble last) {
    return amount.isPresent() && last.isPresent() && last.getAsDouble() > 0
        ? OptionalDouble.of((amount.getAsDouble() - last.getAsDouble()) / last.getAsDouble() * 100)
        : OptionalDouble.empty();
  }

  private Optional<Reason> armReason(Drug drug) {
    if (drug.arms().isEmpty()) {
      return Optional.empty();
    }
    // Where the arm is masked, every drug is given in every arm.
    boolean given =
        chronicle
            .allocation()
            .filter(drawn -> drawn.masked() || drug.arms().contains(drawn.arm()))
            .isPresent();
    return given
        ? Optional.empty()
        : Optional.of(reason(Action.STOP, Source.NOT_IN_ARM, String.join(", ", drug.arms())));
  }

  /**
   * The planned day whose turn it is: the last one begun, unless its dose is given, omitted or too
   * late.
   */
  private Optional<Integer> plannedDay(Drug drug, LocalDate day) {
    int today = courseDay(day);
    return switch (drug.schedule()) {
      case Schedule.OnDays days -> turn(drug, days.days(), day);
      case Schedule.InPeriods days -> turn(drug, inPeriods(drug, days), day);
      case Schedule.OnWorkdays workdays ->
          today >= workdays.fromDay() && fractionsLeft(drug, day) > 0
              ? Optional.of(today)
              : Optional.empty();
    };
  }

  private Optional<Integer> turn(Drug drug, List<Integer> days, LocalDate day) {
    int today = courseDay(day);
    Optional<Integer> turn = Optional.empty();
    for (int planned : days) {
      if (planned - 1 <= today) {
        turn = Optional.of(planned);
      }
    }
    return turn.filter(planned -> !settledSince(drug, planned, day));
  }

  /** The days of the participant's own sequence; none before there is one. */
  private List<Integer> inPeriods(Drug drug, Schedule.InPeriods days) {
    var arm = chronicle.allocation().map(Event.Allocated::arm).orElse("");
    return study
        .how()
        .periods()
        .map(periods -> periods.days(arm, drug.name(), days.days()))
        .orElse(List.of());
  }

  /** Whether the dose of a planned day was given or left out before this day. */
  private boolean settledSince(Drug drug, int planned, LocalDate day) {
    var first = firstDay();
    if (first.isEmpty()) {
      return false;
    }
    long from = first.get().toEpochDay() + planned - 2;
    return doses(drug).stream().anyMatch(row -> row.day() >= from && row.day() < day.toEpochDay());
  }

  private long fractionsLeft(Drug drug, LocalDate day) {
    if (!(drug.give() instanceof Give.Fractions fractions)
        || !study.forms().containsKey(FRACTION)) {
      return 0;
    }
    long given =
        chronicle.recordsOf(study.form(FRACTION)).stream()
            .filter(row -> row.day() < day.toEpochDay())
            .count();
    return fractions.count() - given;
  }

  private List<Reason> calendarReasons(Drug drug, LocalDate day, Optional<Integer> planned) {
    var reasons = new ArrayList<Reason>();
    if (drug.lastDay() > 0 && planned.isPresent() && courseDay(day) > drug.lastDay()) {
      reasons.add(reason(Action.OMIT, Source.TOO_LATE, String.valueOf(drug.lastDay())));
    }
    var before = givenBefore(drug, day);
    if (drug.daysApart() > 0 && before.isPresent()) {
      long apart = day.toEpochDay() - before.get().day();
      if (apart < drug.daysApart()) {
        reasons.add(
            reason(
                Action.HOLD,
                Source.TOO_EARLY,
                LocalDate.ofEpochDay(before.get().day())
                    .plusDays((long) drug.daysApart())
                    .toString()));
      }
    }
    return reasons;
  }

  private List<Record> doses(Drug drug) {
    var form = study.forms().get(DOSE);
    if (form == null || form.item("drug").isEmpty()) {
      return List.of();
    }
    var item = form.item("drug").get();
    if (!(item.type() instanceof Type.Coded coded) || !coded.list().codes().contains(drug.name())) {
      return List.of();
    }
    var wanted = Journey.code(coded.list().codes(), drug.name());
    return chronicle.recordsOf(form).stream()
        .filter(row -> row.answer(item).equals(wanted))
        .toList();
  }

  private static double given(Row row) {
    return row.form().item("given").map(row::answer).orElse(Answers.UNKNOWN)
            instanceof Answer.Ranged amount
        ? amount.low()
        : 0;
  }

  private Optional<Record> givenBefore(Drug drug, LocalDate day) {
    return doses(drug).stream()
        .filter(row -> row.day() < day.toEpochDay() && given(row) > 0)
        .reduce((_, later) -> later);
  }

  private OptionalDouble lastGiven(Drug drug, LocalDate day) {
    return givenBefore(drug, day)
        .map(row -> OptionalDouble.of(given(row)))
        .orElse(OptionalDouble.empty());
  }

  /**
   * How many levels below the full dose: one for each earlier day that asked for it, and one while
   * a rule asks now.
   */
  private int levelOn(Drug drug, LocalDate day) {
    if (drug.levels().size() < 2) {
      return 0;
    }
    int level = lowered(drug, on(day), true);
    for (var earlier : doseDaysBefore(day)) {
      level += lowered(drug, earlier, false);
    }
    return level;
  }

  private int lowered(Drug drug, World world, boolean now) {
    int most = 0;
    for (var held : holding(world, act -> act.levelDrugs().contains(drug.name()))) {
      for (var act : held.modification().acts()) {
        boolean counts = now == (act.action() == Action.LEVEL);
        if (held.truth() == Truth.YES && counts && act.levelDrugs().contains(drug.name())) {
          most = Math.max(most, act.levelsDown());
        }
      }
    }
    return most;
  }

  /** The ends of the earlier days on which a dose was given or left out. */
  private Collection<Moment> doseDaysBefore(LocalDate day) {
    var form = study.forms().get(DOSE);
    var days = new TreeMap<LocalDate, Moment>();
    if (form != null) {
      for (var record : chronicle.recordsOf(form)) {
        var earlier = LocalDate.ofEpochDay(record.day());
        if (earlier.isBefore(day)) {
          days.computeIfAbsent(earlier, one -> chronicle.endOf(one, record.visit()));
        }
      }
    }
    return days.values();
  }

  /** A rule that holds or may hold. */
  private record Held(Modification modification, Truth truth) {}

  /**
   * In each group that does what is asked about, the first line that holds; lines above it that
   * cannot be told are there too.
   */
  private List<Held> holding(World world, Predicate<Act> concerned) {
    var groups = new HashSet<String>();
    for (var modification : study.what().modifications()) {
      if (modification.acts().stream().anyMatch(concerned)) {
        groups.add(modification.group());
      }
    }
    var held = new ArrayList<Held>();
    for (var modification : study.what().modifications()) {
      if (groups.contains(modification.group())) {
        var truth = modification.when().test(world, Rows.NONE);
        if (truth != Truth.NO) {
          held.add(new Held(modification, truth));
        }
        if (truth == Truth.YES) {
          groups.remove(modification.group());
        }
      }
    }
    return held;
  }

  private List<Reason> modifications(Drug drug, World world) {
    var reasons = new ArrayList<Reason>();
    Predicate<Act> concerned = act -> act.drugs().contains(drug.name());
    for (var held : holding(world, concerned)) {
      held.modification().acts().stream()
          .filter(concerned)
          .forEach(act -> reasons.add(modified(held, act, world)));
    }
    return reasons;
  }

  /** A rule that cannot be told holds the dose: nothing is given while a toxicity is not known. */
  private static Reason modified(Held held, Act act, World world) {
    boolean known = held.truth() == Truth.YES;
    var because = held.modification().when().because(world, Rows.NONE);
    return new Reason(
        known ? act.action() : Action.HOLD,
        Source.MODIFICATION,
        held.modification().reason(),
        known,
        because);
  }

  /** What an earlier rule stopped stays stopped. */
  private List<Reason> stoppedBefore(Drug drug, LocalDate day) {
    Predicate<Act> stops = act -> act.action() == Action.STOP && act.drugs().contains(drug.name());
    return doseDaysBefore(day).stream()
        .flatMap(earlier -> holding(earlier, stops).stream())
        .filter(held -> held.truth() == Truth.YES)
        .filter(held -> held.modification().acts().stream().anyMatch(stops))
        .map(held -> reason(Action.STOP, Source.MODIFICATION, held.modification().reason()))
        .limit(1)
        .toList();
  }

  private List<Reason> grades(Drug drug, World world) {
    var reasons = new ArrayList<Reason>();
    for (var row : study.what().gradeRows()) {
      if (row.drug().equals(drug.name())) {
        for (var event : world.rows(row.form())) {
          graded(row, event).ifPresent(reasons::add);
        }
      }
    }
    return reasons;
  }

  /** What one adverse event does: while it is there, or for good once its grade stops the drug. */
  private static Optional<Reason> graded(GradeRow row, Row event) {
    var form = row.form();
    var term = form.item("term").orElseThrow();
    if (!(event.answer(term) instanceof Answer.Coded coded)
        || !(term.type() instanceof Type.Coded list)) {
      return Optional.empty();
    }
    boolean concerned = list.list().of(coded.possible()).stream().anyMatch(row.terms()::contains);
    if (!concerned) {
      return Optional.empty();
    }
    var grades = gradesOf(event, form);
    var worst = grades.stream().max(Comparator.naturalOrder()).orElse(4);
    var action = worst == 0 ? Action.GIVE : row.byGrade().get(Math.min(worst, 4) - 1);
    boolean there =
        form.item("ongoing")
            .map(event::answer)
            .map(answer -> !answer.equals(Answers.NO))
            .orElse(true);
    if (action == Action.GIVE || (!there && action != Action.STOP)) {
      return Optional.empty();
    }
    boolean known = grades.size() == 1 && coded.known();
    var text = String.join(", ", list.list().of(coded.possible())) + " " + worst;
    return Optional.of(
        new Reason(known ? action : Action.HOLD, Source.GRADE, text, known, List.of()));
  }

  private static List<Integer> gradesOf(Row event, Form form) {
    var grade = form.item("grade");
    if (grade.isEmpty()
        || !(grade.get().type() instanceof Type.Coded list)
        || !(event.answer(grade.get()) instanceof Answer.Coded coded)) {
      return List.of(1, 2, 3, 4);
    }
    return list.list().of(coded.possible()).stream().map(Integer::valueOf).toList();
  }

  private OptionalDouble exact(Drug drug, int level, World world) {
    double amount =
        drug.levels().isEmpty() ? 0 : drug.levels().get(Math.min(level, drug.levels().size() - 1));
    return switch (drug.give()) {
      case Give.Flat flat -> OptionalDouble.of(flat.amount());
      case Give.Fractions fractions -> OptionalDouble.of(fractions.gray());
      case Give.Per per ->
          times(drug.levels().isEmpty() ? per.amount() : amount, world.named(per.step()));
      case Give.Auc auc ->
          calvert(drug.levels().isEmpty() ? auc.target() : amount, world.named(auc.clearance()));
    };
  }

  private static OptionalDouble times(double amount, Answer step) {
    return step instanceof Answer.Ranged ranged && ranged.exact()
        ? OptionalDouble.of(amount * ranged.low())
        : OptionalDouble.empty();
  }

  private static OptionalDouble calvert(double target, Answer clearance) {
    return clearance instanceof Answer.Ranged ranged && ranged.exact()
        ? OptionalDouble.of(Renal.calvert(target, ranged.low()))
        : OptionalDouble.empty();
  }

  private static OptionalDouble rounded(Drug drug, OptionalDouble exact) {
    if (exact.isEmpty() || drug.rounding().isEmpty()) {
      return exact;
    }
    var rounding = drug.rounding().get();
    return OptionalDouble.of(
        Rounding.toNearest(
            exact.getAsDouble(), rounding.coarse(), rounding.fine(), rounding.percent()));
  }

  private List<Item> missingInputs(Drug drug, World world) {
    var missing = new LinkedHashSet<Item>();
    for (var step : new Steps(study, chronicle, world).used(drug)) {
      for (var item : Steps.questions(step)) {
        if (!Steps.reading(step, item, world).known()) {
          missing.add(item);
        }
      }
    }
    return List.copyOf(missing);
  }
}
