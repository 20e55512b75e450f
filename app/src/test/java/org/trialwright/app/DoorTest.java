package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Standing;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Who gets in, who does not, and what every answer carries. */
class DoorTest {
  private static final List<String> ACCOUNTS =
      List.of(
          "coordinator",
          "investigator",
          "monitor",
          "data-manager",
          "statistician",
          "administrator");

  /** Site 01 is that of the demonstration's first accounts; nobody has site 98. */
  private static final List<String> SITES = List.of("01", "98");

  /** Every mapped route as {@code GET /pattern}. */
  private static List<String> routes() {
    TreeSet<String> routes = new TreeSet<>();
    Demonstration.RUNNING
        .beans(RequestMappingInfoHandlerMapping.class)
        .forEach(
            mapping ->
                mapping
                    .getHandlerMethods()
                    .keySet()
                    .forEach(info -> each(info).forEach(routes::add)));
    return List.copyOf(routes);
  }

  private static Stream<String> each(RequestMappingInfo info) {
    var methods = info.getMethodsCondition().getMethods();
    List<String> named =
        methods.isEmpty() ? List.of("ANY") : methods.stream().map(RequestMethod::name).toList();
    return info.getPatternValues().stream()
        .flatMap(pattern -> named.stream().map(method -> method + " " + pattern));
  }

  @Test
  void the_foot_of_a_page_says_what_the_study_says_of_itself() {
    assertThat(Browser.signedIn("coordinator").get("/today").body())
        .contains("reconstructed from public text");
    Browser chinese = Browser.signedIn("statistician");
    chinese.cookies.put("language", "zh");
    assertThat(chinese.get("/overview").body()).contains("是根据公开资料重建的演示");
  }

  @Test
  void every_route_has_a_row_in_the_permission_table() {
    assertThat(routes()).isNotEmpty();
    assertThat(routes())
        .allSatisfy(
            route ->
                assertThat(Permissions.knows(method(route), pattern(route)))
                    .as("a row for %s in the table of Permissions", route)
                    .isTrue());
  }

  @Test
  void every_row_of_the_permission_table_has_a_route() {
    assertThat(Permissions.routes()).isSubsetOf(routes());
  }

  @Test
  void every_cell_of_the_table_holds_at_the_door() {
    List<String> deviations = new ArrayList<>();
    for (String account : ACCOUNTS) {
      Browser browser = Browser.signedIn(account);
      SignedIn person =
          Demonstration.RUNNING
              .bean(Accounts.class)
              .find(account)
              .map(found -> new SignedIn(account, found.name(), found.grants()))
              .orElseThrow();
      cells(browser, Optional.of(person), deviations);
    }
    cells(new Browser(), Optional.empty(), deviations);
    assertThat(deviations).isEmpty();
  }

  private static void cells(Browser browser, Optional<SignedIn> person, List<String> deviations) {
    browser.get("/sign-in");
    for (String route : routes()) {
      // A wrong password of our own would count as a failed sign-in, and lock the account.
      if (pattern(route).equals("/account/password") && method(route).equals("POST")) {
        continue;
      }
      for (String site : SITES) {
        String path = path(pattern(route), site);
        String method = method(route).equals("ANY") ? "GET" : method(route);
        HttpResponse<String> answer =
            method.equals("GET") ? browser.get(path) : browser.post(path, Map.of());
        Gate.Answer expected =
            Gate.answer(
                person,
                method,
                pattern(route),
                pattern(route).contains("{site}") || pattern(route).contains("{participant}")
                    ? Optional.of(new SiteId(site))
                    : Optional.empty());
        // A browser's session opens nothing for programs, whoever has it.
        boolean fits =
            pattern(route).startsWith("/api/")
                ? answer.statusCode() == 401
                : fits(answer, expected, person.isPresent());
        if (!fits) {
          deviations.add(
              "%s of site %s for %s: the table says %s, the answer was %d"
                  .formatted(
                      route,
                      site,
                      person.map(SignedIn::account).orElse("nobody"),
                      expected,
                      answer.statusCode()));
        }
      }
    }
  }

  private static boolean fits(HttpResponse<String> answer, Gate.Answer expected, boolean signedIn) {
    boolean sentToSignIn =
        answer.statusCode() == 302
            && answer.headers().firstValue("Location").orElse("").endsWith("/sign-in");
    return switch (expected) {
      case OPEN -> answer.statusCode() != 403 && !sentToSignIn;
      case CLOSED -> signedIn ? answer.statusCode() == 403 : sentToSignIn;
      case OTHER_SITE -> answer.statusCode() == 404;
    };
  }

  private static String method(String route) {
    return route.substring(0, route.indexOf(' '));
  }

