package org.trialwright.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Levels;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Escalation;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * A clinic in memory, for large numbers: it folds the same facts through the same journey and
 * stores nothing. Its allocation is an open list of permuted blocks, good enough where nothing is
 * sealed.
 */
public final class PaperClinic implements Clinic {
  private final Study study;
  private final ZoneId zone;
  private final BiFunction<String, Integer, String> list;
  private final Map<ParticipantId, Newcomer> people = new HashMap<>();
  private final Map<ParticipantId, List<Fact>> facts = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private long sequence;

  public PaperClinic(Study study, Scenario scenario, long seed) {
    this(study, scenario, blocks(study.how().drawn(), new Draws(seed, 0)));
  }

  private static BiFunction<String, Integer, String> blocks(List<How.Arm> arms, Draws draws) {
    var blocks = new OpenBlocks(arms);
    var block = new int[blocks.size()];
    return (stratum, position) -> {
      blocks.write(draws, blocks.purposes(stratum), (position - 1L) / block.length, block);
      return arms.get(block[(position - 1) % block.length]).name();
    };
  }

  /**
   * @param list what is drawn for a stratum and a position, from 1
   */
  PaperClinic(Study study, Scenario scenario, BiFunction<String, Integer, String> list) {
    this(study, ZoneId.of(scenario.setting().zone()), list);
  }

  private PaperClinic(Study study, ZoneId zone, BiFunction<String, Integer, String> list) {
    this.study = study;
    this.zone = zone;
    this.list = list;
  }

  /** The same clinic with the same people, for one of whom life goes on otherwise. */
  PaperClinic copy() {
    var copy = new PaperClinic(study, zone, list);
    copy.people.putAll(people);
    facts.forEach((id, known) -> copy.facts.put(id, new ArrayList<>(known)));
    copy.numbers.putAll(numbers);
    copy.taken.putAll(taken);
    copy.now = now;
    copy.sequence = sequence;
    return copy;
  }

