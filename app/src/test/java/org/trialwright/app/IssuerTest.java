package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.app.SmallIssuer.Wrong;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.quantities.SiteId;

/** Signing in at an issuer, whole, over HTTP: an issuer of our own that lies in every way. */
class IssuerTest {
  private static final String ACCOUNT = "elsewhere";
  private static final String SUBJECT = "f:1234";
  private static final SmallIssuer ISSUER = SmallIssuer.RUNNING;
  private static final HttpClient OUTSIDE = HttpClient.newHttpClient();
  private static final JdbcClient DB =
      JdbcClient.create(Demonstration.RUNNING.bean(DataSource.class));

  /** An account without a password, joined by the administrator on the page. */
  @BeforeAll
  static void an_account_is_joined() {
    Demonstration.RUNNING
        .bean(Accounts.class)
        .open(
            ACCOUNT,
            "Else Where",
            List.of(new Grant.AtSite(Role.MONITOR, new SiteId("01"))),
            Accounts.author("test", "Test"));
    Browser administrator = Browser.signedIn("administrator");
    administrator.get("/accounts");
    administrator.post("/accounts/subjects", Map.of("of", ACCOUNT, "subject", " " + SUBJECT));
    assertThat(administrator.get("/accounts").body())
        .contains("Signs in at City hospital as f:1234");
  }

  @AfterEach
  void honest() {
    ISSUER.wrong = Wrong.NOTHING;
    ISSUER.subject = SUBJECT;
  }

  /** To the issuer, as the browser is sent; where it sends the browser back to. */
  private static URI there(Browser browser) throws IOException, InterruptedException {
    URI there = location(browser.get("/sign-in/issuer"));
    return location(
        OUTSIDE.send(HttpRequest.newBuilder(there).build(), HttpResponse.BodyHandlers.ofString()));
  }

  private static URI location(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow());
  }

  private static String path(URI address) {
    assertThat(address.toString()).startsWith(Demonstration.ADDRESS + "/");
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static boolean isIn(Browser browser) {
    return browser.get("/today").statusCode() == 200;
  }

  @Test
  void whoever_the_issuer_proves_opens_the_account_that_is_joined_and_comes_to_the_page_asked_for()
      throws Exception {
    Browser browser = new Browser();
    assertThat(browser.get("/sign-in").body())
        .contains("<a class=\"btn\" href=\"/sign-in/issuer\">Sign in at City hospital</a>");
    browser.get("/today");
    HttpResponse<String> answer = browser.get(path(there(browser)));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer).getPath()).isEqualTo("/today");
    assertThat(isIn(browser)).isTrue();
    assertThat(browser.get("/accounts").statusCode()).as("a monitor").isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "SIGNATURE",
    "UNSIGNED",
    "ISSUER",
    "AUDIENCE",
    "PARTY",
    "EXPIRED",
    "NONCE",
    "NO_SUBJECT",
    "NO_TOKEN"
  })
  void what_is_not_the_issuers_word_for_this_sign_in_opens_nothing(Wrong wrong) throws Exception {
    ISSUER.wrong = wrong;
    Browser browser = new Browser();
    HttpResponse<String> answer = browser.get(path(there(browser)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("What City hospital sent does not prove who you are");
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  void who_comes_back_with_the_way_of_another_is_not_let_in() throws Exception {
    Browser attacker = new Browser();
    URI back = there(attacker);
    String begin = "That sign-in did not begin in this browser";
    Browser stranger = new Browser();
    assertThat(stranger.get(path(back)).body()).as("no cookie").contains(begin);
    Browser other = new Browser();
    there(other);
    assertThat(other.get(path(back)).body()).as("the state of another").contains(begin);
    assertThat(isIn(other)).isFalse();
    assertThat(attacker.get(path(back)).statusCode()).isEqualTo(302);
    assertThat(attacker.get(path(back)).body()).as("again").contains(begin);
  }

  @Test
  void a_code_of_another_way_is_not_taken_by_the_issuer() throws Exception {
    Browser one = new Browser();
    Browser other = new Browser();
    String code = there(one).getRawQuery().replaceFirst(".*code=([^&]*).*", "$1");
    String back = path(there(other)).replaceFirst("code=[^&]*", "code=" + code);
    assertThat(other.get(back).body()).contains("does not prove who you are");
    assertThat(isIn(other)).isFalse();
  }

  @Test
  void who_is_not_let_in_there_is_told_so() throws Exception {
    Browser browser = new Browser();
    String back = path(there(browser)).replaceFirst("code=[^&]*", "error=access_denied");
    assertThat(browser.get(back).body()).contains("City hospital did not let you in");
  }

  @Test
  void nobody_gets_an_account_by_signing_in_elsewhere() throws Exception {
    ISSUER.subject = "<b>nobody</b>";
    Browser browser = new Browser();
    assertThat(browser.get(path(there(browser))).body())
        .contains("no account here is joined to that")
        .contains("&lt;b&gt;nobody&lt;/b&gt;");
    assertThat(isIn(browser)).isFalse();
    assertThat(
            DB.sql("select count(*) from staff.accounts where account like '%nobody%'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void an_account_that_has_ended_is_not_opened() throws Exception {
    DB.sql("update staff.accounts set active = false where account = :account")
        .param("account", ACCOUNT)
        .update();
    try {
      Browser browser = new Browser();
      assertThat(browser.get(path(there(browser))).body()).contains("has ended");
      assertThat(isIn(browser)).isFalse();
    } finally {
      DB.sql("update staff.accounts set active = true where account = :account")
          .param("account", ACCOUNT)
          .update();
    }
  }

  @Test
  void a_subject_opens_one_account_and_an_administrator_ends_that_at_once() throws Exception {
    Browser administrator = Browser.signedIn("administrator");
    administrator.get("/accounts");
    assertThat(
            administrator
                .post("/accounts/subjects", Map.of("of", "monitor", "subject", SUBJECT))
                .body())
        .contains("Another account is joined to that already");
    assertThat(
            administrator
                .post("/accounts/subjects", Map.of("of", "monitor", "subject", " "))
                .body())
        .contains("Write what City hospital calls them");
    Browser browser = new Browser();
    browser.get(path(there(browser)));
    assertThat(isIn(browser)).isTrue();
    administrator.post("/accounts/subjects", Map.of("of", ACCOUNT, "act", "end"));
    assertThat(isIn(browser)).isFalse();
    assertThat(browser.get(path(there(browser))).body()).contains("no account here is joined");
    administrator.post("/accounts/subjects", Map.of("of", ACCOUNT, "subject", SUBJECT));
  }

  @Test
  void an_issuer_that_does_not_answer_or_calls_itself_otherwise_is_said_to_be_away() {
    var clock = House.realTime();
    for (String address : List.of("http://127.0.0.1:9", ISSUER.address() + "/other")) {
      var away = new Issuer(new SignIns.At(URI.create(address), "x", "", "x"), clock);
      assertThat(away.there(away.secret(), "http://127.0.0.1/back")).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.example/realms/a, true",
    "http://127.0.0.1:8080,          true",
    "http://login.example,           false",
    "https://login.example?a=b,      false",
    "ftp://login.example,            false",
    "login.example,                  false",
  })
  void an_issuer_is_reached_so_that_nobody_reads_along(String address, boolean fits) {
    assertThat(SignIns.At.fits(URI.create(address))).isEqualTo(fits);
  }
}
