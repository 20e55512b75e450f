package org.trialwright.study;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The questions that people must answer before something worked out is known. */
final class SpeakerInputs {
  private final Set<Item> asked = new LinkedHashSet<>();
  private final Set<Object> seen = new LinkedHashSet<>();

  private SpeakerInputs() {}

  static List<Item> of(Term term) {
    var inputs = new SpeakerInputs();
    inputs.add(term);
    return List.copyOf(inputs.asked);
  }

  private void add(Item item) {
    if (!item.workedOut()) {
      asked.add(item);
    } else if (seen.add(item)) {
      item.formula().ifPresent(this::add);
      item.table().ifPresent(table -> table.lines().forEach(line -> add(line.when())));
    }
  }

  private void add(Term term) {
    switch (term) {
      case Term.Constant _,
          Term.SettingValue _,
          Term.Arm _,
          Term.Today _,
          Term.TimesAt _,
          Term.Change _ -> {}
      case Term.Own own -> add(own.question());
      case Term.Newest newest -> add(newest.question());
      case Term.Recent recent -> add(recent.question());
      case Term.AtVisit at -> add(at.question());
      case Term.Name name -> {
        if (seen.add(name.named())) {
          name.named().term().ifPresent(this::add);
        }
      }
      case Term.Age age -> {
        var on = age.on();
        if (on != null) {
          add(on);
        }
      }
      case Term.Arithmetic sum -> List.of(sum.left(), sum.right()).forEach(this::add);
      case Term.Converted converted -> add(converted.term());
      case Term.Shifted shifted -> List.of(shifted.date(), shifted.amount()).forEach(this::add);
      case Term.Aggregate aggregate -> add(aggregate.question());
      case Term.Count count -> add(count.where());
      case Term.Extreme extreme -> extreme.terms().forEach(this::add);
      case Term.Choice choice -> {
        add(choice.then());
        add(choice.when());
        var otherwise = choice.otherwise();
        if (otherwise != null) {
          add(otherwise);
        }
      }
      case Term.Call call -> call.arguments().forEach(this::add);
      case Term.Grade grade -> add(grade.question());
      case Term.PlannedDose dose -> add(dose.drug());
      case Term.Weekday weekday -> add(weekday.date());
      case Term.Verdict verdict -> add(verdict.condition());
      case Term.Limited limited -> add(limited.term());
      case Term.Kept kept -> {
        add(kept.now());
        add(kept.watched());
      }
    }
  }

  private void add(Condition condition) {
    switch (condition) {
      case Condition.Otherwise _,
          Condition.Recorded _,
          Condition.Eligible _,
          Condition.Allocated _,
          Condition.BeenAt _,
          Condition.AtVisit _ -> {}
      case Condition.And and -> and.parts().forEach(this::add);
      case Condition.Or or -> or.parts().forEach(this::add);
      case Condition.Not not -> add(not.part());
      case Condition.Is is -> add(is.term());
      case Condition.Compare compare -> List.of(compare.left(), compare.right()).forEach(this::add);
      case Condition.AgainstLimit limit -> add(limit.left());
      case Condition.Within within -> add(within.term());
      case Condition.Known known -> add(known.term());
      case Condition.Rows rows -> add(rows.where());
    }
  }
}
