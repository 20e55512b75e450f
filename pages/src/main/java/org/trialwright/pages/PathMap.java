package org.trialwright.pages;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The path of a trial, or one person's way on it, as a graph. The drawing is made of this alone:
 * the same stations and lines give the same picture, whatever their state.
 *
 * @param id unique on the page
 * @param title what is drawn
 * @param description the state of the map in sentences, for those who do not see it
 * @param here the words of the mark at the station where the person is, such as {@code Here, today}
 * @param stations the first is where the path begins
 * @param lines in any order; a line from a station to itself is a repeat
 */
public record PathMap(
    String id,
    String title,
    String description,
    String here,
    List<Station> stations,
    List<Line> lines) {

  public PathMap {
    stations = List.copyOf(stations);
    lines = List.copyOf(lines);
    if (stations.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one station");
    }
    Set<String> ids = new HashSet<>();
    for (Station station : stations) {
      if (!ids.add(station.id())) {
        throw new IllegalArgumentException("the station " + station.id() + " stands twice");
      }
    }
    for (Line line : lines) {
      if (!ids.contains(line.from()) || !ids.contains(line.to())) {
        throw new IllegalArgumentException("a line without its stations: " + line);
      }
    }
  }

  /** The drawing as an SVG file that needs no other. */
  public String svgFile() {
    return PathDrawing.file(this);
  }

  /** How far the person has come. */
  public enum State {
    BEEN,
    HERE,
    /** May be next. */
    OPEN,
    /** After something that may be next. */
    LATER,
    /** Cannot be reached by this person any more, or never could. */
    SHUT
  }

  /**
   * @param sub smaller, beneath the label; not shown where the person is, because the mark stands
   *     there
   * @param column from 0 at the left; {@link #AUTO} lets the lines decide
   * @param lane 0 for the trunk, below 0 above it, above 0 beneath it; {@link #AUTO} lets the lines
   *     decide
   */
  public record Station(String id, String label, String sub, State state, int column, int lane) {
    public static final int AUTO = Integer.MIN_VALUE;

    public Station(String id, String label, String sub, State state) {
      this(id, label, sub, state, AUTO, AUTO);
    }
  }

  /**
   * @param arm its number in the study file, from 1; 0 where the arms are together
   * @param label the answer that leads there; "" for none
   */
  public record Line(String from, String to, int arm, State state, String label) {}
}
