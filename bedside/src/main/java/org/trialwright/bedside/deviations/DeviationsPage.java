package org.trialwright.bedside.deviations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** Every deviation at the sites that somebody may read, narrowed by the address. */
@Controller
class DeviationsPage {
  private static final String CSV = "/deviations.csv";
  private static final int MOST = 200;

  private final Front front;
  private final DeviationLogs logs;

  DeviationsPage(Front front, DeviationLogs logs) {
    this.front = front;
    this.logs = logs;
  }

  @GetMapping("/deviations")
  String deviations(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> fields,
      Model page) {
    var voice = voice(request, person);
    var sites = front.sites(person);
    var all = logs.at(sites, voice);
    var filter = DeviationFilter.of(fields);
    var found = found(all, filter);
    page.addAttribute(
        "frame",
        front.frame(request, person, voice.words().say("log of deviations"), Optional.empty()));
    page.addAttribute("choices", filter.choices(all, sites, voice));
    page.addAttribute("count", found.size());
    page.addAttribute("table", table(found.stream().limit(MOST).toList(), voice));
    page.addAttribute("csv", filter.csv());
    page.addAttribute("ofSites", ofSites(sites, voice));
    return "bedside/deviations/deviations";
  }

  /** Those that wait longest come first, what nobody waits for last. */
  private static List<Line> found(List<Line> all, DeviationFilter filter) {
    return all.stream()
        .filter(filter::holds)
        .sorted(
            Comparator.comparing((Line line) -> DeviationView.isClosed(line.one()))
                .thenComparing(Line::age, Comparator.reverseOrder())
                .thenComparing(Line::participant)
                .thenComparing(line -> line.one().number()))
        .toList();
  }

  private static List<Link> ofSites(List<Site> sites, Voice voice) {
    return sites.stream()
        .map(
            site ->
                new Link(
                    voice.words().say("deviations of the site itself", site.name()),
                    Line.address(Deviating.Whose.of(site.id()))))
        .toList();
  }

  private Voice voice(HttpServletRequest request, SignedIn person) {
    var site = front.sites(person).stream().findFirst().map(Site::id);
    return front.voice(request, site);
  }

  private static Table table(List<Line> shown, Voice voice) {
    var w = voice.words();
    return new Table(
        w.say("log of deviations"),
        true,
        "",
        List.of(
            new Table.Column(w.say("whose deviation"), false),
            new Table.Column(w.say("what happened"), false),
            new Table.Column(w.say("day column"), false),
            new Table.Column(w.say("category"), false),
            new Table.Column(w.say("importance"), false),
            new Table.Column(w.say("state"), false)),
        shown.stream().map(line -> new Table.Line(cells(line, voice), false)).toList());
  }

  private static List<Table.Cell> cells(Line line, Voice voice) {
    var w = voice.words();
    var one = line.one();
    var cells = new ArrayList<Table.Cell>();
    cells.add(
        new Table.Cell(
            line.participant().isEmpty()
                ? w.say("site number", line.whose().site().value())
                : line.participant(),
            line.address() + "#" + line.target()));
    cells.add(new Table.Cell(voice.deviation(one)));
    cells.add(new Table.Cell(voice.dates().day(line.happened().toString())));
    cells.add(new Table.Cell(voice.category(one.category())));
    cells.add(
        new Table.Cell(
            "",
            "",
            "",
            one.number() == 0
                ? Badge.NONE
                : new Badge(
                    one.important() ? State.CARE : State.QUIET,
                    voice.importance(one.important()))));
    cells.add(
        new Table.Cell(
            "",
            "",
            DeviationView.isClosed(one)
                ? ""
                : w.count(line.age(), "open for one day", "open for n days"),
            DeviationView.state(one, voice)));
    return cells;
  }

  /** The same deviations as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> fields) {
    var voice = voice(request, person);
    var rows =
        found(logs.at(front.sites(person), voice), DeviationFilter.of(fields)).stream()
            .map(line -> line.cells(voice))
            .toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "deviations.csv", Csv.TYPE, Csv.file(Line.HEAD, rows));
  }
}
