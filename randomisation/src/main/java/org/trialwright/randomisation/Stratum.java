package org.trialwright.randomisation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The stratum a participant belongs to, and whether the main sequence or the reserved range of that
 * stratum serves it.
 *
 * @param levels one for each stratification factor in the study's order; empty when the trial has
 *     no strata
 * @param reserved true for the emergency range, which a second node or a telephone service holds
 */
public record Stratum(List<String> levels, boolean reserved) {
  private static final String RESERVE = "reserve/";
  private static final String WHOLE = "all";

  /**
   * Refuses blank levels, control characters, and a first level called "reserve", which is the
   * reserved range's.
   */
  public Stratum {
    levels = List.copyOf(levels);
    levels.forEach(level -> Names.require("stratum level", level));
    if (!levels.isEmpty() && levels.getFirst().equals("reserve")) {
      throw new IllegalArgumentException(
          "\"reserve\" cannot be the first level of a stratum: it marks the reserved range. Rename the level.");
    }
  }

  /** The stratum of the main sequence with these levels. */
  public static Stratum of(String... levels) {
    return new Stratum(List.of(levels), false);
  }

  /** The same stratum in the main sequence for levels known only when the study is read. */
  public static Stratum of(List<String> levels) {
    return new Stratum(levels, false);
  }

  /** The reserved range of this stratum. */
  public Stratum reserve() {
    return new Stratum(levels, true);
  }

  /**
   * The label that is drawn with and stored: the levels joined by "/" ("all" without levels), with
   * "reserve/" before it for the reserved range. A "/" or "\" within a level gets a "\" before it,
   * so that two strata never share a label.
   */
  public String label() {
    String joined =
        levels.isEmpty()
            ? WHOLE
            : levels.stream()
                .map(level -> level.replace("\\", "\\\\").replace("/", "\\/"))
                .collect(Collectors.joining("/"));
    return reserved ? RESERVE + joined : joined;
  }

  /**
   * Reads a stored label back. The label "all" is read as the trial without strata.
   *
   * @throws IllegalArgumentException when no stratum has this label
   */
  public static Stratum parse(String label) {
    boolean reserved = label.startsWith(RESERVE);
    String joined = reserved ? label.substring(RESERVE.length()) : label;
    if (joined.equals(WHOLE)) {
      return new Stratum(List.of(), reserved);
    }
    var levels = new ArrayList<String>();
    var level = new StringBuilder();
    for (int i = 0; i < joined.length(); i++) {
      char c = joined.charAt(i);
      if (c == '\\' && i + 1 < joined.length()) {
        level.append(joined.charAt(++i));
      } else if (c == '/') {
        levels.add(level.toString());
        level.setLength(0);
      } else {
        level.append(c);
      }
    }
    levels.add(level.toString());
    var stratum = new Stratum(levels, reserved);
    if (!stratum.label().equals(label)) {
      throw new IllegalArgumentException("\"%s\" is not the label of a stratum".formatted(label));
    }
    return stratum;
  }

  @Override
  public String toString() {
    return label();
  }
}
