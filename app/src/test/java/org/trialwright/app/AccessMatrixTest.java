package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Seal;

/**
 * Every route, by GET and by POST, as every role at its own site, at another, and signed out, with
 * participants who exist at both sites. What must happen is read from the permission table alone.
 * Beneath /api everybody has a token with all that they may.
 */
class AccessMatrixTest {
  @TempDir Path folder;

  private static final List<String> SITES = List.of("01", "02");

  /** Who holds which role where. */
  private static final Map<String, Grant> PEOPLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("coordinator", at(Role.COORDINATOR, "01")),
              Map.entry("coordinator2", at(Role.COORDINATOR, "02")),
              Map.entry("investigator", at(Role.INVESTIGATOR, "01")),
              Map.entry("investigator2", at(Role.INVESTIGATOR, "02")),
              Map.entry("monitor", at(Role.MONITOR, "01")),
              Map.entry("data-manager", new Grant.Everywhere(Role.DATA_MANAGER)),
              Map.entry("statistician", new Grant.Everywhere(Role.STATISTICIAN)),
              Map.entry("committee", new Grant.Everywhere(Role.COMMITTEE)),
              Map.entry("committee2", new Grant.Everywhere(Role.COMMITTEE)),
              Map.entry("committee-stat", new Grant.Everywhere(Role.COMMITTEE_STATISTICIAN)),
              Map.entry("administrator", new Grant.Everywhere(Role.ADMINISTRATOR)),
              Map.entry("inspector", at(Role.INSPECTOR, "01")),
              Map.entry("sponsor", new Grant.Everywhere(Role.SPONSOR)),
              Map.entry("pharmacist", at(Role.PHARMACIST, "01"))));

  private static Grant at(Role role, String site) {
    return new Grant.AtSite(role, new SiteId(site));
  }

  private enum Expected {
    OPEN,
    FORBIDDEN,
    NOT_FOUND,
    SIGN_IN,
    NO_SUCH_METHOD
  }

  @Test
  void every_cell_is_as_the_table_says() {
    List<String> deviations = new ArrayList<>();
    Map<Expected, Integer> cells = new TreeMap<>();
    try (SmallHouse house = SmallHouse.start(folder, Seal.fixed(5, List.of(3, 6)))) {
      for (String site : SITES) {
        assertThat(house.lead(site, Integer.parseInt(site), "allocate")).isEqualTo(site + "-001");
        house.study().attach(site + "-001", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(PEOPLE.keySet())
          .containsExactlyInAnyOrderElementsOf(
              house.running().bean(Accounts.class).all().stream()
                  .map(Accounts.Account::account)
                  .toList());
      for (var person : PEOPLE.entrySet()) {
        Browser browser = house.browser(person.getKey());
        browser.bearer = house.token(person.getKey(), true);
        walk(house, browser, Optional.of(person.getValue()), person.getKey(), cells, deviations);
      }
      Browser nobody = house.browser();
      nobody.get("/sign-in");
      walk(house, nobody, Optional.empty(), "nobody", cells, deviations);
    }
    System.out.println("access matrix: " + cells + ", " + deviations.size() + " deviations");
    assertThat(deviations).isEmpty();
    assertThat(cells.keySet()).containsExactlyInAnyOrder(Expected.values());
  }

  private static void walk(
      SmallHouse house,
      Browser browser,
      Optional<Grant> grant,
      String name,
      Map<Expected, Integer> cells,
      List<String> deviations) {
    List<SmallHouse.Route> routes = house.routes();
    for (String pattern : routes.stream().map(SmallHouse.Route::pattern).distinct().toList()) {
      for (String method : List.of("GET", "POST")) {
        for (String site : SITES) {
          if (method.equals("POST") && pattern.equals("/sign-in")) {
            continue; // signing in itself, which the filter before all routes answers
          }
          Expected expected = expected(routes, method, pattern, grant, site);
          HttpResponse<String> answer =
              method.equals("GET")
                  ? browser.get(path(pattern, site, name))
                  : browser.post(path(pattern, site, name), Map.of());
          cells.merge(expected, 1, Integer::sum);
          if (!fits(answer, expected, method, pattern)) {
            deviations.add(
                "%s %s of site %s for %s: expected %s, the answer was %d %s"
                    .formatted(
                        method,
                        pattern,
                        site,
                        name,
                        expected,
                        answer.statusCode(),
                        answer.headers().firstValue("Location").orElse("")));
          }
        }
      }
    }
  }

  private static Expected expected(
      List<SmallHouse.Route> routes,
      String method,
      String pattern,
      Optional<Grant> grant,
      String site) {
    var route =
        routes.stream()
            .filter(one -> one.pattern().equals(pattern))
            .filter(one -> one.method().equals(method) || one.method().equals("ANY"))
            .findFirst();
    if (route.isEmpty()) {
      return Expected.NO_SUCH_METHOD;
    }
    if (Permissions.allows(method, pattern, Role.SIGNED_OUT, Reach.OWN_SITE)) {
      return Expected.OPEN;
    }
    if (grant.isEmpty()) {
      return Expected.SIGN_IN;
    }
    Role role = grant.get().role();
    Reach reach = route.get().aboutSite() ? grant.get().reach(new SiteId(site)) : Reach.OWN_SITE;
    return Permissions.allows(method, pattern, role, reach)
        ? Expected.OPEN
        : Permissions.allows(method, pattern, role, Reach.OWN_SITE)
            ? Expected.NOT_FOUND
            : Expected.FORBIDDEN;
  }

  private static boolean fits(
      HttpResponse<String> answer, Expected expected, String method, String pattern) {
    int status = answer.statusCode();
    boolean toSignIn =
        status == 302 && answer.headers().firstValue("Location").orElse("").endsWith("/sign-in");
    return switch (expected) {
      // What exists and may be seen is shown; an empty form may be refused, with its reasons.
      case OPEN ->
          (method.equals("GET") && pattern.contains("{participant}"))
              ? status == 200 || (status / 100 == 3 && !toSignIn)
              : status != 403 && !toSignIn && (status < 500 || pattern.equals("/error"));
      case FORBIDDEN -> status == 403;
      case NOT_FOUND -> status == 404;
      case SIGN_IN -> pattern.startsWith("/api/") ? status == 401 : toSignIn;
      case NO_SUCH_METHOD ->
          status == 405 || status == 403 || status == 404 || status == 401 || toSignIn;
    };
  }

  private static String path(String pattern, String site, String name) {
    return pattern
        .replace("{site}", site)
        .replace("{participant}", site + "-001")
        .replace("{form}", "consent")
        .replace("{ordinal}", "1")
        .replace("{item}", "signed")
        .replace("{query}", "1")
        // An administrator's POST makes a link; never for the person who walks here.
        .replace("{account}", name.equals("administrator") ? "monitor" : "administrator")
        .replace("/**", "/nothing")
        .replaceAll("\\{[^}]*}", "1");
  }
}
