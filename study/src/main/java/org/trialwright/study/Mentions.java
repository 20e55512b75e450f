package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Walks through rules and sums to everything they mention. */
final class Mentions {
  private final Consumer<Condition> conditions;
  private final Consumer<Term> terms;

  private Mentions(Consumer<Condition> conditions, Consumer<Term> terms) {
    this.conditions = conditions;
    this.terms = terms;
  }

  static void in(Condition condition, Consumer<Condition> conditions, Consumer<Term> terms) {
    new Mentions(conditions, terms).walk(condition);
  }

  static void in(Term term, Consumer<Condition> conditions, Consumer<Term> terms) {
    new Mentions(conditions, terms).walk(term);
  }

  /** All terms of a rule, outermost first. */
  static List<Term> terms(Condition condition) {
    var found = new ArrayList<Term>();
    in(condition, _ -> {}, found::add);
    return found;
  }

  /** What a computation computes with, through all its levels; nothing inside an aggregate. */
  static List<Term> operands(Term term) {
    var found = new ArrayList<Term>();
    operands(term, found);
    return found;
  }

  private static void operands(Term term, List<Term> into) {
    switch (term) {
      case Term.Arithmetic sum -> {
        operands(sum.left(), into);
        operands(sum.right(), into);
      }
      case Term.Shifted shifted -> {
        operands(shifted.date(), into);
        operands(shifted.amount(), into);
      }
      case Term.Converted converted -> operands(converted.term(), into);
      case Term.Weekday weekday -> operands(weekday.date(), into);
      case Term.Limited limited -> operands(limited.term(), into);
      case Term.Constant _,
          Term.Own _,
          Term.Newest _,
          Term.Recent _,
          Term.AtVisit _,
          Term.Name _,
          Term.SettingValue _,
          Term.Arm _,
          Term.Today _,
          Term.Age _,
          Term.Aggregate _,
          Term.Count _,
          Term.TimesAt _,
          Term.Extreme _,
          Term.Choice _,
          Term.Call _,
          Term.Grade _,
          Term.Change _,
          Term.PlannedDose _,
          Term.Verdict _,
          Term.Kept _ ->
          into.add(term);
    }
  }

  private void walk(Condition condition) {
    conditions.accept(condition);
    switch (condition) {
      case Condition.And and -> and.parts().forEach(this::walk);
      case Condition.Or or -> or.parts().forEach(this::walk);
      case Condition.Not not -> walk(not.part());
      case Condition.Is is -> walk(is.term());
      case Condition.Compare compare -> {
        walk(compare.left());
        walk(compare.right());
      }
      case Condition.AgainstLimit limit -> walk(limit.left());
      case Condition.Within within -> walk(within.term());
      case Condition.Known known -> walk(known.term());
      case Condition.Rows rows -> walk(rows.where());
      case Condition.Otherwise _,
          Condition.Recorded _,
          Condition.Eligible _,
          Condition.Allocated _,
          Condition.BeenAt _,
          Condition.AtVisit _ -> {}
    }
  }

  private void walk(Term term) {
    terms.accept(term);
    switch (term) {
      case Term.Arithmetic sum -> {
        walk(sum.left());
        walk(sum.right());
      }
      case Term.Shifted shifted -> {
        walk(shifted.date());
        walk(shifted.amount());
      }
      case Term.Converted converted -> walk(converted.term());
      case Term.Weekday weekday -> walk(weekday.date());
      case Term.Limited limited -> walk(limited.term());
      case Term.Kept kept -> {
        walk(kept.now());
        walk(new Term.Newest(kept.watched()));
      }
      case Term.Aggregate aggregate -> walk(aggregate.where());
      case Term.Count count -> walk(count.where());
      case Term.Extreme extreme -> extreme.terms().forEach(this::walk);
      case Term.Choice choice -> {
        walk(choice.then());
        walk(choice.when());
        if (choice.otherwise() != null) {
          walk(choice.otherwise());
        }
      }
      case Term.Call call -> call.arguments().forEach(this::walk);
      case Term.Verdict verdict -> walk(verdict.condition());
      case Term.Age age -> {
        if (age.on() != null) {
          walk(age.on());
        }
      }
      case Term.Constant _,
          Term.Own _,
          Term.Newest _,
          Term.Recent _,
          Term.AtVisit _,
          Term.Name _,
          Term.SettingValue _,
          Term.Arm _,
          Term.Today _,
          Term.TimesAt _,
          Term.Grade _,
          Term.Change _,
          Term.PlannedDose _ -> {}
    }
  }
}
