package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.study.ProofSearch.Goal;
import org.trialwright.study.ProofSearch.Outcome;

/**
 * Every decision gives a result for all answers, and each of its lines can be the one that holds.
 */
final class TableProof {
  private final Study study;
  private final Names names;
  private final Faults faults;

  TableProof(Study study, Names names, Faults faults) {
    this.study = study;
    this.names = names;
    this.faults = faults;
  }

  void run() {
    for (var form : study.forms().values()) {
      for (var item : form.items()) {
        item.table().ifPresent(table -> table(item, table));
      }
    }
    Map<String, List<What.Modification>> groups = new LinkedHashMap<>();
    for (var line : study.what().modifications()) {
      groups.computeIfAbsent(line.group(), _ -> new ArrayList<>()).add(line);
    }
    groups.forEach(this::group);
  }

  private void table(Item item, Item.Table table) {
    var reader = new ProofReader(names);
    var rules =
        table.lines().stream()
            .map(line -> reader.rule(line.when(), ProofReader.Scope.FORM))
            .toList();
    var search = reader.search();
    var start = search.mark();
    for (int i = 0; i < rules.size(); i++) {
      var line = table.lines().get(i);
      reachable(search, rules, i, line.at(), item.path() + ": the line '" + line.code() + "'");
      search.reset(start);
    }
    var none = new ArrayList<Goal>();
    rules.forEach(rule -> none.add(new Goal(rule, ProofFormula.NO)));
    switch (search.find(none)) {
      case FOUND -> faults.add(item.at(), item.path() + ": no line holds when " + search.found());
      case TOO_MANY -> tooMany(item.at(), item.path());
      case IMPOSSIBLE -> {}
    }
  }

  private void group(String name, List<What.Modification> lines) {
    var reader = new ProofReader(names);
    var rules =
        lines.stream().map(line -> reader.rule(line.when(), ProofReader.Scope.RULE)).toList();
    var search = reader.search();
    var start = search.mark();
    for (int i = 0; i < rules.size(); i++) {
      var line = lines.get(i);
      reachable(
          search,
          rules,
          i,
          line.at(),
          "what.modify." + name + ": the line '" + line.reason() + "'");
      search.reset(start);
    }
  }

  /** A line is reached when it holds and all lines above are no. */
  private void reachable(
      ProofSearch search, List<ProofFormula> rules, int line, Position at, String what) {
    var goals = new ArrayList<Goal>();
    goals.add(new Goal(rules.get(line), ProofFormula.YES));
    for (int above = 0; above < line; above++) {
      goals.add(new Goal(rules.get(above), ProofFormula.NO));
    }
    var start = search.mark();
    var outcome = search.find(goals);
    if (outcome == Outcome.TOO_MANY) {
      tooMany(at, what);
      search.reset(start);
      outcome = search.find(List.of(goals.getFirst()));
    }
    if (outcome == Outcome.IMPOSSIBLE) {
      faults.add(at, what + " can never be reached");
    }
  }

  private void tooMany(Position at, String what) {
    faults.warn(
        at,
        what
            + " has more combinations than can be tried; its lines were tried one by one. Split it"
            + " to have it proven");
  }
}
