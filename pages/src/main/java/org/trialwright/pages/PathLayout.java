package org.trialwright.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts the stations of a path on columns and lanes. Columns follow the longest way from the first
 * station. The trunk has lane 0; arms lie side by side around it, the first on top. A station that
 * several arms or many lines reach stands on more than one lane.
 */
final class PathLayout {
  /** Where a station stands: a column, and a lane for each arm that touches it. */
  record Seat(int column, Map<Integer, Integer> ports) {
    int top() {
      return ports.values().stream().mapToInt(lane -> lane).min().orElse(0);
    }

    int bottom() {
      return ports.values().stream().mapToInt(lane -> lane).max().orElse(0);
    }

    int lane(int arm) {
      return ports.getOrDefault(arm, ports.getOrDefault(0, top()));
    }

    boolean holds(int lane) {
      return top() <= lane && lane <= bottom();
    }
  }

  /**
   * A line's way: it leaves on one lane, runs on another and arrives on a third; any may be equal.
   */
  record Run(PathMap.Line line, int from, int lane, int to) {}

  private final PathMap map;
  private final List<PathMap.Line> forward = new ArrayList<>();
  private final List<PathMap.Line> loops = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Map<String, Seat> seats = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();

  private PathLayout(PathMap map) {
    this.map = map;
  }

  static PathLayout of(PathMap map) {
    PathLayout layout = new PathLayout(map);
    layout.partLoops();
    layout.setColumns();
    layout.seatHinted();
    layout.seatTrunkAndArms();
    layout.seatTheRest();
    layout.forward.forEach(line -> layout.runs.add(layout.run(line)));
    return layout;
  }

  Map<String, Seat> seats() {
    return seats;
  }

  /** Lines that lead back to where the person has been, or to the same station. */
  List<PathMap.Line> loops() {
    return loops;
  }

  List<Run> runs() {
    return runs;
  }

  /** Lanes that stations or lines use, from the top. */
  NavigableSet<Integer> lanes() {
    NavigableSet<Integer> lanes = new TreeSet<>();
    for (Seat seat : seats.values()) {
      lanes.addAll(seat.ports().values());
    }
    runs.forEach(run -> lanes.add(run.lane()));
    return lanes;
  }

  private void partLoops() {
    Set<String> open = new HashSet<>();
    Set<String> done = new HashSet<>();
    for (PathMap.Station station : map.stations()) {
      visit(station.id(), open, done);
    }
    for (PathMap.Line line : map.lines()) {
      if (!loops.contains(line)) {
        forward.add(line);
      }
    }
  }

  private void visit(String id, Set<String> open, Set<String> done) {
    if (!done.add(id)) {
      return;
    }
    open.add(id);
    for (PathMap.Line line : map.lines()) {
      if (line.from().equals(id)) {
        if (open.contains(line.to())) {
          loops.add(line);
        } else {
          visit(line.to(), open, done);
        }
      }
    }
    open.remove(id);
  }

  private void setColumns() {
    for (PathMap.Station station : map.stations()) {
      columns.put(station.id(), Math.max(0, station.column()));
    }
    // Without loops the longest way has at most as many steps as there are stations.
    for (int round = 0; round < map.stations().size(); round++) {
      for (PathMap.Line line : forward) {
        columns.merge(line.to(), columns.getOrDefault(line.from(), 0) + 1, Math::max);
      }
    }
    pullBack();
  }

  /** A station that waits for nobody stands right before the first that follows it. */
  private void pullBack() {
    for (PathMap.Station station : map.stations()) {
      boolean begins = forward.stream().noneMatch(line -> line.to().equals(station.id()));
      if (begins
          && station.column() == PathMap.Station.AUTO
          && !station.equals(map.stations().getFirst())) {
        forward.stream()
            .filter(line -> line.from().equals(station.id()))
            .mapToInt(line -> column(line.to()) - 1)
            .min()
            .ifPresent(column -> columns.put(station.id(), column));
      }
    }
  }

  private void seatHinted() {
    for (PathMap.Station station : map.stations()) {
      if (station.lane() != PathMap.Station.AUTO) {
        seat(station.id(), new TreeMap<>(Map.of(0, station.lane())));
      }
    }
  }

  private void seatTrunkAndArms() {
    if (map.stations().isEmpty()) {
      return;
    }
    String at = map.stations().getFirst().id();
    List<Integer> arms = arms();
    Set<String> splits = new HashSet<>();
    while (!at.isEmpty()) {
      seatFree(at, 0, 0);
      splits.add(at);
      at = next(at, 0);
    }
    for (int arm : arms) {
      int base = base(arm);
      String end = "";
      for (PathMap.Line line : forward) {
        if (line.arm() == arm && splits.contains(line.from()) && own(line.to(), arm)) {
          end = line.to();
          break;
        }
      }
      while (!end.isEmpty()) {
        seatFree(end, arm, base);
        end = next(end, arm);
      }
    }
  }

  /**
   * The next station of an arm's own: of those that no other arm and few lines reach, the one
   * before the longest way.
   */
  private String next(String at, int arm) {
    return forward.stream()
        .filter(line -> line.from().equals(at) && line.arm() == arm && own(line.to(), arm))
        .map(PathMap.Line::to)
        .filter(to -> !seats.containsKey(to))
        .max(Comparator.comparingInt(this::depth).thenComparing(Comparator.reverseOrder()))
        .orElse("");
  }

