package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.PartialDate;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/** Keeps one filled-in form, or says why not; inside the transaction of the act. */
final class Keeping {
  private static final int DAY_LENGTH = "2024-10-15".length();

  private final Trial trial;
  private final Ledger ledger;
  private final Save save;
  private final Study study;
  private final Form form;
  private final List<Fact> facts;
  private final Act act;

  /**
   * @param facts of the participant, all of them and at least one
   */
  Keeping(Trial trial, Ledger ledger, Save save, List<Fact> facts, Act act) {
    this.trial = trial;
    this.ledger = ledger;
    this.save = save;
    this.study = trial.versions().of(facts);
    this.form = study.form(save.form());
    this.facts = facts;
    this.act = act;
  }

  private Around around() {
    return Around.of(trial, save.participant());
  }

  private int ordinal() {
    return save.ordinal() > 0 ? save.ordinal() : Desk.nextOrdinal(facts, form);
  }

  /** The journey as it would be with this form; nothing is kept and no answer is checked. */
  Journey preview() {
    var around = around();
    var answers = Answered.withoutIdentity(form, save.answers());
    var event = new Event.Saved(form.name(), ordinal(), save.visit(), answers, Map.of());
    return around.journey(with(event, occurred(answers, around)));
  }

  Outcome outcome() {
    var stored = facts.stream().filter(fact -> fact.key().equals(act.key())).findFirst();
    if (stored.isPresent()) {
      return wasThis(stored.get())
          ? saved(stored.get(), around().journey(facts))
          : new Outcome.ChangedMeanwhile(stored.get());
    }
    var held = Holds.of(facts).on(form.name(), ordinal());
    if (held.isPresent()) {
      return new Outcome.Held(held.get());
    }
    var wrong = Answered.wrongAnswers(form, save);
    if (!wrong.isEmpty()) {
      return new Outcome.WrongAnswers(wrong);
    }
    var earlier = Answered.savesOf(facts, form, save.ordinal());
    var mine = Answered.withoutIdentity(form, save.answers());
    var merged = merged(earlier, mine);
    if (merged.isEmpty()) {
      return new Outcome.ChangedMeanwhile(earlier.getLast());
    }
    var answers = merged.get();
    var changed = Answered.changedItems(earlier, answers);
    if (!changed.isEmpty() && save.reason().isBlank()) {
      return new Outcome.ReasonNeeded(changed);
    }
    return Answered.otherRole(form, save, seen(earlier), act)
        .or(() -> otherKit(answers))
        .orElseGet(() -> keep(answers));
  }

  private Optional<Outcome> otherKit(Map<String, String> answers) {
    return Dispensing.otherKit(study, form, ordinal(), answers, facts)
        .map(
            kit ->
                new Outcome.NotTheKit(
                    kit, Dispensing.open(trial, facts).map(Stock.Kit::number).orElse("")));
  }

  /** The saves that the person saw. */
  private List<Fact> seen(List<Fact> earlier) {
    return earlier.stream().filter(fact -> fact.sequence() <= save.seen()).toList();
  }

  /**
   * The answers with what others saved since the page was made; empty when both changed the same
   * question, when others moved a day that is no question of the form, when an answer would stand
   * to a question that is not asked any more, or when the form is signed: nobody signs what they
   * have not seen.
   */
  private Optional<Map<String, String>> merged(List<Fact> earlier, Map<String, String> mine) {
    if (earlier.isEmpty() || earlier.getLast().sequence() <= save.seen()) {
      return Optional.of(mine);
    }
    var seen = seen(earlier);
    if (seen.isEmpty() || isSigned() || isDayMoved(seen.getLast(), earlier.getLast())) {
      return Optional.empty();
    }
    var merge = Merge.of(answers(seen), mine, answers(earlier));
    return merge.contested().isEmpty() && allAsked(merge.answers())
        ? Optional.of(merge.answers())
        : Optional.empty();
  }

  private boolean isDayMoved(Fact seen, Fact newest) {
    return form.dayItem().isEmpty() && !seen.occurred().equals(newest.occurred());
  }

  private boolean isSigned() {
    return form.items().stream()
        .anyMatch(item -> item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent());
  }

  private boolean allAsked(Map<String, String> answers) {
    var around = around();
    var event = new Event.Saved(form.name(), ordinal(), save.visit(), answers, Map.of());
    return around
        .journey(with(event, occurred(answers, around)))
        .record(form, ordinal())
        .filter(
            record ->
                form.items().stream()
                    .filter(item -> answers.containsKey(item.name()))
                    .allMatch(record::applies))
        .isPresent();
  }

  private static Map<String, String> answers(List<Fact> saves) {
    return saves.getLast().event() instanceof Event.Saved last ? last.answers() : Map.of();
  }

