package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Form;
import org.trialwright.study.Rows;
import org.trialwright.study.When.Occasion;
import org.trialwright.study.When.Offset;
import org.trialwright.study.When.Visit;
import org.trialwright.study.World;

/** Every visit of a participant with its window: computed from anchors, never stored. */
final class Calendar {
  private final Chronicle chronicle;
  private final World now;
  private final Map<Asked, Boolean> asked = new HashMap<>();

  /** A form at an occasion of a visit. */
  private record Asked(Form form, String label) {}

  Calendar(Chronicle chronicle) {
    this.chronicle = chronicle;
    this.now = chronicle.now();
  }

  /**
   * All occasions of a participant. One whose window was over before they went on under another
   * version is as it was: a visit that is new asks for nothing in the past, and one that was held
   * keeps the window it was held in.
   */
  static List<Due> of(Chronicle chronicle) {
    var now = new Calendar(chronicle).all();
    var before = chronicle.before();
    if (before == null) {
      return now;
    }
    Map<String, Due> held = new LinkedHashMap<>();
    var known = new HashSet<String>();
    for (var due : of(before)) {
      known.add(due.label());
      if (due.state() == Due.State.DONE && due.to().filter(chronicle::isBefore).isPresent()) {
        held.put(due.label(), due);
      }
    }
    var all = new ArrayList<Due>();
    for (var due : now) {
      var then = held.remove(due.label());
      boolean past = due.to().filter(chronicle::isBefore).isPresent();
      if (then != null) {
        all.add(then);
      } else if (!past || known.contains(due.label())) {
        all.add(due);
      }
    }
    all.addAll(held.values());
    all.sort(BY_DAY);
    return all;
  }

  private static final Comparator<Due> BY_DAY =
      Comparator.comparing(due -> due.from().orElse(LocalDate.MAX));

  /** All occasions, those that wait for their anchor last, else by target. */
  private List<Due> all() {
    var all = new ArrayList<Due>();
    for (var visit : chronicle.study().when().visits()) {
      all.addAll(occasions(visit));
    }
    all.sort(BY_DAY);
    return all;
  }

  private List<Due> occasions(Visit visit) {
    if (!inArm(visit)) {
      return List.of();
    }
    boolean wanted =
        visit.onlyIf().map(condition -> condition.test(now, Rows.NONE) == Truth.YES).orElse(true);
    var anchor = anchor(visit);
    var dues = new ArrayList<Due>();
    for (var occasion : visit.occasions()) {
      var due = due(visit, occasion, anchor);
      boolean done = due.state() == Due.State.DONE || due.state() == Due.State.BEGUN;
      if (done || (wanted && !replaced(visit, due))) {
        dues.add(due);
      }
    }
    return dues;
  }

  private boolean inArm(Visit visit) {
    return visit.arms().isEmpty()
        || chronicle
            .allocation()
            .filter(drawn -> drawn.masked() || visit.arms().contains(drawn.arm()))
            .isPresent();
  }

  private Optional<LocalDate> anchor(Visit visit) {
    return visit.anchor().value(now, Rows.NONE) instanceof Answer.Ranged ranged && ranged.exact()
        ? Optional.of(LocalDate.ofEpochDay((long) ranged.low()))
        : Optional.empty();
  }

  private static String label(Visit visit, Occasion occasion) {
    return occasion.label().isEmpty() ? visit.name() : visit.name() + " " + occasion.label();
  }

  private Due due(Visit visit, Occasion occasion, Optional<LocalDate> anchor) {
    var label = label(visit, occasion);
    if (anchor.isEmpty()) {
      return new Due(
          visit,
          label,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Due.State.AWAITED,
          visit.forms(),
          Optional.of(visit.anchor()));
    }
    var span = span(occasion, anchor.get());
    var earliest = span.from().isBefore(anchor.get()) ? span.from() : anchor.get();
    var open = openForms(visit, label, earliest);
    return new Due(
        visit,
        label,
        span.target(),
        Optional.of(span.from()),
        Optional.of(span.to()),
        Optional.of(span.amberTo()),
        state(visit, label, earliest, span, open),
        open,
        Optional.empty());
  }

  /** An occasion on the calendar. */
  private record Span(Optional<LocalDate> target, LocalDate from, LocalDate to, LocalDate amberTo) {
    boolean holds(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }

    long distance(LocalDate day) {
      return Math.abs(target.orElse(from).toEpochDay() - day.toEpochDay());
    }
  }

  private static Span span(Occasion occasion, LocalDate anchor) {
    var target = occasion.target().map(offset -> moved(anchor, offset));
    var window = occasion.window();
    var base = window.fromAnchor() ? anchor : target.orElse(anchor);
    return new Span(
        target,
        moved(base, window.from()),
        moved(base, window.to()),
        moved(base, window.amberTo()));
  }

