package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Seal;
import org.trialwright.study.Folder;

/**
 * The logs of deviations and of delegation, records to compare with their source, accounts, tokens,
 * kits, opened arms and the limits of a laboratory, by turns in both languages, on a phone and on a
 * desk: axe finds nothing, nothing scrolls sideways, the console is silent, the HTML is valid.
 * {@code -Dtrialwright.draw=true} leaves a picture of each in {@code target/office}.
 */
@Tag("browser")
class OfficePagesTest {
  private static final Path PICTURES = Path.of("target", "office");
  private static final List<String> LANGUAGES = List.of("en", "zh");
  private static final List<Integer> WIDTHS = List.of(320, 1280);

  @TempDir Path folder;

  /** A page and what is done there. */
  private record State(String name, String account, String path, Consumer<Chromium> act) {
    State(String name, String account, String path) {
      this(name, account, path, _ -> {});
    }

    /** Both in the long tier, otherwise by turns. */
    List<String> languages(int place) {
      return Boolean.getBoolean("trialwright.everything")
          ? LANGUAGES
          : List.of(LANGUAGES.get(place % LANGUAGES.size()));
    }
  }

  @Test
  void every_page_can_be_read_by_everybody_on_every_width() throws IOException {
    try (SmallHouse house =
        SmallHouse.start(folder.resolve("house"), Seal.fixed(5, List.of(3, 6)))) {
      Desk desk = house.running().bean(Desk.class);
      String who = house.lead("01", 1, "exam");
      deviations(desk, Deviating.Whose.of(new ParticipantId(who)));
      deviations(desk, Deviating.Whose.of(new SiteId("01")));
      house.token("monitor", false);
      house.running().bean(Codes.class).begin("monitor");
      String log = "/participants/" + who + "/deviations";
      String delegation = "/sites/01/delegation";
      String exam = "/participants/" + who + "/forms/exam/1";
      look(
          house,
          List.of(
              new State("list", "data-manager", "/deviations"),
              new State("export", "monitor", "/export"),
              new State("none", "monitor", "/deviations?state=closed&importance=important"),
              new State("log", "coordinator", log),
              new State("tell", "coordinator", log + "?about=new"),
              new State("correct", "coordinator", log + "?about=2"),
              new State("judge", "monitor", log + "?judge=2"),
              new State("site", "monitor", "/sites/01/deviations"),
              new State("to compare", "monitor", "/verification"),
              new State("to review", "data-manager", "/verification?state=never"),
              new State(
                  "plan wrong",
                  "data-manager",
                  "/verification",
                  browser -> {
                    browser.fill(Map.of("share", "half", "targets", "nothing"));
                    browser.press("form[action='/verification'] .btn.main");
                  }),
              new State("compared", "monitor", exam, OfficePagesTest::compared),
              new State("no log", "coordinator", delegation),
              new State("delegate", "investigator", delegation + "?write=new"),
              new State(
                  "delegate wrong",
                  "investigator",
                  delegation + "?write=new",
                  browser -> {
                    browser.fill(Map.of("person", "No Name", "password", "no"));
                    browser.press(".btn.final");
                  }),
              new State("train", "investigator", delegation + "?write=training"),
              new State("tokens", "monitor", "/account/tokens"),
              new State("codes", "coordinator", "/account/codes"),
              new State("codes begun", "monitor", "/account/codes"),
              new State(
                  "digest",
                  "monitor",
                  "/account/digest",
                  browser -> {
                    browser.fill(Map.of("address", "nobody"));
                    browser.press(".btn.main");
                  }),
              new State("no scenario", "statistician", "/simulation"),
              new State("others", "administrator", "/accounts/monitor/tokens")));
      delegated(desk);
      look(
          house,
          List.of(
              new State("delegated", "monitor", delegation),
              new State("written anew", "investigator", delegation + "?write=1"),
              new State("not delegated", "coordinator", "/participants/" + who + "/forms/consent"),
              new State("logs", "data-manager", "/delegation")));
      redacted(house, who);
    }
  }

