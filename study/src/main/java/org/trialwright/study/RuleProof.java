package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trialwright.quantities.Unit;
import org.trialwright.study.ProofReader.Scope;
import org.trialwright.study.ProofSearch.Goal;
import org.trialwright.study.ProofSearch.Outcome;

/** Every rule can be yes and can be no, and so can every comparison with a constant. */
final class RuleProof {
  private final Names names;
  private final Faults faults;

  RuleProof(Names names, Faults faults) {
    this.names = names;
    this.faults = faults;
  }

  void run(List<ProofRule> rules) {
    for (var rule : rules) {
      rule.condition().ifPresent(condition -> varies(rule, condition));
      for (var term : rule.terms()) {
        comparisons(rule, term);
      }
    }
  }

  private void varies(ProofRule rule, Condition condition) {
    if (condition instanceof Condition.Otherwise) {
      return;
    }
    var reader = new ProofReader(names);
    var formula = reader.rule(condition, rule.scope());
    if (!constantComparison(reader, rule.at()) && rule.varies()) {
      var search = reader.search();
      var start = search.mark();
      boolean yes = search.find(List.of(new Goal(formula, ProofFormula.YES))) != Outcome.IMPOSSIBLE;
      search.reset(start);
      boolean no =
          search.find(List.of(new Goal(formula, ProofFormula.NO))) != Outcome.IMPOSSIBLE
              || namesEveryCode(condition);
      if (!yes || !no) {
        faults.add(rule.at(), rule.what() + (yes ? " always holds" : " can never hold"));
      }
    }
    Mentions.in(condition, _ -> {}, term -> inside(rule, term));
  }

  /** Naming every code asks for an answer, whatever it is; a missing one is still unknown. */
  private static boolean namesEveryCode(Condition condition) {
    var found = new ArrayList<Condition>();
    Mentions.in(
        condition,
        part -> {
          if (part instanceof Condition.Is is && is.codes() == is.list().all()) {
            found.add(part);
          }
        },
        _ -> {});
    return !found.isEmpty();
  }

  private void comparisons(ProofRule rule, Term term) {
    Mentions.in(term, _ -> {}, inner -> inside(rule, inner));
  }

  /** Conditions on the records that an aggregate counts, and those that choose between values. */
  private void inside(ProofRule rule, Term term) {
    switch (term) {
      case Term.Aggregate aggregate -> where(rule, aggregate.where(), aggregate.text(), Scope.FORM);
      case Term.Count count -> where(rule, count.where(), count.text(), Scope.FORM);
      case Term.Choice choice -> where(rule, choice.when(), choice.text(), rule.scope());
      default -> {}
    }
  }

  private void where(ProofRule rule, Condition where, String text, Scope scope) {
    if (where instanceof Condition.Otherwise) {
      return;
    }
    var reader = new ProofReader(names);
    var formula = reader.rule(where, scope);
    if (!constantComparison(reader, rule.at())
        && reader.search().find(List.of(new Goal(formula, ProofFormula.YES)))
            == Outcome.IMPOSSIBLE) {
      faults.add(rule.at(), "what stands under 'where' or 'if' in '" + text + "' can never hold");
    }
  }

  private boolean constantComparison(ProofReader reader, Position at) {
    boolean found = false;
    for (var comparison : reader.comparisons().entrySet()) {
      Set<Integer> truths = new LinkedHashSet<>();
      comparison.getValue().forEach(test -> truths.addAll(test.overall()));
      var value = comparison.getValue().getFirst().value();
      boolean no = truths.equals(Set.of(ProofFormula.NO));
      boolean yes = truths.equals(Set.of(ProofFormula.YES)) && number(value);
      if (no || yes) {
        faults.add(
            at, "'" + comparison.getKey() + "' is always " + (yes ? "yes" : "no") + range(value));
        found = true;
      }
    }
    return found;
  }

  private static boolean number(ProofValue value) {
    return switch (value) {
      case ProofValue.Guarded guarded -> number(guarded.inner());
      case ProofValue.Free free -> free.type() instanceof Type.Numeric;
      case ProofValue.Decided _, ProofValue.Judged _ -> false;
    };
  }

  private static String range(ProofValue value) {
    return switch (value) {
      case ProofValue.Guarded guarded -> range(guarded.inner());
      case ProofValue.Free free -> free.range();
      case ProofValue.Decided _, ProofValue.Judged _ -> "";
    };
  }

  static String unit(Type type) {
    return type instanceof Type.Numeric numeric && !numeric.unit().equals(Unit.NONE)
        ? " " + numeric.unit().symbol()
        : "";
  }
}