  static LocalDate moved(LocalDate day, Offset offset) {
    return offset.months()
        ? day.plusMonths((long) offset.amount())
        : day.plusDays((long) offset.amount());
  }

  private List<Form> openForms(Visit visit, String label, LocalDate earliest) {
    return visit.forms().stream()
        .filter(form -> !done(form, label, earliest) && asked(form, label))
        .toList();
  }

  private boolean asked(Form form, String label) {
    return form.askedIf().isEmpty()
        || asked.computeIfAbsent(
            new Asked(form, label),
            _ -> form.askedIf().orElseThrow().test(now, Rows.at(label)) != Truth.NO);
  }

  private boolean done(Form form, String label, LocalDate earliest) {
    for (var record : chronicle.recordsOf(form)) {
      if (record.day() >= earliest.toEpochDay() && record.visit().equals(label)) {
        return true;
      }
    }
    return false;
  }

  private Due.State state(
      Visit visit, String label, LocalDate earliest, Span span, List<Form> open) {
    var today = chronicle.surroundings().today();
    boolean begun = visit.forms().stream().anyMatch(form -> done(form, label, earliest));
    if (open.isEmpty()) {
      return Due.State.DONE;
    }
    if (!here(visit)) {
      return begun ? Due.State.DONE : left(visit) ? Due.State.CANCELLED : Due.State.LATER;
    }
    if (begun) {
      return Due.State.BEGUN;
    }
    if (today.isBefore(span.from())) {
      return Due.State.LATER;
    }
    if (!today.isAfter(span.to())) {
      return Due.State.OPEN;
    }
    double missed = chronicle.study().when().missedAfterDays();
    return missed > 0 && today.isAfter(span.to().plusDays((long) missed))
        ? Due.State.PERHAPS_MISSED
        : Due.State.LATE;
  }

  private boolean here(Visit visit) {
    if (chronicle.stays().isEmpty()) {
      return false;
    }
    var place = chronicle.stays().getLast().place();
    boolean ended = chronicle.study().next().ends().contains(place);
    return !ended && (visit.places().isEmpty() || visit.places().stream().anyMatch(chronicle::at));
  }

  private boolean left(Visit visit) {
    boolean ended =
        !chronicle.stays().isEmpty()
            && chronicle.study().next().ends().contains(chronicle.stays().getLast().place());
    return ended || visit.places().stream().anyMatch(now::beenAt);
  }

  /** Another visit near enough takes its place. */
  private boolean replaced(Visit visit, Due due) {
    if (visit.unless().isEmpty() || due.target().isEmpty()) {
      return false;
    }
    var other = chronicle.study().when().visit(visit.unless().get().visit());
    if (other.isEmpty() || !(here(other.get()) || chronicle.stays().isEmpty())) {
      return other.isPresent()
          && doneNear(other.get(), due.target().get(), visit.unless().get().withinDays());
    }
    var anchor = anchor(other.get());
    return anchor.isPresent()
        && other.get().occasions().stream()
            .flatMap(occasion -> occasion.target().stream())
            .map(offset -> moved(anchor.get(), offset))
            .anyMatch(
                target ->
                    near(
                        target.toEpochDay(),
                        due.target().get(),
                        visit.unless().get().withinDays()));
  }

  private boolean doneNear(Visit other, LocalDate target, double days) {
    return other.forms().stream()
        .flatMap(form -> chronicle.recordsOf(form).stream())
        .anyMatch(
            record ->
                Moment.isVisit(record.visit(), other.name()) && near(record.day(), target, days));
  }

  private static boolean near(long day, LocalDate target, double days) {
    return Math.abs(day - target.toEpochDay()) <= days;
  }

  /**
   * The occasion a record of this form on this day belongs to: of those whose window holds it, the
   * nearest.
   */
  Optional<String> visitFor(Form form, LocalDate day) {
    Optional<String> best = Optional.empty();
    long nearest = Long.MAX_VALUE;
    for (var visit : chronicle.study().when().visits()) {
      if (!visit.forms().contains(form)
          || !inArm(visit)
          || !(visit.places().isEmpty() || here(visit))) {
        continue;
      }
      var anchor = anchor(visit);
      for (var occasion : anchor.isEmpty() ? List.<Occasion>of() : visit.occasions()) {
        var span = span(occasion, anchor.get());
        if (span.holds(day) && span.distance(day) < nearest) {
          nearest = span.distance(day);
          best = Optional.of(label(visit, occasion));
        }
      }
    }
    return best;
  }
}
