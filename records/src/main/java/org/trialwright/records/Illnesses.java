package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.trialwright.records.Finder.Conditions;
import org.trialwright.records.Finder.Inside;
import org.trialwright.records.Indexing.In;

/** The conditions of an index by the beginnings of their names. */
final class Illnesses {
  /** So many fit on a page, by name. */
  private static final int FEW = 300;

  private static final int FREQUENT = 100;
  private static final int SHORT = 2;

  private final Terms terms;
  private final Map<String, Conditions> kept = new ConcurrentHashMap<>();

  Illnesses(Terms terms) {
    this.terms = terms;
  }

  Conditions of(String beginning) throws IOException {
    var known = kept.get(beginning);
    if (known != null) {
      return known;
    }
    var found = looked(beginning);
    if (beginning.length() <= SHORT && found.all() > FEW) {
      kept.put(beginning, found);
    }
    return found;
  }

  Optional<Inside> named(String slug) throws IOException {
    return all(slug + "\t").stream().findFirst();
  }

  private Conditions looked(String beginning) throws IOException {
    var all = all(beginning);
    if (all.size() <= FEW) {
      return new Conditions(
          all.size(),
          all.stream()
              .sorted(
                  Comparator.comparing((Inside one) -> one.name().toLowerCase(Locale.ROOT))
                      .thenComparing(Inside::slug))
              .toList(),
          Map.of());
    }
    Map<String, Long> further = new TreeMap<>();
    for (var one : all) {
      further.merge(longer(beginning, one.slug()), 1L, Long::sum);
    }
    return new Conditions(
        all.size(),
        all.stream()
            .sorted(Comparator.comparing((Inside one) -> -one.trials()).thenComparing(Inside::slug))
            .limit(FREQUENT)
            .toList(),
        further);
  }

  /** The same beginning and one more letter of it, or the whole name where it ends. */
  private static String longer(String beginning, String slug) {
    return slug.length() == beginning.length()
        ? slug
        : slug.substring(0, slug.offsetByCodePoints(beginning.length(), 1));
  }

  private List<Inside> all(String beginning) throws IOException {
    Map<String, Inside> all = new HashMap<>();
    Map<String, Long> ofName = new HashMap<>();
    terms.each(
        In.ILLNESS,
        beginning,
        (found, trials) -> {
          var term = found.utf8ToString();
          int tab = term.indexOf('\t');
          var slug = term.substring(0, tab);
          var name = term.substring(tab + 1);
          boolean better = trials > ofName.getOrDefault(slug, 0L);
          if (better) {
            ofName.put(slug, trials);
          }
          all.merge(
              slug,
              new Inside(name, slug, trials),
              (one, other) ->
                  new Inside(better ? name : one.name(), slug, one.trials() + other.trials()));
        });
    return new ArrayList<>(all.values());
  }
}
