package org.trialwright.registry.finder;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.records.Finder;
import org.trialwright.records.FoundJson;

/**
 * The finder for programs: the same names as in the address of the page, JSON in answer. {@code
 * docs/reference/finder-api.yaml} describes it.
 */
@Controller
class FinderApi {
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Finder finder;

  FinderApi(Finder finder) {
    this.finder = finder;
  }

  @GetMapping("/trials.json")
  ResponseEntity<byte[]> find(HttpServletRequest request) {
    var asked = Asked.of(request);
    var spot = asked.cities(finder).stream().findFirst().map(Finder.City::spot);
    var found =
        finder.find(
            asked.search(spot), (asked.page() - 1) * FinderView.ON_A_PAGE, FinderView.ON_A_PAGE);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(KEPT).cachePublic())
        .contentType(MediaType.APPLICATION_JSON)
        .body(FoundJson.of(found).getBytes(StandardCharsets.UTF_8));
  }
}
