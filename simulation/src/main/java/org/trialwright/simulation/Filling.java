package org.trialwright.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.LikeWorld;
import org.trialwright.study.Row;
import org.trialwright.study.Scenario.Says;
import org.trialwright.study.World;

/**
 * Fills in one form, question by question, as a person with the paper before them: a question is
 * answered once it is known to apply, and what the form works out meanwhile is looked up in a
 * journey that has the half-filled form.
 */
final class Filling {
  private static final int ROUNDS = 6;

  private final Player player;
  private final Life life;
  private final Form form;
  private final String visit;
  private final Map<String, Says> event;
  private final LocalDate today;
  private final Map<String, String> answers = new TreeMap<>();
  private final Map<Item, Answer> read = new HashMap<>();
  private Journey journey;
  private Optional<org.trialwright.journey.Record> record = Optional.empty();

  /**
   * @param visit the visit's label; empty for any time
   * @param event what the event says that makes somebody fill it in
   */
  Filling(
      Player player, Life life, Journey journey, Form form, String visit, Map<String, Says> event) {
    this.player = player;
    this.life = life;
    this.journey = journey;
    this.form = form;
    this.visit = visit;
    this.event = event;
    this.today = journey.today();
  }

  /** Answers that are settled before the form is read, such as the drug of a dose. */
  Filling with(String item, String text) {
    put(form.item(item).orElseThrow(), text);
    return this;
  }

  Map<String, String> answers() {
    form.dayItem()
        .filter(day -> !day.workedOut() && !answers.containsKey(day.name()))
        .ifPresent(day -> put(day, day(day)));
    boolean branching = form.items().stream().anyMatch(Filling::branches);
    for (int round = 0; round < ROUNDS; round++) {
      if (branching) {
        foldAgain();
      }
      int before = answers.size();
      boolean open = answerAll();
      if (!branching || !open || (round > 0 && answers.size() == before)) {
        break;
      }
    }
    return answers;
  }

  private String day(Item item) {
    return player
        .pen()
        .said(item, event, scene())
        .orElseGet(() -> player.pen().usual(item, scene()));
  }

  private static boolean branches(Item item) {
    return item.kind().isPresent()
        && (item.askedIf().isPresent()
            || item.startsAs().isPresent()
            || item.table().isPresent()
            || item.proposedBy().isPresent());
  }

  private void put(Item item, String text) {
    if (!(AnswerText.read(item, text) instanceof AnswerText.Result.Read known)) {
      throw new IllegalStateException(
          "the scenario answers %s with '%s', which the question does not take: %s"
              .formatted(item.path(), text, AnswerText.read(item, text)));
    }
    answers.put(item.name(), text);
    read.put(item, known.answer());
  }

  /** Whether a question is left that may or may not apply. */
  private boolean answerAll() {
    boolean open = false;
    for (var item : form.items()) {
      if (item.kind().isEmpty()
          || answers.containsKey(item.name())
          || !item.answeredBy().isEmpty()) {
        continue;
      }
      switch (item.askedIf().map(when -> when.test(world(), row())).orElse(Truth.YES)) {
        case YES -> answer(item).ifPresent(text -> put(item, text));
        case UNKNOWN -> open = true;
        case NO -> {}
      }
    }
    return open;
  }

  private Optional<String> answer(Item item) {
    var scene = scene();
    var said = player.pen().said(item, event, scene);
    if (said.isPresent()) {
      return said;
    }
    boolean starts =
        item.startsIf().map(when -> when.test(world(), row()) == Truth.YES).orElse(true);
    if (item.startsAs().isPresent() && starts) {
      return item.startsAs();
    }
    var proposed = proposed(item);
    if (proposed.isPresent() || item.kind().orElseThrow().optional()) {
      return proposed;
    }
    return Optional.of(player.pen().usual(item, scene));
  }

  private Optional<String> proposed(Item item) {
    if (item.proposedBy().isPresent()) {
      var source = item.proposedBy().get();
      return Pen.text(world().newest(source), source.type());
    }
    return item.table().isPresent()
        ? record.flatMap(one -> Pen.text(one.answer(item), item.type()))
        : Optional.empty();
  }

  private Pen.Scene scene() {
    var nature = Nature.today(player.scenario(), life.draws(), world(), journey.place(), visit);
    return new Pen.Scene(life.draws(), nature, today, ordinal(), life.born(), life.signer());
  }

  private int ordinal() {
    return life.records(form) + 1;
  }

  /** The journey with the form as far as it is filled in. */
  private void foldAgain() {
    var facts = new ArrayList<>(life.facts());
    facts.add(
        new Fact(
            Long.MAX_VALUE,
            Optional.of(life.id()),
            new Event.Saved(
                form.name(), ordinal(), visit, answers, Map.of(today, life.ageOn(today))),
            life.coordinator(),
            Instant.EPOCH,
            occurred(),
            "",
            "",
            new UUID(0, 0)));
    journey = Journey.of(player.study(), facts, life.surroundings(today));
    record = journey.record(form, ordinal());
  }

  private PartialDate occurred() {
    return form.dayItem()
        .map(day -> answers.getOrDefault(day.name(), ""))
        .map(text -> text.length() > 10 ? text.substring(0, 10) : text)
        .flatMap(PartialDate::read)
        .orElse(PartialDate.of(today));
  }

  private Answer draft(Item item, java.util.function.Function<Item, Answer> otherwise) {
    var mine = read.get(item);
    return mine == null ? otherwise.apply(item) : mine;
  }

  private World world() {
    return new LikeWorld(journey.world()) {
      @Override
      public Answer newest(Item item) {
        return item.form() == form ? draft(item, all::newest) : all.newest(item);
      }
    };
  }

  /** The record itself: its answers so far, and what it works out. */
  private Row row() {
    return new Row() {
      @Override
      public Form form() {
        return form;
      }

      @Override
      public Answer answer(Item item) {
        return draft(
            item, other -> record.map(one -> one.answer(other)).orElse(new Answer.Unknown("")));
      }

      @Override
      public long day() {
        return today.toEpochDay();
      }

      @Override
      public String visit() {
        return visit;
      }
    };
  }

  static List<Form> inOrder(List<Form> forms, String last) {
    var ordered = new ArrayList<Form>();
    forms.stream().filter(form -> !form.name().equals(last)).forEach(ordered::add);
    forms.stream().filter(form -> form.name().equals(last)).forEach(ordered::add);
    return ordered;
  }
}
