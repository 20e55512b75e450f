package org.trialwright.registry.finder;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.records.RecordStore;
import org.trialwright.registry.Frames;

/** What search engines may read, and where the trials are. */
@Controller
class SitemapPage {
  /** As many addresses as the sitemap protocol lets a file have. */
  private static final int IN_A_FILE = 50_000;

  private final RecordStore store;

  SitemapPage(RecordStore store) {
    this.store = store;
  }

  @GetMapping("/robots.txt")
  ResponseEntity<byte[]> robots() {
    return answer(
        "text/plain;charset=UTF-8",
        """
        User-agent: *
        Allow: /trial
        Allow: /locations
        Allow: /conditions
        Allow: /assets
        Disallow: /trials?
        Disallow: /trials/print
        Disallow: /trials.csv
        Disallow: /
        Sitemap: %s/sitemap.xml
        """
            .formatted(Frames.here()));
  }

  @GetMapping("/sitemap.xml")
  ResponseEntity<byte[]> files() {
    long files = Math.max(1, (store.count() + IN_A_FILE - 1) / IN_A_FILE);
    var all = new StringBuilder();
    for (int i = 1; i <= files; i++) {
      all.append("<sitemap><loc>%s/sitemap/%d</loc></sitemap>\n".formatted(Frames.here(), i));
    }
    return xml("sitemapindex", all.toString());
  }

  @GetMapping("/sitemap/{page}")
  ResponseEntity<byte[]> trials(@PathVariable String page) {
    List<String> ids =
        page.matches("\\d{1,4}") && !page.equals("0")
            ? store.ids((Integer.parseInt(page) - 1) * IN_A_FILE, IN_A_FILE)
            : List.of();
    if (ids.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such part of the sitemap");
    }
    var all = new StringBuilder();
    // A number of a trial has only letters, digits, dots, hyphens and low lines.
    ids.forEach(
        id -> all.append("<url><loc>%s/trials/%s</loc></url>\n".formatted(Frames.here(), id)));
    return xml("urlset", all.toString());
  }

  private static ResponseEntity<byte[]> xml(String element, String inside) {
    return answer(
        MediaType.APPLICATION_XML_VALUE,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n%s</%s>\n"
            .formatted(element, inside, element));
  }

  private static ResponseEntity<byte[]> answer(String type, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
