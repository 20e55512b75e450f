package org.trialwright.journey;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Case;
import org.trialwright.study.Case.CaseFact;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/**
 * A worked case as the facts that a site would have recorded: each form has its ordinal, the visit
 * it belongs to, and instead of the birth date the ages on the days it mentions.
 */
final class WorkedCase {
  private static final SiteId SITE = new SiteId("01");
  private static final ParticipantId PARTICIPANT = new ParticipantId("01-001");
  private static final Author AUTHOR =
      new Author("case", "Worked case", "investigator", Optional.of(SITE));

  private final Study study;
  private final Case worked;
  private final Optional<PartialDate> born;
  private final List<Fact> facts = new ArrayList<>();
  private final Map<LocalDate, Journey> journeys = new HashMap<>();
  private final int shared;

  WorkedCase(Study study, Case worked) {
    this(study, worked, List.of());
  }

  /**
   * @param earlier cases worked out before, of which some may begin alike
   */
  WorkedCase(Study study, Case worked, List<WorkedCase> earlier) {
    this.study = study;
    this.worked = worked;
    this.born = born();
    earlier.stream()
        .max(Comparator.comparingInt(this::alike))
        .ifPresent(other -> facts.addAll(other.facts.subList(0, alike(other))));
    this.shared = facts.size();
    for (var fact : worked.facts().subList(facts.size(), worked.facts().size())) {
      facts.add(fact(fact));
    }
  }

  /** How many facts at the beginning are the same in another case, and mean the same there. */
  private int alike(WorkedCase other) {
    boolean surroundings =
        born.equals(other.born)
            && worked.closed().equals(other.worked.closed())
            && worked.settings().equals(other.worked.settings());
    int most = surroundings ? Math.min(worked.facts().size(), other.worked.facts().size()) : 0;
    int alike = 0;
    while (alike < most && worked.facts().get(alike).equals(other.worked.facts().get(alike))) {
      alike++;
    }
    return alike;
  }

  private Fact fact(CaseFact fact) {
    return switch (fact) {
      case CaseFact.Filled filled -> saved(filled);
      case CaseFact.Drawn drawn -> drawn(drawn);
    };
  }

  List<Fact> facts() {
    return List.copyOf(facts);
  }

  /** The day of the last fact. */
  LocalDate lastDay() {
    return worked.facts().getLast().day();
  }

  /** The journey as far as it had gone at the end of a day. */
  Journey on(LocalDate day) {
    return journeys.computeIfAbsent(
        day,
        _ ->
            Journey.of(
                study,
                facts.stream().filter(fact -> !fact.occurred().earliest().isAfter(day)).toList(),
                surroundings(day)));
  }

  /** The draws that no earlier case begins with. */
  List<CaseFact.Drawn> ownDraws() {
    return worked.facts().subList(shared, worked.facts().size()).stream()
        .filter(CaseFact.Drawn.class::isInstance)
        .map(CaseFact.Drawn.class::cast)
        .toList();
  }

  /** What stood in the way of an arm on the day on which one was drawn. */
  List<String> notReady(CaseFact.Drawn drawn) {
    var before = facts.subList(0, worked.facts().indexOf(drawn));
    var journey = Journey.of(study, before, surroundings(drawn.day()));
    var why = new ArrayList<String>();
    journey.eligibility().verdicts().stream()
        .filter(verdict -> verdict.met() != Truth.YES)
        .forEach(verdict -> why.add(verdict.criterion().name()));
    journey.preconditions().stream()
        .filter(one -> one.holds() != Truth.YES)
        .forEach(one -> why.add(one.sentence()));
    journey.freshness().stream()
        .filter(one -> one.holds() != Truth.YES)
        .forEach(one -> why.add(age(one)));
    return why;
  }

  private static String age(Journey.Freshness one) {
    return one.form().name()
        + one.age()
            .map(age -> " is " + age + " d old, at most " + one.most())
            .orElse(" is missing");
  }

  /** The journey as it would be with one more fact. */
  Journey with(CaseFact more) {
    var all = new ArrayList<>(facts);
    all.add(fact(more));
    return Journey.of(
        study, all, surroundings(more.day().isAfter(lastDay()) ? more.day() : lastDay()));
  }

