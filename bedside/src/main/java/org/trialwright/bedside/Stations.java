package org.trialwright.bedside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.study.ArmWays;
import org.trialwright.study.Next;
import org.trialwright.study.Study;

/**
 * The path of any study as few enough stations to be drawn. Up to {@value #FEW} places each is a
 * station. With more, a place that is a detour of one other shares its station, and a place that
 * many lead to and that opens nothing of its own becomes a side station, drawn only where it
 * matters. Ends that can be reached from almost everywhere are drawn only when reached.
 */
public final class Stations {
  private static final int FEW = 10;

  /** Lines from so many stations make a place one that everybody may come to. */
  private static final int MANY = 5;

  /** A line from station to station, and the arms that may take it. */
  public record Edge(String from, String to, Set<String> arms) {
    public Edge {
      arms = Set.copyOf(arms);
    }
  }

  private final Study study;
  private final ArmWays ways;
  private final Set<String> allArms;
  private final Set<String> commonEnds;
  private final Map<String, String> homes = new HashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Set<Edge> loops = new LinkedHashSet<>();
  private final Set<String> side = new LinkedHashSet<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final Set<String> parted = new LinkedHashSet<>();

  private Stations(Study study) {
    this.study = study;
    this.ways = ArmWays.of(study);
    this.allArms =
        study.how().arms().stream()
            .map(arm -> arm.name())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    this.commonEnds = endsFromAlmostEverywhere();
  }

  public static Stations of(Study study) {
    var stations = new Stations(study);
    for (var place : study.next().places()) {
      stations.homes.put(place.name(), place.name());
    }
    study.next().ends().forEach(end -> stations.homes.put(end, end));
    stations.connect();
    if (stations.places().size() > FEW) {
      stations.mergeDetours();
      stations.setAside();
    }
    stations.loops.addAll(stations.findLoops());
    stations.setColumns();
    stations.part();
    return stations;
  }

  /** The stations on the way, in the order of the study, without common ends. */
  public List<String> places() {
    var names = new LinkedHashSet<String>();
    study.next().places().forEach(place -> names.add(station(place.name())));
    names.addAll(study.next().ends());
    names.removeAll(commonEnds);
    return List.copyOf(names);
  }

  /** The station that a place belongs to, named after its main place. */
  public String station(String place) {
    return homes.getOrDefault(place, place);
  }

  /** Whether a station is drawn only where it matters. */
  public boolean isAside(String station) {
    return side.contains(station);
  }

  /** Whether the arms have parted before this station. */
  public boolean isParted(String station) {
    return parted.contains(station);
  }

  /** Lines between stations in the order of the study; common ends have none. */
  public List<Edge> edges() {
    return List.copyOf(edges);
  }

  /**
   * Whether a line says something that longer ways do not: it leads on, to a station that is always
   * drawn.
   */
  public boolean isMain(Edge edge) {
    return !isAside(edge.from())
        && !isAside(edge.to())
        && !loops.contains(edge)
        && !isShortcut(edge);
  }

  private boolean isShortcut(Edge edge) {
    boolean last =
        edges.stream()
            .filter(next -> next.from().equals(edge.to()) && !loops.contains(next))
            .allMatch(next -> isAside(next.to()));
    return !last
        && depth(edge.to()) - depth(edge.from()) > 1
        && edges.stream()
            .anyMatch(
                other ->
                    other.to().equals(edge.to())
                        && !other.from().equals(edge.from())
                        && !isAside(other.from())
                        && !loops.contains(other)
                        && other.arms().containsAll(edge.arms())
                        && depth(other.from()) > depth(edge.from()));
  }

