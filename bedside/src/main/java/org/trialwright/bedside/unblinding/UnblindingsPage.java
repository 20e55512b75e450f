package org.trialwright.bedside.unblinding;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Csv;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;

/** Who learned whose arm, when and why; not which arm. */
@Controller
class UnblindingsPage {
  static final String ROUTE = "/unblindings";
  private static final String CSV = ROUTE + ".csv";

  private final Front front;
  private final Desk desk;

  UnblindingsPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  List<Opening> all(SignedIn person) {
    var form =
        desk.trial()
            .study()
            .how()
            .unblind()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
            .form()
            .name();
    return front.sites(person).stream()
        .flatMap(site -> desk.trial().standings().at(site.id()).stream())
        .map(one -> one.participant())
        .flatMap(one -> Opening.of(one, desk.facts(one), form).stream())
        .sorted(Comparator.comparing((Opening one) -> one.fact().sequence()).reversed())
        .toList();
  }

  @GetMapping(ROUTE)
  String register(
      HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var all = all(person);
    var title = front.words(request).say("register of opened arms");
    var frame = front.frame(request, person, title, Optional.empty());
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    page.addAttribute("frame", frame);
    page.addAttribute("count", all.size());
    page.addAttribute("table", table(all, voice));
    return "bedside/unblinding/unblindings";
  }

  private static Table table(List<Opening> all, Voice voice) {
    var w = voice.words();
    return new Table(
        w.say("register of opened arms"),
        true,
        "",
        List.of(
            new Table.Column(w.say("participant"), false),
            new Table.Column(w.say("recorded"), false),
            new Table.Column(w.say("by whom"), false),
            new Table.Column(w.say("how it was opened"), false),
            new Table.Column(w.say("reason"), false)),
        all.stream().map(one -> new Table.Line(cells(one, voice), false)).toList());
  }

  private static List<Table.Cell> cells(Opening one, Voice voice) {
    var w = voice.words();
    var number = one.participant().value();
    var author = one.fact().author();
    return List.of(
        new Table.Cell(number, "/participants/" + number),
        new Table.Cell(voice.dates().momentInZone(one.fact().recorded())),
        new Table.Cell(w.say("name and role", author.name(), voice.role(author.role()))),
        new Table.Cell(one.here() ? w.say("opened by this program") : w.say("told on the form")),
        new Table.Cell(one.fact().reason()));
  }

  /** The same as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(@AuthenticationPrincipal SignedIn person) {
    var rows = all(person).stream().map(Opening::cells).toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "unblindings.csv", Csv.TYPE, Csv.file(Opening.HEAD, rows));
  }
}
