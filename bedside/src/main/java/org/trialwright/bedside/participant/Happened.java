package org.trialwright.bedside.participant;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Changes;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Stay;
import org.trialwright.pages.Arm;
import org.trialwright.pages.Link;
import org.trialwright.pages.Story;
import org.trialwright.pages.Timeline;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** What happened to one participant: each fact in a sentence, and a strip of the calendar. */
final class Happened {
  /** Answers that a sentence names. */
  private static final int NAMED = 3;

  /** Days of a stay that is drawn as a bar. */
  private static final int BAR = 10;

  /** How much of the strip a letter, a Chinese character and the room between labels take. */
  private static final double LETTER = 0.008;

  private static final double SQUARE = 0.014;
  private static final double GAP = 0.01;

  /** Between one fact and the next. */
  private static final double HALF = 0.5;

  private static final int MONTHS_BACK = 8;
  private static final int MONTHS_AHEAD = 3;

  private final Journey journey;
  private final List<Fact> facts;
  private final Voice voice;
  private final String address;

  Happened(Journey journey, List<Fact> facts, Voice voice, String address) {
    this.journey = journey;
    this.facts = facts;
    this.voice = voice;
    this.address = address;
  }

  private record Told(LocalDate day, double order, Story story) {}

  /** Newest first. */
  List<Story> story() {
    var told = new ArrayList<Told>();
    Map<String, Event.Saved> before = new HashMap<>();
    for (var fact : facts) {
      var day = fact.occurred().earliest();
      told.add(new Told(day, fact.sequence(), story(fact, before)));
      if (fact.event() instanceof Event.Saved saved) {
        before.put(saved.form() + "/" + saved.ordinal(), saved);
      }
    }
    for (var stay : journey.stays()) {
      told.add(new Told(stay.since(), after(stay.since()), story(stay)));
    }
    told.sort(Comparator.comparing(Told::day).thenComparing(Told::order).reversed());
    return told.stream().map(Told::story).toList();
  }

  /** Right after the last answers of a day: they led there. */
  private double after(LocalDate day) {
    return facts.stream()
            .filter(
                fact ->
                    fact.event() instanceof Event.Saved || fact.event() instanceof Event.Allocated)
            .filter(fact -> fact.occurred().earliest().equals(day))
            .mapToLong(Fact::sequence)
            .max()
            .orElse(0)
        + HALF;
  }

  private Story story(Stay stay) {
    return new Story(
        voice.dates().day(stay.since()),
        stay.since().toString(),
        voice.words().say("came to", voice.speaker().place(stay.place()).text()),
        Arm.NONE,
        "",
        Link.NONE);
  }

