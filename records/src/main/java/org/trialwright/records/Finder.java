package org.trialwright.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.records.Search.Facet;

/** Finds trials. The index behind it is made from the records and may be made anew at any time. */
public interface Finder {

  /**
   * Trials in their order, some of them in full, with counts for narrowing the list.
   *
   * @param from how many to pass over
   * @param most how many to show
   */
  Found find(Search search, int from, int most);

  /** How many trials a search finds. */
  long count(Search search);

  /** Numbers of trials for a note about a person, the best first, with their scores. */
  List<Ranked> rank(String note, int most);

  /** Conditions and treatments of the records that begin like this, the most frequent first. */
  List<String> suggest(String typed, int most);

  /** Why a trial is or is not in a list; empty when no such trial is known. */
  Optional<Why> why(Search search, String id);

  /** Cities of the records whose names begin like this, those with most trials first. */
  List<City> cities(String name, int most);

  /**
   * Places inside a place, in the order of their names.
   *
   * @param path parts of the address of a place, from the country down to the city; none for the
   *     countries
   */
  List<Inside> places(List<String> path);

  /** Trials that have a site at this place, in the order of their numbers. */
  Found at(List<String> path, int from, int most);

  /**
   * The addresses of all countries, regions and cities, such as {@code peru/lima/lima}, those of
   * countries first.
   */
  List<String> everyPlace();

  /** The parts of the addresses of all conditions, such as {@code asthma}, in their order. */
  List<String> everyCondition();

  /**
   * Conditions of the records whose names begin like this.
   *
   * @param beginning of the part of the address, such as {@code as}; empty for all
   */
  Conditions conditions(String beginning);

  /** A condition by its part of the address; empty when no record names it. */
  Optional<Inside> condition(String slug);

  /**
   * Trials about a condition, the newest first, with their counts by status.
   *
   * @param condition its part of the address, such as {@code asthma}
   */
  Found about(String condition, int from, int most);

  /**
   * @param instead other words that were looked for too, because nothing or little has these
   */
  record Found(long total, List<Hit> hits, Map<Facet, List<Count>> counts, List<String> instead) {
    public Found {
      hits = List.copyOf(hits);
      counts = Map.copyOf(counts);
      instead = List.copyOf(instead);
    }
  }

  /**
   * A trial of the list.
   *
   * @param site the nearest that counts, where a place was asked for
   * @param kilometres to that site; infinite where there is none
   */
  record Hit(Card card, Optional<Card.Site> site, double kilometres) {}

  record Ranked(String id, double score) {}

  /** How many trials of the list there would be with this value. */
  record Count(String value, long trials) {}

  record City(String name, String country, Spot spot, long trials) {}

  /**
   * A place inside another, or a condition.
   *
   * @param slug its part of the address
   */
  record Inside(String name, String slug, long trials) {}

  /**
   * Conditions with a common beginning.
   *
   * @param all how many there are
   * @param shown all of them by name when they are few, otherwise the most frequent
   * @param further longer beginnings with the number of conditions of each; none when all are shown
   */
  record Conditions(long all, List<Inside> shown, Map<String, Long> further) {
    public Conditions {
      shown = List.copyOf(shown);
      further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
    }
  }

  /** One by one, whether the trial fits each part of the search. */
  record Why(Card card, List<Part> parts) {
    public Why {
      parts = List.copyOf(parts);
    }

    public boolean inList() {
      return parts.stream().allMatch(Part::fits);
    }
  }

  record Part(What what, boolean fits) {}

  /** The parts of a search that can leave a trial out. */
  enum What {
    WORDS,
    STATUS,
    PHASE,
    TYPE,
    TREATMENT,
    COUNTRY,
    AGE,
    SEX,
    VOLUNTEERS,
    RESULTS,
    DATE,
    PLACE
  }
}
