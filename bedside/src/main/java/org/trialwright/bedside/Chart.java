package org.trialwright.bedside;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Arm;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Who;
import org.trialwright.pages.Words;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * One participant as one person opens them: facts, journey, and the reader's words.
 *
 * @param study the version that the participant is under, in which what was confirmed is no longer
 *     assumed
 */
public record Chart(
    Front front,
    Desk desk,
    HttpServletRequest request,
    SignedIn person,
    ParticipantId participant,
    List<Fact> facts,
    Journey journey,
    Words words,
    Speaker speaker,
    Dates dates,
    Study study) {
  public Chart {
    facts = List.copyOf(facts);
  }

  /**
   * Opens the chart.
   *
   * @throws ResponseStatusException not found, when there is no such participant
   */
  public static Chart open(
      Front front, Desk desk, HttpServletRequest request, SignedIn person, String number) {
    var participant = new ParticipantId(number);
    var facts = desk.facts(participant);
    if (facts.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var journey = desk.journey(participant, facts);
    return new Chart(
        front,
        desk,
        request,
        person,
        participant,
        facts,
        journey,
        front.words(request),
        front.speaker(request, journey.study()),
        front.dates(request, Optional.of(Desk.siteOf(participant))),
        desk.study(facts));
  }

  /** The same chart after something was recorded. */
  public Chart reopened() {
    return open(front, desk, request, person, participant.value());
  }

  public LocalDate today() {
    return journey.today();
  }

  public SiteId site() {
    return Desk.siteOf(participant);
  }

  /** The form of this name, or not found. */
  public Form form(String name) {
    return Optional.ofNullable(study().forms().get(name))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** An address beneath the participant's. */
  public String address(String rest) {
    return "/participants/" + participant.value() + rest;
  }

  /** The address of a record, or of a new one when the ordinal is 0. */
  public String address(Form form, int ordinal) {
    return address("/forms/" + form.name() + (ordinal > 0 ? "/" + ordinal : ""));
  }

  /** The limits of the site's laboratory for this participant, where a form asks for any. */
  public LabLimits.Ours labLimits(Form form) {
    boolean asks = form.items().stream().anyMatch(item -> LabLimits.amount(item).isPresent());
    return new LabLimits.Ours(
        asks ? desk.labLimits(site()) : List.of(),
        Desk.sex(study).flatMap(journey::known).orElse(""),
        journey);
  }

  /** Whether this person may use the route for this participant. */
  public boolean may(String method, String route) {
    return person.grantFor(method, route, site()).isPresent();
  }

  /** Who acts in which role; a key that is none is replaced by a fresh one. */
  public Act act(String method, String route, String key) {
    return front.act(person, method, route, site(), isKey(key) ? key : "");
  }

  private static boolean isKey(String key) {
    return key.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  /** A key for a form that is shown now. */
  public static String newKey() {
    return UUID.randomUUID().toString();
  }

  public Frame frame(String title) {
    return front.frame(
        request, person, title + " · " + participant.value(), Optional.of(site()), study);
  }

  /** From the first place to this participant. */
  public List<Link> way() {
    return List.of(
        new Link(words.say("place today"), "/today"), new Link(participant.value(), address("")));
  }

  /** The participant strip. */
  public Who strip() {
    var about = new ArrayList<Who.Fact>();
    about.add(new Who.Fact(words.say("stage of the trial"), placeNow()));
    age()
        .ifPresent(years -> about.add(new Who.Fact(words.say("age"), words.say("n years", years))));
    return new Who(participant.value(), false, arm(), about);
  }

  private String placeNow() {
    var place = speaker.place(journey.place()).text();
    return journey.stays().isEmpty()
        ? place
        : words.say("place since", place, dates.day(journey.stays().getLast().since()));
  }

  private Optional<Long> age() {
    return journey.world().ageOn(today().toEpochDay()) instanceof Answer.Ranged years
            && years.exact()
        ? Optional.of((long) years.low())
        : Optional.empty();
  }

  /** The arm with its line; none before allocation. */
  public Arm arm() {
    return journey.arm().map(this::arm).orElse(Arm.NONE);
  }

  public Arm arm(String name) {
    return voice().arm(name);
  }

  /** The reader's words for whatever stands in facts and study. */
  public Voice voice() {
    return new Voice(study, words, speaker, dates);
  }

  /** Why a value of the study is assumed; empty when it is not. */
  public String assumed(String path) {
    return voice().assumed(path);
  }

  /** A stored answer in the reader's words. */
  public String said(Item item, String canonical) {
    if (canonical.equals(AnswerText.ON_FILE)) {
      return words.say("on file");
    }
    return AnswerText.read(item, canonical) instanceof AnswerText.Result.Read(var answer)
        ? speaker.answer(item, answer).text()
        : canonical;
  }

  /** Name and role of who recorded a fact. */
  public String who(Fact fact) {
    return words.say(
        "name and role", fact.author().name(), Front.role(words, fact.author().role()));
  }

  /** What may not be changed now. */
  public Holds holds() {
    return Holds.of(facts);
  }

  /** What is frozen or locked, since when, by whom, and whom to ask. */
  public String held(Fact by) {
    return voice().held(by);
  }

  /** Why a form cannot name this kit, and which waits to be handed out. */
  public String notTheKit(String kit, String open) {
    return voice().notTheKit(kit, open);
  }

  /** That the arm was opened: when, to whom and why, and not which it is. */
  public String opened(Fact fact) {
    return voice().opened(fact);
  }

  /** What to hand out with a dose; empty for a study whose kits are not numbered. */
  public Optional<Note> kit() {
    return desk.stock()
        .map(
            stock ->
                Dispensing.open(stock, study, facts)
                    .map(
                        kit ->
                            new Note(
                                Note.Tone.GOOD,
                                words.say("hand out kit", kit.number()),
                                words.say("type the number from the label")))
                    .orElseGet(
                        () ->
                            new Note(
                                Note.Tone.CARE,
                                words.say("no kit waits"),
                                "",
                                "",
                                new Link(
                                    words.say("take a kit from the shelf for", participant.value()),
                                    address("/kits")))));
  }

  /** All records of a form, out of place ones too, by their number. */
  public List<Record> records(Form form) {
    var all = new ArrayList<>(journey.records(form));
    journey.refusals().stream()
        .map(refusal -> refusal.record())
        .filter(record -> record.form().equals(form) && !all.contains(record))
        .forEach(all::add);
    all.sort(java.util.Comparator.comparingInt(Record::ordinal));
    return List.copyOf(all);
  }

  public Optional<Record> record(Form form, int ordinal) {
    return records(form).stream().filter(record -> record.ordinal() == ordinal).findFirst();
  }

  /** The newest fact of this participant. */
  public long newest() {
    return facts.getLast().sequence();
  }

  /** The kit that came with the allocation; empty before. */
  public String firstKit() {
    return facts.stream()
        .filter(fact -> fact.event() instanceof Event.KitAssigned)
        .findFirst()
        .map(fact -> ((Event.KitAssigned) fact.event()).kit())
        .orElse("");
  }

  /** The fact by which the arm was drawn. */
  public Optional<Fact> allocation() {
    return facts.stream().filter(fact -> fact.event() instanceof Event.Allocated).findFirst();
  }
}