  /** One asks, another decides; what is gone says who and why, and the chain holds. */
  private void redacted(SmallHouse house, String who) throws IOException {
    Desk desk = house.running().bean(Desk.class);
    var participant = new ParticipantId(who);
    house.study().attach(who, "%PDF-1.7 of somebody".getBytes(StandardCharsets.UTF_8));
    var texts = desk.trial().journal().freeTexts(participant);
    var one = texts.getFirst();
    String gone = one.text().orElseThrow();
    String page = "/participants/" + who + "/redactions";
    String chosen = one.sequence() + "/" + one.place();
    long file =
        desk.facts(participant).stream()
            .filter(fact -> fact.event() instanceof Event.Attached)
            .mapToLong(org.trialwright.journey.Fact::sequence)
            .findFirst()
            .orElseThrow();
    look(
        house,
        List.of(
            new State("free texts", "inspector", page),
            new State(
                "ask to redact, wrong",
                "data-manager",
                page + "?text=" + chosen,
                browser -> {
                  browser.fill(Map.of("password", "no"));
                  browser.press(".btn.final");
                })));
    var manager = house.browser("data-manager");
    var investigator = house.browser("investigator");
    assertThat(manager.get(page).body()).contains(gone);
    Map<String, String> asking =
        Map.of(
            "text", chosen, "reason", "Article 17", "password", house.password(), "act", "final");
    assertThat(manager.post(page, asking).statusCode()).isEqualTo(302);
    assertThat(manager.post(page, asking).body()).contains("Somebody has asked for it already");
    look(
        house,
        List.of(new State("decide about a redaction", "investigator", page + "?text=" + chosen)));
    Map<String, String> agreeing =
        Map.of("text", chosen, "decision", "yes", "password", house.password(), "act", "final");
    assertThat(manager.post(page + "/agreement", agreeing).body())
        .as("nobody agrees with themselves")
        .contains("Another person than whoever asked decides");
    assertThat(desk.trial().journal().freeTexts(participant)).isEqualTo(texts);
    investigator.get(page);
    Map<String, String> withoutPassword = new java.util.HashMap<>(agreeing);
    withoutPassword.put("password", "no");
    assertThat(investigator.post(page + "/agreement", withoutPassword).statusCode()).isEqualTo(422);
    assertThat(investigator.post(page + "/agreement", agreeing).statusCode()).isEqualTo(302);
    assertThat(investigator.post(page + "/agreement", agreeing).statusCode())
        .as("what is gone is gone")
        .isEqualTo(422);
    assertThat(desk.trial().journal().freeTexts(participant))
        .filteredOn(text -> text.text().isEmpty())
        .singleElement()
        .satisfies(text -> assertThat(text.sequence()).isEqualTo(one.sequence()));
    String told = manager.get(page).body();
    assertThat(told).contains("redacted", "Article 17", "approved by investigator");
    assertThat(manager.get("/participants/" + who + "/trail").body()).contains("redacted");
    for (String decision : List.of("no", "yes")) {
      String content = file + "/file";
      manager.post(
          page,
          Map.of(
              "text",
              content,
              "reason",
              "Wrong person",
              "password",
              house.password(),
              "act",
              "final"));
      investigator.post(
          page + "/agreement",
          Map.of(
              "text", content, "decision", decision, "password", house.password(), "act", "final"));
      assertThat(
              desk.facts(participant).stream()
                  .filter(fact -> fact.sequence() == file)
                  .allMatch(fact -> desk.content(participant, fact).isEmpty()))
          .as("decided: %s", decision)
          .isEqualTo(decision.equals("yes"));
    }
    look(house, List.of(new State("redacted", "data-manager", page)));
    assertThat(Verified.of(desk.trial().source(), house.folder(), ThreeArms.study()).differences())
        .as("the chain, with what was redacted")
        .isEmpty();
  }

