package org.trialwright.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialwright.records.Search.Facet;
import tools.jackson.databind.json.JsonMapper;

/** What was found, as one JSON object: on the command line and in the answers of the pages. */
public final class FoundJson {
  private FoundJson() {}

  public static String of(Finder.Found found) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("total", found.total());
    fields.put("alsoSearched", found.instead());
    fields.put("hits", found.hits().stream().map(FoundJson::hit).toList());
    Map<String, Object> facets = new LinkedHashMap<>();
    for (var facet : Facet.values()) {
      Map<String, Long> counts = new LinkedHashMap<>();
      found
          .counts()
          .getOrDefault(facet, List.of())
          .forEach(one -> counts.put(one.value(), one.trials()));
      facets.put(facet.name().toLowerCase(Locale.ROOT), counts);
    }
    fields.put("facets", facets);
    return JsonMapper.shared().writeValueAsString(fields);
  }

  private static Map<String, Object> hit(Finder.Hit hit) {
    var card = hit.card();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", card.id());
    fields.put("title", card.title());
    fields.put("acronym", card.acronym());
    fields.put("status", card.status());
    fields.put("phases", card.phases());
    fields.put("conditions", card.conditions());
    fields.put("sponsor", card.sponsor());
    fields.put("verified", card.verified());
    fields.put("updated", card.updated());
    hit.site().ifPresent(site -> fields.put("site", site(site, hit.kilometres())));
    return fields;
  }

  private static Map<String, Object> site(Card.Site site, double kilometres) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("facility", site.facility());
    fields.put("city", site.city());
    fields.put("country", site.country());
    fields.put("status", site.status());
    fields.put("open", site.open());
    // Coordinates are mostly those of a city, so more figures would promise too much.
    fields.put("km", Math.round(kilometres * 10) / 10.0);
    return fields;
  }
}
