package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journey.DoseCard.Input;
import org.trialwright.journey.DoseCard.Step;
import org.trialwright.study.Answer;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.Type;
import org.trialwright.study.What.Drug;
import org.trialwright.study.What.Give;
import org.trialwright.study.World;

/** The steps of working out a dose, in the order the study shows them. */
final class Steps {
  private final Study study;
  private final Chronicle chronicle;
  private final World world;

  Steps(Study study, Chronicle chronicle, World world) {
    this.study = study;
    this.chronicle = chronicle;
    this.world = world;
  }

  List<Step> of(Drug drug) {
    var shown = new ArrayList<Step>();
    for (var step : used(drug)) {
      var value = world.named(step);
      if (value instanceof Answer.Ranged ranged
          && ranged.exact()
          && step.type() instanceof Type.Numeric numeric) {
        shown.add(
            new Step(
                step,
                step.term().orElseThrow().text(),
                inputs(step),
                ranged.low(),
                numeric.unit().symbol(),
                limited(step)));
      }
    }
    return shown;
  }

  private Optional<Boolean> limited(Named step) {
    return step.term().orElseThrow() instanceof Term.Limited limit
        ? Optional.of(limit.used(world, Rows.NONE))
        : Optional.empty();
  }

  /** The steps the dose needs, those they need themselves first. */
  List<Named> used(Drug drug) {
    var needed = new LinkedHashSet<Named>();
    switch (drug.give()) {
      case Give.Per per -> need(per.step(), needed);
      case Give.Auc auc -> need(auc.clearance(), needed);
      case Give.Flat _, Give.Fractions _ -> {}
    }
    return study.what().steps().stream().filter(needed::contains).toList();
  }

  private static void need(Named step, Set<Named> into) {
    if (into.add(step)) {
      step.term()
          .ifPresent(
              term ->
                  Terms.named(term).stream()
                      .filter(named -> named.kind() == Named.Kind.STEP)
                      .forEach(other -> need(other, into)));
    }
  }

  static List<Item> questions(Named step) {
    return step.term().map(Terms::questions).orElse(List.of());
  }

  /** What the step sees of a question, its limit on age included. */
  static Answer reading(Named step, Item item, World world) {
    return step.term()
        .flatMap(term -> Terms.reader(term, item))
        .map(term -> term.value(world, Rows.NONE))
        .orElseGet(() -> world.newest(item));
  }

  private List<Input> inputs(Named step) {
    return questions(step).stream()
        .map(item -> new Input(item, reading(step, item, world), dayOf(item)))
        .toList();
  }

  private Optional<LocalDate> dayOf(Item item) {
    var records = chronicle.recordsOf(item.form());
    for (int i = records.size() - 1; i >= 0; i--) {
      if (records.get(i).day() <= world.today() && records.get(i).answered(item)) {
        return Optional.of(LocalDate.ofEpochDay(records.get(i).day()));
      }
    }
    return Optional.empty();
  }
}