  @Test
  void the_pages_of_a_masked_study_can_be_read_by_everybody_on_every_width() throws IOException {
    try (PlayedTrial played = MaskedArmsTest.played(folder.resolve("masked"))) {
      SmallHouse house = new SmallHouse(played.folder(), played.running());
      Desk desk = played.running().bean(Desk.class);
      String who = "/participants/" + MaskedArmsTest.people(desk).getFirst();
      Site site = desk.site(new SiteId("01")).orElseThrow();
      Act act = act("administrator", "A. Demo", Deviating.Whose.of(site.id()));
      desk.sendKits(site.id(), desk.today(site.id()).plusYears(1), act);
      look(
          house,
          List.of(
              new State("kits", "coordinator", "/kits"),
              new State("kits-all", "data-manager", "/kits"),
              new State("kits-send", "administrator", "/kits?site=01"),
              new State("kits-of", "coordinator", who + "/kits"),
              new State("masked", "coordinator", who),
              new State("allocated", "investigator", who + "/allocation/result"),
              new State("doses", "coordinator", who + "/doses"),
              new State("open", "investigator", who + "/unblinding"),
              new State("register", "monitor", "/unblindings")));
    }
  }

  @Test
  void trials_that_never_happened_can_be_read_by_everybody_on_every_width() throws IOException {
    Path home = folder.resolve("house");
    try (SmallHouse house =
        new SmallHouse(
            home, Demo.start(home, 0, Studies.read("../studies/textbook"), Optional.empty()))) {
      String played = "/simulation?trials=1000&seed=1";
      String versions = "/simulation/versions/";
      String fewer = versions + offered(house, "events 150", "events 60");
      String silent = versions + offered(house, "mo ± 14 d", "mo ± 21 d", "scenario.yaml");
      String both = fewer + "?trials=1000&seed=1";
      look(
          house,
          List.of(
              new State("assumptions", "statistician", "/simulation"),
              new State(
                  "simulated",
                  "data-manager",
                  played + "&nature.dies.hazard=120",
                  OfficePagesTest::all),
              new State(
                  "curve",
                  "statistician",
                  played + "&along=nature.dies.hazard%231",
                  OfficePagesTest::all),
              new State("no such line", "statistician", played + "&nature.dies=120"),
              new State("two versions", "data-manager", fewer),
              new State("two versions played", "data-manager", both, OfficePagesTest::all),
              new State("two versions wrong", "data-manager", fewer + "?trials=7&seed=1"),
              new State("a version without a scenario", "data-manager", silent)));
      String page = house.browser("data-manager").get(both).body();
      assertThat(page).as("said of other studies").doesNotContain("public text");
      Matcher power =
          Pattern.compile(
                  "row\">Power\\s.*?([\\d.]+) ± .*?([\\d.]+) ± .*?−([\\d.]+) points ± ([\\d.]+)",
                  Pattern.DOTALL)
              .matcher(page);
      assertThat(power.find()).as(page).isTrue();
      double lost = Double.parseDouble(power.group(1)) - Double.parseDouble(power.group(2));
      assertThat(Double.parseDouble(power.group(3))).isCloseTo(lost, within(0.11));
      // With 60 events in place of 150 power falls from 0.83 to 0.44 (Schoenfeld).
      assertThat(lost).isCloseTo(39, within(4 * Double.parseDouble(power.group(4))));
    }
  }

  /** Offers the textbook's next version; returns its digest. */
  private static String offered(SmallHouse house, String old, String other, String... without) {
    var files =
        AmendmentTest.changed(
            Folder.read(Path.of("../studies/textbook")),
            Map.of("1 of 2026-11-26", "2 of 2026-12-01", old, other));
    for (String name : without) {
      files = files.without(name);
    }
    return AmendmentTest.offered(house.running().bean(Desk.class), files);
  }