  private Story story(Fact fact, Map<String, Event.Saved> before) {
    var w = voice.words();
    var arm = Arm.NONE;
    var link = Link.NONE;
    var sentence =
        switch (fact.event()) {
          case Event.Saved saved -> {
            var earlier = before.get(saved.form() + "/" + saved.ordinal());
            link =
                new Link(
                    w.say("every change"),
                    address + "/trail?form=" + saved.form() + "&ordinal=" + saved.ordinal());
            yield earlier == null ? entered(saved) : corrected(earlier, saved);
          }
          case Event.Registered _ -> w.say("got a number");
          case Event.Allocated drawn -> {
            arm = voice.arm(drawn.arm());
            link = new Link(w.say("how it was drawn"), address + "/allocation/result");
            yield w.say("allocated to");
          }
          case Event.Voided voided -> w.say("entered in error", voice.form(voided.form()));
          case Event.Confirmed confirmed ->
              w.say(
                  "confirmed as second person",
                  voice.question(confirmed.form(), confirmed.item()),
                  value(confirmed.form(), confirmed.item(), confirmed.value()));
          case Event.Signed signed -> w.say("signed", voice.form(signed.form()));
          case Event.Queried query ->
              w.say("query asked", query.query(), voice.question(query.form(), query.item()));
          case Event.Replied reply ->
              reply.closes()
                  ? w.say("query closed", reply.query())
                  : w.say("query answered", reply.query());
          case Event.Endorsed _ -> w.say("record endorsed");
          case Event.Frozen(var form, _, var on) ->
              on
                  ? w.say("form frozen", voice.form(form))
                  : w.say("form unfrozen", voice.form(form), fact.reason());
          case Event.Locked(var on) ->
              on ? w.say("record locked") : w.say("record unlocked", fact.reason());
          case Event.Deviated told -> {
            link =
                new Link(w.say("log of deviations"), address + "/deviations#d-" + told.deviation());
            yield w.say("deviation told", told.deviation(), told.what());
          }
          case Event.Assessed judged ->
              judged.closes()
                  ? w.say("deviation closed", judged.deviation())
                  : w.say("deviation given back", judged.deviation(), judged.text());
          case Event.KitAssigned(var kit) -> w.say("kit assigned", kit);
          case Event.KitReturned(var kit, var left) -> w.say("kit returned", kit, left);
          case Event.Unblinded _ -> w.say("arm was opened", fact.reason());
          case Event.Attached file -> {
            link = new Link(w.say("files"), address + "/files");
            yield w.say("file attached", file.file(), file.name());
          }
          case Event.Detached(var file) -> w.say("file detached", file, fact.reason());
          case Event.Reviewed reviewed ->
              reviewed.kind().equals(Event.Reviewed.SOURCE)
                  ? w.say("form compared with its source", voice.form(reviewed.form()))
                  : w.say("form was reviewed", voice.form(reviewed.form()));
          case Event.Moved _ -> w.say("goes on under another version");
          case Event.KitsSent _,
              Event.KitsReceived _,
              Event.KitWithdrawn _,
              Event.Delegated _,
              Event.Trained _,
              Event.ReviewPlanned _,
              Event.Proposed _,
              Event.Cut _,
              Event.Recommended _,
              Event.Released _,
              Event.Agreed _,
              Event.Opened _,
              Event.SiteSet _,
              Event.LimitsSet _,
              Event.ResultsMapped _,
              Event.ClosedSet _,
              Event.Vouched _ ->
              w.say("about the study");
        };
    return new Story(
        voice.dates().day(fact.occurred().toString()),
        fact.occurred().toString(),
        sentence,
        arm,
        w.say(
            "entered at by",
            voice.dates().moment(fact.recorded()),
            fact.author().name(),
            voice.role(fact.author().role())),
        link);
  }

  private String entered(Event.Saved saved) {
    var w = voice.words();
    var title =
        saved.visit().isEmpty()
            ? voice.form(saved.form())
            : w.say("form at visit", voice.form(saved.form()), voice.visit(saved.visit()));
    var answers = answers(saved);
    return answers.isEmpty() ? title : w.say("title: answers", title, answers);
  }

  private String answers(Event.Saved saved) {
    if (!journey.study().forms().containsKey(saved.form())) {
      return "";
    }
    return voice.join(
        "x; y",
        journey.study().form(saved.form()).items().stream()
            .filter(item -> worthTelling(item, saved.answers().getOrDefault(item.name(), "")))
            .limit(NAMED)
            .map(
                item ->
                    voice
                        .words()
                        .say(
                            "question: answer",
                            voice.speaker().question(item).text(),
                            voice.answer(item, saved.answers().getOrDefault(item.name(), ""))))
            .toList());
  }

  private static boolean worthTelling(Item item, String answer) {
    boolean told =
        item.kind()
            .filter(kind -> kind instanceof AnswerKind.OneOf || kind instanceof AnswerKind.Amount)
            .isPresent();
    return told && !answer.isEmpty() && !AnswerText.MISSING.contains(answer);
  }

  private String corrected(Event.Saved earlier, Event.Saved saved) {
    var w = voice.words();
    var changes = new ArrayList<String>();
    for (var name : Changes.between(earlier, saved)) {
      changes.add(
          w.say(
              "question: was → now",
              voice.question(saved.form(), name),
              value(saved.form(), name, earlier.answers().getOrDefault(name, "")),
              value(saved.form(), name, saved.answers().getOrDefault(name, ""))));
    }
    var all = voice.join("x; y", changes);
    return changes.isEmpty()
        ? w.say("saved again", voice.form(saved.form()))
        : w.say("corrected", voice.form(saved.form()), all);
  }