  private static String pattern(String route) {
    return route.substring(route.indexOf(' ') + 1);
  }

  private static String path(String pattern, String site) {
    return pattern
        .replace("{site}", site)
        .replace("{participant}", site + "-001")
        .replace("/**", "/nothing")
        .replaceAll("\\{[^}]*}", "1");
  }

  @Test
  void a_grant_for_one_site_does_not_reach_another() {
    var person =
        new SignedIn("x", "X", List.of(new Grant.AtSite(Role.COORDINATOR, new SiteId("01"))));
    assertThat(person.sites()).containsExactly(new SiteId("01"));
    assertThat(Gate.siteOf("01-010")).isEqualTo(new SiteId("01"));
    assertThat(Gate.siteOf("CN-07-010")).isEqualTo(new SiteId("CN-07"));
    assertThat(Gate.answer(Optional.of(person), "GET", "/no-such-route", Optional.empty()))
        .isEqualTo(Gate.Answer.CLOSED);
  }

  /** Answers for programs: the same for everybody, and kept for a minute. */
  private static final Set<String> KEPT_A_MINUTE = Set.of("/trials.json", "/trials.csv");

  @Test
  void the_database_holds_back_what_a_page_would_ask_of_other_sites() throws Exception {
    var one = new Grant.AtSite(Role.COORDINATOR, new SiteId("01"));
    var other = new Grant.AtSite(Role.MONITOR, new SiteId("77"));
    var all = new Grant.Everywhere(Role.DATA_MANAGER);
    var standings = Demonstration.RUNNING.bean(Trial.class).standings();
    standings.put(standing("01-901"));
    standings.put(standing("77-901"));
    try {
      assertThat(sites(List.of(one))).contains("01").doesNotContain("77");
      assertThat(sites(List.of(one, other))).contains("01", "77");
      assertThat(sites(List.of(one, all))).contains("01", "77");
      assertThat(sites(List.of())).isEmpty();
      assertThat(standings.all()).as("outside of a request").hasSizeGreaterThan(1);
    } finally {
      JdbcClient.create(Demonstration.RUNNING.bean(DataSource.class))
          .sql("delete from projection.participant where participant in ('01-901', '77-901')")
          .update();
    }
  }

