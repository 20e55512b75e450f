package org.trialwright.study;

import java.util.List;
import java.util.Optional;

/**
 * Which way a participant goes next: places, and from each the first line that holds.
 *
 * @param ends places that nothing leaves
 */
public record Next(String begin, List<Place> places, List<String> ends, List<Claim> claims) {
  public Next {
    places = List.copyOf(places);
    ends = List.copyOf(ends);
    claims = List.copyOf(claims);
  }

  public Optional<Place> place(String name) {
    return places.stream().filter(place -> place.name().equals(name)).findFirst();
  }

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