  /** Two entries, of which one is over, and a training. */
  private static void delegated(Desk desk) {
    SiteId site = new SiteId("01");
    LocalDate today = desk.today(site);
    Act act = act("investigator", "I. Demo", Deviating.Whose.of(site));
    for (int days : List.of(-1, 90)) {
      var told =
          new Event.Delegated(
              site,
              0,
              "nurse",
              "N. Demo",
              List.of("enter", "dose"),
              today.minusDays(30),
              Optional.of(today.plusDays(days)));
      assertThat(desk.delegate(told, "", new Act(act.author(), UUID.randomUUID())))
          .isInstanceOf(Outcome.Done.class);
    }
    var trained = new Event.Trained(site, "nurse", "N. Demo", "Good clinical practice", "1");
    assertThat(desk.train(trained, today, new Act(act.author(), UUID.randomUUID())))
        .isInstanceOf(Outcome.Done.class);
  }

  /** Once; the page then says so. */
  private static void compared(Chromium browser) {
    if (browser.served().contains("/review\"")) {
      browser.press("form[action$='/review'] .btn.main");
    }
  }

  /** Until all trials are played. */
  private static void all(Chromium browser) {
    new WebDriverWait(browser.driver, Duration.ofSeconds(60))
        .until(_ -> browser.driver.findElements(By.cssSelector("#played[data-hx-get]")).isEmpty());
  }

  @Test
  void the_pages_of_amendments_can_be_read_by_everybody_on_every_width() throws IOException {
    try (SmallHouse house =
        SmallHouse.start(folder.resolve("amended"), Seal.fixed(5, List.of(3, 6)))) {
      Desk desk = house.running().bean(Desk.class);
      Opening.keep(desk.trial(), ThreeArms.study(), ThreeArms.FOLDER);
      house.lead("01", 1, "allocate");
      house.lead("01", 2, "approval");
      house.open("chief", new Grant.Everywhere(Role.SPONSOR));
      String second = "/amendments/" + AmendmentTest.offered(desk, AmendmentTest.SECOND);
      String at = "/sites/01" + second;
      List<State> states = new ArrayList<>();
      states.add(new State("versions", "data-manager", "/amendments"));
      states.add(new State("version offered", "data-manager", second));
      states.add(new State("version read", "monitor", second));
      states.add(
          new State(
              "version wrong",
              "data-manager",
              second,
              browser -> {
                browser.fill(Map.of("password", "no"));
                browser.press(".btn.final");
              }));
      look(house, states);
      Act act = act("sponsor", "S. Demo", Deviating.Whose.of(new SiteId("01")));
      assertThat(desk.propose(second.substring("/amendments/".length()), true, "Later visit", act))
          .isInstanceOf(Outcome.Done.class);
      look(
          house,
          List.of(
              new State("version proposed", "data-manager", second),
              new State("version to agree", "chief", second),
              new State("versions proposed", "coordinator", "/amendments")));
      agreed(house, second);
      look(house, List.of(new State("version to begin", "data-manager", at)));
      begun(house, at);
      look(
          house,
          List.of(
              new State("version at a site", "coordinator", at),
              new State("who goes on", "investigator", at),
              new State(
                  "nobody chosen",
                  "investigator",
                  at,
                  browser -> {
                    browser.fill(Map.of("password", password(house)));
                    browser.press(".btn.final");
                  })));
      goneOn(house, at);
      look(house, List.of(new State("version agreed", "data-manager", second)));
    }
  }

  private static String password(SmallHouse house) {
    try {
      return Files.readString(house.folder().resolve("demo.password")).strip();
    } catch (IOException trouble) {
      throw new java.io.UncheckedIOException(trouble);
    }
  }

