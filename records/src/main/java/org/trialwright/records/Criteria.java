package org.trialwright.records;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The eligibility text of a record as nested points. The text is written in a plain Markdown:
 * headings that end with a colon, bullets and numbers, two spaces or more for each deeper level,
 * and a backslash before a sign that would mean something else.
 *
 * @param other what stands under neither heading
 */
public record Criteria(List<Point> inclusion, List<Point> exclusion, List<Point> other) {
  /** What is indented deeper stands beside the points of this depth. */
  private static final int DEEPEST = 6;

  private static final Pattern BULLET = Pattern.compile("^(\\s*)(?:[*\\-•]|\\d{1,2}[.)])\\s+(.*)$");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!<>~^|&])");

  public Criteria {
    inclusion = List.copyOf(inclusion);
    exclusion = List.copyOf(exclusion);
    other = List.copyOf(other);
  }

  /** One sentence, with what stands under it. */
  public record Point(String text, List<Point> points) {
    public Point {
      points = List.copyOf(points);
    }
  }

  private enum Part {
    INCLUSION,
    EXCLUSION,
    OTHER
  }

  private record Line(int indent, String text) {}

  /** Reads the text; whatever it is, every word of it stands in the answer. */
  public static Criteria read(String text) {
    Map<Part, List<Line>> lines = new EnumMap<>(Part.class);
    for (var one : Part.values()) {
      lines.put(one, new ArrayList<>());
    }
    var part = Part.OTHER;
    for (var line : text.lines().toList()) {
      var plain = line.strip();
      if (plain.isEmpty()) {
        continue;
      }
      var heading = heading(plain);
      if (heading == Part.OTHER) {
        lines.getOrDefault(part, List.of()).add(line(line));
      } else {
        part = heading;
      }
    }
    return new Criteria(
        nested(lines.getOrDefault(Part.INCLUSION, List.of()), 0),
        nested(lines.getOrDefault(Part.EXCLUSION, List.of()), 0),
        nested(lines.getOrDefault(Part.OTHER, List.of()), 0));
  }

  private static Part heading(String line) {
    var bare = line.replaceAll("[*#:\\s]+", " ").strip().toLowerCase(Locale.ROOT);
    return switch (bare) {
      case "inclusion criteria", "inclusion", "key inclusion criteria" -> Part.INCLUSION;
      case "exclusion criteria", "exclusion", "key exclusion criteria" -> Part.EXCLUSION;
      default -> Part.OTHER;
    };
  }

  private static Line line(String line) {
    var bullet = BULLET.matcher(line);
    return bullet.matches()
        ? new Line(bullet.group(1).length() + 1, plain(bullet.group(2).strip()))
        : new Line(line.length() - line.stripLeading().length(), plain(line.strip()));
  }

  /** A text without the backslashes that protect its signs. */
  public static String plain(String text) {
    return ESCAPED.matcher(text).replaceAll("$1");
  }

  private static List<Point> nested(List<Line> lines, int depth) {
    var points = new ArrayList<Point>();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      while (depth < DEEPEST
          && end < lines.size()
          && lines.get(end).indent() > lines.get(at).indent()) {
        end++;
      }
      points.add(new Point(lines.get(at).text(), nested(lines.subList(at + 1, end), depth + 1)));
      at = end;
    }
    return points;
  }
}