  Surroundings surroundings(LocalDate today) {
    return new Surroundings(
        today, age(today), worked.closed(), Truth.YES, Truth.YES, worked.settings());
  }

  /** How many records of the form there are. */
  int count(Form form) {
    return (int)
        facts.stream()
            .filter(
                fact ->
                    fact.event() instanceof Event.Saved saved && saved.form().equals(form.name()))
            .count();
  }

  private Fact drawn(CaseFact.Drawn drawn) {
    return fact(
        drawn.day(),
        PartialDate.of(drawn.day()),
        new Event.Allocated(drawn.arm(), "", 1, "case", "case"));
  }

  private Fact saved(CaseFact.Filled filled) {
    var form = filled.form();
    Map<String, String> answers = new TreeMap<>(filled.answers());
    form.dayItem().ifPresent(item -> dayAnswer(item, filled.day(), answers));
    var occurred = occurred(form, filled.day(), answers);
    Map<LocalDate, Integer> ages = new TreeMap<>();
    agesOn(filled.day(), ages);
    for (var item : form.items()) {
      var text = answers.get(item.name());
      if (text != null && item.kind().filter(AnswerKind.Date.class::isInstance).isPresent()) {
        PartialDate.read(text)
            .filter(PartialDate::whole)
            .ifPresent(date -> agesOn(date.earliest(), ages));
        if (item.identifying() && PartialDate.read(text).isPresent()) {
          answers.put(item.name(), AnswerText.ON_FILE);
        }
      }
    }
    return fact(
        filled.day(),
        PartialDate.of(occurred),
        new Event.Saved(form.name(), count(form) + 1, visit(form, occurred), answers, ages));
  }

  /** The day in front answers the question that says when, unless it is answered. */
  private static void dayAnswer(Item item, LocalDate day, Map<String, String> answers) {
    if (item.kind().filter(AnswerKind.Date.class::isInstance).isPresent()) {
      answers.putIfAbsent(item.name(), day.toString());
    } else if (item.kind().isPresent()) {
      answers.putIfAbsent(item.name(), day + " 12:00 +00:00");
    }
  }

  private static LocalDate occurred(Form form, LocalDate day, Map<String, String> answers) {
    return form.dayItem()
        .map(item -> answers.get(item.name()))
        .flatMap(text -> PartialDate.read(text.split(" ")[0]))
        .filter(PartialDate::whole)
        .map(PartialDate::earliest)
        .orElse(day);
  }

  private String visit(Form form, LocalDate day) {
    boolean planned =
        study.when().visits().stream().anyMatch(visit -> visit.forms().contains(form));
    return planned
        ? Journey.of(study, facts, surroundings(day)).visitFor(form, day).orElse("")
        : "";
  }

  private Fact fact(LocalDate day, PartialDate occurred, Event event) {
    int sequence = facts.size() + 1;
    return new Fact(
        sequence,
        Optional.of(PARTICIPANT),
        event,
        AUTHOR,
        Instant.from(day.atStartOfDay(ZoneOffset.UTC)),
        occurred,
        "",
        study.seal(),
        UUID.nameUUIDFromBytes((worked.name() + "#" + sequence).getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<PartialDate> born() {
    Optional<PartialDate> found = Optional.empty();
    for (var fact : worked.facts()) {
      if (fact instanceof CaseFact.Filled filled) {
        for (var item : filled.form().items()) {
          var text = filled.answers().get(item.name());
          if (item.identifying() && text != null) {
            found = PartialDate.read(text);
          }
        }
      }
    }
    return found;
  }

  private void agesOn(LocalDate day, Map<LocalDate, Integer> ages) {
    age(day).ifPresent(years -> ages.put(day, years));
  }

  /** Completed years; nothing while a partial birth date leaves two answers possible. */
  private Optional<Integer> age(LocalDate day) {
    return born.filter(date -> !date.latest().isAfter(day))
        .filter(date -> years(date.earliest(), day) == years(date.latest(), day))
        .map(date -> years(date.earliest(), day));
  }

  private static int years(LocalDate from, LocalDate to) {
    return Period.between(from, to).getYears();
  }
}