  private String value(String form, String item, String text) {
    if (text.isEmpty()) {
      return voice.words().say("no answer");
    }
    Optional<Form> known = Optional.ofNullable(journey.study().forms().get(form));
    return known.flatMap(one -> one.item(item)).map(one -> voice.answer(one, text)).orElse(text);
  }

  /** From some months before today to some months after; empty before the first day. */
  Optional<Timeline> strip() {
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    var today = journey.today();
    var first = facts.getFirst().occurred().earliest();
    for (var stay : journey.stays()) {
      first = stay.since().isBefore(first) ? stay.since() : first;
    }
    var earliest = today.minusMonths(MONTHS_BACK);
    var from = (first.isBefore(earliest) ? earliest : first).withDayOfMonth(1);
    var to = today.plusMonths(MONTHS_AHEAD).withDayOfMonth(1).plusMonths(1).minusDays(1);
    var marks = new ArrayList<Timeline.Mark>();
    stays(marks, today);
    for (var due : journey.calendar()) {
      mark(due, marks, today);
    }
    return Optional.of(
        new Timeline(
            from,
            to,
            today,
            thinned(marks, from, to),
            voice.words().say("calendar from to", voice.dates().day(from), voice.dates().day(to))));
  }

  /** Takes away labels that would stand on others; the earlier mark keeps its own. */
  private static List<Timeline.Mark> thinned(
      List<Timeline.Mark> marks, LocalDate from, LocalDate to) {
    double days = ChronoUnit.DAYS.between(from, to);
    var taken = new ArrayList<double[]>();
    var kept = new ArrayList<Timeline.Mark>();
    for (var mark : marks) {
      double at = Math.max(0, ChronoUnit.DAYS.between(from, mark.from()) / days);
      double wide =
          mark.label()
              .codePoints()
              .mapToDouble(sign -> Character.isIdeographic(sign) ? SQUARE : LETTER)
              .sum();
      boolean free = taken.stream().noneMatch(one -> at < one[1] + GAP && one[0] < at + wide + GAP);
      if (free && !mark.label().isEmpty()) {
        taken.add(new double[] {at, at + wide});
      }
      kept.add(
          free ? mark : new Timeline.Mark(mark.shape(), mark.from(), mark.to(), "", mark.minor()));
    }
    return kept;
  }

  private void stays(List<Timeline.Mark> marks, LocalDate today) {
    var stays = journey.stays();
    for (int at = 0; at < stays.size(); at++) {
      var until = at + 1 < stays.size() ? stays.get(at + 1).since() : today;
      if (stays.get(at).since().plusDays(BAR).isBefore(until)) {
        marks.add(
            new Timeline.Mark(
                Timeline.Shape.TOOK,
                stays.get(at).since(),
                until,
                voice.speaker().place(stays.get(at).place()).text(),
                at + 2 < stays.size()));
      }
    }
  }

  private void mark(Due due, List<Timeline.Mark> marks, LocalDate today) {
    switch (due.state()) {
      case DONE, BEGUN ->
          due.visit().forms().stream()
              .flatMap(form -> journey.records(form).stream())
              .filter(record -> record.visit().equals(due.label()))
              .mapToLong(record -> record.day())
              .min()
              .ifPresent(
                  day ->
                      marks.add(
                          new Timeline.Mark(
                              Timeline.Shape.DONE,
                              LocalDate.ofEpochDay(day),
                              LocalDate.ofEpochDay(day),
                              "",
                              true)));
      case OPEN, LATE -> {}
      case LATER -> {
        if (Desk.isNext(due, journey)
            && due.from().filter(today.plusMonths(MONTHS_AHEAD)::isAfter).isPresent()) {
          window(due, Timeline.Shape.LATER, marks);
        }
      }
      case PERHAPS_MISSED, AWAITED, CANCELLED -> {}
    }
    boolean open = due.now() && due.state() != Due.State.PERHAPS_MISSED;
    if (open && due.to().filter(today.minusMonths(1)::isBefore).isPresent()) {
      window(due, Timeline.Shape.WINDOW, marks);
    }
  }

  private void window(Due due, Timeline.Shape shape, List<Timeline.Mark> marks) {
    if (due.from().isPresent() && due.to().isPresent()) {
      marks.add(
          new Timeline.Mark(
              shape, due.from().get(), due.to().get(), voice.visit(due.label()), true));
    }
  }
}
