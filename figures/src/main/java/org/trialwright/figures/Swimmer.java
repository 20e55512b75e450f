package org.trialwright.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The course of every participant as a lane, the longest on top.
 *
 * @param states names of what a spell can be, one to six
 * @param kinds names of events, at most four
 */
public record Swimmer(
    About about, TimeAxis time, List<Text> states, List<Text> kinds, List<Lane> lanes)
    implements Figure {

  /**
   * @param name a participant's number; shown in up to 60 lanes
   * @param spells one after another, ascending
   * @param ongoing still on study: an arrow at the end
   */
  public record Lane(String name, List<Spell> spells, List<Event> events, boolean ongoing) {
    public Lane {
      spells = List.copyOf(spells);
      events = List.copyOf(events);
      Checks.that(!spells.isEmpty(), "%s has no spell", name);
      for (int at = 1; at < spells.size(); at++) {
        Checks.that(
            spells.get(at - 1).to() <= spells.get(at).from(),
            "%s: a spell from %s begins before %s, where the last one ends",
            name,
            spells.get(at).from(),
            spells.get(at - 1).to());
      }
    }

    double end() {
      return spells.getLast().to();
    }
  }

  /**
   * @param state an index into the names of states
   */
  public record Spell(int state, double from, double to) {
    public Spell {
      Checks.that(from >= 0 && from < to && Double.isFinite(to), "a spell from %s to %s", from, to);
    }
  }

  /**
   * @param kind an index into the names of events
   */
  public record Event(int kind, double time) {
    public Event {
      Checks.that(time >= 0 && Double.isFinite(time), "an event at time %s", time);
    }
  }

  private static final int NAMED = 60;
  private static final double PITCH = 14;
  private static final double LEAST = 2.5;

  /** Lanes at least this high have bars with an edge; bars of lower ones are strokes. */
  private static final double EDGED = 6;

  private static final double TALLEST = 890;

  public Swimmer {
    states = List.copyOf(states);
    kinds = List.copyOf(kinds);
    Checks.size(states.size(), 1, Theme.STATES.size(), "states");
    Checks.size(kinds.size(), 0, 4, "kinds of events");
    Checks.size(lanes.size(), 1, 2_000, "lanes");
    for (Lane lane : lanes) {
      for (Spell spell : lane.spells()) {
        Checks.that(
            spell.state() >= 0 && spell.state() < states.size(),
            "%s: state %s of %s",
            lane.name(),
            spell.state(),
            states.size());
      }
      for (Event event : lane.events()) {
        Checks.that(
            event.kind() >= 0 && event.kind() < kinds.size(),
            "%s: event %s of %s kinds",
            lane.name(),
            event.kind(),
            kinds.size());
      }
      Checks.that(
          lane.end() <= time.end(),
          "%s ends at %s, the axis at %s",
          lane.name(),
          lane.end(),
          time.end());
    }
    lanes =
        lanes.stream()
            .sorted(Comparator.comparingDouble(Lane::end).reversed().thenComparing(Lane::name))
            .toList();
  }

  @Override
  public String svg(Look look) {
    boolean named = lanes.size() <= NAMED;
    double pitch = named ? PITCH : Math.max(LEAST, Math.min(8, TALLEST / lanes.size()));
    double bar = pitch >= EDGED ? pitch - 4 : pitch - 0.3;
    double names =
        named ? Theme.widest(lanes.stream().map(Lane::name).toList(), Theme.SMALL, false) + 6 : 8;
    double left = Theme.MARGIN + Math.min(names, 200);
    Scale x = time.across(left, Theme.TABLE - 22);

    Legend legend = new Legend(Theme.TABLE - 2 * Theme.MARGIN);
    for (int state = 0; state < states.size(); state++) {
      legend.state(look.in(states.get(state)), state);
    }
    for (int kind = 0; kind < kinds.size(); kind++) {
      int shape = kind;
      legend.add(
          look.in(kinds.get(kind)),
          (svg, atX, atY) -> mark(svg, shapes(shape, atX, atY, 4), shape));
    }
    if (lanes.stream().anyMatch(Lane::ongoing)) {
      legend.add(
          look.in(Words.ONGOING),
          (svg, atX, atY) -> svg.fill(arrow(new Path(), atX - 2, atY, 3.5), Theme.INK));
    }
    double top = Svg.top(about) + legend.height() + 8;
    double bottom = top + pitch * lanes.size() + 4;
    double height = bottom + Axis.BOTTOM + Svg.foot(this, look, Theme.TABLE, Text.NONE);
    Svg svg = new Svg(this, look, Theme.TABLE, height, Text.NONE);
    legend.draw(svg, Theme.MARGIN, Svg.top(about));
    lanes(svg, x, top, pitch, bar);
    if (named) {
      svg.group(
          Type.SMALL.end(),
          () -> {
            for (int at = 0; at < lanes.size(); at++) {
              svg.text(
                  left - 6,
                  top + pitch * (at + 0.5) + 3.5,
                  Theme.cut(lanes.get(at).name(), left - 6 - Theme.MARGIN, Theme.SMALL, false),
                  Type.SMALL.end());
            }
          });
    }
    svg.rule(new Path().move(left, top).down(bottom));
    Axis.bottom(svg, x, bottom, time.ticks(), about.axis(time.title(), look.language()), look);
    return svg.close();
  }

  /** One path for each state and each kind of event, not one for each participant. */
  private void lanes(Svg svg, Scale x, double top, double pitch, double bar) {
    List<Path> spells = new ArrayList<>();
    List<Path> marks = new ArrayList<>();
    states.forEach(_ -> spells.add(new Path()));
    kinds.forEach(_ -> marks.add(new Path()));
    Path arrows = new Path();
    boolean edged = pitch >= EDGED;
    double radius = Math.clamp(bar / 2 - 0.5, 2.2, 4.2);
    for (int at = 0; at < lanes.size(); at++) {
      Lane lane = lanes.get(at);
      double middle = top + pitch * (at + 0.5);
      for (Spell spell : lane.spells()) {
        double from = x.at(spell.from());
        Path path = spells.get(spell.state());
        if (edged) {
          path.box(from, middle - bar / 2, x.at(spell.to()) - from, bar);
        } else {
          path.move(from, middle).across(x.at(spell.to()));
        }
      }
      for (Event event : lane.events()) {
        marks
            .get(event.kind())
            .append(shapes(event.kind(), x.clipped(event.time()), middle, radius));
      }
      if (lane.ongoing()) {
        arrow(arrows, x.at(lane.end()) + 1.5, middle, Math.min(3.5, pitch / 2));
      }
    }
    for (int state = 0; state < spells.size(); state++) {
      if (edged) {
        svg.edged(spells.get(state), Theme.STATES.get(state), Theme.QUIET, 0.5);
      } else {
        svg.stroke(spells.get(state), Theme.STATES.get(state), bar);
      }
    }
    for (int kind = 0; kind < marks.size(); kind++) {
      mark(svg, marks.get(kind), kind);
    }
    svg.fill(arrows, Theme.INK);
  }

  private static void mark(Svg svg, Path path, int kind) {
    svg.edged(path, kind == 3 ? Theme.WHITE : Theme.INK, kind == 3 ? Theme.INK : Theme.WHITE, 0.8);
  }

  /** A cross, a triangle, a diamond, an open circle. */
  private static Path shapes(int kind, double x, double y, double radius) {
    return switch (kind) {
      case 0 -> new Path().cross(x, y, radius);
      case 1 -> new Path().triangle(x, y, radius);
      case 2 -> new Path().diamond(x, y, radius, radius);
      default -> new Path().circle(x, y, radius - 0.5);
    };
  }

  private static Path arrow(Path path, double x, double y, double size) {
    return path.move(x + 1.6 * size, y).line(x, y - size).line(x, y + size).close();
  }

  @Override
  public Table table(Look look) {
    Table.Rows rows =
        new Table.Rows(
            look,
            List.of(
                look.in(Words.PARTICIPANT),
                look.in(Words.WHAT),
                look.in(Words.FROM),
                look.in(Words.UNTIL),
                look.in(Words.ONGOING)));
    for (Lane lane : lanes) {
      for (Spell spell : lane.spells()) {
        rows.word(lane.name()).word(look.in(states.get(spell.state())));
        rows.shortest(spell.from()).shortest(spell.to());
        boolean last = spell.to() == lane.end();
        rows.word(last && lane.ongoing() ? look.in(Words.YES) : "");
      }
      for (Event event : lane.events()) {
        rows.word(lane.name()).word(look.in(kinds.get(event.kind())));
        rows.shortest(event.time()).none().none();
      }
    }
    return rows.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    Numbers numbers = look.numbers();
    List<String> parts = new ArrayList<>();
    for (int kind = 0; kind < kinds.size(); kind++) {
      int which = kind;
      long with =
          lanes.stream()
              .filter(lane -> lane.events().stream().anyMatch(event -> event.kind() == which))
              .count();
      parts.add(look.in(kinds.get(kind)) + " n=" + numbers.count(with));
    }
    parts.add(
        look.in(Words.ONGOING)
            + " n="
            + numbers.count(lanes.stream().filter(Lane::ongoing).count()));
    return Words.fill(
        look,
        new Text("{0} participants, the longest course {1}. {2}.", "{0} 名受试者，最长 {1}。{2}。"),
        numbers.count(lanes.size()),
        Words.at(look, lanes.getFirst().end(), time.title()),
        String.join(look.in(Words.SEMICOLON), parts));
  }
}
