package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.ProofReader.Scope;

/**
 * One line of the study with a rule or a sum in it.
 *
 * @param what as people call it, such as {@code the check 'A copy must be given'}
 * @param varies whether it must be able to hold and to fail
 */
record ProofRule(
    String what,
    Position at,
    Optional<Condition> condition,
    List<Term> terms,
    Scope scope,
    boolean varies) {
  ProofRule {
    terms = List.copyOf(terms);
  }

  private static ProofRule of(String what, Position at, Condition condition, Scope scope) {
    return new ProofRule(what, at, Optional.of(condition), List.of(), scope, true);
  }

  private static ProofRule of(String what, Position at, List<Term> terms, Scope scope) {
    return new ProofRule(what, at, Optional.empty(), terms, scope, false);
  }

  /** All of a study, in its order. */
  static List<ProofRule> all(Study study, ProofText text) {
    var rules = new ArrayList<ProofRule>();
    who(study, text, rules);
    study
        .what()
        .modifications()
        .forEach(
            line ->
                rules.add(
                    of("the rule '" + line.reason() + "'", line.at(), line.when(), Scope.RULE)));
    when(study, text, rules);
    next(study, rules);
    measure(study, text, rules);
    named(study, rules);
    study.forms().values().forEach(form -> form(form, rules));
    return rules;
  }

  private static void who(Study study, ProofText text, List<ProofRule> into) {
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        into.add(
            of(
                "the rule '" + rule.name() + "'",
                ruleAt(text, rule.name(), criterion),
                rule.condition(),
                Scope.RULE));
      }
    }
    for (var before : study.how().before()) {
      into.add(
          of(
              "'" + before.sentence() + "'",
              text.at("how", "before", before.sentence()),
              before.condition(),
              Scope.RULE));
    }
  }

  static Position ruleAt(ProofText text, String name, Who.Criterion criterion) {
    int dot = name.indexOf('.');
    if (name.equals("age") || name.equals("sex")) {
      return criterion.at();
    }
    return dot < 0
        ? text.at("who", "rules", name)
        : text.at("who", "rules", name.substring(0, dot), name.substring(dot + 1));
  }

  private static void when(Study study, ProofText text, List<ProofRule> into) {
    for (var visit : study.when().visits()) {
      into.add(of("visit '" + visit.name() + "'", visit.at(), List.of(visit.anchor()), Scope.RULE));
      visit
          .onlyIf()
          .ifPresent(
              only ->
                  into.add(
                      of(
                          "the 'if' of visit '" + visit.name() + "'",
                          visit.at(),
                          only,
                          Scope.RULE)));
    }
    for (var alarm : study.when().alarms()) {
      var at = text.at("when", "clocks", alarm.name());
      into.add(of("clock '" + alarm.name() + "'", at, alarm.until(), Scope.FORM));
      alarm
          .onlyIf()
          .ifPresent(
              only ->
                  into.add(of("the 'if' of clock '" + alarm.name() + "'", at, only, Scope.FORM)));
    }
  }

  private static void next(Study study, List<ProofRule> into) {
    var seen = new java.util.HashSet<Position>();
    for (var place :
        study.next().paths().stream().flatMap(path -> path.places().stream()).toList()) {
      for (var exit : place.exits()) {
        if (seen.add(exit.at())) {
          into.add(
              new ProofRule(
                  "the way to '" + exit.target() + "'",
                  exit.at(),
                  Optional.of(exit.when()),
                  List.of(),
                  Scope.NEXT,
                  false));
        }
      }
    }
  }

  private static void measure(Study study, ProofText text, List<ProofRule> into) {
    study
        .measure()
        .sets()
        .forEach(
            (name, condition) ->
                into.add(
                    of(
                        "analysis set '" + name + "'",
                        text.at("measure", "sets", name),
                        condition,
                        Scope.RULE)));
    for (var endpoint : study.measure().endpoints()) {
      switch (endpoint.what()) {
        case Measure.What.Share share ->
            into.add(
                of("endpoint '" + endpoint.name() + "'", endpoint.at(), share.where(), Scope.RULE));
        case Measure.What.TimeTo time -> {
          var terms = new ArrayList<Term>(time.events());
          terms.add(time.from());
          terms.addAll(time.against());
          terms.add(time.otherwise());
          into.add(of("endpoint '" + endpoint.name() + "'", endpoint.at(), terms, Scope.RULE));
        }
        case Measure.What.Declared _ -> {}
      }
    }
  }

  private static void named(Study study, List<ProofRule> into) {
    var all = new ArrayList<>(study.when().dates());
    all.addAll(study.what().steps());
    all.addAll(study.measure().events());
    for (var one : all) {
      one.term()
          .ifPresent(
              term -> into.add(of("'" + one.name() + "'", one.at(), List.of(term), Scope.RULE)));
    }
  }

  private static void form(Form form, List<ProofRule> into) {
    form.askedIf()
        .ifPresent(
            asked -> into.add(of("'asked-if' of " + form.name(), form.at(), asked, Scope.FORM)));
    for (var item : form.items()) {
      add(into, "the 'if' of " + item.path(), item.at(), item.askedIf);
      add(into, "the 'if' of " + item.path(), item.at(), item.startsIf);
      item.table()
          .ifPresent(
              table ->
                  table
                      .lines()
                      .forEach(
                          line ->
                              into.add(
                                  new ProofRule(
                                      item.path() + ": the line '" + line.code() + "'",
                                      line.at(),
                                      Optional.of(line.when()),
                                      List.of(),
                                      Scope.FORM,
                                      false))));
      switch (item.formula) {
        case null -> {}
        case Term.Verdict verdict -> add(into, item.path(), item.at(), verdict.condition());
        default -> into.add(of(item.path(), item.at(), List.of(item.formula), Scope.FORM));
      }
    }
    for (var check : form.checks()) {
      into.add(of("'" + check.message() + "'", check.at(), check.condition(), Scope.FORM));
    }
  }

  private static void add(
      List<ProofRule> into, String what, Position at, @Nullable Condition condition) {
    if (condition != null) {
      into.add(of(what, at, condition, Scope.FORM));
    }
  }
}
