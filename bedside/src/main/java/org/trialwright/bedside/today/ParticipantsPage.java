package org.trialwright.bedside.today;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Choice;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Selection;
import org.trialwright.journal.Standing;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** The list of participants, from the projection alone. */
@Controller
class ParticipantsPage {
  static final int PAGE = 50;
  private static final int AROUND = 3;

  private final Desk desk;
  private final Front front;

  ParticipantsPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /** Which participants are asked for: what the address says. */
  record Filter(String site, String place, boolean late, String number, int page) {
    Filter site(String other) {
      return new Filter(other, place, late, number, 1);
    }

    Filter place(String other) {
      return new Filter(site, other, late, number, 1);
    }

    Filter late(boolean other) {
      return new Filter(site, place, other, number, 1);
    }

    Filter page(int other) {
      return new Filter(site, place, late, number, other);
    }

    boolean isAll() {
      return site.isEmpty() && place.isEmpty() && !late && number.isEmpty();
    }

    String address() {
      Map<String, String> parts = new TreeMap<>();
      if (!site.isEmpty()) {
        parts.put("site", site);
      }
      if (!place.isEmpty()) {
        parts.put("place", place);
      }
      if (late) {
        parts.put("late", "yes");
      }
      if (!number.isEmpty()) {
        parts.put("number", number);
      }
      if (page > 1) {
        parts.put("page", String.valueOf(page));
      }
      var query =
          parts.entrySet().stream()
              .map(
                  part ->
                      part.getKey()
                          + "="
                          + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
              .toList();
      return query.isEmpty() ? "/participants" : "/participants?" + String.join("&", query);
    }
  }

  /** What lies beside the list: versions of the study, and what masking the arm adds. */
  private List<Link> beside(SignedIn person, Words w) {
    var how = desk.trial().study().how();
    var links = new ArrayList<Link>();
    if (person.grantFor("GET", "/amendments").isPresent()) {
      links.add(new Link(w.say("versions of the study"), "/amendments"));
    }
    if (how.kits().isPresent()) {
      links.add(new Link(w.say("kits"), "/kits"));
    }
    if (how.unblind().isPresent() && person.grantFor("GET", "/unblindings").isPresent()) {
      links.add(new Link(w.say("register of opened arms"), "/unblindings"));
    }
    return links;
  }

  @GetMapping("/participants")
  String participants(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("site") Optional<String> site,
      @RequestParam("place") Optional<String> place,
      @RequestParam("late") Optional<String> late,
      @RequestParam("number") Optional<String> number,
      @RequestParam("page") Optional<String> wanted,
      Model page) {
    var sites = front.sites(person);
    var filter =
        new Filter(
            site.orElse(""),
            place.orElse(""),
            late.isPresent(),
            number.map(text -> text.strip().toUpperCase(Locale.ROOT)).orElse(""),
            wanted.filter(text -> text.matches("[1-9]\\d{0,4}")).map(Integer::parseInt).orElse(1));
    var exact = desk.trial().standings().named(filter.number(), ids(sites));
    if (exact.isPresent()) {
      return "redirect:/participants/" + exact.get().participant();
    }
    var frame =
        front.frame(
            request, person, front.words(request).say("place participants"), Optional.empty());
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var tallies = desk.trial().standings().tally(selection(sites, filter));
    int found = Selection.count(tallies, filter.place(), filter.late());
    int pages = Math.max(1, (found + PAGE - 1) / PAGE);
    int at = Math.min(filter.page(), pages);
    var shown = desk.trial().standings().list(selection(sites, filter), (at - 1) * PAGE, PAGE);
    page.addAttribute("beside", beside(person, frame.words()));
    page.addAttribute("frame", frame);
    page.addAttribute("filter", filter);
    page.addAttribute("choices", choices(sites, tallies, filter, voice));
    page.addAttribute("table", table(sites, shown, voice));
    page.addAttribute("count", found);
    page.addAttribute("all", all(sites, filter, tallies));
    page.addAttribute("pages", pages(filter, at, pages, frame.words()));
    page.addAttribute("mayRegister", person.grantFor("POST", "/participants/new").isPresent());
    return "bedside/today/participants";
  }

  private static Set<SiteId> ids(List<Site> sites) {
    return sites.stream().map(Site::id).collect(Collectors.toSet());
  }

  private Selection selection(List<Site> sites, Filter filter) {
    var days =
        sites.stream()
            .filter(site -> filter.site().isEmpty() || site.id().value().equals(filter.site()))
            .collect(Collectors.toMap(Site::id, site -> site.today(desk.trial().clock())));
    return new Selection(days, filter.place(), filter.late(), filter.number());
  }

