package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathLayoutTest {
  @Test
  void arms_part_around_the_trunk_and_meet_in_one_station() {
    PathLayout layout =
        PathLayout.of(
            map(
                List.of("start", "split", "first", "second", "end"),
                List.of(
                    line("start", "split", 0),
                    line("split", "first", 1),
                    line("split", "second", 2),
                    line("first", "end", 1),
                    line("second", "end", 2))));
    assertThat(layout.seat("split")).isEqualTo(new PathLayout.Seat(1, java.util.Map.of(0, 0)));
    assertThat(layout.seat("first").top()).isEqualTo(-1);
    assertThat(layout.seat("second").top()).isEqualTo(1);
    assertThat(layout.seat("end").column()).isEqualTo(3);
    assertThat(layout.seat("end").top()).isEqualTo(-1);
    assertThat(layout.seat("end").bottom()).isEqualTo(1);
  }

  @Test
  void hints_win() {
    PathMap.Station hinted = new PathMap.Station("b", "B", "", PathMap.State.LATER, 4, 2);
    PathLayout layout =
        PathLayout.of(
            new PathMap(
                "m", "", "", "", List.of(station("a"), hinted), List.of(line("a", "b", 0))));
    assertThat(layout.seat("b").column()).isEqualTo(4);
    assertThat(layout.seat("b").top()).isEqualTo(2);
  }

  @Test
  void a_line_without_its_station_is_refused() {
    assertThatThrownBy(() -> map(List.of("a"), List.of(line("a", "b", 0))))
        .hasMessageContaining("a line without its stations");
    assertThatThrownBy(() -> map(List.of("a", "a"), List.of())).hasMessageContaining("twice");
  }

  @Test
  void texts_of_a_study_cannot_become_markup() {
    PathMap.Station evil = new PathMap.Station("a", "<script>&\"", "<b>", PathMap.State.HERE, 0, 0);
    String svg =
        PathDrawing.svg(new PathMap("m", "<t>", "<d>", "<here>", List.of(evil), List.of()));
    assertThat(svg).doesNotContain("<script>", "<b>", "<t>", "<d>", "<here>");
  }

  @Test
  void any_graph_is_drawn_with_no_two_stations_on_one_place_and_always_the_same() {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      PathMap map = graph(random);
      String where = "seed " + seed + ", round " + round + ": " + map;
      PathLayout layout = PathLayout.of(map);
      assertThat(layout.seats()).as(where).hasSize(map.stations().size());
      List<PathLayout.Seat> seats = List.copyOf(layout.seats().values());
      for (int one = 0; one < seats.size(); one++) {
        for (int other = one + 1; other < seats.size(); other++) {
          assertThat(overlap(seats.get(one), seats.get(other))).as(where).isFalse();
        }
      }
      for (PathLayout.Run run : layout.runs()) {
        assertThat(layout.seat(run.line().from()).column())
            .as(where)
            .isLessThan(layout.seat(run.line().to()).column());
      }
      assertThat(PathDrawing.svg(map))
          .as(where)
          .isEqualTo(PathDrawing.svg(map))
          .doesNotContain("NaN");
    }
  }

  private static boolean overlap(PathLayout.Seat one, PathLayout.Seat other) {
    return one.column() == other.column()
        && one.top() <= other.bottom()
        && other.top() <= one.bottom();
  }

  private static PathMap graph(Random random) {
    int size = 1 + random.nextInt(12);
    List<String> stations = new ArrayList<>();
    for (int at = 0; at < size; at++) {
      stations.add("s" + at);
    }
    List<PathMap.Line> lines = new ArrayList<>();
    for (int at = random.nextInt(25); at > 0; at--) {
      lines.add(
          line(
              stations.get(random.nextInt(size)),
              stations.get(random.nextInt(size)),
              random.nextInt(4)));
    }
    return map(stations, lines);
  }

  private static PathMap map(List<String> stations, List<PathMap.Line> lines) {
    return new PathMap(
        "m", "", "", "", stations.stream().map(PathLayoutTest::station).toList(), lines);
  }

  private static PathMap.Station station(String id) {
    return new PathMap.Station(id, id, "", PathMap.State.LATER);
  }

  private static PathMap.Line line(String from, String to, int arm) {
    return new PathMap.Line(from, to, arm, PathMap.State.LATER, "");
  }
}
