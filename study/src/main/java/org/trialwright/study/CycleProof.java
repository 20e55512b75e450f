package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nothing is worked out from itself: no answer of a record from that same record's answers in a
 * circle, no date or event from itself. What an earlier record says may be used freely.
 */
final class CycleProof {
  private final Study study;
  private final Faults faults;
  private final Map<Object, Set<Object>> needs = new LinkedHashMap<>();
  private final Set<Object> done = new HashSet<>();
  private final Set<Object> reported = new HashSet<>();

  CycleProof(Study study, Faults faults) {
    this.study = study;
    this.faults = faults;
  }

  /** Whether there is no circle. */
  boolean run() {
    for (var form : study.forms().values()) {
      form.items().forEach(this::gather);
    }
    var named = new ArrayList<>(study.when().dates());
    named.addAll(study.what().steps());
    named.addAll(study.measure().events());
    for (var one : named) {
      var into = needs.computeIfAbsent(one, _ -> new LinkedHashSet<>());
      one.term().ifPresent(term -> gather(term, into));
    }
    for (var start : List.copyOf(needs.keySet())) {
      visit(start, new ArrayList<>());
    }
    return reported.isEmpty();
  }

  private void gather(Item item) {
    Set<Object> into = new LinkedHashSet<>();
    item.askedIf().ifPresent(asked -> gather(asked, item, into));
    item.formula()
        .ifPresent(term -> Mentions.in(term, _ -> {}, inner -> ofRecord(inner, item, into)));
    item.table().ifPresent(table -> table.lines().forEach(line -> gather(line.when(), item, into)));
    needs.put(item, into);
  }

  private static void gather(Condition condition, Item item, Set<Object> into) {
    Mentions.in(condition, _ -> {}, term -> ofRecord(term, item, into));
  }

  /** What a rule of a record needs of the same record, and named things. */
  private static void ofRecord(Term term, Item item, Set<Object> into) {
    switch (term) {
      case Term.Own own when own.question().form() == item.form() -> into.add(own.question());
      case Term.Newest newest when newest.question().form() == item.form() ->
          into.add(newest.question());
      case Term.Aggregate all when !all.previous() && all.question().form() == item.form() ->
          into.add(all.question());
      case Term.Name name -> into.add(name.named());
      default -> {}
    }
  }

  /** A date, a step or an event reads every record, so it needs whatever those work out. */
  private static void gather(Term term, Set<Object> into) {
    Mentions.in(
        term,
        _ -> {},
        inner -> {
          inner.item().ifPresent(into::add);
          if (inner instanceof Term.Name name) {
            into.add(name.named());
          }
        });
  }

  private void visit(Object one, List<Object> path) {
    int before = path.indexOf(one);
    if (before >= 0) {
      report(path.subList(before, path.size()));
      return;
    }
    if (!done.add(one)) {
      return;
    }
    path.add(one);
    needs.getOrDefault(one, Set.of()).forEach(next -> visit(next, path));
    path.removeLast();
  }

  private void report(List<Object> circle) {
    if (!reported.addAll(circle)) {
      return;
    }
    var names = new ArrayList<>(circle.stream().map(Object::toString).toList());
    var first = circle.getFirst();
    var at =
        switch (first) {
          case Item item -> item.at();
          case Named named -> named.at();
          default -> throw new IllegalStateException("not a name: " + first);
        };
    names.add(names.getFirst());
    faults.add(
        at,
        "'"
            + names.getFirst()
            + "' is worked out from itself"
            + (names.size() > 2 ? ": " + String.join(" needs ", names) : ""));
  }
}
