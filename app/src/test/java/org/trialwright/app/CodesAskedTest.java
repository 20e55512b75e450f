package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Trial;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/** A second program on the demonstration's database that asks everybody for one-time codes. */
class CodesAskedTest {
  private static final String WHO = "asked";
  private static final Grant MONITOR = new Grant.AtSite(Role.MONITOR, new SiteId("01"));

  @TempDir Path folder;

  private Running start() {
    var ready =
        Running.database(
            new Running.Store.Server(Demonstration.RUNNING.owner().orElseThrow()), "asked");
    return Running.start(
        ready,
        new Running.Setting(
            "127.0.0.1",
            0,
            Frame.Watermark.DEMONSTRATION,
            EntryPages.DemoSignIns.NONE,
            Demonstration.RUNNING.bean(Trial.class),
            Running.Strangers.USUAL,
            new Digests.Mailing(new Post.Outbox(folder, "trial@site.test"), "http://x.test"),
            new SignIns(Optional.empty(), true)));
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("").replaceFirst("^http://[^/]*", "");
  }

  @Test
  void a_password_alone_opens_the_page_that_sets_codes_up_and_nothing_else() {
    try (Running running = start()) {
      Accounts accounts = running.bean(Accounts.class);
      var by = Accounts.author("test", "Test");
      accounts.open(WHO, "Asked", List.of(MONITOR), by);
      String password = Demonstration.password();
      accounts.setUp(accounts.link(WHO, by), "Asked", password);
      Browser browser = new Browser("http://127.0.0.1:" + running.port());
      browser.bearer = Demonstration.token(running, WHO, false);

      browser.signIn(WHO, password);
      for (String path : List.of("/", "/today", "/account/password", "/account/tokens")) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(302);
        assertThat(location(answer)).as(path).isEqualTo("/account/codes");
      }
      assertThat(browser.get("/account/codes").body())
          .contains("Set yours up now: nothing else opens before");
      assertThat(location(browser.post("/account/tokens", Map.of("name", "x"))))
          .isEqualTo("/account/codes");
      assertThat(browser.get("/api/participants").statusCode()).isEqualTo(403);
      assertThat(browser.get("/api/participants").body()).contains("Everybody here has one-time");
      browser.headers.put("HX-Request", "true");
      assertThat(browser.get("/today").headers().firstValue("HX-Redirect"))
          .hasValue("/account/codes");
      browser.headers.clear();

      browser.get("/account/codes");
      browser.post("/account/codes", Map.of("password", password));
      assertThat(browser.get("/today").statusCode()).as("begun only").isEqualTo(302);
      var begun = (Codes.State.Begun) running.bean(Codes.class).of(WHO);
      browser.get("/account/codes");
      browser.post(
          "/account/codes/first", Map.of("code", AccountsTest.shown(begun, Instant.now())));
      assertThat(browser.get("/today").statusCode()).isEqualTo(200);
      assertThat(browser.get("/api/participants").statusCode()).isEqualTo(200);
      assertThat(browser.get("/account/codes").body()).doesNotContain("nothing else opens");

      running.bean(Codes.class).turnOff(WHO, by);
      assertThat(location(browser.get("/today"))).as("at once").isEqualTo("/account/codes");
      browser.get("/account/codes");
      assertThat(location(browser.post("/sign-out", Map.of()))).startsWith("/sign-in");

      browser.cookies.put(
          SessionCookie.NAME, accounts.begin(new SignedIn(WHO, "Asked", List.of(MONITOR)), true));
      assertThat(browser.get("/today").statusCode()).as("begun at an issuer").isEqualTo(200);
    }
  }
}