  /** Whether a fact holds what is to be saved, alone or with what others had saved before it. */
  private boolean wasThis(Fact stored) {
    if (Answered.sameAnswers(stored, form, save)) {
      return true;
    }
    if (!(stored.event() instanceof Event.Saved kept) || !kept.form().equals(form.name())) {
      return false;
    }
    var before =
        Answered.savesOf(facts, form, kept.ordinal()).stream()
            .filter(fact -> fact.sequence() < stored.sequence())
            .toList();
    return merged(before, Answered.withoutIdentity(form, save.answers()))
        .filter(kept.answers()::equals)
        .isPresent();
  }

  private Outcome keep(Map<String, String> answers) {
    keepIdentity();
    var around = around();
    int ordinal = ordinal();
    var occurred = occurred(answers, around);
    var event =
        new Event.Saved(form.name(), ordinal, save.visit(), answers, ages(occurred, around));
    var candidate = with(event, occurred);
    var refusal =
        around.journey(candidate).refusals().stream()
            .filter(one -> one.record().form().equals(form) && one.record().ordinal() == ordinal)
            .findFirst();
    if (refusal.isPresent()) {
      return new Outcome.Impossible(refusal.get().place(), refusal.get().exit().text());
    }
    var fact =
        ledger.append(
            Optional.of(save.participant()),
            event,
            act,
            occurred,
            save.reason(),
            Answered.freeText(form));
    candidate.set(candidate.size() - 1, fact);
    // The study's head is locked from here to the end, so nothing more is asked of the database;
    // what checks have to say is all that is still written.
    var kept = around.journey(candidate);
    var all = ledger.checked(save.participant(), candidate, kept, kept.record(form, ordinal), act);
    ledger.stand(save.participant(), all, kept);
    return saved(fact, kept);
  }

  private List<Fact> with(Event.Saved event, PartialDate occurred) {
    var all = new ArrayList<>(facts);
    all.add(ledger.provisional(save.participant(), event, act, occurred, save.reason()));
    return all;
  }

  private Outcome saved(Fact fact, Journey journey) {
    List<Journey.Finding> findings =
        fact.event() instanceof Event.Saved kept
            ? journey
                .record(study.form(kept.form()), kept.ordinal())
                .map(journey::findings)
                .orElse(List.of())
            : List.of();
    return new Outcome.Saved(fact, journey, findings);
  }

  /** An identifying date goes to the vault; the journal only learns that it is on file. */
  private void keepIdentity() {
    for (var item : form.items()) {
      var text = save.answers().getOrDefault(item.name(), "");
      boolean date =
          item.identifying()
              && !text.isEmpty()
              && !text.equals(AnswerText.ON_FILE)
              && !AnswerText.MISSING.contains(text);
      if (date) {
        var now = trial.clock().instant();
        var known =
            new HashMap<>(
                trial
                    .vault()
                    .view(save.participant(), act.author(), now, "to add the birth date")
                    .orElse(Map.of()));
        known.put(Vault.BIRTH_DATE, text);
        var sex = save.answers().getOrDefault("sex", "");
        var match =
            new PersonMatch(
                text,
                known.getOrDefault("initials", ""),
                sex,
                known.getOrDefault("hospital-number", ""),
                Desk.siteOf(save.participant()));
        trial.vault().store(save.participant(), known, match, act.author(), now);
      }
    }
  }

  private PartialDate occurred(Map<String, String> answers, Around around) {
    var item = form.dayItem();
    if (item.isPresent() && item.get().workedOut()) {
      return workedOutDay(answers, item.get(), around);
    }
    return item.map(day -> answers.getOrDefault(day.name(), ""))
        .map(text -> text.length() > DAY_LENGTH ? text.substring(0, DAY_LENGTH) : text)
        .flatMap(PartialDate::read)
        .or(save::occurred)
        .orElseGet(() -> PartialDate.of(around.today()));
  }

  /** The day comes out of the answers themselves, such as that of the last fraction. */
  private PartialDate workedOutDay(Map<String, String> answers, Item day, Around around) {
    var today = PartialDate.of(around.today());
    var event = new Event.Saved(form.name(), ordinal(), save.visit(), answers, Map.of());
    return around
        .journey(with(event, today))
        .record(form, ordinal())
        .map(record -> record.answer(day))
        .filter(Answer.Ranged.class::isInstance)
        .map(Answer.Ranged.class::cast)
        .map(ranged -> PartialDate.of(LocalDate.ofEpochDay((long) ranged.low())))
        .orElse(today);
  }

  /**
   * Completed years on the days that matter: this record's, today, and every earlier record's once
   * the birth date comes.
   */
  private Map<LocalDate, Integer> ages(PartialDate occurred, Around around) {
    var days = new ArrayList<LocalDate>();
    days.add(occurred.earliest());
    days.add(around.today());
    boolean birthDateCame =
        form.items().stream()
            .anyMatch(item -> item.identifying() && save.answers().containsKey(item.name()));
    if (birthDateCame) {
      facts.forEach(fact -> days.add(fact.occurred().earliest()));
    }
    Map<LocalDate, Integer> ages = new TreeMap<>();
    for (var day : days) {
      around.ages().apply(day).ifPresent(years -> ages.put(day, years));
    }
    return ages;
  }
}