  /** Of whose sites a page would get participants that asks for all. */
  private static Set<String> sites(List<Grant> grants) throws Exception {
    Set<String> sites = new TreeSet<>();
    var standings = Demonstration.RUNNING.bean(Trial.class).standings();
    SecurityContextHolder.getContext()
        .setAuthentication(
            UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn("somebody", "Somebody", grants), "", List.of()));
    try {
      secondWall()
          .doFilter(
              anything(HttpServletRequest.class),
              anything(HttpServletResponse.class),
              (_, _) -> standings.all().forEach(one -> sites.add(one.site().value())));
    } finally {
      SecurityContextHolder.clearContext();
    }
    return sites;
  }

  /** As it stands behind the gate of the running house. */
  private static Filter secondWall() {
    List<Filter> filters = Demonstration.RUNNING.bean(SecurityFilterChain.class).getFilters();
    Filter last = filters.getLast();
    assertThat(last).isInstanceOf(SecondWall.class);
    assertThat(filters.get(filters.size() - 2)).isInstanceOf(AuthorizationFilter.class);
    return last;
  }

  private static <T> T anything(Class<T> kind) {
    return kind.cast(
        Proxy.newProxyInstance(
            DoorTest.class.getClassLoader(), new Class<?>[] {kind}, (_, _, _) -> null));
  }

  private static Standing standing(String participant) {
    return new Standing(
        new ParticipantId(participant),
        new SiteId(participant.substring(0, 2)),
        "screening",
        LocalDate.EPOCH,
        Optional.empty(),
        "",
        0,
        Standing.Closing.OPEN,
        "",
        1);
  }

  @Test
  void every_answer_carries_the_headers_that_keep_browsers_strict() {
    Browser browser = Browser.signedIn("administrator");
    for (String route : routes()) {
      HttpResponse<String> answer = browser.get(path(pattern(route), "01"));
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as("content policy of %s", route)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("X-Content-Type-Options"))
          .as("sniffing at %s", route)
          .contains("nosniff");
      String caching = answer.headers().firstValue("Cache-Control").orElse("");
      if (KEPT_A_MINUTE.contains(pattern(route))) {
        assertThat(caching).isEqualTo("max-age=60, public");
        assertThat(answer.headers().allValues("Set-Cookie")).as("kept for others").isEmpty();
      } else if (answer.statusCode() == 200 && !pattern(route).startsWith("/assets/")) {
        assertThat(caching).as("caching of %s", route).contains("no-store");
      }
      assertThat(answer.body()).as(route).doesNotContain("style=\"").doesNotContain(" onclick");
    }
  }

  @Test
  void a_form_without_its_token_is_refused() {
    Browser browser = Browser.signedIn("administrator");
    assertThat(
            browser
                .postWithoutToken("/accounts", Map.of("account", "forged", "name", "Forged"))
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.get("/accounts").body()).doesNotContain("forged");
  }

  private static HttpResponse<String> upload(Browser browser, String path, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(Demonstration.ADDRESS + path))
                .header("Content-Type", "multipart/form-data; boundary=line")
                .header("Cookie", browser.cookie())
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "--line\r\nContent-Disposition: form-data; name=\"file\";"
                            + body
                            + "\r\n--line--\r\n"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void a_form_with_files_that_is_not_let_in_is_refused_in_words_signed_in_or_not()
      throws Exception {
    String door = "/participants/01-001/files";
    Browser coordinator = Browser.signedIn("coordinator");
    for (Browser browser : List.of(coordinator, new Browser())) {
      var large = upload(browser, door, " filename=\"a.pdf\"\r\n\r\n" + "x".repeat(34 << 20));
      assertThat(large.statusCode()).isEqualTo(413);
      assertThat(large.body()).contains("Too large", "Nothing was saved");
      var unreadable = upload(browser, door, " filename=\"a\u0000b.pdf\"\r\n\r\nx");
      assertThat(unreadable.statusCode()).isEqualTo(400);
      assertThat(unreadable.body()).contains("Not understood", "Nothing was saved");
      var elsewhere = upload(browser, "/today", " filename=\"a.pdf\"\r\n\r\nx");
      assertThat(elsewhere.statusCode()).isEqualTo(415);
      assertThat(elsewhere.body()).contains("Not understood", "Nothing was saved");
    }
  }

  @Test
  void signing_in_makes_a_new_session_and_signing_out_ends_it_for_good() {
    Browser browser = Browser.signedIn("monitor");
    String first = browser.cookies.getOrDefault(SessionCookie.NAME, "");
    browser.signIn("monitor", Demonstration.password());
    String second = browser.cookies.getOrDefault(SessionCookie.NAME, "");
    assertThat(second).isNotBlank().isNotEqualTo(first);

    browser.get("/account/password");
    browser.post("/sign-out", Map.of());
    assertThat(browser.cookies).doesNotContainKey(SessionCookie.NAME);
    for (String kept : List.of(first, second)) {
      Browser thief = new Browser();
      thief.cookies.put(SessionCookie.NAME, kept);
      assertThat(thief.get("/account/password").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void after_sign_in_people_come_back_to_the_page_they_asked_for() {
    Browser browser = new Browser();
    assertThat(browser.get("/accounts").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith("/sign-in"));
    assertThat(
            browser
                .signIn("administrator", Demonstration.password())
                .headers()
                .firstValue("Location")
                .orElse(""))
        .contains("/accounts");
  }

  @Test
  void a_name_waits_after_ten_wrong_tries_whether_it_exists_or_not() {
    Map<String, List<String>> seen = new LinkedHashMap<>();
    for (String name : List.of("monitor", "nobody-of-that-name")) {
      List<String> answers = new ArrayList<>();
      for (int trial = 1; trial <= 11; trial++) {
        String to =
            new Browser()
                .signIn(name, "wrong")
                .headers()
                .firstValue("Location")
                .orElse("")
                .replaceAll(".*\\?([a-z]+).*", "$1");
        answers.add(to);
      }
      seen.put(name, answers);
    }
    assertThat(seen.get("monitor"))
        .startsWith("refused", "refused", "refused")
        .endsWith("refused", "locked");
    assertThat(seen.get("nobody-of-that-name")).isEqualTo(seen.get("monitor"));
    assertThat(
            new Browser()
                .signIn("monitor", Demonstration.password())
                .headers()
                .firstValue("Location")
                .orElse(""))
        .as("the right password does not help while the name waits")
        .contains("locked");
    // The other tests want their monitor back.
    Demonstration.RUNNING.bean(Accounts.class).changePassword("monitor", Demonstration.password());
  }

  @Test
  void a_person_turns_one_time_codes_on_and_an_administrator_ends_them() {
    Accounts accounts = Demonstration.RUNNING.bean(Accounts.class);
    Codes codes = Demonstration.RUNNING.bean(Codes.class);
    var by = Accounts.author("test", "Test");
    String password = "violet anchor spoon ladder";
    accounts.open(
        "phone", "Ada Phone", List.of(new Grant.AtSite(Role.MONITOR, new SiteId("01"))), by);
    accounts.setUp(accounts.link("phone", by), "Ada Phone", password);
    Browser person = new Browser();
    person.signIn("phone", password);

    assertThat(person.get("/account/codes").body()).contains("Codes are off");
    assertThat(person.post("/account/codes", Map.of("password", "not this one")).body())
        .contains("Error:")
        .contains("Nothing was changed");
    assertThat(codes.of("phone")).isInstanceOf(Codes.State.Off.class);
    person.post("/account/codes", Map.of("password", password));
    String page = person.get("/account/codes").body();
    var begun = (Codes.State.Begun) codes.of("phone");
    assertThat(page).contains("role=\"img\"").contains(Codes.grouped(begun.key(), " "));
    assertThat(person.post("/account/codes/first", Map.of("code", "1")).body())
        .contains("Error:")
        .contains("not the code of this half minute");
    String recovery =
        person
            .post("/account/codes/first", Map.of("code", AccountsTest.shown(begun, Instant.now())))
            .body();
    assertThat(recovery).contains("Recovery codes left: 10");
    String one = recovery.replaceAll("(?s).*?<li><code>([A-Z2-7-]{19})</code>.*", "$1");
    assertThat(person.get("/account/codes").body()).doesNotContain(one).contains("Codes are on");

    assertThat(refused(new Browser().signIn("phone", password))).isTrue();
    Browser elsewhere = new Browser();
    elsewhere.get("/sign-in");
    var answer =
        elsewhere.post("/sign-in", Map.of("account", "phone", "password", password, "code", one));
    assertThat(refused(answer)).isFalse();
    assertThat(elsewhere.get("/account/codes").body()).contains("Recovery codes left: 9");

    Browser administrator = Browser.signedIn("administrator");
    assertThat(administrator.get("/accounts").body()).contains("/accounts/phone/codes/end");
    administrator.post("/accounts/phone/codes/end", Map.of());
    assertThat(refused(new Browser().signIn("phone", password))).isFalse();
  }

  private static boolean refused(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("").contains("refused");
  }

  @Test
  void an_account_is_opened_set_up_by_its_link_once_and_changes_its_password() {
    Browser administrator = Browser.signedIn("administrator");
    administrator.get("/accounts");
    String page =
        administrator
            .post(
                "/accounts",
                Map.of(
                    "account",
                    "newcomer",
                    "name",
                    "Ada Newcomer",
                    "role",
                    "coordinator",
                    "site",
                    "01"))
            .body();
    String link = page.replaceAll("(?s).*?(/set-up/[A-Za-z0-9_-]+).*", "$1");

    Browser person = new Browser();
    assertThat(person.get(link).body()).contains("newcomer").contains("Ada Newcomer");
    assertThat(person.post(link, Map.of("name", "Ada Newcomer", "password", "too short")).body())
        .contains("It needs at least 15 characters")
        .contains("Error:");
    assertThat(
            person
                .post(
                    link, Map.of("name", "Ada Newcomer", "password", "violet anchor spoon ladder"))
                .statusCode())
        .isEqualTo(302);
    assertThat(person.get("/account/password").body()).contains("Ada Newcomer");
    assertThat(new Browser().get(link).body()).contains("does not work any more");

    person.get("/account/password");
    assertThat(
            person
                .post(
                    "/account/password",
                    Map.of("now", "not this one", "password", "seven green bottles hanging"))
                .body())
        .contains("Nothing was changed");
    String before = person.cookies.getOrDefault(SessionCookie.NAME, "");
    assertThat(
            person
                .post(
                    "/account/password",
                    Map.of(
                        "now",
                        "violet anchor spoon ladder",
                        "password",
                        "seven green bottles hanging"))
                .statusCode())
        .isEqualTo(302);
    assertThat(person.get("/account/password").statusCode()).isEqualTo(200);
    Browser elsewhere = new Browser();
    elsewhere.cookies.put(SessionCookie.NAME, before);
    assertThat(elsewhere.get("/account/password").statusCode()).isEqualTo(302);
    assertThat(
            new Browser()
                .signIn("newcomer", "violet anchor spoon ladder")
                .headers()
                .firstValue("Location")
                .orElse(""))
        .contains("refused");
  }

  @Test
  void what_is_not_there_says_so_in_both_languages() {
    Browser browser = new Browser();
    assertThat(browser.get("/nothing-here").statusCode()).isEqualTo(404);
    assertThat(browser.get("/nothing-here").body()).contains("There is nothing at this address");
    browser.cookies.put("language", "zh");
    assertThat(browser.get("/nothing-here").body()).contains("此地址没有内容");
    assertThat(browser.get("/sign-in").body()).contains("登录名").contains("lang=\"zh-CN\"");
  }
}
