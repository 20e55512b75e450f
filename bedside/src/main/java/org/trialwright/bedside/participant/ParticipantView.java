package org.trialwright.bedside.participant;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Stations;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Due;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.pages.Arm;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Sign;
import org.trialwright.pages.State;
import org.trialwright.pages.Story;
import org.trialwright.pages.Table;
import org.trialwright.pages.Task;
import org.trialwright.pages.Timeline;
import org.trialwright.pages.Verdict;
import org.trialwright.pages.Way;
import org.trialwright.pages.Who;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Next;
import org.trialwright.study.Study;

/** Everything the page of one participant says, in one language. */
final class ParticipantView {
  private static final int TOLD = 12;

  private final Desk desk;
  private final Stations stations;
  private final Voice voice;
  private final ParticipantId participant;
  private final Journey journey;
  private final List<Fact> facts;
  private final boolean mayAct;

  ParticipantView(
      Desk desk,
      Stations stations,
      Voice voice,
      ParticipantId participant,
      Journey journey,
      List<Fact> facts,
      boolean mayAct) {
    this.desk = desk;
    this.stations = stations;
    this.voice = voice;
    this.participant = participant;
    this.journey = journey;
    this.facts = facts;
    this.mayAct = mayAct;
  }

  String number() {
    return participant.value();
  }

  String address() {
    return "/participants/" + participant.value();
  }

  int factCount() {
    return facts.size();
  }

  long lastEntry() {
    return facts.getLast().sequence();
  }

  // Who ---------------------------------------------------------------------------------------

  Who strip() {
    var w = voice.words();
    var shown = new ArrayList<Who.Fact>();
    var someone = person();
    if (!someone.isEmpty()) {
      shown.add(new Who.Fact(w.say("person"), someone));
    }
    for (var item : strata()) {
      journey
          .known(item)
          .ifPresent(
              code ->
                  shown.add(
                      new Who.Fact(
                          voice.speaker().question(item).text(),
                          voice.speaker().code(item, code).text())));
    }
    shown.add(
        new Who.Fact(
            w.say("site"), desk.site(Desk.siteOf(participant)).map(Site::name).orElse("")));
    return new Who(participant.value(), true, arm(), shown);
  }

  private Arm arm() {
    return journey.arm().map(voice::arm).orElse(Arm.NONE);
  }

  private List<Item> strata() {
    return journey.study().how().allocation().strata().stream()
        .flatMap(
            stratum ->
                stratum instanceof How.ByAnswer(var item)
                    ? java.util.stream.Stream.of(item)
                    : java.util.stream.Stream.empty())
        .toList();
  }

  /** Sex and age as far as they are known; no identity. */
  private String person() {
    var w = voice.words();
    var parts = new ArrayList<String>();
    journey.study().forms().values().stream()
        .filter(form -> form.items().stream().anyMatch(Item::identifying))
        .flatMap(form -> form.item("sex").stream())
        .findFirst()
        .ifPresent(
            sex ->
                journey
                    .known(sex)
                    .ifPresent(code -> parts.add(voice.speaker().code(sex, code).text())));
    var age = desk.trial().vault().age(participant, journey.today());
    if (age.isPresent()) {
      parts.add(w.say("years old", age.getAsInt()));
    }
    return voice.join("x, y", parts);
  }

  // Where -------------------------------------------------------------------------------------

  String here() {
    var since =
        journey.stays().isEmpty()
            ? facts.getFirst().occurred().earliest()
            : journey.stays().getLast().since();
    return voice
        .words()
        .say(
            journey.ended() ? "the path ended at" : "is at since",
            participant.value(),
            voice.speaker().place(journey.place()).text(),
            voice.dates().day(since));
  }

  /** What is next, in a sentence; nothing when nothing is planned. */
  String next() {
    var w = voice.words();
    var now = toDo().now().stream().findFirst();
    if (now.isPresent()) {
      var due = now.get();
      var until =
          due.to()
              .map(
                  day ->
                      w.say(
                          "by day",
                          voice.dates().weekday(day),
                          voice.dates().relative(day, journey.today())))
              .orElse("");
      return w.say(
          "open now",
          voice.visit(due.label()),
          w.count(due.open().size(), "one form", "n forms"),
          until);
    }
    return journey.calendar().stream()
        .filter(due -> due.state() == Due.State.LATER && Desk.isNext(due, journey))
        .findFirst()
        .map(
            due ->
                w.say(
                    "comes next",
                    voice.visit(due.label()),
                    voice.dates().weekday(due.from().orElseThrow())))
        .orElse("");
  }