  private boolean own(String id, int arm) {
    List<PathMap.Line> in = forward.stream().filter(line -> line.to().equals(id)).toList();
    long before = in.stream().map(PathMap.Line::from).distinct().count();
    boolean ends = forward.stream().noneMatch(line -> line.from().equals(id));
    return before <= (ends ? 1 : 2) && in.stream().allMatch(line -> line.arm() == arm);
  }

  /** The most lines that may still follow a station. */
  private int depth(String id) {
    Integer known = depths.get(id);
    if (known != null) {
      return known;
    }
    int depth =
        forward.stream()
            .filter(line -> line.from().equals(id))
            .mapToInt(line -> 1 + depth(line.to()))
            .max()
            .orElse(0);
    depths.put(id, depth);
    return depth;
  }

  private void seatTheRest() {
    List<String> rest =
        map.stations().stream()
            .map(PathMap.Station::id)
            .filter(id -> !seats.containsKey(id))
            .sorted(Comparator.comparingInt(this::column))
            .toList();
    for (String id : rest) {
      seatOne(id);
    }
  }

  private void seatOne(String id) {
    Map<Integer, Integer> ports = new TreeMap<>();
    Set<Integer> arms = new TreeSet<>();
    for (PathMap.Line line : forward) {
      if (line.to().equals(id)) {
        arms.add(line.arm());
        if (isLastTarget(line) && seats.containsKey(line.from())) {
          int lane = seat(line.from()).lane(line.arm());
          if (free(lane, column(line.from()) + 1, column(id))) {
            ports.putIfAbsent(line.arm(), lane);
          }
        }
      }
    }
    boolean shared = arms.stream().filter(arm -> arm > 0).count() > 1;
    for (int arm : arms) {
      if (shared && !ports.containsKey(arm)) {
        ports.put(arm, inner(arm));
      }
    }
    if (!ports.isEmpty() && fits(ports, column(id))) {
      seat(id, ports);
      return;
    }
    int arm = arms.isEmpty() ? 0 : arms.iterator().next();
    seatFree(id, arm, outer(arm));
  }

  /** Whether no other line from the same station leads further to the right. */
  private boolean isLastTarget(PathMap.Line line) {
    return forward.stream()
        .filter(other -> other.from().equals(line.from()) && other.arm() == line.arm())
        .noneMatch(other -> column(other.to()) > column(line.to()));
  }

  private boolean fits(Map<Integer, Integer> ports, int column) {
    Seat seat = new Seat(column, ports);
    for (int lane = seat.top(); lane <= seat.bottom(); lane++) {
      if (!free(lane, column, column)) {
        return false;
      }
    }
    return true;
  }

  /** Seats a station on the wished lane, or on the nearest free one, away from the trunk first. */
  private void seatFree(String id, int arm, int wished) {
    int away = wished == 0 ? outward(arm) : Integer.signum(wished);
    int column = column(id);
    for (int step = 0; step <= 2 * map.stations().size(); step++) {
      int shift = (step + 1) / 2 * (step % 2 == 1 ? away : -away);
      if (free(wished + shift, column, column)) {
        seat(id, new TreeMap<>(Map.of(arm, wished + shift)));
        return;
      }
    }
    throw new IllegalStateException("no lane is free for " + id);
  }

  private void seat(String id, Map<Integer, Integer> ports) {
    seats.putIfAbsent(id, new Seat(column(id), ports));
  }

  /** Whether no station stands on a lane in these columns, both included. */
  private boolean free(int lane, int from, int to) {
    return seats.values().stream()
        .noneMatch(seat -> seat.holds(lane) && from <= seat.column() && seat.column() <= to);
  }

  private Run run(PathMap.Line line) {
    Seat from = seat(line.from());
    Seat to = seat(line.to());
    int leaves = from.lane(line.arm());
    int arrives = to.lane(line.arm());
    List<Integer> wishes = new ArrayList<>();
    if (to.holds(leaves)) {
      wishes.add(leaves);
    }
    wishes.add(arrives);
    wishes.add(leaves);
    for (int step = 1; step <= map.stations().size(); step++) {
      wishes.add(Math.min(leaves, arrives) - step);
      wishes.add(Math.max(leaves, arrives) + step);
    }
    int lane =
        wishes.stream()
            .filter(wish -> free(wish, from.column() + 1, to.column() - 1))
            .findFirst()
            .orElse(arrives);
    return new Run(line, from.holds(lane) ? lane : leaves, lane, to.holds(lane) ? lane : arrives);
  }

  private List<Integer> arms() {
    return map.lines().stream()
        .map(PathMap.Line::arm)
        .filter(arm -> arm > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** One arm runs straight on; several lie side by side, the first on top, two lanes apart. */
  private int base(int arm) {
    return 2 * arms().indexOf(arm) - (arms().size() - 1);
  }

  private int outward(int arm) {
    if (arm == 0 || base(arm) == 0) {
      // Arcs that lead back run above the trunk, so side lines go beneath it where there are such.
      return arm == 0 || loops.stream().anyMatch(line -> !line.from().equals(line.to())) ? 1 : -1;
    }
    return Integer.signum(base(arm));
  }

  private int outer(int arm) {
    return arm == 0 ? 1 : base(arm) + outward(arm);
  }

  private int inner(int arm) {
    return arm == 0 ? 0 : base(arm) - outward(arm);
  }

  private int column(String id) {
    return columns.getOrDefault(id, 0);
  }

  Seat seat(String id) {
    Seat seat = seats.get(id);
    if (seat == null) {
      throw new IllegalStateException("the station " + id + " has no seat");
    }
    return seat;
  }
}
