package org.trialwright.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which way a participant goes next: places, and from each the first line that holds.
 *
 * @param ends places that nothing leaves
 * @param beside tracks that run beside this path, in the order in which they are folded
 */
public record Next(
    String begin, List<Place> places, List<String> ends, List<Claim> claims, List<Track> beside) {
  public Next {
    beside = List.copyOf(beside);
    places = List.copyOf(places);
    ends = List.copyOf(ends);
    claims = List.copyOf(claims);
  }

  public Optional<Place> place(String name) {
    return places.stream().filter(place -> place.name().equals(name)).findFirst();
  }

  /** This path and those beside it. */
  public List<Next> paths() {
    return Stream.concat(Stream.of(this), beside.stream().map(Track::path)).toList();
  }

  /**
   * A path of its own that runs as long as the main one: every fact is tried on it too. It has no
   * tracks and refuses nothing.
   */
  public record Track(String name, Next path) {}

  /** A place and its exits in the order they are tried. */
  public record Place(String name, List<Exit> exits, Position at) {
    public Place {
      exits = List.copyOf(exits);
    }
  }

  public enum Way {
    TO,
    /** The place is kept, and what was answered since arriving still counts. */
    STAY,
    /** The record is impossible here. */
    REFUSED
  }

  /** {@code target} is the place it leads to; the place itself for the other ways. */
  public record Exit(Way way, String target, Condition when, String text, Position at) {}

  /** Something the graph must keep true, proven at every load. */
  public sealed interface Claim {
    List<String> places();

    Position at();

    record OnlyIn(List<String> places, String arm, Position at) implements Claim {}

    record OnlyAfter(List<String> places, String before, Position at) implements Claim {}

    record NeverTo(List<String> places, String other, Position at) implements Claim {}
  }
}