  PathPicture.Picture path() {
    return PathPicture.of(stations, journey, voice, participant.value());
  }

  int armNumber() {
    return arm().number();
  }

  // Ways on -----------------------------------------------------------------------------------

  List<Way> ways() {
    Map<String, List<Journey.Exit>> byTarget = new LinkedHashMap<>();
    for (var exit : journey.exits()) {
      if (exit.line().way() == Next.Way.TO
          && !isCommonEnd(exit.line().target())
          && possible(exit)) {
        byTarget.computeIfAbsent(exit.line().target(), _ -> new ArrayList<>()).add(exit);
      }
    }
    return byTarget.entrySet().stream()
        .map(
            entry ->
                new Way(
                    voice.speaker().place(entry.getKey()).text(),
                    capital(
                        voice.join(
                            "x; or y",
                            entry.getValue().stream()
                                .map(exit -> voice.speaker().condition(exit.line().when()).text())
                                .toList())),
                    waits(entry.getValue())))
        .toList();
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String waits(List<Journey.Exit> exits) {
    var because =
        exits.stream()
            .filter(exit -> exit.holds() == Truth.UNKNOWN)
            .flatMap(exit -> exit.because().stream())
            .toList();
    var needed = because.isEmpty() ? "" : voice.speaker().needed(because).text();
    return needed.isEmpty() ? "" : voice.words().say("waits for", needed);
  }

  private boolean isCommonEnd(String target) {
    return journey.study().next().ends().contains(target) && !stations.places().contains(target);
  }

  /** Whether the arm allows it; what only an answer decides may still come. */
  private boolean possible(Journey.Exit exit) {
    var target = stations.station(exit.line().target());
    var from = stations.station(journey.place());
    return journey.armTold().isEmpty()
        || target.equals(from)
        || stations.edges().stream()
            .anyMatch(
                edge ->
                    edge.from().equals(from)
                        && edge.to().equals(target)
                        && (edge.arms().isEmpty()
                            || edge.arms().contains(journey.armTold().get())));
  }

  /** Ends that may come from here at any time. */
  String ends() {
    var ends =
        voice.join(
            "x or y",
            journey.exits().stream()
                .map(Journey.Exit::line)
                .filter(line -> line.way() == Next.Way.TO && isCommonEnd(line.target()))
                .map(line -> voice.speaker().place(line.target()).text())
                .distinct()
                .toList());
    return ends.isEmpty() ? "" : voice.words().say("may end at any time", ends);
  }

  // To do -------------------------------------------------------------------------------------

  private ToDo toDo() {
    return new ToDo(
        stations, journey, desk.holidays(Desk.siteOf(participant)), voice, address(), mayAct);
  }

  List<ToDo.Group> groups() {
    return toDo().groups();
  }

  List<ToDo.Group> past() {
    return toDo().past();
  }

  List<Task> later() {
    return toDo().later();
  }

  List<Link> anyTime() {
    return mayAct && !journey.ended() ? toDo().anyTime() : List.of();
  }

  /** The one main act; {@link Link#NONE} when there is none. */
  Link main() {
    if (!mayAct) {
      return Link.NONE;
    }
    var w = voice.words();
    if (mayBeAllocated()) {
      return new Link(voice.checkAndAllocate(participant.value()), address() + "/allocation");
    }
    if (journey.arm().isEmpty() && !journey.ended() && !study().who().criteria().isEmpty()) {
      return new Link(w.say("screen on one page"), address() + "/screening");
    }
    return groups().stream()
        .flatMap(group -> group.tasks().stream())
        .filter(task -> task.state().state() != State.DONE && !task.address().isEmpty())
        .findFirst()
        .map(task -> new Link(w.say("go on with", task.label()), task.address()))
        .orElse(Link.NONE);
  }

  private Study study() {
    return journey.study();
  }

  /** Whether the next way on is the draw itself. */
  private boolean mayBeAllocated() {
    return journey.arm().isEmpty()
        && journey.exits().stream()
            .anyMatch(
                exit ->
                    exit.line().way() == Next.Way.TO
                        && exit.line().when() instanceof Condition.Allocated);
  }

  Link doses() {
    boolean planned =
        journey.study().forms().containsKey("dose")
            && journey.arm().isPresent()
            && !journey.ended()
            && journey.doses(journey.today()).lines().stream()
                .anyMatch(line -> line.plannedDay().isPresent());
    return planned
        ? new Link(voice.words().say("doses of today"), address() + "/doses")
        : Link.NONE;
  }

  /** How eligibility stands, before allocation. */
  Optional<Verdict> eligibility() {
    if (journey.arm().isPresent() || journey.ended()) {
      return Optional.empty();
    }
    var w = voice.words();
    var judged = journey.eligibility();
    var sign =
        switch (judged.eligible()) {
          case YES -> Sign.MET;
          case NO -> Sign.NOT_MET;
          case UNKNOWN -> Sign.UNKNOWN;
        };
    var answer =
        switch (judged.eligible()) {
          case YES -> w.say("every criterion is met");
          case NO -> w.say("may not join");
          case UNKNOWN -> w.say("cannot tell yet whether eligible");
        };
    return Optional.of(
        new Verdict(
            sign,
            answer,
            w.say(
                "criteria counted",
                judged.with(Truth.YES).size(),
                judged.with(Truth.UNKNOWN).size(),
                judged.with(Truth.NO).size()),
            "",
            new Link(w.say("each criterion"), address() + "/eligibility")));
  }

  // What runs ---------------------------------------------------------------------------------

  List<Task> running() {
    var w = voice.words();
    var tasks = new ArrayList<Task>();
    var now = desk.trial().clock().instant();
    for (var clock : journey.clocks()) {
      tasks.add(
          new Task(
              voice.speaker().alarm(clock.alarm()).text(),
              address() + "/forms/" + clock.record().form().name() + "/" + clock.record().ordinal(),
              w.say("due at", voice.dates().moment(clock.due())),
              "",
              new Badge(
                  now.isAfter(clock.warnFrom()) ? State.STOP : State.CARE,
                  voice.left(clock.due(), now))));
    }
    for (var query : Queries.open(facts)) {
      tasks.add(
          new Task(
              w.say(
                  "query about",
                  query.number(),
                  voice.question(query.query().form(), query.query().item())),
              "/queries?participant=" + participant.value(),
              query.query().text(),
              "",
              new Badge(
                  State.CARE,
                  voice
                      .dates()
                      .ago(
                          LocalDate.ofInstant(query.asked().recorded(), voice.dates().zone()),
                          journey.today()))));
    }
    return tasks;
  }

  // What happened -----------------------------------------------------------------------------

  private Happened happened() {
    return new Happened(journey, facts, voice, address());
  }

  Optional<Timeline> timeline() {
    return happened().strip();
  }

  List<Story> story(boolean whole) {
    var story = happened().story();
    return whole || story.size() <= TOLD ? story : story.subList(0, TOLD);
  }

  /** Doses given, one row for each day; empty when the study gives none or none was given. */
  Optional<Table> given() {
    var form = journey.study().forms().get("dose");
    if (form == null || form.item("drug").isEmpty() || form.item("given").isEmpty()) {
      return Optional.empty();
    }
    var records = journey.records(form);
    if (records.isEmpty()) {
      return Optional.empty();
    }
    var drugs = records.stream().map(record -> text(record, "drug")).distinct().toList();
    var w = voice.words();
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(w.say("day given"), false));
    drugs.forEach(drug -> columns.add(new Table.Column(voice.speaker().drug(drug).text(), true)));
    Map<Long, List<Record>> byDay =
        records.stream()
            .collect(Collectors.groupingBy(Record::day, LinkedHashMap::new, Collectors.toList()));
    var lines = new ArrayList<Table.Line>();
    byDay.forEach(
        (day, rows) -> {
          var cells = new ArrayList<Table.Cell>();
          cells.add(new Table.Cell(voice.dates().day(LocalDate.ofEpochDay(day))));
          for (var drug : drugs) {
            cells.add(
                new Table.Cell(
                    voice.join(
                        "x, y",
                        rows.stream()
                            .filter(row -> text(row, "drug").equals(drug))
                            .map(row -> amount(form, row))
                            .toList())));
          }
          lines.add(new Table.Line(cells, false));
        });
    return Optional.of(new Table(w.say("doses given"), true, "", columns, lines));
  }

  private String amount(Form form, Record row) {
    return form.item("given").map(item -> voice.answer(item, text(row, "given"))).orElse("");
  }

  private static String text(Record row, String item) {
    return row.texts().getOrDefault(item, "");
  }
}
