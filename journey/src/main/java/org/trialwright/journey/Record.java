package org.trialwright.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.PartialDate;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;

/** One filling of a form, with its corrections, as it stands now. */
public final class Record implements Row {
  private final Form form;
  private final int ordinal;
  private final String visit;
  private final List<Fact> facts;
  private final Map<String, String> texts;
  private final @Nullable Answer[] given;
  private final @Nullable Answer[] values;
  private final PartialDate occurred;
  private final Chronicle chronicle;
  int order = -1;
  boolean refused;

  private Record(
      Chronicle chronicle,
      Form form,
      int ordinal,
      String visit,
      List<Fact> facts,
      Map<String, String> texts,
      PartialDate occurred) {
    this.chronicle = chronicle;
    this.form = form;
    this.ordinal = ordinal;
    this.visit = visit;
    this.facts = List.copyOf(facts);
    this.texts = new TreeMap<>(texts);
    this.occurred = occurred;
    this.given = new Answer[form.items().size()];
    this.values = new Answer[form.items().size()];
    readTexts();
  }

  /** The record that a save, and later saves of the same form and ordinal, make. */
  static Record of(Chronicle chronicle, Form form, List<Fact> saves) {
    var latest = saves.getLast();
    if (!(latest.event() instanceof Event.Saved saved)) {
      throw new IllegalArgumentException("not a save: " + latest);
    }
    return new Record(
        chronicle, form, saved.ordinal(), saved.visit(), saves, saved.answers(), latest.occurred());
  }

  private void readTexts() {
    for (var item : form.items()) {
      var text = texts.get(item.name());
      if (text != null && item.kind().isPresent()) {
        // An answer that cannot be read, after a change of the study, is not known; the text stays
        // as it was given.
        given[item.slot()] =
            AnswerText.read(item, text) instanceof AnswerText.Result.Read read
                ? read.answer()
                : new Answer.Unknown("not readable");
      }
    }
  }

  @Override
  public Form form() {
    return form;
  }

  /** Counts the records of this form of this participant, from 1. */
  public int ordinal() {
    return ordinal;
  }

  @Override
  public String visit() {
    return visit;
  }

  public PartialDate occurred() {
    return occurred;
  }

  @Override
  public long day() {
    return occurred.earliest().toEpochDay();
  }

  /** Every save of this record, first to last. */
  public List<Fact> facts() {
    return facts;
  }

  /** The canonical text of each answer as it stands. */
  public Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  public Optional<String> text(Item item) {
    return Optional.ofNullable(texts.get(item.name()));
  }

  /** Whether it was recorded where it was impossible; it is kept and read by nobody. */
  public boolean outOfPlace() {
    return refused;
  }

  /**
   * Whether the question has an answer, a missing reason included, or a value that is worked out.
   */
  boolean answered(Item item) {
    return item.workedOut() || given[item.slot()] != null || !applies(item);
  }

  /** Whether the question applies; unknown counts as applying, so that it is asked. */
  public boolean applies(Item item) {
    return item.askedIf()
        .map(when -> when.test(chronicle, this) != org.trialwright.quantities.Truth.NO)
        .orElse(true);
  }

  @Override
  public Answer answer(Item item) {
    var value = values[item.slot()];
    if (value != null) {
      return value;
    }
    // What needs itself while it is being worked out is not known.
    values[item.slot()] = Answers.UNKNOWN;
    var worked = work(item);
    values[item.slot()] = worked;
    return worked;
  }

  private Answer work(Item item) {
    if (item.askedIf().isPresent()) {
      switch (item.askedIf().get().test(chronicle, this)) {
        case NO -> {
          return Answers.NOT_ASKED;
        }
        case UNKNOWN -> {
          var answer = given[item.slot()];
          return answer == null ? Answers.UNKNOWN : answer;
        }
        case YES -> {}
      }
    }
    var answer = given[item.slot()];
    if (answer != null) {
      return answer;
    }
    if (item.workedOut()) {
      return derived(item);
    }
    return Answers.UNKNOWN;
  }

  private Answer derived(Item item) {
    if (item.formula().isPresent()) {
      return item.formula().get().value(chronicle, this);
    }
    return item.table().map(table -> table.decide(chronicle, this)).orElse(Answers.UNKNOWN);
  }

  /** What a decision proposes for a question that people answer themselves. */
  public Answer proposed(Item item) {
    if (item.proposedBy().isPresent()) {
      var source = item.proposedBy().get();
      return source.form() == form ? answer(source) : chronicle.newest(source);
    }
    return item.kind().isPresent() && item.table().isPresent()
        ? item.table().get().decide(chronicle, this)
        : Answers.UNKNOWN;
  }

  /** Works out everything that depends on the moment of the fold. */
  void settle() {
    for (var item : form.items()) {
      if (item.workedOut() && !waits(item)) {
        answer(item);
      }
    }
  }

  /** Doses depend on the day alone and are worked out when somebody looks. */
  private static boolean waits(Item item) {
    return item.formula()
        .filter(org.trialwright.study.Term.PlannedDose.class::isInstance)
        .isPresent();
  }

  /** The questions that apply and have neither an answer nor a reason. */
  public List<Item> unanswered() {
    var open = new ArrayList<Item>();
    for (var item : form.items()) {
      boolean needed = item.kind().filter(kind -> !kind.optional()).isPresent();
      if (needed && given[item.slot()] == null && applies(item)) {
        open.add(item);
      }
    }
    return List.copyOf(open);
  }

  @Override
  public String toString() {
    return form.name() + "#" + ordinal;
  }
}
