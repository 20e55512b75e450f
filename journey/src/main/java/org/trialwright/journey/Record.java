package org.trialwright.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Answers;
import org.trialwright.study.Because;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;

/** One filling of a form, with its corrections, as it stands now. */
public final class Record implements Row {
  private final Chronicle chronicle;
  private final Form form;
  private final Event.Saved saved;
  private final List<Fact> facts;
  private final @Nullable Answer[] values;
  private final boolean[] unanswered;
  private final long day;
  private int step = -1;
  private int stays;

  private Record(Chronicle chronicle, Form form, Event.Saved saved, List<Fact> facts) {
    this.chronicle = chronicle;
    this.form = form;
    this.saved = saved;
    this.facts = List.copyOf(facts);
    this.values = new Answer[form.items().size()];
    this.unanswered = new boolean[values.length];
    this.day = occurred().earliest().toEpochDay();
  }

  /** The record that a save, and later saves of the same form and ordinal, make. */
  static Record of(Chronicle chronicle, Form form, List<Fact> saves) {
    if (!(saves.getLast().event() instanceof Event.Saved saved)) {
      throw new IllegalArgumentException("not a save: " + saves.getLast());
    }
    return new Record(chronicle, form, saved, saves);
  }

  /** Takes its place in the fold: everything in it is worked out from what was there then. */
  void settle(int atStep, int staysBegun) {
    step = atStep;
    stays = staysBegun;
  }

  int step() {
    return step;
  }

  private Moment moment() {
    return new Moment(chronicle, step, stays, day(), visit());
  }

  @Override
  public Form form() {
    return form;
  }

  /** Counts the records of this form of this participant, from 1. */
  public int ordinal() {
    return saved.ordinal();
  }

  @Override
  public String visit() {
    return saved.visit();
  }

  public PartialDate occurred() {
    return facts.getLast().occurred();
  }

  @Override
  public long day() {
    return day;
  }

  /** Every save of this record, first to last. */
  public List<Fact> facts() {
    return facts;
  }

  /** The canonical text of each answer as it stands. */
  public Map<String, String> texts() {
    return saved.answers();
  }

  public Optional<String> text(Item item) {
    return Optional.ofNullable(saved.answers().get(item.name()));
  }

  /** Whether it was recorded where it was impossible; it is kept and read by nobody. */
  public boolean outOfPlace() {
    return chronicle.refusals().stream().anyMatch(refusal -> refusal.record() == this);
  }

  /**
   * Whether the question has an answer, a missing reason included, or a value that is worked out.
   */
  boolean answered(Item item) {
    if (item.workedOut()) {
      return true;
    }
    answer(item);
    return !unanswered[item.slot()];
  }

  /** Whether the question applies; unknown counts as applying, so that it is asked. */
  public boolean applies(Item item) {
    return asked(item) != Truth.NO;
  }

  private Truth asked(Item item) {
    var asked = item.askedIf();
    return asked.isEmpty() ? Truth.YES : asked.get().test(moment(), this);
  }

  @Override
  public Answer answer(Item item) {
    var value = values[item.slot()];
    if (value != null) {
      return value;
    }
    // What needs itself while it is being worked out is not known.
    values[item.slot()] = Answers.UNKNOWN;
    var found = found(item);
    values[item.slot()] = found;
    return found;
  }

  private Answer found(Item item) {
    var asked = asked(item);
    if (asked == Truth.NO) {
      return Answers.NOT_ASKED;
    }
    var text = saved.answers().get(item.name());
    if (text != null && item.kind().isPresent()) {
      return read(item, text);
    }
    unanswered[item.slot()] = true;
    return asked == Truth.YES ? derived(item) : Answers.UNKNOWN;
  }

  /**
   * An answer that cannot be read, after a change of the study, is not known; the text stays as it
   * was given.
   */
  private static Answer read(Item item, String text) {
    return AnswerText.read(item, text) instanceof AnswerText.Result.Read read
        ? read.answer()
        : new Answer.Unknown("not readable");
  }

  private Answer derived(Item item) {
    if (item.formula().isPresent()) {
      return item.formula().get().value(moment(), this);
    }
    return item.kind().isEmpty() && item.table().isPresent()
        ? item.table().get().decide(moment(), this)
        : Answers.UNKNOWN;
  }

  /** What a decision proposes for a question that people answer themselves. */
  public Answer proposed(Item item) {
    if (item.proposedBy().isPresent()) {
      var source = item.proposedBy().get();
      return source.form() == form ? answer(source) : moment().newest(source);
    }
    return item.kind().isPresent() && item.table().isPresent()
        ? item.table().get().decide(moment(), this)
        : Answers.UNKNOWN;
  }

  /**
   * What a check says: nothing when it held at the moment of the record, or holds by now because
   * what it asked for came later.
   */
  Truth raised(Form.Check check) {
    var then = check.raised(moment(), this);
    return then == Truth.NO || check.raised(chronicle.now(), this) == Truth.NO ? Truth.NO : then;
  }

  List<Because> because(Form.Check check) {
    return check.condition().because(moment(), this);
  }

  /**
   * The questions that apply for sure and have neither an answer nor a reason; where it depends on
   * a missing answer whether one applies, that other answer is the one to ask for.
   */
  public List<Item> unanswered() {
    var open = new ArrayList<Item>();
    for (var item : form.items()) {
      boolean needed = item.kind().filter(kind -> !kind.optional()).isPresent();
      if (needed && text(item).isEmpty() && asked(item) == Truth.YES) {
        open.add(item);
      }
    }
    return List.copyOf(open);
  }

  @Override
  public String toString() {
    return form.name() + "#" + ordinal();
  }
}
