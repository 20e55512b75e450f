package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes one picture. Only presentation attributes, no style sheet, no ids but those of title and
 * description, so that it looks the same in a page, in a file and on paper.
 */
final class Svg {
  private final StringBuilder out = new StringBuilder(8192);
  private final double width;
  private final double height;
  private Type type = Type.BODY;

  /** Opens the picture: title, description, white ground, marks at the top, caption at the foot. */
  Svg(Figure figure, Look look, double width, double height, Text note) {
    About about = figure.about();
    this.width = width;
    this.height = height;
    Language language = look.language();
    String id = about.id() + "-" + language.code();
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    Numbers.coordinate(out, width);
    out.append(' ');
    Numbers.coordinate(out, height);
    out.append('"');
    number("width", width);
    number("height", height);
    attribute("xml:lang", language.tag());
    attribute("role", "img");
    attribute("aria-labelledby", id + "-t " + id + "-d");
    attribute("font-family", Theme.fonts(language));
    number("font-size", type.size());
    attribute("fill", type.ink());
    out.append(">\n<title id=\"").append(id).append("-t\">");
    escape(String.join(" · ", titled(about, language)));
    out.append("</title>\n<desc id=\"").append(id).append("-d\">");
    escape(figure.finding(look));
    out.append("</desc>\n<rect");
    number("width", width);
    number("height", height);
    attribute("fill", Theme.WHITE);
    out.append("/>\n");
    if (!about.marks().isEmpty()) {
      text(
          Theme.MARGIN, Theme.MARGIN + 9, String.join(" · ", about.markWords(language)), Type.HEAD);
    }
    List<String> foot = foot(about, look, width, note);
    for (int at = 0; at < foot.size(); at++) {
      double y = height - Theme.MARGIN - 2 - Theme.SMALL_LINE * (foot.size() - 1 - at);
      text(Theme.MARGIN, y, foot.get(at), Type.NOTE);
    }
  }

  private static List<String> titled(About about, Language language) {
    List<String> parts = new ArrayList<>(about.markWords(language));
    parts.add(about.title().in(language));
    return parts;
  }

  private static List<String> foot(About about, Look look, double width, Text note) {
    Language language = look.language();
    String words = about.caption().in(language) + Words.STOP.in(language);
    String space = language == Language.ENGLISH ? " " : "";
    return Theme.wrap(
        note.isNone() ? words : note.in(language) + space + words,
        width - 2 * Theme.MARGIN,
        Theme.SMALL,
        false);
  }

  /** Where the drawing may begin below the marks. */
  static double top(About about) {
    return about.marks().isEmpty() ? Theme.MARGIN : Theme.MARGIN + 20;
  }

  /** How high the caption at the foot is, with the white above it. */
  static double foot(Figure figure, Look look, double width, Text note) {
    return Theme.MARGIN + 14 + Theme.SMALL_LINE * foot(figure.about(), look, width, note).size();
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  Svg text(double x, double y, String words, Type wanted) {
    if (words.isEmpty()) {
      return this;
    }
    out.append("<text");
    number("x", x);
    number("y", y);
    differences(wanted);
    out.append('>');
    escape(words);
    out.append("</text>\n");
    return this;
  }

  Svg lines(double x, double y, List<String> lines, Type wanted, double lineHeight) {
    for (int at = 0; at < lines.size(); at++) {
      text(x, y + at * lineHeight, lines.get(at), wanted);
    }
    return this;
  }

  /** Words that run upwards, their middle at the point. */
  Svg upwards(double x, double y, String words, Type wanted) {
    out.append("<text");
    number("x", x);
    number("y", y);
    differences(wanted.middle());
    out.append(" transform=\"rotate(-90 ");
    Numbers.coordinate(out, x);
    out.append(' ');
    Numbers.coordinate(out, y);
    out.append(")\">");
    escape(words);
    out.append("</text>\n");
    return this;
  }

  /** What is drawn inside shares a type, which is written once. */
  Svg group(Type shared, Runnable drawing) {
    Type outer = type;
    out.append("<g");
    differences(shared);
    out.append(">\n");
    type = shared;
    drawing.run();
    type = outer;
    out.append("</g>\n");
    return this;
  }

  Svg stroke(Path path, String ink, double thickness) {
    return stroke(path, ink, thickness, "");
  }

  Svg stroke(Path path, String ink, double thickness, String dash) {
    if (path.isEmpty()) {
      return this;
    }
    open(path);
    attribute("fill", "none");
    attribute("stroke", ink);
    number("stroke-width", thickness);
    if (!dash.isEmpty()) {
      attribute("stroke-dasharray", dash);
    }
    out.append("/>\n");
    return this;
  }

  Svg fill(Path path, String ink) {
    return fill(path, ink, 1);
  }

  Svg fill(Path path, String ink, double opacity) {
    if (path.isEmpty()) {
      return this;
    }
    open(path);
    attribute("fill", ink);
    if (opacity < 1) {
      number("fill-opacity", opacity);
    }
    out.append("/>\n");
    return this;
  }

  Svg edged(Path path, String ink, String edge, double thickness) {
    if (path.isEmpty()) {
      return this;
    }
    open(path);
    attribute("fill", ink);
    attribute("stroke", edge);
    number("stroke-width", thickness);
    out.append("/>\n");
    return this;
  }

  /** Thin, black, square: axes and rules. */
  Svg rule(Path path) {
    return stroke(path, Theme.INK, Theme.AXIS);
  }

  private void open(Path path) {
    out.append("<path d=\"").append(path).append('"');
  }

  private void differences(Type wanted) {
    if (!wanted.anchor().equals(type.anchor())) {
      attribute("text-anchor", wanted.anchor());
    }
    if (wanted.size() != type.size()) {
      number("font-size", wanted.size());
    }
    if (wanted.bold() != type.bold()) {
      attribute("font-weight", wanted.bold() ? "700" : "400");
    }
    if (!wanted.ink().equals(type.ink())) {
      attribute("fill", wanted.ink());
    }
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value);
    out.append('"');
  }

  private void number(String name, double value) {
    out.append(' ').append(name).append("=\"");
    Numbers.coordinate(out, value);
    out.append('"');
  }

  /** Signs that XML 1.0 cannot hold become U+FFFD. */
  private void escape(String words) {
    for (int at = 0; at < words.length(); at++) {
      char c = words.charAt(at);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n', '\r' -> out.append(' ');
        default -> {
          boolean pair =
              Character.isHighSurrogate(c)
                  && at + 1 < words.length()
                  && Character.isLowSurrogate(words.charAt(at + 1));
          if (pair) {
            out.append(c).append(words.charAt(++at));
          } else {
            out.append(c < ' ' || Character.isSurrogate(c) || c >= '\ufffe' ? '\ufffd' : c);
          }
        }
      }
    }
  }

  String close() {
    return out.append("</svg>\n").toString();
  }
}
