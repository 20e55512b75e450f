package org.trialwright.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Draws a path as SVG, all positions as attributes. Lines run along lanes and change lane at 45°
 * with rounded corners; done is filled, open is hollow, later is thin, shut is dotted.
 */
final class PathDrawing {
  private static final int LANE = 94;
  private static final int TOP = 42;
  private static final int LEFT = 60;
  private static final List<Integer> GAPS = List.of(124, 112, 100, 92);
  private static final int LOOP = 44;
  private static final int PAGE = 1112;

  /** Half the width of a label that a line coming from beneath leaves free. */
  private static final int CLEAR = 30;

  /** The widest line of a label, in heights of a letter. */
  private static final double LINE = 6.8;

  private static final double ROUND = 16;
  private static final Pattern VARIABLE = Pattern.compile("var\\(--([a-z0-9-]+)\\)");

  private final PathMap map;
  private final PathLayout layout;
  private final Map<Integer, Double> ys = new HashMap<>();
  private final Map<Integer, Double> xs = new TreeMap<>();
  private final StringBuilder svg = new StringBuilder();

  private PathDrawing(PathMap map) {
    this.map = map;
    this.layout = PathLayout.of(map);
  }

  /** The whole {@code <svg>}; all texts escaped. */
  static String svg(PathMap map) {
    return new PathDrawing(map).draw();
  }