  /** How many there are at all the sites, whatever is asked for. */
  private int all(List<Site> sites, Filter filter, List<Selection.Tally> tallies) {
    boolean narrowed = !filter.site().isEmpty() || !filter.number().isEmpty();
    var counted =
        narrowed
            ? desk.trial().standings().tally(selection(sites, new Filter("", "", false, "", 1)))
            : tallies;
    return Selection.count(counted, "", false);
  }

  private List<Choice> choices(
      List<Site> sites, List<Selection.Tally> tallies, Filter filter, Voice voice) {
    var w = voice.words();
    var choices = new ArrayList<Choice>();
    if (sites.size() > 1) {
      var links = new ArrayList<Link>();
      links.add(choice(w.say("all sites"), filter.site(""), filter.site().isEmpty()));
      for (var site : sites) {
        links.add(
            choice(
                site.name(),
                filter.site(site.id().value()),
                filter.site().equals(site.id().value())));
      }
      choices.add(new Choice(w.say("site"), links));
    }
    var places = new ArrayList<Link>();
    places.add(choice(w.say("everywhere"), filter.place(""), filter.place().isEmpty()));
    for (var name : placeNames()) {
      int here = Selection.count(tallies, name, filter.late());
      if (here > 0 || filter.place().equals(name)) {
        places.add(
            choice(
                w.say("label and count", voice.speaker().place(name).text(), Numbers.count(here)),
                filter.place(name),
                filter.place().equals(name)));
      }
    }
    choices.add(new Choice(w.say("place"), places));
    int late = Selection.count(tallies, filter.place(), true);
    choices.add(
        new Choice(
            w.say("what is due"),
            List.of(
                choice(w.say("late or not"), filter.late(false), !filter.late()),
                choice(
                    w.say("label and count", w.say("late"), Numbers.count(late)),
                    filter.late(true),
                    filter.late()))));
    return choices;
  }

  private List<String> placeNames() {
    var next = desk.trial().study().next();
    var names = new ArrayList<String>();
    next.places().forEach(place -> names.add(place.name()));
    next.ends().stream().filter(end -> !names.contains(end)).forEach(names::add);
    return names;
  }

  private static Link choice(String label, Filter to, boolean chosen) {
    return new Link(label, chosen ? "" : to.address());
  }

  private Table table(List<Site> sites, List<Standing> shown, Voice voice) {
    var w = voice.words();
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(w.say("participant"), false));
    if (sites.size() > 1) {
      columns.add(new Table.Column(w.say("site"), false));
    }
    columns.add(new Table.Column(w.say("place"), false));
    columns.add(new Table.Column(w.say("since"), false));
    columns.add(new Table.Column(w.say("due next"), false));
    columns.add(new Table.Column(w.say("open queries"), true));
    var known = sites.stream().collect(Collectors.toMap(Site::id, site -> site));
    var lines =
        shown.stream()
            .map(
                one ->
                    new Table.Line(
                        cells(
                            one,
                            Optional.ofNullable(known.get(one.site())).orElseThrow(),
                            sites.size() > 1,
                            voice),
                        false))
            .toList();
    return new Table(w.say("place participants"), true, "", columns, lines);
  }

  private List<Table.Cell> cells(Standing one, Site site, boolean several, Voice voice) {
    var cells = new ArrayList<Table.Cell>();
    var address = "/participants/" + one.participant();
    cells.add(new Table.Cell(one.participant().value(), address));
    if (several) {
      cells.add(new Table.Cell(site.name()));
    }
    cells.add(new Table.Cell(voice.speaker().place(one.place()).text()));
    cells.add(new Table.Cell(voice.dates().day(one.since())));
    cells.add(due(one, site.today(desk.trial().clock()), voice));
    cells.add(
        one.openQueries() == 0
            ? new Table.Cell("")
            : new Table.Cell(
                String.valueOf(one.openQueries()), "/queries?participant=" + one.participant()));
    return cells;
  }

  private static Table.Cell due(Standing one, LocalDate today, Voice voice) {
    if (one.due().isEmpty()) {
      return new Table.Cell("");
    }
    LocalDate due = one.due().get();
    return new Table.Cell(
        voice.visit(one.dueLabel()),
        "",
        voice.words().say("until", voice.dates().day(due)),
        due.isBefore(today)
            ? new Badge(State.STOP, voice.dates().relative(due, today))
            : Badge.NONE);
  }

  /** The first and the last page and those around the one that is shown. */
  private static List<Link> pages(Filter filter, int at, int pages, Words w) {
    return IntStream.rangeClosed(1, pages == 1 ? 0 : pages)
        .filter(number -> number == 1 || number == pages || Math.abs(number - at) <= AROUND)
        .mapToObj(
            number ->
                new Link(
                    w.say("page n", number), number == at ? "" : filter.page(number).address()))
        .toList();
  }
}
