package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Next.Exit;
import org.trialwright.study.Next.Place;
import org.trialwright.study.ProofReader.Scope;
import org.trialwright.study.ProofSearch.Goal;
import org.trialwright.study.ProofSearch.Outcome;

/**
 * What a place waits for: the forms whose answers its own lines compare, and each of their answers.
 */
final class PlaceAnswers {
  private record Asked(Item item, String code, ProofFormula given, Exit line) {}

  private final Place place;
  private final Map<String, Exit> forms = new LinkedHashMap<>();
  private final Map<String, List<Asked>> answers = new HashMap<>();
  private final Set<String> allForms = new LinkedHashSet<>();
  private final ProofReader reader;

  PlaceAnswers(Place place, Predicate<Exit> anywhere, ProofReader reader) {
    this.place = place;
    this.reader = reader;
    var seen = new java.util.HashSet<Item>();
    for (var exit : place.exits()) {
      allForms.addAll(formsOf(exit.when()));
      if (anywhere.test(exit)) {
        continue;
      }
      for (var term : Mentions.terms(exit.when())) {
        if (term instanceof Term.Newest newest) {
          forms.putIfAbsent(newest.question().form().name(), exit);
          if (seen.add(newest.question()) && newest.type() instanceof Type.Coded coded) {
            each(newest, coded.list(), exit);
          }
        }
      }
    }
  }

  private void each(Term.Newest question, CodeList list, Exit exit) {
    var value = reader.value(question, Scope.NEXT);
    var codes =
        question.question().table().isPresent()
            ? question.question().table().get().lines().stream().map(Item.Choice::code).toList()
            : list.codes();
    for (var code : codes.stream().distinct().toList()) {
      var wanted = new Answer.Coded(list.bit(code));
      answers
          .computeIfAbsent(question.question().form().name(), _ -> new ArrayList<>())
          .add(
              new Asked(
                  question.question(),
                  code,
                  reader.test(value, answer -> Truth.of(answer.equals(wanted))),
                  exit));
    }
  }

  private static Set<String> formsOf(Condition condition) {
    Set<String> forms = new LinkedHashSet<>();
    Mentions.in(
        condition,
        part -> {
          if (part instanceof Condition.Recorded recorded) {
            forms.add(recorded.form().name());
          }
        },
        term -> {
          if (term instanceof Term.Newest newest) {
            forms.add(newest.question().form().name());
          }
        });
    return forms;
  }

  static boolean onlyRecorded(Condition condition) {
    return Mentions.terms(condition).stream().allMatch(term -> term instanceof Term.Arm);
  }

  private void onlyFilledIn(String form, ProofSearch search) {
    for (var other : allForms) {
      var recorded = reader.recorded(other);
      search.keep(recorded, recorded.bitOf(other.equals(form) ? "yes" : "no"));
    }
  }

  /** With one form filled in completely and no other, some line must hold. */
  void prove(ProofSearch search, List<ProofFormula> rules, Faults faults) {
    var start = search.mark();
    for (var form : forms.entrySet()) {
      onlyFilledIn(form.getKey(), search);
      var alone = search.mark();
      var none = new ArrayList<Goal>();
      rules.forEach(rule -> none.add(new Goal(rule, ProofFormula.NO)));
      var outcome = search.find(none);
      var found = search.found();
      search.reset(alone);
      if (outcome == Outcome.FOUND && !named(form.getKey(), search, rules, faults)) {
        faults.add(
            form.getValue().at(),
            "place '"
                + place.name()
                + "': nothing follows when "
                + (found.isEmpty() ? form.getKey() + " is filled in" : found)
                + "; add a line, or name it under 'stay'");
      }
      if (outcome == Outcome.TOO_MANY) {
        faults.warn(
            form.getValue().at(),
            "place '"
                + place.name()
                + "': the answers of "
                + form.getKey()
                + " are too many to try");
      }
      search.reset(start);
    }
  }

  /** Names each answer with which no line at all can hold. */
  private boolean named(String form, ProofSearch search, List<ProofFormula> rules, Faults faults) {
    boolean found = false;
    var alone = search.mark();
    var some = new ProofFormula.Joint(true, rules);
    for (var asked : answers.getOrDefault(form, List.of())) {
      boolean possible =
          search.find(List.of(new Goal(asked.given(), ProofFormula.YES))) == Outcome.FOUND;
      search.reset(alone);
      boolean leads =
          search.find(
                  List.of(
                      new Goal(asked.given(), ProofFormula.YES), new Goal(some, ProofFormula.YES)))
              != Outcome.IMPOSSIBLE;
      search.reset(alone);
      if (possible && !leads) {
        faults.add(
            asked.line().at(),
            "place '"
                + place.name()
                + "': the answer "
                + asked.item().path()
                + " is "
                + asked.code()
                + " leads nowhere");
        found = true;
      }
    }
    return found;
  }

  /** Whether one form alone can make both lines hold. */
  boolean byOneForm(
      Exit one, Exit other, ProofSearch search, ProofFormula first, ProofFormula second) {
    var shared = formsOf(one.when());
    shared.retainAll(formsOf(other.when()));
    var start = search.mark();
    for (var form : shared) {
      onlyFilledIn(form, search);
      boolean both =
          search.find(
                  List.of(new Goal(first, ProofFormula.YES), new Goal(second, ProofFormula.YES)))
              == Outcome.FOUND;
      search.reset(start);
      if (both) {
        return true;
      }
    }
    return false;
  }
}
