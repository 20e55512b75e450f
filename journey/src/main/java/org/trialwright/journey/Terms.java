package org.trialwright.journey;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.Term;

/** What a term is made of. */
final class Terms {
  private Terms() {}

  static List<Named> named(Term term) {
    var found = new ArrayList<Named>();
    for (var part : parts(term)) {
      if (part instanceof Term.Name name) {
        found.add(name.named());
      }
    }
    return found;
  }

  static List<Item> questions(Term term) {
    var found = new LinkedHashSet<Item>();
    for (var part : parts(term)) {
      if (part instanceof Term.Newest || part instanceof Term.Recent) {
        part.item().ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  /** The part of a term that reads the question. */
  static Optional<Term> reader(Term term, Item item) {
    return parts(term).stream()
        .filter(part -> part instanceof Term.Newest || part instanceof Term.Recent)
        .filter(part -> part.item().filter(item::equals).isPresent())
        .findFirst();
  }

  private static List<Term> parts(Term term) {
    var parts = new ArrayList<Term>();
    collect(term, parts);
    return parts;
  }

  private static void collect(Term term, List<Term> into) {
    into.add(term);
    switch (term) {
      case Term.Arithmetic sum -> {
        collect(sum.left(), into);
        collect(sum.right(), into);
      }
      case Term.Converted converted -> collect(converted.term(), into);
      case Term.Shifted shifted -> {
        collect(shifted.date(), into);
        collect(shifted.amount(), into);
      }
      case Term.Extreme extreme -> extreme.terms().forEach(part -> collect(part, into));
      case Term.Choice choice -> {
        collect(choice.then(), into);
        if (choice.otherwise() != null) {
          collect(choice.otherwise(), into);
        }
      }
      case Term.Call call -> call.arguments().forEach(argument -> collect(argument, into));
      case Term.Limited limited -> collect(limited.term(), into);
      case Term.Kept kept -> collect(kept.now(), into);
      case Term.Weekday weekday -> collect(weekday.date(), into);
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
          Term.Grade _,
          Term.Change _,
          Term.PlannedDose _,
          Term.Verdict _ -> {}
    }
  }
}
