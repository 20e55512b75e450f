package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journey.Author;
import org.trialwright.journey.StudyFolder;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;

/** A real trial from its seal to its first participant, by its pages. */
class FirstSiteTest {
  private static final String PASSWORD = "violet anchor spoon";
  private static final SiteId SITE = new SiteId("01");
  private static final Pattern DIGEST = Pattern.compile("name=\"digest\" value=\"([0-9a-f]{64})\"");

  @TempDir Path folder;

  /** The application on one folder, served for real. */
  private Running serve(Study study) {
    Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test");
    Path keys = folder.resolve("keys");
    if (!keys.resolve("allocation.seal").toFile().exists()) {
      SealCommand.make(keys, List.of(4, 6));
    }
    return Running.start(
        ready,
        new Running.Setting(
            "127.0.0.1",
            0,
            Frame.Watermark.NONE,
            EntryPages.DemoSignIns.NONE,
            opened(study, ready, keys),
            new Digests.Mailing(
                new Post.Outbox(folder.resolve(Post.FOLDER), "trial@site.test"), "http://x.test")));
  }

  private static Trial opened(Study study, Running.Ready ready, Path keys) {
    try {
      return Opening.real(study, ready.pool(), keys, Clock.systemUTC());
    } catch (Trialwright.Refused refused) {
      ready.close();
      throw refused;
    }
  }

  private static void account(Running running, String name, Grant grant) {
    Accounts accounts = running.bean(Accounts.class);
    Author by = Accounts.author("installation", "Installation");
    accounts.open(name, name, List.of(grant), by);
    assertThat(accounts.setUp(accounts.link(name, by), name, PASSWORD)).isTrue();
  }

  private static Browser browser(Running running, String account) {
    Browser browser = new Browser("http://127.0.0.1:" + running.port());
    browser.signIn(account, PASSWORD);
    return browser;
  }

  private static String set(Browser administrator, String open, String reason) {
    administrator.get("/sites");
    var answer =
        administrator.post(
            "/sites",
            Map.of(
                "number", "01",
                "name", "First site",
                "zone", "Asia/Shanghai",
                "open", open,
                "closed", "2027-10-01..2027-10-07\n2028-01-01",
                "reason", reason,
                "key", UUID.randomUUID().toString()));
    return answer.statusCode() == 302 ? "recorded" : answer.body();
  }

  private static void confirmAll(Desk desk, Browser person) {
    for (var chapter : desk.assumptions().chapters()) {
      var page = person.get("/study/assumed/" + chapter.name()).body();
      var digest = DIGEST.matcher(page);
      assertThat(digest.find()).as("a button to confirm %s", chapter.name()).isTrue();
      var answer =
          person.post(
              "/study/assumed/" + chapter.name(),
              Map.of(
                  "digest", digest.group(1),
                  "password", PASSWORD,
                  "key", UUID.randomUUID().toString()));
      assertThat(answer.statusCode()).as("confirming %s", chapter.name()).isEqualTo(302);
    }
  }

  private static Outcome register(Desk desk) {
    var author = new Author("coordinator", "Lin", "coordinator", Optional.of(SITE));
    return desk.register(
        new Desk.Newcomer(
            SITE,
            Map.of("initials", "WJ"),
            new PersonMatch("1964-01-01", "WJ", "male", "H1", SITE),
            false),
        new org.trialwright.bedside.Act(author, UUID.randomUUID()));
  }

  /** The built-in study with one assumed value changed, as its next version. */
  private static Study amended() {
    Map<String, String> files =
        new HashMap<>(Folder.read(Studies.folder(Studies.BUILT_IN)).files());
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            text.replace("version:    1 of", "version:    2 of")
                .replace("within 21..42 d; while postop", "within 21..43 d; while postop"));
    return StudyFolder.load(new Folder(files)).orThrow();
  }

  @Test
  void nobody_is_enrolled_before_two_people_have_confirmed_what_is_assumed() {
    try (Running running = serve(Studies.read(Studies.BUILT_IN))) {
      account(running, "ada", new Grant.Everywhere(Role.ADMINISTRATOR));
      account(running, "zhou", new Grant.AtSite(Role.INVESTIGATOR, SITE));
      account(running, "li", new Grant.Everywhere(Role.STATISTICIAN));
      Desk desk = running.bean(Desk.class);
      Browser administrator = browser(running, "ada");

      assertThat(set(administrator, "yes", "")).contains("Two people must first confirm");
      assertThat(desk.sites()).as("a refused site is not recorded").isEmpty();
      assertThat(set(administrator, "no", "")).isEqualTo("recorded");
      assertThat(register(desk)).isInstanceOf(Outcome.SiteClosed.class);

      Browser investigator = browser(running, "zhou");
      confirmAll(desk, investigator);
      assertThat(investigator.get("/study/assumed/who").body())
          .as("one person confirms once")
          .contains("one more person needed")
          .doesNotContain("name=\"digest\"");
      assertThat(set(administrator, "yes", "ready")).contains("Two people must first confirm");
      assertThat(desk.study().assumed("when.visits.day-1")).isTrue();

      confirmAll(desk, browser(running, "li"));
      assertThat(desk.study().assumed("when.visits.day-1")).as("the mark is gone").isFalse();
      assertThat(set(administrator, "yes", "")).as("a change needs a reason").contains("Error:");
      assertThat(set(administrator, "yes", "ready")).isEqualTo("recorded");
      assertThat(desk.site(SITE).orElseThrow().closedDays()).hasSize(8);
    }
    try (Running running = serve(amended())) {
      Desk desk = running.bean(Desk.class);
      assertThat(desk.assumptions().open())
          .as("only the chapter that changed is confirmed again")
          .extracting(org.trialwright.bedside.Assumptions.Chapter::name)
          .containsExactly("when");
      assertThat(register(desk)).isInstanceOf(Outcome.NotConfirmed.class);
    }
    try (Running running = serve(Studies.read(Studies.BUILT_IN))) {
      assertThat(register(running.bean(Desk.class))).isInstanceOf(Outcome.Registered.class);
    }
    assertThatThrownBy(() -> serve(amended()))
        .as("once somebody takes part, another version is offered and never just started")
        .isInstanceOf(Trialwright.Refused.class)
        .hasMessageContaining("./trialwright amend");
  }

  @Test
  void a_site_that_cannot_be_is_refused_with_every_reason() {
    try (Running running = serve(ThreeArms.study())) {
      account(running, "ada", new Grant.Everywhere(Role.ADMINISTRATOR));
      Browser administrator = browser(running, "ada");
      administrator.get("/sites");
      var answer =
          administrator.post(
              "/sites",
              Map.of("number", "0 1", "name", " ", "zone", "+08:00", "closed", "2027-13-01"));
      assertThat(answer.body())
          .contains("has 1 to 12 letters and digits")
          .contains("“+08:00” is not a time zone")
          .contains("“2027-13-01” is not a day")
          .contains("value=\"0 1\"");
      var forged =
          administrator.post(
              "/sites",
              Map.of(
                  "number", "01", "name", "x", "zone", "Asia/Shanghai", "open", "no", "key", "x"));
      assertThat(forged.statusCode()).as("a key that no page made").isEqualTo(400);
      assertThat(running.bean(Desk.class).sites()).isEmpty();
    }
  }
}
