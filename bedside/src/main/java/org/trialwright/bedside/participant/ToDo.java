package org.trialwright.bedside.participant;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Due;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Badge;
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

  private final Journey journey;
  private final Voice voice;
  private final String address;
  private final boolean mayAct;

  ToDo(Journey journey, Voice voice, String address, boolean mayAct) {
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

  /** Visits on which somebody should act now: those in their window before those that are late. */
  List<Due> now() {
    return journey.calendar().stream()
        .filter(due -> due.now() || begins(due))
        .sorted(Comparator.comparing(ToDo::isLate))
        .toList();
  }

  private static boolean isLate(Due due) {
    return due.state() == Due.State.LATE || due.state() == Due.State.PERHAPS_MISSED;
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
    return voice
        .words()
        .say(
            "window and its end",
            voice.dates().window(due.from().get(), due.to().get()),
            voice.dates().relative(due.to().get(), journey.today()));
  }

  private Task open(Form form, Due due) {
    var w = voice.words();
    var link = mayAct ? address + "/forms/" + form.name() + "?visit=" + encoded(due.label()) : "";
    var more =
        form.answeredBy().isEmpty() ? "" : w.say("answered by", voice.role(form.answeredBy()));
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
        .filter(due -> due.state() == Due.State.LATER)
        .limit(NEXT)
        .forEach(
            due ->
                tasks.add(
                    new Task(
                        voice.visit(due.label()),
                        "",
                        due.from().isPresent() && due.to().isPresent()
                            ? voice.dates().window(due.from().get(), due.to().get())
                            : "",
                        voice.assumed("when.visits." + due.visit().name()),
                        new Badge(
                            State.PLAIN,
                            voice
                                .dates()
                                .relative(due.from().orElse(journey.today()), journey.today())))));
    journey.calendar().stream()
        .filter(due -> due.state() == Due.State.AWAITED && concerns(due) && !begins(due))
        .limit(NEXT)
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
