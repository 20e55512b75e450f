package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.study.Next.Exit;
import org.trialwright.study.Next.Place;
import org.trialwright.study.Next.Way;
import org.trialwright.study.ProofReader.Scope;
import org.trialwright.study.ProofSearch.Goal;
import org.trialwright.study.ProofSearch.Outcome;

/**
 * The graph of places: every line can be taken, every answer that a place waits for leads
 * somewhere, every place is reached and every place leads to an end.
 */
final class PlaceProof {
  private final Study study;
  private final Next next;
  private final Names names;
  private final ProofText text;
  private final Faults faults;
  private final Map<Position, Integer> places = new HashMap<>();
  private final Map<Position, Exit> lines = new LinkedHashMap<>();
  private final Map<Position, String> firstPlace = new HashMap<>();
  private final Set<Position> taken = new HashSet<>();
  private final Map<String, List<Road>> roads = new LinkedHashMap<>();
  private final Map<String, Map<String, List<Road>>> roadsInArm = new LinkedHashMap<>();

  /** A line that can be taken; {@code after} are places that must have been visited for it. */
  record Road(String to, Set<String> after) {
    Road {
      after = Set.copyOf(after);
    }
  }

  /**
   * @param next the path to be proven: the main one, or one beside it
   */
  PlaceProof(Study study, Next next, Names names, ProofText text, Faults faults) {
    this.study = study;
    this.next = next;
    this.names = names;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    for (var place : next.places()) {
      for (var exit : place.exits()) {
        places.merge(exit.at(), 1, Integer::sum);
        lines.putIfAbsent(exit.at(), exit);
        firstPlace.putIfAbsent(exit.at(), place.name());
      }
    }
    next.places().forEach(this::place);
    deadLines();
    if (next.ends().isEmpty()) {
      faults.add(
          text.at("next"), "next: 'end' is missing; write 'end: ' and the places that end it");
      return;
    }
    graph();
    new ClaimProof(study, next, roads, roadsInArm, faults).run();
  }

  /** A line under {@code anywhere} belongs to every place that is no end. */
  private boolean anywhere(Exit exit) {
    int all = next.places().size() - next.ends().size();
    return all > 1 && places.getOrDefault(exit.at(), 0) == all;
  }

  private void place(Place place) {
    if (next.ends().contains(place.name())) {
      return;
    }
    if (place.exits().stream().noneMatch(exit -> exit.way() == Way.TO && !anywhere(exit))) {
      faults.add(
          place.at(), "place '" + place.name() + "' has no way out of its own; add a line to it");
    }
    var reader = new ProofReader(names);
    var been = reader.beenAt(place.name());
    var rules = place.exits().stream().map(exit -> reader.rule(exit.when(), Scope.NEXT)).toList();
    var answers = new PlaceAnswers(place, this::anywhere, reader);
    var search = reader.search();
    search.keep(been, been.bitOf("yes"));
    var start = search.mark();
    var from = new ArrayList<Road>();
    for (int i = 0; i < rules.size(); i++) {
      var exit = place.exits().get(i);
      if (search.find(first(rules, i)) != Outcome.IMPOSSIBLE) {
        taken.add(exit.at());
        search.reset(start);
        if (exit.way() == Way.TO) {
          from.add(road(exit, first(rules, i), reader, search));
        }
      }
      search.reset(start);
    }
    roads.put(place.name(), from);
    inArms(place, rules, reader, search, from);
    answers.prove(search, rules, faults);
    together(place, rules, answers, search);
  }

  /** A line that cannot hold without having been at another place leads on only from there. */
  private static Road road(Exit exit, List<Goal> goals, ProofReader reader, ProofSearch search) {
    Set<String> after = new HashSet<>();
    for (var place : placesIn(exit.when())) {
      var start = search.mark();
      var been = reader.beenAt(place);
      search.keep(been, been.bitOf("no"));
      if (search.find(goals) == Outcome.IMPOSSIBLE) {
        after.add(place);
      }
      search.reset(start);
    }
    return new Road(exit.target(), after);
  }

  private static Set<String> placesIn(Condition condition) {
    Set<String> places = new LinkedHashSet<>();
    Mentions.in(
        condition,
        part -> {
          if (part instanceof Condition.BeenAt been) {
            places.add(been.place());
          }
        },
        _ -> {});
    return places;
  }

