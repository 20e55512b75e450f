package org.trialwright.bedside.participant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Link;
import org.trialwright.pages.Row;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Who is this, where do they stand, what is to be done, and why. */
@Controller
class ParticipantPage {
  static final String ROUTE = "/participants/{participant}";
  private static final String IDENTITY = ROUTE + "/identity";

  private final Desk desk;
  private final Front front;

  ParticipantPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  @GetMapping(ROUTE)
  String participant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @RequestParam("asOf") Optional<String> asOf,
      @RequestParam("story") Optional<String> story,
      Model page) {
    var participant = known(person, number);
    var day = asOf.filter(text -> !text.isBlank()).flatMap(ParticipantPage::day);
    boolean unread = asOf.filter(text -> !text.isBlank()).isPresent() && day.isEmpty();
    var today = desk.today(Desk.siteOf(participant));
    if (day.filter(today::isAfter).isPresent()) {
      var seen = desk.seen(participant, day.get());
      if (seen.facts().isEmpty()) {
        throw notFound();
      }
      return show(
          request, person, participant, seen.facts(), seen.journey(), day, unread, story, page);
    }
    var facts = desk.facts(participant);
    return show(
        request,
        person,
        participant,
        facts,
        desk.journey(participant, facts),
        Optional.empty(),
        unread,
        story,
        page);
  }

  /** The participant when this person may see them; what is elsewhere is not there. */
  private ParticipantId known(SignedIn person, String number) {
    var participant = new ParticipantId(number);
    if (!Front.mayRead(person, Desk.siteOf(participant)) || desk.facts(participant).isEmpty()) {
      throw notFound();
    }
    return participant;
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      ParticipantId participant,
      List<Fact> facts,
      Journey journey,
      Optional<LocalDate> asOf,
      boolean unread,
      Optional<String> story,
      Model page) {
    var site = Desk.siteOf(participant);
    var version = journey.study();
    var frame = front.frame(request, person, participant.value(), Optional.of(site), version);
    var speaker = front.speaker(request, version);
    var voice = new Voice(desk.study(facts), frame.words(), speaker, frame.dates());
    boolean mayAct = asOf.isEmpty() && person.grantFor("POST", IDENTITY, site).isPresent();
    var view =
        new ParticipantView(
            desk, front.stations(version), voice, participant, journey, facts, mayAct);
    page.addAttribute("frame", frame);
    page.addAttribute("voice", voice);
    page.addAttribute("view", view);
    page.addAttribute("asOf", asOf.map(day -> voice.dates().weekday(day)).orElse(""));
    page.addAttribute("unread", unread);
    page.addAttribute("whole", story.isPresent());
    page.addAttribute("mayAct", mayAct);
    page.addAttribute("held", Holds.of(facts).lock().map(voice::held).orElse(""));
    page.addAttribute("queries", Queries.open(facts));
    page.addAttribute("files", Attachment.of(facts).size());
    page.addAttribute("masked", masked(person, site, voice, facts, participant));
    page.addAttribute(
        "deviations",
        (int)
            Desk.deviations(facts, journey).stream()
                .filter(one -> one.state() != LoggedDeviation.State.CLOSED)
                .count());
    return "bedside/participant/participant";
  }

  /**
   * What a study that masks the arm adds.
   *
   * @param opened that the arm was opened, a sentence each
   * @param more pages on kits, and for who may open the arm
   */
  record Masked(List<String> opened, List<Link> more) {
    Masked {
      opened = List.copyOf(opened);
      more = List.copyOf(more);
    }
  }

  private Masked masked(
      SignedIn person, SiteId site, Voice voice, List<Fact> facts, ParticipantId participant) {
    var w = voice.words();
    var how = desk.trial().study().how();
    var address = "/participants/" + participant;
    boolean allocated = facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated);
    var more = new ArrayList<Link>();
    if (allocated && how.kits().isPresent()) {
      more.add(new Link(w.say("kits"), address + "/kits"));
    }
    boolean may = person.grantFor("GET", ROUTE + "/unblinding", site).isPresent();
    if (allocated && may && how.unblind().isPresent()) {
      more.add(new Link(w.say("open the arm in an emergency"), address + "/unblinding"));
    }
    var opened =
        facts.stream()
            .filter(fact -> fact.event() instanceof Event.Unblinded)
            .map(voice::opened)
            .toList();
    return new Masked(opened, more);
  }

  /** Shows who the participant is. Each look is an entry of the access log. */
  @PostMapping(IDENTITY)
  String identity(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      Model page) {
    var participant = known(person, number);
    var site = Desk.siteOf(participant);
    var act = front.act(person, "POST", IDENTITY, site, "");
    var frame = front.frame(request, person, participant.value(), Optional.of(site));
    var now = desk.trial().clock().instant();
    var known =
        desk.trial()
            .vault()
            .view(participant, act.author(), now, "shown on the participant's page")
            .orElse(Map.of());
    response.setHeader("Cache-Control", "no-store");
    page.addAttribute("frame", frame);
    page.addAttribute("participant", participant.value());
    page.addAttribute("rows", rows(frame.words(), frame.dates(), known));
    page.addAttribute("at", frame.dates().momentInZone(now));
    return "bedside/participant/identity";
  }

  private static List<Row> rows(
      org.trialwright.pages.Words w, org.trialwright.pages.Dates dates, Map<String, String> known) {
    var rows = new ArrayList<Row>();
    row(rows, w.say("name"), known.getOrDefault("name", ""));
    row(rows, w.say("initials"), known.getOrDefault("initials", ""));
    var birth = known.getOrDefault(Vault.BIRTH_DATE, "");
    row(rows, w.say("birth date"), birth.isEmpty() ? "" : dates.day(birth));
    row(rows, w.say("hospital number"), known.getOrDefault("hospital-number", ""));
    row(rows, w.say("telephone"), known.getOrDefault("phone", ""));
    return rows;
  }

  private static void row(List<Row> rows, String name, String value) {
    if (!value.isBlank()) {
      rows.add(new Row(name, value));
    }
  }
}
