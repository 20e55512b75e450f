package org.trialwright.bedside.today;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Holidays;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Due;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Task;
import org.trialwright.study.When;

/** What a day holds: who is due, late or out of their window, what waits for whom, and why. */
@Component
class DayList {
  private static final int DAYS_AHEAD = 7;

  private final Desk desk;
  private final Front front;
  private final Glance.Kept glances = new Glance.Kept();

  DayList(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * One visit of one participant, as a row.
   *
   * @param act what is done first; none for what comes later, or for who only reads
   * @param holiday that it is planned for one, and which day would do; empty otherwise
   */
  record Line(
      String participant,
      String address,
      String place,
      int done,
      int all,
      String visit,
      String left,
      String window,
      String why,
      String assumed,
      Badge state,
      LocalDate sort,
      Link act,
      LocalDate from,
      LocalDate to,
      String holiday) {}

  /** What the day holds, each list in the order of days. */
  record Day(
      List<Line> today,
      List<Line> late,
      List<Line> past,
      List<Line> open,
      List<Line> next,
      List<Task> clocks,
      List<Task> waiting,
      List<Task> ready) {}

  /** The day at some sites, for one reader. */
  Day day(List<Site> chosen, SignedIn person, Voice voice) {
    var today = new ArrayList<Line>();
    var late = new ArrayList<Line>();
    var past = new ArrayList<Line>();
    var open = new ArrayList<Line>();
    var next = new ArrayList<Line>();
    var clocks = new ArrayList<Task>();
    var waiting = new ArrayList<Task>();
    var ready = new ArrayList<Task>();
    for (var site : chosen) {
      var now = desk.today(site.id());
      var holidays = desk.holidays(site.id());
      glances
          .of(desk, site)
          .forEach(
              glance -> {
                for (var due : glance.dues()) {
                  var line = line(glance, due, now, holidays, person, voice);
                  switch (due.state()) {
                    case OPEN, BEGUN, LATE, PERHAPS_MISSED -> {
                      if (isPast(due, now)) {
                        past.add(line);
                      } else if (isLate(due, now)) {
                        late.add(line);
                      } else {
                        (isToday(due, now) ? today : open).add(line);
                      }
                    }
                    case LATER -> {
                      if (!line.sort().isAfter(now.plusDays(DAYS_AHEAD))) {
                        next.add(line);
                      }
                    }
                    case AWAITED, DONE, CANCELLED -> {}
                  }
                }
                clocks(glance, voice, clocks);
                tasks(glance, voice, waiting, ready);
              });
    }
    var byDay = Comparator.comparing(Line::sort).thenComparing(Line::participant);
    return new Day(
        today.stream().sorted(byDay).toList(),
        late.stream().sorted(byDay).toList(),
        past.stream().sorted(byDay.reversed()).toList(),
        open.stream().sorted(byDay).toList(),
        next.stream().sorted(byDay).toList(),
        clocks,
        waiting,
        ready);
  }

  private static boolean isLate(Due due, LocalDate today) {
    return due.to().filter(today::isAfter).isPresent();
  }

  /** Late for so long that a person should say whether it was missed. */
  private boolean isPast(Due due, LocalDate today) {
    double missed = desk.trial().study().when().missedAfterDays();
    return missed > 0
        && due.to().map(to -> to.plusDays((long) missed)).filter(today::isAfter).isPresent();
  }

  /** Whether today is the day aimed at, or the last or only day. */
  private static boolean isToday(Due due, LocalDate today) {
    return due.target().filter(today::equals).isPresent()
        || due.to().filter(today::equals).isPresent();
  }

  private Line line(
      Glance glance, Due due, LocalDate today, Holidays holidays, SignedIn person, Voice voice) {
    var w = voice.words();
    var standing = glance.standing();
    var number = standing.participant().value();
    var from = due.from().orElse(today);
    var to = due.to().orElse(from);
    boolean later = due.state() == Due.State.LATER;
    var state =
        isLate(due, today)
            ? new Badge(State.STOP, voice.dates().relative(to, today))
            : switch (due.state()) {
              case BEGUN -> new Badge(State.CARE, w.say("begun"));
              case LATER -> new Badge(State.PLAIN, voice.dates().relative(from, today));
              case OPEN, LATE, PERHAPS_MISSED, AWAITED, DONE, CANCELLED ->
                  isToday(due, today)
                      ? new Badge(State.NOW, w.say("today"))
                      : new Badge(State.QUIET, w.say("until", voice.dates().dayOfYear(to)));
            };
    int all = due.visit().forms().size();
    var stations = front.stations(desk.trial().study());
    return new Line(
        number,
        "/participants/" + number,
        voice.speaker().place(standing.place()).text(),
        stations.depth(standing.place()),
        stations.length() + 1,
        voice.visit(due.label()),
        w.say("n of n forms left", due.open().size(), all),
        voice.dates().window(from, to),
        why(due, voice),
        voice.assumed("when.visits." + due.visit().name()),
        state,
        later ? due.target().filter(from::isBefore).orElse(from) : to,
        later ? Link.NONE : act(standing, due, person, voice),
        from,
        to,
        holidays.falls(due).map(voice::falls).orElse(""));
  }

  /** The first form of the visit that has no record yet. */
  private static Link act(Standing standing, Due due, SignedIn person, Voice voice) {
    boolean may =
        standing.closing() != Standing.Closing.LOCKED
            && person
                .grantFor("POST", "/participants/{participant}/forms/{form}", standing.site())
                .isPresent();
    return due.open().stream()
        .filter(_ -> may)
        .findFirst()
        .map(
            form ->
                new Link(
                    voice.words().say("fill in", voice.speaker().form(form).text()),
                    "/participants/"
                        + standing.participant()
                        + "/forms/"
                        + form.name()
                        + "?visit="
                        + UriUtils.encode(due.label(), UTF_8)))
        .orElse(Link.NONE);
  }

  /** The rule that sets the day: the occasion's own window when the visit has several. */
  private static String why(Due due, Voice voice) {
    return due.visit().occasions().size() < 2
        ? voice.speaker().timing(due.visit()).text()
        : occasion(due)
            .map(occasion -> voice.speaker().window(due.visit(), occasion).text())
            .orElse("");
  }

  private static Optional<When.Occasion> occasion(Due due) {
    return due.visit().occasions().stream()
        .filter(one -> due.label().equals((due.visit().name() + " " + one.label()).strip()))
        .findFirst();
  }

  private void clocks(Glance glance, Voice voice, List<Task> into) {
    var w = voice.words();
    var now = desk.trial().clock().instant();
    var number = glance.standing().participant().value();
    for (var clock : glance.clocks()) {
      into.add(
          new Task(
              w.say("participant: what", number, voice.speaker().alarm(clock.alarm()).text()),
              "/participants/" + number + "/forms/" + clock.form() + "/" + clock.ordinal(),
              w.say("due at", voice.dates().moment(clock.due())),
              "",
              new Badge(
                  now.isAfter(clock.warnFrom()) ? State.STOP : State.CARE,
                  voice.left(clock.due(), now))));
    }
  }

  private static void tasks(Glance glance, Voice voice, List<Task> waiting, List<Task> ready) {
    var w = voice.words();
    var number = glance.standing().participant().value();
    for (var drug : glance.toConfirm()) {
      waiting.add(
          new Task(
              w.say("participant: what", number, w.say("second person for a dose")),
              "/participants/" + number + "/doses",
              voice.speaker().drug(drug).text(),
              "",
              Badge.NONE));
    }
    if (glance.ready()) {
      ready.add(
          new Task(
              voice.checkAndAllocate(number),
              "/participants/" + number + "/allocation",
              "",
              "",
              new Badge(State.NOW, w.say("ready"))));
    }
  }
}