  @Override
  public void at(Instant time) {
    now = time;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now, zone);
  }

  @Override
  public Fact register(Newcomer newcomer, Act act) {
    int number = numbers.merge(newcomer.site().value(), 1, Integer::sum);
    var id = new ParticipantId("%s-%03d".formatted(newcomer.site(), number));
    people.put(id, newcomer);
    facts.put(id, new ArrayList<>());
    return add(id, new Event.Registered(newcomer.site()), PartialDate.of(today()), act);
  }

  @Override
  public Kept save(Entry entry, Act act) {
    var id = entry.participant();
    var form = study.form(entry.form());
    var known = facts(id);
    int ordinal =
        1
            + (int)
                known.stream()
                    .filter(
                        fact ->
                            fact.event() instanceof Event.Saved saved
                                && saved.form().equals(form.name()))
                    .count();
    var occurred = occurred(entry, form, ordinal, known, act);
    var event =
        new Event.Saved(
            form.name(), ordinal, entry.visit(), entry.answers(), ages(id, form, occurred, known));
    var fact = add(id, event, occurred, act);
    var journey = journey(id, facts(id));
    journey.refusals().stream()
        .filter(one -> one.record().form().equals(form) && one.record().ordinal() == ordinal)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw new Refused(
                  "%s cannot be recorded for %s at %s: %s"
                      .formatted(form, id, refusal.place(), refusal.exit().text()));
            });
    return new Kept(fact, Optional.of(journey));
  }

  private PartialDate occurred(Entry entry, Form form, int ordinal, List<Fact> known, Act act) {
    var item = form.dayItem();
    if (item.isPresent() && item.get().workedOut()) {
      return workedOutDay(entry, form, ordinal, known, act, item.get());
    }
    return item.map(day -> entry.answers().getOrDefault(day.name(), ""))
        .map(text -> text.length() > 10 ? text.substring(0, 10) : text)
        .flatMap(PartialDate::read)
        .orElseGet(() -> PartialDate.of(today()));
  }

  private PartialDate workedOutDay(
      Entry entry, Form form, int ordinal, List<Fact> known, Act act, Item day) {
    var candidate = new ArrayList<>(known);
    var event = new Event.Saved(form.name(), ordinal, entry.visit(), entry.answers(), Map.of());
    candidate.add(fact(Long.MAX_VALUE, entry.participant(), event, PartialDate.of(today()), act));
    return journey(entry.participant(), candidate)
        .record(form, ordinal)
        .map(record -> record.answer(day))
        .filter(Answer.Ranged.class::isInstance)
        .map(Answer.Ranged.class::cast)
        .map(ranged -> PartialDate.of(LocalDate.ofEpochDay((long) ranged.low())))
        .orElse(PartialDate.of(today()));
  }

  private Map<LocalDate, Integer> ages(
      ParticipantId id, Form form, PartialDate occurred, List<Fact> known) {
    Map<LocalDate, Integer> ages = new TreeMap<>();
    var born = person(id).born();
    ages.put(occurred.earliest(), Life.years(born, occurred.earliest()));
    ages.put(today(), Life.years(born, today()));
    if (form.items().stream().anyMatch(Item::identifying)) {
      known.forEach(
          fact ->
              ages.put(fact.occurred().earliest(), Life.years(born, fact.occurred().earliest())));
    }
    return ages;
  }

  @Override
  public Fact allocate(ParticipantId participant, Act act) {
    var journey = journey(participant, facts(participant));
    if (journey.eligibility().eligible() != Truth.YES || !journey.ready()) {
      throw new Refused(participant + " is not ready for allocation");
    }
    var stratum =
        String.join(
            " / ",
            journey.strata(person(participant).site().value()).stream()
                .map(level -> level.orElse("?"))
                .toList());
    var arm = arm(stratum, person(participant).site());
    int position = taken.merge(stratum, 1, Integer::sum);
    return add(
        participant,
        new Event.Allocated(arm, stratum, position, "paper", "rehearsal"),
        PartialDate.of(today()),
        act);
  }

  private String arm(String stratum, SiteId site) {
    return switch (study.how().allocation()) {
      case How.Cohorts(var rule) ->
          switch (Levels.next(study, rule, facts.values(), today())) {
            case Escalation.Verdict.Take(var level, _) -> level;
            case Escalation.Verdict other -> throw new Refused("nobody is taken now: " + other);
          };
      case How.Sites sites -> sites.arm(list.apply("sites", place(site)), today());
      case How.PermutedBlocks _, How.Minimisation _, How.NoAllocation _ ->
          list.apply(stratum, taken.getOrDefault(stratum, 0) + 1);
    };
  }

  /** Of a site among all, from 1. */
  private static int place(SiteId site) {
    return Integer.parseInt(site.value());
  }

  @Override
  public Kept give(Entry entry, Dose dose, Act act) {
    return save(entry, act);
  }

  @Override
  public Fact confirm(ParticipantId participant, Dose dose, Act act) {
    var confirmed =
        new Event.Confirmed(
            dose.form(), dose.ordinal(), dose.item(), Pen.plain(dose.amount()), "second person");
    return add(participant, confirmed, PartialDate.of(today()), act);
  }

  @Override
  public Fact sign(ParticipantId participant, Event.Saved record, Act act) {
    var signed = new Event.Signed(record.form(), record.ordinal(), record.form(), "");
    return add(participant, signed, PartialDate.of(today()), act);
  }

  private Newcomer person(ParticipantId id) {
    return Optional.ofNullable(people.get(id)).orElseThrow(() -> new Refused("nobody is " + id));
  }

  private List<Fact> facts(ParticipantId id) {
    return Optional.ofNullable(facts.get(id)).orElseThrow(() -> new Refused("nobody is " + id));
  }

  private Fact add(ParticipantId id, Event event, PartialDate occurred, Act act) {
    sequence++;
    var fact = fact(sequence, id, event, occurred, act);
    facts(id).add(fact);
    return fact;
  }

  private Fact fact(long number, ParticipantId id, Event event, PartialDate occurred, Act act) {
    return new Fact(
        number, Optional.of(id), event, act.author(), now, occurred, "", study.seal(), act.key());
  }

  private Journey journey(ParticipantId id, List<Fact> known) {
    return Journey.of(
        study,
        known,
        new Surroundings(
            today(),
            Optional.of(Life.years(person(id).born(), today())),
            Set.of(),
            Truth.YES,
            Truth.YES,
            Map.of()));
  }
}
