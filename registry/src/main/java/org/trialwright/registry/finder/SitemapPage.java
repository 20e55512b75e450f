package org.trialwright.registry.finder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;
import org.trialwright.records.Finder;
import org.trialwright.records.RecordStore;
import org.trialwright.registry.Frames;

/** What search engines may read, and where trials, places and conditions are. */
@Controller
class SitemapPage {
  /** As many addresses as the sitemap protocol lets a file have. */
  private static final int IN_A_FILE = 50_000;

  private static final Pattern FILE = Pattern.compile("([a-z]+)-([1-9]\\d{0,3})");

  private final Frames frames;
  private final RecordStore store;
  private final Finder finder;

  SitemapPage(Frames frames, RecordStore store, Finder finder) {
    this.frames = frames;
    this.store = store;
    this.finder = finder;
  }

  /** What a file of the sitemap lists. */
  private enum Kind {
    PAGES,
    TRIALS,
    PLACES,
    CONDITIONS;

    String file(long number) {
      return name().toLowerCase(Locale.ROOT) + "-" + number;
    }
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
        Allow: /sitemap
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
    var all = new ArrayList<String>();
    for (var kind : Kind.values()) {
      long files = (count(kind) + IN_A_FILE - 1) / IN_A_FILE;
      for (long i = 1; i <= files; i++) {
        all.add("/sitemap/" + kind.file(i));
      }
    }
    return xml("sitemapindex", "sitemap", all.stream());
  }

  private long count(Kind kind) {
    return switch (kind) {
      case PAGES -> pages().size();
      case TRIALS -> store.count();
      case PLACES -> finder.everyPlace().size();
      case CONDITIONS -> finder.everyCondition().size();
    };
  }

  @GetMapping("/sitemap/{file}")
  ResponseEntity<byte[]> file(@PathVariable String file) {
    var asked = FILE.matcher(file);
    var kind =
        asked.matches()
            ? Arrays.stream(Kind.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(asked.group(1)))
                .findFirst()
            : Optional.<Kind>empty();
    var addresses =
        kind.map(one -> addresses(one, Integer.parseInt(asked.group(2)))).orElse(List.of());
    if (addresses.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such part of the sitemap");
    }
    return xml("urlset", "url", addresses.stream());
  }

  private List<String> addresses(Kind kind, int number) {
    int from = (number - 1) * IN_A_FILE;
    return switch (kind) {
      case PAGES -> part(pages(), from, "");
      case TRIALS -> addresses(store.ids(from, IN_A_FILE).stream(), "/trials/");
      case PLACES -> part(finder.everyPlace(), from, "/locations/");
      case CONDITIONS -> part(finder.everyCondition(), from, "/conditions/");
    };
  }

  /** Pages that are there once. A trial without a record is not among the others. */
  private List<String> pages() {
    var study = frames.study();
    var pages = new ArrayList<>(List.of("/trials", "/trial/join", "/locations", "/conditions"));
    if (study.recordJson().isEmpty()) {
      pages.add("/trials/" + study.name());
    }
    return pages;
  }

  private static List<String> part(List<String> all, int from, String under) {
    return addresses(all.stream().skip(from).limit(IN_A_FILE), under);
  }

  /** Each part of a path as an address holds it, which also leaves no sign of XML in it. */
  private static List<String> addresses(Stream<String> paths, String under) {
    return paths
        .map(path -> UriUtils.encodePath(under + path, StandardCharsets.UTF_8))
        .map(path -> path.replace("&", "&amp;").replace("'", "&apos;"))
        .toList();
  }

  private static ResponseEntity<byte[]> xml(String whole, String one, Stream<String> addresses) {
    var here = Frames.here();
    var all =
        addresses
            .map(path -> "<%1$s><loc>%2$s%3$s</loc></%1$s>\n".formatted(one, here, path))
            .collect(Collectors.joining());
    return answer(
        MediaType.APPLICATION_XML_VALUE,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1$s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n%2$s</%1$s>\n"
            .formatted(whole, all));
  }

  private static ResponseEntity<byte[]> answer(String type, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .body(text.getBytes(StandardCharsets.UTF_8));
  }
}
