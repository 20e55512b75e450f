package org.trialwright.registry.finder;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.trialwright.records.Finder;
import org.trialwright.records.Search;
import org.trialwright.records.Search.Facet;
import org.trialwright.records.Search.Near;
import org.trialwright.records.Search.Order;
import org.trialwright.records.Spot;

/**
 * The parts of an address of the finder, as they were typed, and back again: whatever is searched
 * can be shared as its address.
 *
 * @param values by name, without the empty ones
 */
record Asked(Map<String, List<String>> values) {
  /** The names of an address, in their order. */
  private static final List<String> NAMES =
      List.of(
          "q",
          "near",
          "km",
          "age",
          "sex",
          "status",
          "phase",
          "type",
          "treatment",
          "country",
          "volunteers",
          "results",
          "since",
          "sort",
          "exact",
          "why",
          "page");

  private static final Pattern SPOT =
      Pattern.compile("\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*[,，\\s]\\s*(-?\\d{1,3}(?:\\.\\d+)?)\\s*");
  private static final int LONGEST = 2_000;
  private static final int MOST_VALUES = 60;
  private static final int OLDEST = 150;
  static final int USUAL_DISTANCE = 100;
  static final List<Integer> DISTANCES = List.of(25, 100, 500);

  Asked {
    values = Map.copyOf(values);
  }

  static Asked of(HttpServletRequest request) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (var name : NAMES) {
      var given = request.getParameterValues(name);
      if (given != null) {
        var kept =
            Arrays.stream(given)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> value.length() <= LONGEST ? value : value.substring(0, LONGEST))
                .distinct()
                .limit(MOST_VALUES)
                .toList();
        if (!kept.isEmpty()) {
          values.put(name, kept);
        }
      }
    }
    return new Asked(values);
  }

  String one(String name) {
    return values.getOrDefault(name, List.of("")).getFirst();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  boolean has(String name, String value) {
    return all(name).contains(value);
  }

  /** The same with another value, or without it where the value is empty; from the first page. */
  Asked with(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(values);
    changed.remove("page");
    if (value.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, List.of(value));
    }
    return new Asked(changed);
  }

  String address() {
    return address("/trials");
  }

  /** The same search at another address, such as {@code /trials.csv}. */
  String address(String path) {
    var parts = new ArrayList<String>();
    for (var name : NAMES) {
      for (var value : all(name)) {
        parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return parts.isEmpty() ? path : path + "?" + String.join("&", parts);
  }

  /** The one address of this list, whatever was explained on it. */
  String canonical() {
    Map<String, List<String>> same = new LinkedHashMap<>(values);
    same.remove("why");
    return new Asked(same).address();
  }

  /** A hidden field of a form: what the form does not ask itself. */
  record Hidden(String name, String value) {}

  /** All values but those that a form asks itself. */
  List<Hidden> hidden(String... asked) {
    var own = new LinkedHashSet<>(List.of(asked));
    own.add("page");
    var hidden = new ArrayList<Hidden>();
    for (var name : NAMES) {
      if (!own.contains(name)) {
        all(name).forEach(value -> hidden.add(new Hidden(name, value)));
      }
    }
    return hidden;
  }

  int page() {
    var written = one("page");
    return written.matches("\\d{1,3}") ? Math.max(1, Integer.parseInt(written)) : 1;
  }

  OptionalDouble age() {
    var written = one("age").replace(',', '.');
    if (!written.matches("\\d{1,3}(\\.\\d{1,2})?")) {
      return OptionalDouble.empty();
    }
    double age = Double.parseDouble(written);
    return age <= OLDEST ? OptionalDouble.of(age) : OptionalDouble.empty();
  }

  String sex() {
    return switch (one("sex").toUpperCase(Locale.ROOT)) {
      case "FEMALE" -> "FEMALE";
      case "MALE" -> "MALE";
      default -> "";
    };
  }

  /** Kilometres; infinite for anywhere. */
  double distance() {
    var written = one("km");
    if (written.equals("any")) {
      return Double.POSITIVE_INFINITY;
    }
    return written.matches("\\d{1,5}") ? Integer.parseInt(written) : USUAL_DISTANCE;
  }

  /** What {@code near} may mean: coordinates as they are written, or cities of the records. */
  List<Finder.City> cities(Finder finder) {
    var written = one("near");
    if (written.isEmpty()) {
      return List.of();
    }
    var spot = SPOT.matcher(written);
    return spot.matches()
        ? Spot.of(Double.parseDouble(spot.group(1)), Double.parseDouble(spot.group(2))).stream()
            .map(at -> new Finder.City("", "", at, 0))
            .toList()
        : finder.cities(written, 5);
  }

  Search search(Optional<Spot> near) {
    Map<Facet, Set<String>> chosen = new EnumMap<>(Facet.class);
    for (var facet : Facet.values()) {
      chosen.put(facet, new LinkedHashSet<>(all(facet.name().toLowerCase(Locale.ROOT))));
    }
    var order =
        switch (one("sort")) {
          case "date" -> Order.DATE;
          case "distance" -> near.isPresent() ? Order.DISTANCE : Order.RELEVANCE;
          default -> Order.RELEVANCE;
        };
    return new Search(
        one("q"),
        chosen,
        age().isPresent() ? Optional.of(age().getAsDouble()) : Optional.empty(),
        sex(),
        has("volunteers", "true"),
        has("results", "true"),
        one("since").matches("\\d{4}-\\d{2}(-\\d{2})?") ? one("since") : "",
        near.map(spot -> new Near(spot, distance())),
        order,
        has("exact", "true"));
  }
}
