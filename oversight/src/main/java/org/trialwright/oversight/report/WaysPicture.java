package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.analysis.Lane;
import org.trialwright.figures.About;
import org.trialwright.figures.Figure;
import org.trialwright.figures.PathFlow;
import org.trialwright.figures.Swimmer;
import org.trialwright.figures.Text;
import org.trialwright.quantities.Unit;

/** The ways of one arm's participants: how many went where, and each one's course. */
final class WaysPicture {
  /** Places with a hue of their own; the rest share one. */
  private static final int HUES = 5;

  private static final int COLUMNS = 6;
  private static final Text OTHERS = new Text("other places", "其他节点");
  private static final Text NOW = new Text("at the data cut", "数据截止时");

  private final Names names;
  private final List<Lane> lanes;
  private final List<String> shown;

  /**
   * @param lanes of one arm, at least one
   */
  WaysPicture(Names names, List<Lane> lanes) {
    this.names = names;
    this.lanes = lanes;
    this.shown = mostSeen();
  }

  static Text flowTitle(Text arm) {
    return new Text("Ways: " + arm.english(), "路径：" + arm.chinese());
  }

  static Text courseTitle(Text arm) {
    return new Text("Courses: " + arm.english(), "病程：" + arm.chinese());
  }

  /** The places in which most days were spent. */
  private List<String> mostSeen() {
    Map<String, Integer> days = new TreeMap<>();
    for (var lane : lanes) {
      for (var spell : lane.spells()) {
        days.merge(spell.place(), spell.to() - spell.from(), Integer::sum);
      }
    }
    return days.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(HUES)
        .map(Map.Entry::getKey)
        .toList();
  }

  private int hue(String place) {
    int at = shown.indexOf(place);
    return at < 0 ? HUES : at;
  }

  private Text name(int hue) {
    return hue == HUES ? OTHERS : names.place(shown.get(hue));
  }

  /** Place after place; who has fewer stays where they are, and the last column is the cut. */
  Figure flow(About about) {
    Map<List<Integer>, Integer> ways = new LinkedHashMap<>();
    for (var lane : lanes) {
      ways.merge(way(lane), 1, Integer::sum);
    }
    int[][] at = new int[COLUMNS][HUES + 1];
    int[][][] between = new int[COLUMNS][HUES + 1][HUES + 1];
    ways.forEach(
        (way, n) -> {
          for (int column = 0; column < COLUMNS; column++) {
            at[column][way.get(column)] += n;
            if (column > 0) {
              between[column][way.get(column - 1)][way.get(column)] += n;
            }
          }
        });
    var nodes = new ArrayList<PathFlow.Node>();
    int[][] index = new int[COLUMNS][HUES + 1];
    for (int column = 0; column < COLUMNS; column++) {
      for (int hue = 0; hue <= HUES; hue++) {
        if (at[column][hue] > 0) {
          index[column][hue] = nodes.size();
          nodes.add(new PathFlow.Node(name(hue), column, hue, at[column][hue]));
        }
      }
    }
    var flows = new ArrayList<PathFlow.Flow>();
    for (int column = 1; column < COLUMNS; column++) {
      for (int from = 0; from <= HUES; from++) {
        for (int to = 0; to <= HUES; to++) {
          if (between[column][from][to] > 0) {
            flows.add(
                new PathFlow.Flow(
                    index[column - 1][from], index[column][to], between[column][from][to]));
          }
        }
      }
    }
    var columns = new ArrayList<Text>();
    for (int column = 1; column < COLUMNS; column++) {
      columns.add(Text.same(String.valueOf(column)));
    }
    columns.add(NOW);
    return new PathFlow(about, columns, nodes, flows);
  }

  /** The hues of the first places, then of the last; two of one hue in a row are one. */
  private List<Integer> way(Lane lane) {
    var hues = new ArrayList<Integer>();
    for (var spell : lane.spells()) {
      int hue = hue(spell.place());
      if (hues.isEmpty() || hues.getLast() != hue) {
        hues.add(hue);
      }
    }
    int last = hues.getLast();
    while (hues.size() < COLUMNS) {
      hues.add(last);
    }
    var way = new ArrayList<>(hues.subList(0, COLUMNS - 1));
    way.add(last);
    return way;
  }

  /** One lane a participant. */
  Figure courses(About about) {
    var states = new ArrayList<Text>();
    for (int hue = 0; hue < shown.size(); hue++) {
      states.add(name(hue));
    }
    boolean others =
        lanes.stream()
            .flatMap(lane -> lane.spells().stream())
            .anyMatch(spell -> hue(spell.place()) == HUES);
    if (others) {
      states.add(OTHERS);
    }
    int last = lanes.stream().mapToInt(lane -> lane.spells().getLast().to()).max().orElse(1);
    var drawn =
        lanes.stream()
            .sorted(Comparator.comparing(lane -> lane.participant().value()))
            .map(lane -> lane(lane, states.size() - 1))
            .toList();
    return new Swimmer(about, Months.axis(last), states, List.of(), drawn);
  }

  private Swimmer.Lane lane(Lane lane, int lastState) {
    var spells = new ArrayList<Swimmer.Spell>();
    for (var spell : lane.spells()) {
      spells.add(
          new Swimmer.Spell(
              Math.min(hue(spell.place()), lastState),
              spell.from() / Unit.DAYS_OF_A_MONTH,
              spell.to() / Unit.DAYS_OF_A_MONTH));
    }
    return new Swimmer.Lane(lane.participant().value(), spells, List.of(), !lane.ended());
  }
}