  /** The arms for which a line is drawn, by number from 1; 0 alone where they are together. */
  public List<Integer> drawnFor(Edge edge) {
    boolean together =
        allArms.size() < 2 || (!isParted(edge.from()) && edge.arms().size() == allArms.size());
    if (together) {
      return List.of(0);
    }
    var numbers = new ArrayList<Integer>();
    int number = 0;
    for (var arm : allArms) {
      number++;
      if (edge.arms().contains(arm)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** The stations that lie ahead of a place, for one arm or, before allocation, for any. */
  public Set<String> ahead(String place, Optional<String> arm) {
    var ahead = new LinkedHashSet<String>();
    var waiting = new ArrayList<>(List.of(station(place)));
    while (!waiting.isEmpty()) {
      var from = waiting.removeLast();
      for (var edge : edges) {
        boolean may = arm.isEmpty() || edge.arms().isEmpty() || edge.arms().contains(arm.get());
        if (edge.from().equals(from) && may && ahead.add(edge.to())) {
          waiting.add(edge.to());
        }
      }
    }
    return ahead;
  }

  /** How far along a place lies: the most lines from the beginning, without going back. */
  public int depth(String place) {
    return columns.getOrDefault(station(place), length());
  }

  /** The greatest depth of a place that is no common end. */
  public int length() {
    return columns.values().stream().mapToInt(depth -> depth).max().orElse(0);
  }

  private Set<String> endsFromAlmostEverywhere() {
    var places = study.next().places();
    return study.next().ends().stream()
        .filter(
            end ->
                places.size() > FEW
                    || 2 * places.stream().filter(place -> leadsTo(place, end)).count()
                        > places.stream().filter(place -> !place.exits().isEmpty()).count())
        .collect(Collectors.toSet());
  }

  private static boolean leadsTo(Next.Place place, String target) {
    return place.exits().stream()
        .anyMatch(exit -> exit.way() == Next.Way.TO && exit.target().equals(target));
  }

  private void connect() {
    var found = new LinkedHashMap<List<String>, Set<String>>();
    for (var place : study.next().places()) {
      for (var exit : place.exits()) {
        var from = station(place.name());
        var to = station(exit.target());
        if (exit.way() == Next.Way.TO && !from.equals(to) && !commonEnds.contains(to)) {
          var arms = new LinkedHashSet<>(ways.at(place.name()));
          arms.retainAll(ways.at(exit.target()));
          arms.retainAll(ways.taking(exit.when()));
          found.computeIfAbsent(List.of(from, to), _ -> new LinkedHashSet<>()).addAll(arms);
        }
      }
    }
    edges.clear();
    found.forEach(
        (ends, arms) -> {
          if (!arms.isEmpty() || allArms.isEmpty()) {
            edges.add(new Edge(ends.getFirst(), ends.getLast(), arms));
          }
        });
  }

  private Set<String> after(String station) {
    return edges.stream()
        .filter(edge -> edge.from().equals(station))
        .map(Edge::to)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<String> before(String station) {
    return edges.stream()
        .filter(edge -> edge.to().equals(station))
        .map(Edge::from)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A place that only one other leads to, and that leads nowhere but where that one leads. */
  private void mergeDetours() {
    Optional<String> detour = findDetour();
    while (detour.isPresent()) {
      var one = detour.get();
      var home = before(one).iterator().next();
      homes.replaceAll((_, station) -> station.equals(one) ? home : station);
      connect();
      detour = findDetour();
    }
  }

  private Optional<String> findDetour() {
    return places().stream()
        .filter(
            one -> {
              var from = before(one);
              boolean begins = one.equals(station(study.next().begin()));
              if (begins || from.size() != 1 || after(one).isEmpty()) {
                return false;
              }
              var home = from.iterator().next();
              var allowed = new LinkedHashSet<>(after(home));
              allowed.add(home);
              return allowed.containsAll(after(one)) && after(home).size() > 1;
            })
        .findFirst();
  }

  private void setAside() {
    for (var one : places()) {
      boolean opensNothing = after(one).stream().allMatch(next -> before(next).size() > 1);
      if (before(one).size() >= MANY && opensNothing) {
        side.add(one);
      }
    }
    // What leads only to such places is where the path ends.
    var last =
        side.stream()
            .filter(one -> side.containsAll(after(one)))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    side.removeAll(last);
  }

  /**
   * Lines that lead back to where one has been, seen from any arm. Of several ways on, the one that
   * the study names first is followed first.
   */
  public Set<Edge> loops() {
    return Set.copyOf(loops);
  }

  private Set<Edge> findLoops() {
    var loops = new LinkedHashSet<Edge>();
    var begin = station(study.next().begin());
    for (var arm : allArms.isEmpty() ? Set.of("") : allArms) {
      visit(begin, arm, new LinkedHashSet<>(), new LinkedHashSet<>(), loops);
    }
    return loops;
  }

  private void visit(
      String station, String arm, Set<String> open, Set<String> done, Set<Edge> loops) {
    if (!done.add(station)) {
      return;
    }
    open.add(station);
    var order = places();
    edges.stream()
        .filter(edge -> edge.from().equals(station))
        .filter(edge -> arm.isEmpty() || edge.arms().contains(arm))
        .sorted(Comparator.comparing(edge -> order.indexOf(edge.to())))
        .forEach(
            edge -> {
              if (open.contains(edge.to())) {
                loops.add(edge);
              } else {
                visit(edge.to(), arm, open, done, loops);
              }
            });
    open.remove(station);
  }

  private void setColumns() {
    var back = loops;
    Collection<Edge> forward =
        edges.stream().filter(edge -> !back.contains(edge) && !isAside(edge.from())).toList();
    places().forEach(station -> columns.put(station, 0));
    for (int round = 0; round < places().size(); round++) {
      for (var edge : forward) {
        columns.merge(edge.to(), columns.getOrDefault(edge.from(), 0) + 1, Math::max);
      }
    }
  }

  private void part() {
    if (allArms.size() < 2) {
      return;
    }
    var waiting =
        new ArrayList<>(
            edges.stream()
                .filter(edge -> edge.arms().size() < allArms.size())
                .map(Edge::to)
                .toList());
    while (!waiting.isEmpty()) {
      var station = waiting.removeLast();
      if (parted.add(station)) {
        waiting.addAll(after(station));
      }
    }
  }
}
