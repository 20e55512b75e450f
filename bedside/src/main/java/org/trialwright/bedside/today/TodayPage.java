package org.trialwright.bedside.today;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Stations;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Due;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Row;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Task;
import org.trialwright.study.When;

/** Who is due today, who is late, what waits for whom. */
@Controller
class TodayPage {
  private static final int DAYS_AHEAD = 7;

  private final Desk desk;
  private final Front front;
  private final Stations stations;
  private final Glance.Kept glances = new Glance.Kept();

  TodayPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
    this.stations = Stations.of(desk.trial().study());
  }

  /** One visit of one participant, as a row. */
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
      LocalDate sort) {}

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

  @GetMapping("/today")
  String today(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("site") Optional<String> asked,
      Model page) {
    var all = front.sites(person);
    var chosen = chosen(all, person, asked);
    var frame =
        front.frame(
            request,
            person,
            front.words(request).say("place today"),
            chosen.stream().findFirst().map(Site::id));
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var day = day(chosen, voice);
    var standings =
        chosen.stream().flatMap(site -> desk.trial().standings().at(site.id()).stream()).toList();
    page.addAttribute("frame", frame);
    page.addAttribute("heading", heading(chosen, voice));
    page.addAttribute("day", day);
    page.addAttribute("queries", standings.stream().mapToInt(Standing::openQueries).sum());
    page.addAttribute("sites", siteLinks(all, chosen));
    page.addAttribute("soFar", soFar(standings, voice));
    page.addAttribute("mayRegister", person.grantFor("POST", "/participants/new").isPresent());
    return "bedside/today/today";
  }

  /** The site asked for; else the person's own ones, or the first of all sites. */
  private static List<Site> chosen(List<Site> all, SignedIn person, Optional<String> asked) {
    var wanted = all.stream().filter(site -> site.id().value().equals(asked.orElse(""))).toList();
    if (!wanted.isEmpty()) {
      return wanted;
    }
    var own = all.stream().filter(site -> person.sites().contains(site.id())).toList();
    return own.isEmpty() ? all.stream().limit(1).toList() : own;
  }

  private String heading(List<Site> chosen, Voice voice) {
    var today =
        chosen.stream()
            .findFirst()
            .map(site -> desk.today(site.id()))
            .orElseGet(
                () -> LocalDate.ofInstant(desk.trial().clock().instant(), voice.dates().zone()));
    return voice.dates().heading(today);
  }

  private static List<Link> siteLinks(List<Site> all, List<Site> chosen) {
    return all.size() < 2
        ? List.of()
        : all.stream()
            .map(
                site ->
                    chosen.contains(site) && chosen.size() == 1
                        ? new Link(site.name(), "")
                        : new Link(site.name(), "/today?site=" + site.id()))
            .toList();
  }

  private Day day(List<Site> chosen, Voice voice) {
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
      glances
          .of(desk, site)
          .forEach(
              glance -> {
                for (var due : glance.dues()) {
                  var line = line(glance, due, now, voice);
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

  private Line line(Glance glance, Due due, LocalDate today, Voice voice) {
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
        later ? due.target().filter(from::isBefore).orElse(from) : to);
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
              w.say("check and randomise", number),
              "/participants/" + number + "/allocation",
              "",
              "",
              new Badge(State.NOW, w.say("ready"))));
    }
  }

  private List<Row> soFar(List<Standing> standings, Voice voice) {
    var w = voice.words();
    var rows = new ArrayList<Row>();
    rows.add(new Row(w.say("registered so far"), String.valueOf(standings.size())));
    rows.add(
        new Row(
            w.say("randomised so far"),
            String.valueOf(standings.stream().filter(one -> !one.arm().isEmpty()).count())));
    var study = desk.trial().study();
    study.next().places().stream()
        .map(place -> place.name())
        .forEach(
            place -> {
              long here = standings.stream().filter(one -> one.place().equals(place)).count();
              if (here > 0) {
                rows.add(new Row(voice.speaker().place(place).text(), String.valueOf(here)));
              }
            });
    return rows;
  }
}