  /** The same as a file of its own, with the colours and lines of the pages in it. */
  static String file(PathMap map) {
    return svg(map)
        .replaceFirst("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
        .replaceFirst(
            "</desc>\n", "</desc>\n<style>" + Matcher.quoteReplacement(style()) + "</style>\n");
  }

  /** The rules of the map in the style sheet of the pages, on white paper. */
  private static String style() {
    String sheet = Assets.styleSheet();
    String rules =
        sheet
            .lines()
            .filter(line -> line.startsWith("  .map"))
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    return VARIABLE
            .matcher(rules)
            .replaceAll(used -> Matcher.quoteReplacement(variable(sheet, used.group(1))))
        + "\n.map { background: #fff }";
  }

  /** As it is defined first, which is in daylight. */
  private static String variable(String sheet, String name) {
    if (name.equals("paper")) {
      return "#fff";
    }
    Matcher defined = Pattern.compile("--" + name + ": ([^;]+);").matcher(sheet);
    if (!defined.find()) {
      throw new IllegalStateException("the style sheet does not define --" + name);
    }
    return defined.group(1);
  }

  private String draw() {
    place();
    double width = Math.max(PAGE, width());
    double height = ys.values().stream().mapToDouble(y -> y).max().orElse(0) + 100;
    svg.append(
            width > PAGE * 1.05
                ? "<svg class=\"map wide\" width=\""
                : "<svg class=\"map\" width=\"")
        .append(figure(width))
        .append("\" height=\"")
        .append(figure(height))
        .append("\" viewBox=\"0 0 ")
        .append(figure(width))
        .append(' ')
        .append(figure(height))
        .append("\" role=\"img\" aria-labelledby=\"")
        .append(map.id())
        .append("-t ")
        .append(map.id())
        .append("-d\">\n<title id=\"")
        .append(map.id())
        .append("-t\">")
        .append(escaped(map.title()))
        .append("</title><desc id=\"")
        .append(map.id())
        .append("-d\">")
        .append(escaped(map.description()))
        .append("</desc>\n");
    lines();
    map.stations().forEach(this::station);
    map.stations().forEach(this::write);
    layout.runs().forEach(this::label);
    loopLabels();
    return svg.append("</svg>").toString();
  }

  /** Lanes get heights, columns get places that leave room for the labels of one lane. */
  private void place() {
    int row = 0;
    int first = layout.lanes().first();
    boolean loopOnTop =
        layout.loops().stream()
            .anyMatch(loop -> layout.seat(loop.from()).lane(loop.arm()) == first);
    for (int lane : layout.lanes()) {
      ys.put(lane, (double) TOP + (loopOnTop ? LOOP : 0) + row * LANE);
      row++;
    }
    for (int gap : GAPS) {
      setColumns(gap);
      if (width() <= PAGE) {
        break;
      }
    }
    double last = xs.values().stream().mapToDouble(at -> at).max().orElse(LEFT);
    double room = PAGE - overhang() - LEFT;
    double stretch = Math.max(1, Math.min(1.35, room / Math.max(1, last - LEFT)));
    xs.replaceAll((_, at) -> LEFT + (at - LEFT) * stretch);
  }

  private void setColumns(int gap) {
    xs.clear();
    Map<Integer, Double> ends = new HashMap<>();
    double x = 0;
    for (int column : columns()) {
      double wished = xs.isEmpty() ? LEFT : x + gap;
      for (PathMap.Station station : stationsIn(column)) {
        int lane = layout.seat(station.id()).bottom();
        wished = Math.max(wished, ends.getOrDefault(lane, 4.0) + left(station));
      }
      x = wished;
      xs.put(column, x);
      for (PathMap.Station station : stationsIn(column)) {
        ends.put(layout.seat(station.id()).bottom(), x + right(station) + 14);
      }
    }
  }

  private double width() {
    return xs.values().stream().mapToDouble(x -> x).max().orElse(0) + overhang();
  }

  private List<Integer> columns() {
    return layout.seats().values().stream()
        .map(PathLayout.Seat::column)
        .distinct()
        .sorted()
        .toList();
  }

  private List<PathMap.Station> stationsIn(int column) {
    return map.stations().stream()
        .filter(station -> layout.seat(station.id()).column() == column)
        .toList();
  }

  private double overhang() {
    return stationsIn(columns().getLast()).stream().mapToDouble(this::right).max().orElse(0) + 8;
  }

  /** Where a station's words stand: so that no line runs through them. */
  private enum Spot {
    BENEATH,
    BENEATH_LEFT,
    BENEATH_RIGHT,
    BESIDE
  }

  private Spot spot(PathMap.Station station) {
    PathLayout.Seat seat = layout.seat(station.id());
    List<PathLayout.Run> runs = layout.runs();
    boolean down =
        runs.stream()
            .anyMatch(
                run ->
                    run.line().from().equals(station.id())
                        && run.from() == seat.bottom()
                        && run.lane() > run.from());
    boolean fromBelow =
        runs.stream()
            .anyMatch(
                run ->
                    run.line().to().equals(station.id())
                        && run.to() == seat.bottom()
                        && Math.max(run.from(), run.lane()) > run.to()
                        && seat.column() - layout.seat(run.line().from()).column() == 1);
    if ((fromBelow || isPassed(seat)) && labelWidth(station) / 2 > CLEAR) {
      boolean goesOn =
          runs.stream()
              .anyMatch(
                  run ->
                      run.lane() == seat.bottom()
                          && layout.seat(run.line().to()).column() > seat.column());
      return goesOn ? Spot.BENEATH_RIGHT : Spot.BESIDE;
    }
    return down ? Spot.BENEATH_LEFT : Spot.BENEATH;
  }

  /** Whether a line comes down from the column before to a lane beneath this seat. */
  private boolean isPassed(PathLayout.Seat seat) {
    return layout.runs().stream()
        .anyMatch(
            run ->
                run.from() < seat.bottom()
                    && Math.max(run.lane(), run.to()) > seat.bottom()
                    && layout.seat(run.line().from()).column() == seat.column() - 1);
  }

  private double left(PathMap.Station station) {
    return switch (spot(station)) {
      case BENEATH -> labelWidth(station) / 2;
      case BENEATH_LEFT -> labelWidth(station) - 14;
      case BENEATH_RIGHT, BESIDE -> 14;
    };
  }

  private double right(PathMap.Station station) {
    return switch (spot(station)) {
      case BENEATH -> labelWidth(station) / 2;
      // The line that leaves downwards needs room before the next label.
      case BENEATH_LEFT -> 60;
      case BENEATH_RIGHT -> labelWidth(station) - 14;
      case BESIDE -> labelWidth(station) + 18;
    };
  }

  private double labelWidth(PathMap.Station station) {
    double below = station.state() == PathMap.State.HERE ? pillWidth() : width(station.sub(), 12);
    return Math.max(14.6 * widest(lines(station.label())), below);
  }

  /** A long label as up to three lines, the longest as short as can be. */
  private static List<String> lines(String label) {
    int wanted = (int) Math.min(3, Math.ceil(width(label, 1) / LINE));
    return wanted < 2 ? List.of(label) : parted(label, wanted);
  }

  private static List<String> parted(String label, int lines) {
    List<String> best = List.of(label);
    for (int at = 1; lines > 1 && at < label.length(); at++) {
      if (mayPart(label.charAt(at - 1), label.charAt(at))) {
        List<String> tried = new ArrayList<>();
        tried.add(label.substring(0, at).strip());
        tried.addAll(parted(label.substring(at).strip(), lines - 1));
        if (widest(tried) < widest(best)) {
          best = tried;
        }
      }
    }
    return best;
  }

  private static boolean mayPart(char before, char after) {
    boolean closing = "，、：；）".indexOf(after) >= 0;
    return after == ' '
        || (!closing && ("，、：；".indexOf(before) >= 0 || (isSquare(before) && isSquare(after))));
  }

  private static boolean isSquare(char sign) {
    return Character.isIdeographic(sign);
  }

  private static double widest(List<String> lines) {
    return lines.stream().mapToDouble(line -> width(line, 1)).max().orElse(0);
  }

  private double pillWidth() {
    return width(map.here(), 14) + 24;
  }

  private void lines() {
    List<PathLayout.Run> runs =
        layout.runs().stream()
            .sorted(Comparator.comparing((PathLayout.Run run) -> order(run.line().state())))
            .toList();
    List<String> tubes = new ArrayList<>();
    for (PathLayout.Run run : runs) {
      String way = way(run);
      path(css(run.line()), way);
      if (run.line().state() == PathMap.State.OPEN) {
        tubes.add(way);
      }
    }
    for (PathMap.Line loop : layout.loops()) {
      if (loop.from().equals(loop.to())) {
        PathLayout.Seat seat = layout.seat(loop.from());
        double x = x(seat);
        double y = y(seat.lane(loop.arm()));
        String way =
            "M"
                + pair(x - 5, y - 8)
                + "C"
                + pair(x - 40, y - 62)
                + " "
                + pair(x + 40, y - 62)
                + " "
                + pair(x + 5, y - 8);
        path(css(loop), way);
        if (loop.state() == PathMap.State.OPEN) {
          tubes.add(way);
        }
      } else {
        path(css(loop), back(loop));
        if (loop.state() == PathMap.State.OPEN) {
          tubes.add(back(loop));
        }
      }
    }
    tubes.forEach(way -> path("tube", way));
    // What has been lies on top of what has not.
    runs.stream()
        .filter(run -> run.line().state() == PathMap.State.BEEN)
        .forEach(run -> path(css(run.line()), way(run)));
  }

  private static int order(PathMap.State state) {
    return switch (state) {
      case SHUT -> 0;
      case LATER -> 1;
      case OPEN -> 2;
      case HERE, BEEN -> 3;
    };
  }

  private static String css(PathMap.Line line) {
    String arm = "l" + Math.min(line.arm(), 3);
    return switch (line.state()) {
      case SHUT -> "shut";
      case LATER -> arm + " later";
      case OPEN, HERE, BEEN -> arm;
    };
  }

  /** From a station to another: out on one lane, along, and in on another. */
  private String way(PathLayout.Run run) {
    double x1 = x(layout.seat(run.line().from()));
    double x2 = x(layout.seat(run.line().to()));
    double out = y(run.from());
    double along = y(run.lane());
    double in = y(run.to());
    StringBuilder way = new StringBuilder("M").append(pair(x1, out));
    double room = (x2 - x1) - 32;
    double first = Math.min(Math.abs(along - out), in == along ? room : room / 2);
    if (along != out) {
      bend(way, x1 + 16, out, x1 + 16 + first, along);
    }
    if (in != along) {
      double second = Math.min(Math.abs(in - along), along == out ? room : room / 2);
      bend(way, x2 - 16 - second, along, x2 - 16, in);
    }
    return way.append('L').append(pair(x2, in)).toString();
  }

  /** A change of lane between two points, its two corners rounded. */
  private static void bend(StringBuilder way, double x1, double y1, double x2, double y2) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double long1 = Math.hypot(dx, dy);
    double round = Math.min(ROUND, long1 / 2.2);
    double ux = dx / long1 * round;
    double uy = dy / long1 * round;
    way.append('L').append(pair(x1 - round / 2, y1));
    way.append('Q').append(pair(x1, y1)).append(' ').append(pair(x1 + ux, y1 + uy));
    way.append('L').append(pair(x2 - ux, y2 - uy));
    way.append('Q').append(pair(x2, y2)).append(' ').append(pair(x2 + round, y2));
  }

