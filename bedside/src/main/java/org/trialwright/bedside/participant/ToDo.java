package org.trialwright.bedside.participant;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Holidays;
import org.trialwright.bedside.Stations;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Due;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Language;
import org.trialwright.pages.Link;
import org.trialwright.pages.State;
import org.trialwright.pages.Task;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;
import org.trialwright.study.Rows;
import org.trialwright.study.Term;

/** What is to be done, by visit, each form with its state, its window and what it waits for. */
final class ToDo {
  /** How many visits to come are named. */
  private static final int NEXT = 4;

  private static final int AWAITED = 2;

  private final Journey journey;
  private final Voice voice;
  private final String address;
  private final boolean mayAct;
  private final Stations stations;
  private final Holidays holidays;

  ToDo(
      Stations stations,
      Journey journey,
      Holidays holidays,
      Voice voice,
      String address,
      boolean mayAct) {
    this.holidays = holidays;
    this.stations = stations;
    this.journey = journey;
    this.voice = voice;
    this.address = address;
    this.mayAct = mayAct;
  }

  /**
   * The forms of one visit.
   *
   * @param when its window, and how far away its end is
   * @param why the rule that sets the time
   * @param assumed why that rule is our own choice; "" when it is not
   */
  record Group(String title, String when, String why, String assumed, List<Task> tasks) {
    Group {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * Visits on which somebody should act now: those in their window before those that are late, and
   * whose window ends first before the others.
   */
  List<Due> now() {
    return all().stream().filter(due -> !isPast(due)).toList();
  }

  private List<Due> all() {
    return journey.calendar().stream()
        .filter(due -> due.now() || begins(due))
        .sorted(
            Comparator.comparing(this::isLate).thenComparing(due -> due.to().orElse(LocalDate.MAX)))
        .toList();
  }

  private boolean isLate(Due due) {
    return due.state() != Due.State.AWAITED
        && due.to().filter(journey.today()::isAfter).isPresent();
  }

  /** Late for so long that a person should say whether it was missed. */
  private boolean isPast(Due due) {
    double missed = journey.study().when().missedAfterDays();
    return missed > 0
        && isLate(due)
        && due.to()
            .map(to -> to.plusDays((long) missed))
            .filter(journey.today()::isAfter)
            .isPresent();
  }

  /** Whether a visit waits for nothing but one of its own forms. */
  private boolean begins(Due due) {
    return due.state() == Due.State.AWAITED
        && concerns(due)
        && due.waitsFor()
            .flatMap(Term::item)
            .filter(item -> due.visit().forms().contains(item.form()))
            .isPresent();
  }

  List<Group> groups() {
    return now().stream().map(this::group).toList();
  }

  /** Visits whose window closed long ago and that are not complete. */
  List<Group> past() {
    return all().stream().filter(this::isPast).map(this::group).toList();
  }

  private Group group(Due due) {
    var tasks = new ArrayList<Task>();
    for (var form : due.visit().forms()) {
      if (due.open().contains(form)) {
        tasks.add(open(form, due));
      } else if (!isLate(due)) {
        recordOf(form, due).ifPresent(record -> tasks.add(done(record)));
      }
    }
    return new Group(
        voice.visit(due.label()),
        when(due),
        voice.speaker().timing(due.visit()).text(),
        voice.assumed("when.visits." + due.visit().name()),
        tasks);
  }

  private String when(Due due) {
    if (due.from().isEmpty() || due.to().isEmpty()) {
      return "";
    }
    return withHoliday(
        due,
        voice
            .words()
            .say(
                isLate(due) ? "window and its end, past" : "window and its end",
                voice.dates().window(due.from().get(), due.to().get()),
                isLate(due)
                    ? voice.dates().ago(due.to().get(), journey.today())
                    : voice.dates().relative(due.to().get(), journey.today())));
  }

  private String withHoliday(Due due, String window) {
    return holidays
        .falls(due)
        .map(falls -> voice.words().say("window and holiday", window, voice.falls(falls)))
        .orElse(window);
  }

  private Task open(Form form, Due due) {
    var w = voice.words();
    var link = mayAct ? address + "/forms/" + form.name() + "?visit=" + encoded(due.label()) : "";
    var by = Front.role(w, form.answeredBy());
    // Who answers stands in the study in English, unless it is one of the roles.
    boolean readable = !by.equals(form.answeredBy()) || w.language() == Language.ENGLISH;
    var more = by.isEmpty() || !readable ? "" : w.say("answered by", by);
    var badge =
        isLate(due) && due.to().isPresent()
            ? new Badge(State.STOP, voice.dates().relative(due.to().get(), journey.today()))
            : new Badge(State.QUIET, w.say("to do"));
    return new Task(voice.form(form.name()), link, more, "", badge);
  }

  private Task done(Record record) {
    var w = voice.words();
    var link = address + "/forms/" + record.form().name() + "/" + record.ordinal();
    int missing = record.unanswered().size();
    var day = LocalDate.ofEpochDay(record.day());
    return missing == 0
        ? new Task(
            voice.form(record.form().name()),
            link,
            "",
            "",
            new Badge(State.DONE, w.say("done on", voice.dates().dayOfYear(day))))
        : new Task(
            voice.form(record.form().name()),
            link,
            w.count(missing, "one answer is missing", "answers are missing"),
            "",
            new Badge(State.CARE, w.say("begun")));
  }

  private Optional<Record> recordOf(Form form, Due due) {
    return journey.records(form).stream()
        .filter(record -> record.visit().equals(due.label()))
        .reduce((_, later) -> later);
  }

  /** Visits that come, and those that cannot be planned yet with what they wait for. */
  List<Task> later() {
    var w = voice.words();
    var tasks = new ArrayList<Task>();
    journey.calendar().stream()
        .filter(due -> due.state() == Due.State.LATER && mayCome(due))
        .limit(NEXT)
        .forEach(
            due ->
                tasks.add(
                    new Task(
                        voice.visit(due.label()),
                        "",
                        due.from().isPresent() && due.to().isPresent()
                            ? withHoliday(
                                due, voice.dates().window(due.from().get(), due.to().get()))
                            : "",
                        voice.assumed("when.visits." + due.visit().name()),
                        new Badge(
                            State.PLAIN,
                            voice
                                .dates()
                                .relative(due.from().orElse(journey.today()), journey.today())))));
    journey.calendar().stream()
        .filter(due -> due.state() == Due.State.AWAITED && concerns(due) && !begins(due))
        .limit(AWAITED)
        .forEach(
            due ->
                tasks.add(
                    new Task(
                        voice.visit(due.label()),
                        "",
                        due.waitsFor()
                            .map(term -> w.say("needs first", voice.speaker().term(term).text()))
                            .orElse(""),
                        "",
                        new Badge(State.PLAIN, w.say("cannot start yet")))));
    return List.copyOf(tasks);
  }

  /** Whether its window opens later and the participant is where it is held, or may get there. */
  private boolean mayCome(Due due) {
    var ahead = stations.ahead(journey.place(), journey.armTold());
    return due.from().filter(journey.today()::isBefore).isPresent()
        && (concerns(due)
            || due.visit().places().stream().map(stations::station).anyMatch(ahead::contains));
  }

  private boolean concerns(Due due) {
    return due.visit().places().isEmpty() || due.visit().places().contains(journey.place());
  }

  /** Forms for what is not planned, with how often each was filled in. */
  List<Link> anyTime() {
    return journey.study().when().anyTime().stream()
        .filter(
            form ->
                form.askedIf()
                    .map(when -> when.test(journey.world(), Rows.NONE))
                    .filter(asked -> asked == Truth.NO)
                    .isEmpty())
        .map(form -> new Link(voice.form(form.name()), address + "/forms/" + form.name()))
        .toList();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
