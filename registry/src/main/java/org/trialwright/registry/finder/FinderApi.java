package org.trialwright.registry.finder;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.pages.Csv;
import org.trialwright.records.Card;
import org.trialwright.records.Finder;
import org.trialwright.records.FoundJson;
import org.trialwright.registry.Kept;

/**
 * The finder for programs and spreadsheets: the same names as in the address of the page, JSON or
 * CSV in answer. {@code docs/reference/finder-api.yaml} describes it.
 */
@Controller
class FinderApi {
  private static final int ROWS = 1_000;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "title",
          "acronym",
          "status",
          "phases",
          "type",
          "conditions",
          "sponsor",
          "verified",
          "updated",
          "sites",
          "open_sites",
          "facility",
          "city",
          "country",
          "site_status",
          "km");

  private final Finder finder;

  FinderApi(Finder finder) {
    this.finder = finder;
  }

  @GetMapping("/trials.json")
  ResponseEntity<byte[]> json(HttpServletRequest request) {
    return Kept.answer(
        MediaType.APPLICATION_JSON, FoundJson.of(found(request, FinderView.ON_A_PAGE)));
  }

  /** A thousand trials a page, since somebody may ask for everything. */
  @GetMapping("/trials.csv")
  ResponseEntity<byte[]> csv(HttpServletRequest request) {
    var rows = found(request, ROWS).hits().stream().map(FinderApi::cells).toList();
    return Kept.answer(MediaType.valueOf(Csv.TYPE), Csv.file(COLUMNS, rows));
  }

  private Finder.Found found(HttpServletRequest request, int onAPage) {
    var asked = Asked.of(request);
    var spot = asked.cities(finder).stream().findFirst().map(Finder.City::spot);
    return finder.find(asked.search(spot), (asked.page() - 1) * onAPage, onAPage);
  }

  private static List<String> cells(Finder.Hit hit) {
    var card = hit.card();
    return List.of(
        card.id(),
        card.title(),
        card.acronym(),
        card.status(),
        String.join("; ", card.phases()),
        card.type(),
        String.join("; ", card.conditions()),
        card.sponsor(),
        card.verified(),
        card.updated(),
        String.valueOf(card.sites().size()),
        String.valueOf(card.sites().stream().filter(Card.Site::open).count()),
        site(hit.site(), Card.Site::facility),
        site(hit.site(), Card.Site::city),
        site(hit.site(), Card.Site::country),
        site(hit.site(), Card.Site::status),
        hit.site().isPresent() ? String.valueOf(Math.round(hit.kilometres() * 10) / 10.0) : "");
  }

  private static String site(
      Optional<Card.Site> site, java.util.function.Function<Card.Site, String> part) {
    return site.map(part).orElse("");
  }
}