  /** Back to an earlier station: an arc above both. */
  private String back(PathMap.Line line) {
    PathLayout.Seat from = layout.seat(line.from());
    PathLayout.Seat to = layout.seat(line.to());
    double y1 = y(from.lane(line.arm()));
    double y2 = y(to.lane(line.arm()));
    double top = Math.min(y1, y2) - 46;
    return "M"
        + pair(x(from), y1)
        + "C"
        + pair(x(from), top)
        + " "
        + pair(x(to), top)
        + " "
        + pair(x(to), y2);
  }

  private void station(PathMap.Station station) {
    PathLayout.Seat seat = layout.seat(station.id());
    double x = x(seat);
    double top = y(seat.top());
    double bottom = y(seat.bottom());
    boolean here = station.state() == PathMap.State.HERE;
    double radius =
        switch (station.state()) {
          case HERE -> 12;
          case BEEN, OPEN, LATER -> 9;
          case SHUT -> 6;
        };
    String css =
        switch (station.state()) {
          case HERE -> "here";
          case BEEN -> "stop been";
          case OPEN -> "stop";
          case LATER, SHUT -> "stop far";
        };
    disc(css, x, top, bottom, radius);
    if (here) {
      disc("ring", x, top, bottom, 16);
    }
  }

  private void disc(String css, double x, double top, double bottom, double radius) {
    if (top == bottom) {
      svg.append(
          "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
              .formatted(css, figure(x), figure(top), figure(radius)));
    } else {
      svg.append(
          "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
              .formatted(
                  css,
                  figure(x - radius),
                  figure(top - radius),
                  figure(2 * radius),
                  figure(bottom - top + 2 * radius),
                  figure(radius)));
    }
  }