  /** The line holds and all lines before it do not. */
  private static List<Goal> first(List<ProofFormula> rules, int line) {
    var goals = new ArrayList<Goal>();
    goals.add(new Goal(rules.get(line), ProofFormula.YES));
    for (int before = 0; before < line; before++) {
      goals.add(new Goal(rules.get(before), ProofFormula.NO));
    }
    return goals;
  }

  /** The ways that are left when the arm is fixed, or not allocated yet. */
  private void inArms(
      Place place,
      List<ProofFormula> rules,
      ProofReader reader,
      ProofSearch search,
      List<Road> inAnyArm) {
    boolean byArm =
        place.exits().stream()
            .anyMatch(
                exit ->
                    Mentions.terms(exit.when()).stream()
                        .anyMatch(term -> term instanceof Term.Arm));
    for (var arm : study.how().arms()) {
      var start = search.mark();
      List<Road> from = inAnyArm;
      if (byArm) {
        from = new ArrayList<>();
        search.keep(reader.arm(), reader.arm().bitOf(arm.name()));
        var fixed = search.mark();
        for (int i = 0; i < rules.size(); i++) {
          if (place.exits().get(i).way() == Way.TO
              && search.find(first(rules, i)) != Outcome.IMPOSSIBLE) {
            search.reset(fixed);
            from.add(road(place.exits().get(i), first(rules, i), reader, search));
          }
          search.reset(fixed);
        }
        search.reset(start);
      }
      roadsInArm.computeIfAbsent(arm.name(), _ -> new HashMap<>()).put(place.name(), from);
    }
  }

  private void deadLines() {
    for (var line : lines.values()) {
      if (taken.contains(line.at())) {
        continue;
      }
      var place = firstPlace.getOrDefault(line.at(), "");
      var way =
          switch (line.way()) {
            case TO -> "the way to '" + line.target() + "' can never be taken";
            case STAY -> "the line 'stay' can never be reached";
            case REFUSED -> "the line 'refused' can never be reached";
          };
      faults.add(line.at(), "place '" + place + "': " + way);
    }
  }

  /** One record must not make two different ways true; the later is then never taken. */
  private void together(
      Place place, List<ProofFormula> rules, PlaceAnswers answers, ProofSearch search) {
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        var one = place.exits().get(i);
        var other = place.exits().get(j);
        boolean compete =
            one.way() == Way.TO
                && other.way() == Way.TO
                && !one.target().equals(other.target())
                && !PlaceAnswers.onlyRecorded(other.when());
        if (compete) {
          var start = search.mark();
          boolean both = answers.byOneForm(one, other, search, rules.get(i), rules.get(j));
          search.reset(start);
          if (both) {
            faults.warn(
                other.at(),
                "place '"
                    + place.name()
                    + "': lines '"
                    + one.target()
                    + "' and '"
                    + other.target()
                    + "' can hold together; the first is taken");
          }
        }
      }
    }
  }

  private void graph() {
    var begin = next.begin();
    var reached = reach(begin, roads, Optional.empty());
    for (var place : next.places()) {
      if (!reached.contains(place.name())) {
        faults.add(
            next.ends().contains(place.name()) ? text.at("next", "end") : place.at(),
            "place '" + place.name() + "' can never be reached");
      }
    }
    for (var place : next.places()) {
      boolean ends = onward(place.name()).stream().anyMatch(next.ends()::contains);
      if (!ends) {
        faults.add(place.at(), "from place '" + place.name() + "' no end can be reached");
      }
    }
  }

  /** Whoever is in a place may have been anywhere before. */
  private Set<String> onward(String from) {
    Map<String, List<Road>> open = new HashMap<>();
    roads.forEach(
        (place, ways) ->
            open.put(place, ways.stream().map(road -> new Road(road.to(), Set.of())).toList()));
    return reach(from, open, Optional.empty());
  }

  /** Every place that can be reached, the start itself included, in the order found. */
  static Set<String> reach(String from, Map<String, List<Road>> roads, Optional<String> without) {
    var reached = new LinkedHashSet<String>();
    if (without.isPresent() && without.get().equals(from)) {
      return reached;
    }
    reached.add(from);
    int before = 0;
    while (reached.size() > before) {
      before = reached.size();
      for (var place : List.copyOf(reached)) {
        for (var road : roads.getOrDefault(place, List.of())) {
          boolean barred = without.isPresent() && without.get().equals(road.to());
          if (!barred && reached.containsAll(road.after())) {
            reached.add(road.to());
          }
        }
      }
    }
    return reached;
  }
}
