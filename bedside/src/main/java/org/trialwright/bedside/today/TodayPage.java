package org.trialwright.bedside.today;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Link;
import org.trialwright.pages.Row;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** Who is due today, who is late, what waits for whom. */
@Controller
class TodayPage {
  private static final String CSV = "/today.csv";
  private static final String ICS = "/today.ics";

  private final Desk desk;
  private final Front front;
  private final DayList days;

  TodayPage(Desk desk, Front front, DayList days) {
    this.desk = desk;
    this.front = front;
    this.days = days;
  }

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
    var day = days.day(chosen, person, voice);
    var standings =
        chosen.stream().flatMap(site -> desk.trial().standings().at(site.id()).stream()).toList();
    page.addAttribute("frame", frame);
    page.addAttribute("heading", heading(chosen, voice));
    page.addAttribute("day", day);
    page.addAttribute("unsigned", (int) standings.stream().filter(desk::awaitsSignature).count());
    page.addAttribute("beside", beside(person, chosen, asked, voice.words()));
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

  /** What lies beside the day, as far as this person may open it. */
  private static List<Link> beside(
      SignedIn person, List<Site> chosen, Optional<String> asked, Words w) {
    var query = asked.map(site -> "?site=" + UriUtils.encode(site, UTF_8)).orElse("");
    var links = new ArrayList<Link>();
    links.add(new Link(w.say("the day as CSV"), CSV + query));
    links.add(new Link(w.say("the day as calendar"), ICS + query));
    var holidays = w.say("holidays of the site");
    chosen.forEach(
        site ->
            links.add(
                new Link(
                    chosen.size() == 1 ? holidays : w.say("label and text", holidays, site.name()),
                    "/sites/" + site.id() + "/holidays")));
    Stream.of(
            new Link(w.say("data as files"), "/export"),
            new Link(w.say("log of deviations"), "/deviations"),
            new Link(w.say("limits of the laboratory"), "/laboratory"),
            new Link(w.say("delegation and training"), "/delegation"),
            new Link(w.say("what is still to be looked at"), "/verification"))
        .filter(link -> person.grantFor("GET", link.address()).isPresent())
        .forEach(links::add);
    return links;
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

  /** The day as a file, in the language of the page. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("site") Optional<String> asked) {
    var chosen = chosen(front.sites(person), person, asked);
    var day = days.day(chosen, person, voice(request, chosen));
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "today.csv", Csv.TYPE, DayFiles.csv(day));
  }

  /** The visits that are due, for a calendar: numbers and days, and nothing else. */
  @GetMapping(ICS)
  ResponseEntity<byte[]> ics(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("site") Optional<String> asked) {
    var chosen = chosen(front.sites(person), person, asked);
    var voice = voice(request, chosen);
    var now = desk.trial().clock().instant();
    var text =
        DayFiles.ics(days.day(chosen, person, voice), desk.study().name(), now, voice.words());
    var author = front.studyAct(person, "GET", ICS, "").author();
    return front.file(author, "", "today.ics", "text/calendar;charset=UTF-8", text);
  }

  private Voice voice(HttpServletRequest request, List<Site> chosen) {
    return front.voice(request, chosen.stream().findFirst().map(Site::id));
  }
}