  private void write(PathMap.Station station) {
    PathLayout.Seat seat = layout.seat(station.id());
    double x = x(seat);
    double y = y(seat.bottom());
    switch (spot(station)) {
      case BENEATH -> write(station, x, y + 32, "middle");
      case BENEATH_LEFT -> write(station, x + 14, y + 32, "end");
      case BESIDE -> {
        double up = 17.0 * (lines(station.label()).size() - 1) / 2;
        write(station, x + 18, (station.sub().isEmpty() ? y + 5 : y - 3) - up, "start");
      }
      case BENEATH_RIGHT -> write(station, x - 14, y + 32, "start");
    }
  }

  private void write(PathMap.Station station, double x, double y, String anchor) {
    String quiet = station.state() == PathMap.State.SHUT ? " off" : "";
    List<String> label = lines(station.label());
    for (int at = 0; at < label.size(); at++) {
      text("name halo" + quiet, x, y + 17.0 * at, anchor, label.get(at));
    }
    double last = y + 17.0 * (label.size() - 1);
    writeBeneath(station, x, last, anchor, quiet);
  }

  private void writeBeneath(
      PathMap.Station station, double x, double y, String anchor, String quiet) {
    if (station.state() != PathMap.State.HERE) {
      if (!station.sub().isEmpty()) {
        text("sub halo" + quiet, x, y + 17, anchor, station.sub());
      }
      return;
    }
    double wide = pillWidth();
    double left =
        switch (anchor) {
          case "end" -> x - wide;
          case "start" -> x;
          default -> x - wide / 2;
        };
    svg.append("<rect class=\"pill\" x=\"")
        .append(figure(left))
        .append("\" y=\"")
        .append(figure(y + 8))
        .append("\" width=\"")
        .append(figure(wide))
        .append("\" height=\"24\" rx=\"12\"/>");
    text("pilltext", left + wide / 2, y + 25, "middle", map.here());
  }

