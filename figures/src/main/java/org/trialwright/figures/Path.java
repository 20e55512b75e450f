package org.trialwright.figures;

/** The data of an SVG path, in absolute coordinates. */
final class Path {
  private final StringBuilder out = new StringBuilder();

  Path move(double x, double y) {
    return pair('M', x, y);
  }

  Path line(double x, double y) {
    return pair('L', x, y);
  }

  Path across(double x) {
    out.append('H');
    Numbers.coordinate(out, x);
    return this;
  }

  Path down(double y) {
    out.append('V');
    Numbers.coordinate(out, y);
    return this;
  }

  Path curve(double x1, double y1, double x2, double y2, double x, double y) {
    pair('C', x1, y1);
    pair(' ', x2, y2);
    return pair(' ', x, y);
  }

  Path close() {
    out.append('Z');
    return this;
  }

  Path box(double x, double y, double width, double height) {
    return move(x, y).across(x + width).down(y + height).across(x).close();
  }

  Path circle(double x, double y, double radius) {
    move(x - radius, y);
    arc(radius, x + radius, y);
    arc(radius, x - radius, y);
    return close();
  }

  private void arc(double radius, double x, double y) {
    pair('A', radius, radius);
    out.append(" 0 0 1 ");
    Numbers.coordinate(out, x);
    out.append(' ');
    Numbers.coordinate(out, y);
  }

  Path diamond(double x, double y, double across, double up) {
    return move(x - across, y).line(x, y - up).line(x + across, y).line(x, y + up).close();
  }

  Path triangle(double x, double y, double radius) {
    return move(x - radius, y + radius * 0.8)
        .line(x, y - radius)
        .line(x + radius, y + radius * 0.8)
        .close();
  }

  /** A saltire of two bars. */
  Path cross(double x, double y, double radius) {
    double thin = radius * 0.35;
    double[][] corners = {
      {-1, -1},
      {0, -thin / radius},
      {1, -1},
      {thin / radius, 0},
      {1, 1},
      {0, thin / radius},
      {-1, 1}
    };
    move(x - radius, y - radius);
    for (int at = 1; at < corners.length; at++) {
      line(x + radius * corners[at][0], y + radius * corners[at][1]);
    }
    return line(x - thin, y).close();
  }

  Path append(Path other) {
    out.append(other.out);
    return this;
  }

  private Path pair(char command, double x, double y) {
    out.append(command);
    Numbers.coordinate(out, x);
    out.append(' ');
    Numbers.coordinate(out, y);
    return this;
  }

  boolean isEmpty() {
    return out.isEmpty();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
