package org.trialwright.oversight.simulation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.simulation.Times;

/**
 * What somebody wants to have played; its address plays the same again.
 *
 * @param variants of the scenario
 * @param percents of what the scenario says, by the paths of lines; those that say something else
 *     than the scenario
 * @param along the line over which power is drawn; empty for none
 */
record Asked(
    int trials, long seed, List<String> variants, Map<String, Integer> percents, String along) {
  static final List<Integer> TRIALS = List.of(1_000, 4_000, 10_000, 40_000);
  static final int LEAST = 25;
  static final int MOST = 300;
  static final int STEP = 5;
  static final int AS_IT_IS = 100;

  private static final int USUAL = 1;
  private static final double PERCENT = 100;
  private static final String ALONG = "along";

  Asked {
    variants = List.copyOf(variants);
    percents = new LinkedHashMap<>(percents);
  }

  /** Nothing changed. */
  static Asked nothing() {
    return new Asked(TRIALS.get(USUAL), 1, List.of(), Map.of(), "");
  }

  /**
   * Reads an address.
   *
   * @param known paths of lines
   * @param variants those of the scenario that may be asked for
   * @return empty when something in it is none of what may be asked
   */
  static Optional<Asked> of(
      Map<String, String> parameters, Set<String> known, Set<String> variants) {
    try {
      var asked = nothing();
      int trials = asked.trials;
      long seed = asked.seed;
      var along = asked.along;
      var chosen = new ArrayList<String>();
      var percents = new LinkedHashMap<String, Integer>();
      for (var one : parameters.entrySet()) {
        var value = one.getValue().strip();
        switch (one.getKey()) {
          case "trials" -> trials = number(value, TRIALS);
          case "seed" -> seed = Long.parseLong(value);
          case ALONG -> along = value;
          case "variant" -> {
            if (!value.isEmpty()) {
              chosen.add(value);
            }
          }
          case "language" -> {}
          default -> {
            int percent = Integer.parseInt(value);
            if (!known.contains(one.getKey()) || percent < LEAST || percent > MOST) {
              return Optional.empty();
            }
            if (percent != AS_IT_IS) {
              percents.put(one.getKey(), percent);
            }
          }
        }
      }
      boolean sound =
          variants.containsAll(chosen) && (along.isEmpty() || known.contains(along)) && trials > 0;
      return sound
          ? Optional.of(new Asked(trials, seed, chosen, percents, along))
          : Optional.empty();
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  private static int number(String text, List<Integer> among) {
    int number = Integer.parseInt(text);
    return among.contains(number) ? number : 0;
  }

  /** The address, without what is as usual. */
  String address() {
    return address("/simulation");
  }

  /** The same asked of another page. */
  String address(String page) {
    var query = new ArrayList<String>();
    query.add("trials=" + trials);
    query.add("seed=" + seed);
    variants.forEach(one -> query.add("variant=" + encoded(one)));
    percents.forEach((path, percent) -> query.add(encoded(path) + "=" + percent));
    if (!along.isEmpty()) {
      query.add(ALONG + "=" + encoded(along));
    }
    return page + "?" + String.join("&", query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The same at a terminal. */
  String command() {
    var command = new StringBuilder("./trialwright simulate STUDY");
    command.append(" --trials ").append(trials).append(" --seed ").append(seed);
    for (var variant : variants) {
      command.append(" --scenario '").append(variant).append('\'');
    }
    for (var change : changes()) {
      command.append(" --set '").append(change.path()).append("=x").append(change.factor());
      command.append('\'');
    }
    return command.toString();
  }

  List<Times> changes() {
    return percents.entrySet().stream()
        .map(one -> new Times(one.getKey(), one.getValue() / PERCENT))
        .toList();
  }

  /** The same with the line of {@link #along} at another percentage. */
  List<Times> changes(int percent) {
    var other = new LinkedHashMap<>(percents);
    other.put(along, percent);
    return new Asked(trials, seed, variants, other, along).changes();
  }

  int percent(String path) {
    return percents.getOrDefault(path, AS_IT_IS);
  }
}