  private void label(PathLayout.Run run) {
    if (run.line().label().isEmpty()) {
      return;
    }
    double x1 = x(layout.seat(run.line().from()));
    double x2 = x(layout.seat(run.line().to()));
    boolean straight = run.from() == run.lane();
    boolean firstOfArm = run.line().arm() > 0 && isTogether(run.line().from());
    String quiet = run.line().state() == PathMap.State.SHUT ? " off" : "";
    String css = (firstOfArm ? "name halo" : "sub halo") + quiet;
    double y = y(run.lane()) - (firstOfArm ? 18 : 11);
    double length = width(run.line().label(), firstOfArm ? 14.6 : 12);
    double bent = x1 + 30 + Math.abs(y(run.lane()) - y(run.from()));
    if (straight) {
      text(css, (x1 + x2) / 2, y, "middle", run.line().label());
    } else if (bent + length < x2 - 8) {
      text(css, bent, y, "start", run.line().label());
    } else if (run.lane() < run.from()) {
      text(css, x2 - 12, y, "end", run.line().label());
    } else {
      text(css, x2 + 12, y, "start", run.line().label());
    }
  }

  /** Whether the arms have not yet parted where a line leaves. */
  private boolean isTogether(String station) {
    return map.lines().stream()
        .filter(line -> line.to().equals(station) && !line.from().equals(station))
        .allMatch(line -> line.arm() == 0);
  }

  private void loopLabels() {
    for (PathMap.Line loop : layout.loops()) {
      if (!loop.label().isEmpty()) {
        PathLayout.Seat from = layout.seat(loop.from());
        PathLayout.Seat to = layout.seat(loop.to());
        double y = Math.min(y(from.lane(loop.arm())), y(to.lane(loop.arm())));
        String css = loop.state() == PathMap.State.SHUT ? "sub off halo" : "sub halo";
        text(css, (x(from) + x(to)) / 2, y - (from.equals(to) ? 58 : 40), "middle", loop.label());
      }
    }
  }

  private void path(String css, String way) {
    svg.append("<path class=\"").append(css).append("\" d=\"").append(way).append("\"/>\n");
  }

  private void text(String css, double x, double y, String anchor, String words) {
    svg.append("<text x=\"")
        .append(figure(x))
        .append("\" y=\"")
        .append(figure(y))
        .append("\" class=\"")
        .append(css)
        .append("\" text-anchor=\"")
        .append(anchor)
        .append("\">")
        .append(escaped(words))
        .append("</text>\n");
  }

  private double x(PathLayout.Seat seat) {
    return xs.getOrDefault(seat.column(), 0.0);
  }

  private double y(int lane) {
    return ys.getOrDefault(lane, 0.0);
  }

  /** About how wide a text is, in units of the drawing: a Chinese character is a square. */
  private static double width(String text, double size) {
    return text.codePoints()
        .mapToDouble(sign -> Character.isIdeographic(sign) || sign >= 0x3000 ? size : size * 0.56)
        .sum();
  }

  private static String pair(double x, double y) {
    return figure(x) + " " + figure(y);
  }

  private static String figure(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