  /** The sponsor as the second person, on the page. */
  private static void agreed(SmallHouse house, String version) {
    Desk desk = house.running().bean(Desk.class);
    long proposal = desk.trial().versions().amendments().proposals().getLast().fact().sequence();
    var browser = house.browser("chief");
    browser.get(version);
    var answer =
        browser.post(
            version + "/agreement", Map.of("proposal", "" + proposal, "password", password(house)));
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith(version));
  }

  private static void begun(SmallHouse house, String at) {
    var browser = house.browser("data-manager");
    browser.get(at);
    assertThat(browser.post(at, day(house)).headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith(at));
  }

  /** Both participants go on, by one press; the day of the consent is asked. */
  private static void goneOn(SmallHouse house, String at) {
    var browser = house.browser("investigator");
    browser.get(at);
    var fields = new java.util.HashMap<>(day(house));
    fields.put("participant", "01-001");
    var answer = browser.post(at + "/participants", fields);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith(at));
    assertThat(browser.get(at).body()).contains("Is under it", "May go on under it");
    assertThat(browser.get("/participants/01-001").body())
        .contains("2 of 2026-12-01", "Goes on under another version of the study");
    assertThat(browser.get("/participants/01-002").body()).contains("1 of 2026-11-23");
  }

  private static Map<String, String> day(SmallHouse house) {
    Desk desk = house.running().bean(Desk.class);
    var fields =
        new java.util.HashMap<>(
            org.trialwright.pages.Answers.fields(
                new org.trialwright.pages.Kind.Day(false),
                "from",
                desk.today(new SiteId("01")).toString()));
    fields.put("password", password(house));
    return fields;
  }

  @Test
  void limits_of_a_laboratory_can_be_read_by_everybody_on_every_width() throws IOException {
    try (SmallHouse house =
        new SmallHouse(folder.resolve("house"), Demo.start(folder.resolve("house"), 0))) {
      Desk desk = house.running().bean(Desk.class);
      LocalDate today = desk.today(new SiteId("01"));
      limits(desk, "blood.ALT", "U/L", "", today.minusDays(300));
      limits(desk, "blood.ALT", "U/L", "", today.minusDays(3));
      limits(desk, "blood.creatinine", "umol/L", "female", today.plusDays(9));
      SiteId site = new SiteId("01");
      var closed = new Event.ClosedSet(site, today, today.plusDays(2), "Spring Festival", true);
      desk.setHolidays(
          site, List.of(closed), act("coordinator", "C. Demo", Deviating.Whose.of(site)));
      String page = "/sites/01/laboratory";
      String head = "question,unit,low,high,sex,from_age,to_age,from,laboratory\n";
      look(
          house,
          List.of(
              new State("laboratories", "data-manager", "/laboratory"),
              new State("limits", "monitor", page),
              new State("limits new", "coordinator", page + "?question=blood.creatinine"),
              new State(
                  "limits wrong",
                  "coordinator",
                  page + "?question=blood.creatinine",
                  browser -> {
                    browser.fill(Map.of("low", "9", "high", "4"));
                    browser.press("#new .btn.main");
                  }),
              new State(
                  "limits looked at",
                  "coordinator",
                  page,
                  browser -> {
                    browser.fill(
                        Map.of("lines", head + "blood.GGT,U/L,10,60,male,18,,2026-01-01,Central"));
                    browser.press("button[value=look]");
                  }),
              new State("holidays", "monitor", "/sites/01/holidays"),
              new State(
                  "holidays wrong",
                  "coordinator",
                  "/sites/01/holidays",
                  browser -> browser.press(".sheet .btn.main")),
              new State(
                  "holidays looked at",
                  "coordinator",
                  "/sites/01/holidays",
                  browser -> {
                    browser.fill(
                        Map.of(
                            "lines",
                            "from,to,name,closed\n2027-02-05,2027-02-11,Spring Festival,yes\n"));
                    browser.press("button[value=look]");
                  }),
              new State("results", "coordinator", "/sites/01/results"),
              new State(
                  "results columns",
                  "data-manager",
                  "/sites/01/results?laboratory=Central&form=blood",
                  browser -> {
                    browser.fill(Map.of("lines", "participant,day,ALT\n01-999,soon,=1\n"));
                    browser.press(".btn.main");
                    browser.press("button[value=look]");
                  }),
              new State(
                  "limits lines wrong",
                  "coordinator",
                  page,
                  browser -> {
                    browser.fill(Map.of("lines", head + "blood.GGT,mg,10,6,,,,soon,"));
                    browser.press("button[value=look]");
                  })));
    }
  }

  /** Looks at each page, on a phone and on a desk. */
  private void look(SmallHouse house, List<State> states) throws IOException {
    List<String> faults = new ArrayList<>();
    Path pages = Files.createDirectories(folder.resolve("pages"));
    try (Chromium browser = new Chromium("http://127.0.0.1:" + house.running().port())) {
      for (int place = 0; place < states.size(); place++) {
        State state = states.get(place);
        for (String language : state.languages(place)) {
          become(browser, house, state.account());
          browser.language(language);
          browser.forget();
          browser.open(state.path());
          state.act().accept(browser);
          String where = state.name() + "." + language;
          Files.writeString(
              pages.resolve(where + ".html"), browser.served(), StandardCharsets.UTF_8);
          List<Integer> searched = Chromium.searched(place, WIDTHS);
          for (int width : WIDTHS) {
            browser.width(width);
            if (Boolean.getBoolean("trialwright.draw")) {
              Files.createDirectories(PICTURES);
              Files.write(
                  PICTURES.resolve(where + "." + width + ".png"), browser.picture(width, 2600));
            }
            if (searched.contains(width)) {
              browser.faults().forEach(fault -> faults.add(where + " at " + width + ": " + fault));
            }
            String over = browser.sideways();
            if (!over.isEmpty()) {
              faults.add(where + " at " + width + " scrolls sideways by " + over);
            }
          }
          browser.complaints().forEach(one -> faults.add(where + ": " + one));
        }
      }
    }
    assertThat(faults).isEmpty();
    assertThat(Nu.need().check(pages)).isEmpty();
  }

  private static void limits(Desk desk, String question, String unit, String sex, LocalDate from) {
    SiteId site = new SiteId("01");
    var set = new Event.LimitsSet(site, question, unit, "9", "50", sex, 18, 65, "Central, no. 12");
    var act = act("coordinator", "C. Demo", Deviating.Whose.of(site));
    assertThat(desk.setLimits(site, List.of(new LabLimits.Dated(set, from)), act))
        .isInstanceOf(Outcome.Done.class);
  }

  private static void become(Chromium browser, SmallHouse house, String account) {
    browser.open("/sign-in");
    browser.driver.manage().deleteAllCookies();
    house
        .browser(account)
        .cookies
        .forEach((name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
  }

  /** One that is told and closed, one that waits, one given back. */
  private static void deviations(Desk desk, Deviating.Whose whose) {
    LocalDate day = desk.today(whose.site()).minusDays(2);
    for (int number = 1; number <= 3; number++) {
      Act act = act("coordinator", "C. Demo", whose);
      var told =
          new Deviating.Told(
              0,
              "",
              number == 2 ? "consent" : "procedure",
              number == 2,
              "The consent form was signed in its version of last year (" + number + ")",
              day.plusDays(1),
              "The old forms lay in the drawer of the ward",
              "Signed anew on the right version; the drawer was emptied",
              "Sponsor and ethics committee");
      assertThat(desk.deviate(new Deviating(whose, told, PartialDate.of(day), "", 0), act))
          .isInstanceOf(Outcome.Done.class);
      if (number != 2) {
        var judged =
            new Event.Assessed(number, "consent", number == 1, "When was it noticed?", number == 1);
        assertThat(
                desk.assess(
                    whose, judged, newest(desk, whose), act("data-manager", "D. Demo", whose)))
            .isInstanceOf(Outcome.Done.class);
      }
    }
  }

  private static long newest(Desk desk, Deviating.Whose whose) {
    return whose.participant().isPresent()
        ? desk.facts(whose.participant().get()).getLast().sequence()
        : desk.deviations(whose.site()).getLast().said().getLast().sequence();
  }

  private static Act act(String role, String name, Deviating.Whose whose) {
    return new Act(new Author(role, name, role, Optional.of(whose.site())), UUID.randomUUID());
  }
}
