package org.trialwright.bedside.closing;

import jakarta.servlet.http.HttpServletRequest;
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
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** Which records wait for an investigator's signature, which for the lock, and which are final. */
@Controller
class SignaturesPage {
  static final int MOST = 200;

  private final Desk desk;
  private final Front front;

  SignaturesPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /** Which records are asked for. */
  private enum Wanted {
    AWAITING,
    OPEN,
    ENDORSED,
    LOCKED;

    static Wanted of(String text) {
      for (var one : values()) {
        if (one.code().equals(text)) {
          return one;
        }
      }
      return AWAITING;
    }

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @GetMapping("/signatures")
  String signatures(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("state") Optional<String> asked,
      Model page) {
    var frame =
        front.frame(request, person, front.words(request).say("records to sign"), Optional.empty());
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var wanted = Wanted.of(asked.orElse(""));
    var all =
        front.sites(person).stream()
            .flatMap(site -> desk.trial().standings().at(site.id()).stream())
            .toList();
    var found =
        all.stream()
            .filter(one -> wanted(one) == wanted)
            .sorted(
                Comparator.comparing((Standing one) -> one.closing() != Standing.Closing.CHANGED)
                    .thenComparing(Standing::since)
                    .thenComparing(one -> one.participant().value()))
            .toList();
    page.addAttribute("frame", frame);
    page.addAttribute("choices", choices(all, wanted, voice));
    page.addAttribute("count", found.size());
    page.addAttribute("table", table(found.stream().limit(MOST).toList(), voice));
    return "bedside/closing/signatures";
  }

  private Wanted wanted(Standing one) {
    return switch (one.closing()) {
      case CHANGED, OPEN -> desk.awaitsSignature(one) ? Wanted.AWAITING : Wanted.OPEN;
      case ENDORSED -> Wanted.ENDORSED;
      case LOCKED -> Wanted.LOCKED;
    };
  }

  private List<Link> choices(List<Standing> all, Wanted now, Voice voice) {
    return List.of(Wanted.values()).stream()
        .map(
            one ->
                new Link(
                    voice
                        .words()
                        .say(
                            "label and count",
                            label(one, voice),
                            Numbers.count(
                                all.stream().filter(each -> wanted(each) == one).count())),
                    one == now ? "" : "/signatures?state=" + one.code()))
        .toList();
  }

  private static String label(Wanted one, Voice voice) {
    var w = voice.words();
    return switch (one) {
      case AWAITING -> w.say("awaits signature");
      case OPEN -> w.say("still under way");
      case ENDORSED -> w.say("signed, not locked");
      case LOCKED -> w.say("locked");
    };
  }

  private Table table(List<Standing> shown, Voice voice) {
    var w = voice.words();
    var columns =
        List.of(
            new Table.Column(w.say("participant"), false),
            new Table.Column(w.say("place"), false),
            new Table.Column(w.say("since"), false),
            new Table.Column(w.say("open queries"), true),
            new Table.Column(w.say("state"), false));
    return new Table(
        w.say("records to sign"),
        true,
        "",
        columns,
        shown.stream().map(one -> new Table.Line(cells(one, voice), false)).toList());
  }

  private List<Table.Cell> cells(Standing one, Voice voice) {
    var number = one.participant().value();
    return List.of(
        new Table.Cell(number, "/participants/" + number + "/closing"),
        new Table.Cell(voice.speaker().place(one.place()).text()),
        new Table.Cell(voice.dates().day(one.since())),
        one.openQueries() == 0
            ? new Table.Cell("")
            : new Table.Cell(String.valueOf(one.openQueries()), "/queries?participant=" + number),
        new Table.Cell("", "", "", badge(one, voice)));
  }

  private Badge badge(Standing one, Voice voice) {
    var w = voice.words();
    return switch (one.closing()) {
      case CHANGED -> new Badge(State.CARE, w.say("changed since signed"));
      case OPEN ->
          desk.awaitsSignature(one)
              ? new Badge(State.NOW, w.say("never signed"))
              : new Badge(State.QUIET, w.say("still under way"));
      case ENDORSED -> new Badge(State.DONE, w.say("signed, not locked"));
      case LOCKED -> new Badge(State.DONE, w.say("locked"));
    };
  }
}
