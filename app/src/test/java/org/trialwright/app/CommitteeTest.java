package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Json;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Draft;
import org.trialwright.journal.Journal;
import org.trialwright.journal.SignedHeads;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.oversight.Following;
import org.trialwright.oversight.Overseen;
import org.trialwright.quantities.PartialDate;
import org.trialwright.randomisation.Seal;

/** The committee's workspace: its own step, its record of who looked, and cuts that stay. */
class CommitteeTest {
  private static final Pattern FACT = Pattern.compile("name=\"fact\" value=\"(\\d+)\"");
  private static final List<String> OUTSIDE =
      List.of(
          "",
          "investigator",
          "coordinator",
          "monitor",
          "data-manager",
          "statistician",
          "administrator");
  private static final Pattern KEY = Pattern.compile("name=\"key\" value=\"([^\"]+)\"");

  @TempDir static Path folder;
  private static SmallHouse house;
  private static String password = "";

  @BeforeAll
  static void three_people_are_allocated() throws IOException {
    house = SmallHouse.start(folder, Seal.fixed(5, List.of(3, 6)));
    for (int number = 1; number <= 3; number++) {
      house.lead("01", number, "allocate");
    }
    password = Files.readString(folder.resolve("demo.password")).strip();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  private static Browser entered(String account) {
    Browser browser = house.browser(account);
    browser.get("/committee/enter");
    var answer = browser.post("/committee/enter", Map.of("password", password));
    assertThat(place(answer)).isEqualTo("/committee");
    return browser;
  }

  /** Where an answer sends the browser; empty when it stays. */
  private static String place(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").map(to -> URI.create(to).getPath()).orElse("");
  }

  private static List<Access> accesses(Access.Kind kind) {
    return new AccessLog(house.study().desk().trial().source())
        .after(0, 10_000).stream().filter(one -> one.kind() == kind).toList();
  }

  private static Journal journal() {
    return house.study().desk().trial().journal();
  }

  /** How the flow of participants says how many were allocated until now. */
  private static String randomised() {
    long allocated =
        journal().all().filter(fact -> fact.event() instanceof Event.Allocated).count();
    return "Randomised\u00a0(n=" + allocated + ")";
  }

  private static String take(Browser browser, String name) {
    var key = KEY.matcher(browser.get("/committee").body());
    assertThat(key.find()).isTrue();
    var answer =
        browser.post(
            "/committee/cuts", Map.of("name", name, "password", password, "key", key.group(1)));
    return place(answer).isEmpty() ? "no cut: " + answer.body() : place(answer);
  }

  @Test
  void nothing_answers_before_the_second_step_whatever_the_address() {
    Browser browser = house.browser("committee");
    browser.get("/committee/enter");
    browser.post("/committee/enter", Map.of("password", "not the password"));
    List<String> open = new ArrayList<>();
    for (var route : house.routes()) {
      if (!route.pattern().startsWith("/committee") || route.pattern().endsWith("/enter")) {
        continue;
      }
      var path = route.pattern().replaceAll("\\{[^}]*}", "1");
      var answer = route.method().equals("POST") ? browser.post(path, Map.of()) : browser.get(path);
      boolean refused = answer.statusCode() == 403 || place(answer).equals("/committee/enter");
      if (!refused) {
        open.add(route + " answered " + answer.statusCode());
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void whatever_is_opened_is_in_the_access_log_with_who_and_what() {
    Browser browser = entered("committee");
    assertThat(browser.get("/committee/now").body()).contains("Results by arm now");
    assertThat(browser.get("/committee/now/flow.csv").statusCode()).isEqualTo(200);
    assertThat(accesses(Access.Kind.RESULTS_VIEWED))
        .filteredOn(one -> one.author().person().equals("committee"))
        .extracting(Access::detail)
        .contains("GET /committee/now", "GET /committee/now/flow.csv");
  }

  @Test
  void leaving_closes_the_door() {
    Browser browser = entered("committee");
    browser.get("/committee");
    browser.post("/committee/leave", Map.of());
    assertThat(place(browser.get("/committee"))).isEqualTo("/committee/enter");
  }

  @Test
  void a_cut_is_a_signed_fact_that_nothing_later_changes() {
    Browser browser = entered("committee-stat");
    String cut = take(browser, "first meeting");
    long number = Long.parseLong(cut.replaceAll(".*/", ""));
    assertThat(journal().study())
        .filteredOn(fact -> fact.sequence() == number)
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(fact.event()).isEqualTo(new Event.Cut("first meeting"));
              assertThat(fact.author().person()).isEqualTo("committee-stat");
              assertThat(fact.author().role()).isEqualTo("committee-statistician");
            });
    assertThat(SignedHeads.in(folder.resolve(HourlyHeads.FOLDER)).read())
        .anyMatch(head -> head.sequence() == number && head.chain().equals(journal().chain()));

    var before = browser.get(cut + "/closed.html");
    assertThat(before.headers().firstValue("Content-Disposition").orElse(""))
        .contains("closed-report-" + number + ".html");
    String then = randomised();
    assertThat(before.body()).contains("fact " + number, then);
    house.lead("01", 4, "allocate");
    assertThat(browser.get(cut + "/closed.html").body()).isEqualTo(before.body());
    assertThat(randomised()).isNotEqualTo(then);
    assertThat(browser.get("/committee/now").body()).contains(randomised());
    assertThat(browser.get(cut).body()).contains(then).doesNotContain(randomised());
  }

  @Test
  void a_cut_asked_for_twice_is_taken_once_and_one_without_name_or_password_never() {
    Browser browser = entered("committee-stat");
    var key = KEY.matcher(browser.get("/committee").body());
    assertThat(key.find()).isTrue();
    var fields = Map.of("name", "twice", "password", password, "key", key.group(1));
    var first = place(browser.post("/committee/cuts", fields));
    assertThat(first).startsWith("/committee/cuts/");
    assertThat(place(browser.post("/committee/cuts", fields))).isEqualTo(first);
    long head = journal().head().sequence();
    assertThat(take(browser, " ")).startsWith("no cut");
    var wrong =
        browser.post(
            "/committee/cuts", Map.of("name", "wrong", "password", "not it", "key", key.group(1)));
    assertThat(wrong.body()).contains("That is not the password of your account");
    assertThat(journal().head().sequence()).isEqualTo(head);
  }

  @Test
  void a_member_reads_cuts_but_takes_none() {
    assertThat(entered("committee").post("/committee/cuts", Map.of("name", "mine")).statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_open_report_names_no_arm() {
    Browser browser = entered("committee-stat");
    String cut = take(browser, "open");
    String open = browser.get(cut + "/open.html").body();
    String closed = browser.get(cut + "/closed.html").body();
    assertThat(open).contains("BLINDED");
    assertThat(closed).doesNotContain("BLINDED");
    for (var arm : house.study().desk().study().how().arms()) {
      assertThat(closed).as("the name would be seen if it were there").contains(arm.label());
      assertThat(open).doesNotContain(arm.label());
    }
  }

  @Test
  void what_follows_the_trial_comes_to_the_report_of_the_cut_in_full() throws Exception {
    var overseen = house.running().bean(Overseen.class);
    var following = Following.byArm(overseen);
    for (int number = 5; number <= 6; number++) {
      house.lead("02", number, "allocate");
      var first = following.now();
      var cut = new Cut(overseen.study(), first.sequence(), first.day(), first.head());
      String inFull = Json.of(following.at(cut));
      long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!Json.of(following.now()).equals(inFull)) {
        assertThat(System.nanoTime()).as("still not the report in full").isLessThan(patience);
        Thread.sleep(20);
      }
      assertThat(following.now().flow().allocated()).isEqualTo(first.flow().allocated());
    }
  }

  @Test
  void a_form_sent_again_with_another_name_takes_nothing_and_says_so() {
    Browser browser = entered("committee-stat");
    var key = KEY.matcher(browser.get("/committee").body());
    assertThat(key.find()).isTrue();
    browser.post(
        "/committee/cuts", Map.of("name", "one", "password", password, "key", key.group(1)));
    long head = journal().head().sequence();
    var again =
        browser.post(
            "/committee/cuts", Map.of("name", "other", "password", password, "key", key.group(1)));
    assertThat(again.body()).contains("This form was sent before with another name");
    assertThat(journal().head().sequence()).isEqualTo(head);
  }

  // ---- what the committee decides about a cut

  private static Map<String, String> signed(Browser browser, String page, String... fields) {
    var key = KEY.matcher(browser.get(page).body());
    assertThat(key.find()).as("the form of " + page).isTrue();
    Map<String, String> all = new HashMap<>(Map.of("password", password, "key", key.group(1)));
    for (int i = 0; i < fields.length; i += 2) {
      all.put(fields[i], fields[i + 1]);
    }
    return all;
  }

  /** The number of the proposal that a member reads before agreeing. */
  private static String waiting(Browser browser, String page) {
    var fact = FACT.matcher(browser.get(page).body());
    return fact.find() ? fact.group(1) : "";
  }

  private static String agree(Browser browser, String page) {
    var fields = signed(browser, page, "fact", waiting(browser, page));
    return place(browser.post(page + "/agreement", fields));
  }

  @Test
  void a_recommendation_holds_once_a_second_member_has_signed_and_only_its_open_part_leaves() {
    String cut = take(entered("committee-stat"), "a meeting");
    String page = cut + "/recommendation";
    Browser first = entered("committee");
    Browser second = entered("committee2");
    Browser outside = house.browser("statistician");
    assertThat(
            place(
                first.post(
                    page,
                    signed(
                        first,
                        page,
                        "advice",
                        "pause-arm",
                        "arm",
                        "low",
                        "open",
                        "More people fell than was planned for.",
                        "closed",
                        "Seven of nine falls were in one arm."))))
        .isEqualTo(page);
    assertThat(outside.get("/recommendations").body())
        .doesNotContain("More people fell than was planned for.");
    assertThat(waiting(first, page)).as("the same member is not asked to agree").isEmpty();
    String fact = waiting(second, page);
    assertThat(first.post(page + "/agreement", signed(first, page, "fact", fact)).body())
        .contains("A second member of the committee signs now");
    assertThat(agree(second, page)).isEqualTo(page);

    String open = outside.get("/recommendations").body();
    assertThat(open)
        .contains(
            "a meeting", "More people fell than was planned for.", "Ines Costa", "Aiko Tanaka")
        .contains("Pause: ");
    assertThat(second.get(page).body()).contains("Seven of nine falls were in one arm.");
    assertThat(journal().study())
        .filteredOn(one -> one.event() instanceof Event.Agreed(var to) && fact.equals("" + to))
        .singleElement()
        .satisfies(one -> assertThat(one.author().person()).isEqualTo("committee2"));
  }

  /**
   * Every page of every other role, after a recommendation with notes that nobody else may read.
   */
  @Test
  void closed_notes_stand_on_no_page_of_anybody_else() {
    String cut = take(entered("committee-stat"), "notes");
    String page = cut + "/recommendation";
    Browser first = entered("committee");
    first.post(
        page,
        signed(
            first,
            page,
            "advice",
            "go-on",
            "open",
            "openwordsofthecommittee",
            "closed",
            "closedwordsofthecommittee"));
    agree(entered("committee2"), page);
    int open = 0;
    for (var account : OUTSIDE) {
      Browser browser = account.isEmpty() ? house.browser() : house.browser(account);
      for (var route : house.routes()) {
        if (route.method().equals("GET") && !route.pattern().startsWith("/assets")) {
          String path =
              route
                  .pattern()
                  .replace("{participant}", "01-001")
                  .replace("{form}", "exam")
                  .replace("{item}", "systolic")
                  .replace("{cut}", cut.replaceAll(".*/", ""))
                  .replaceAll("\\{[^}]*}", "1");
          String body = browser.get(path).body();
          open += body.contains("openwordsofthecommittee") ? 1 : 0;
          assertThat(body).as(account + " " + path).doesNotContain("closedwordsofthecommittee");
        }
      }
    }
    assertThat(open).as("each who has signed in reads the open part").isEqualTo(OUTSIDE.size() - 1);
    assertThat(first.get(page).body()).contains("closedwordsofthecommittee");
  }

  @Test
  void a_recommendation_needs_a_choice_reasons_a_password_and_a_member() {
    String cut = take(entered("committee-stat"), "refusals");
    String page = cut + "/recommendation";
    Browser member = entered("committee");
    long head = journal().head().sequence();
    assertThat(member.post(page, signed(member, page, "open", "because")).body())
        .contains("Choose what the committee recommends");
    assertThat(member.post(page, signed(member, page, "advice", "pause-arm", "open", "why")).body())
        .contains("Choose what the committee recommends");
    assertThat(member.post(page, signed(member, page, "advice", "go-on", "open", " ")).body())
        .contains("Write the reasons for the sponsor");
    var wrong = signed(member, page, "advice", "go-on", "open", "as planned", "password", "no");
    assertThat(member.post(page, wrong).body())
        .contains("That is not the password of your account", "as planned");
    assertThat(entered("committee-stat").post(page, Map.of("advice", "go-on")).statusCode())
        .isEqualTo(403);
    assertThat(journal().head().sequence()).isEqualTo(head);
  }

  /** The second member had looked before the new proposal came, and signed after it. */
  private static void signedAtTheSameMoment(long proposal) {
    var trial = house.running().bean(Desk.class).trial();
    var now = trial.clock().instant();
    trial
        .transaction()
        .executeWithoutResult(
            _ ->
                trial
                    .journal()
                    .append(
                        new Draft(
                            Optional.empty(),
                            new Event.Agreed(proposal),
                            new Author("committee2", "Second", "committee", Optional.empty()),
                            now,
                            PartialDate.of(LocalDate.ofInstant(now, ZoneOffset.UTC)),
                            "",
                            trial.study().seal(),
                            UUID.randomUUID(),
                            Set.of())));
  }

  @Test
  void a_new_proposal_takes_the_place_of_one_that_waits() {
    String cut = take(entered("committee-stat"), "twice proposed");
    String page = cut + "/recommendation";
    Browser first = entered("committee");
    Browser second = entered("committee2");
    first.post(page, signed(first, page, "advice", "go-on", "open", "the first text"));
    String before = waiting(second, page);
    first.post(page, signed(first, page, "advice", "stop-harm", "open", "the second text"));
    assertThat(second.post(page + "/agreement", signed(second, page, "fact", before)).body())
        .contains("What you read does not wait for a signature any more");
    signedAtTheSameMoment(Long.parseLong(before));
    assertThat(house.browser("monitor").get("/recommendations").body())
        .doesNotContain("the first text");
    assertThat(agree(second, page)).isEqualTo(page);
    assertThat(house.browser("monitor").get("/recommendations").body())
        .contains("the second text", "Stop for harm")
        .doesNotContain("the first text");
  }

  @Test
  void results_by_arm_open_to_named_roles_after_a_release_by_two_and_never_before() {
    String cut = take(entered("committee-stat"), "final analysis");
    String number = cut.replaceAll(".*/", "");
    String page = cut + "/release";
    String results = "/released/" + number;
    Browser first = entered("committee");
    Browser named = house.browser("statistician");
    Browser other = house.browser("coordinator");
    assertThat(named.get(results).statusCode()).isEqualTo(404);
    assertThat(first.post(page, signed(first, page, "reason", "locked")).body())
        .contains("Choose at least one role");
    assertThat(first.post(page, signed(first, page, "role", "statistician")).body())
        .contains("Write why the results are released");
    assertThat(
            first
                .post(page, signed(first, page, "role", "committee", "reason", "to ourselves"))
                .body())
        .contains("Choose at least one role");
    first.post(
        page, signed(first, page, "role", "statistician", "reason", "the database is locked"));
    assertThat(named.get(results).statusCode()).as("one signature opens nothing").isEqualTo(404);
    assertThat(agree(entered("committee2"), page)).isEqualTo(page);

    var opened = named.get(results);
    assertThat(opened.statusCode()).isEqualTo(200);
    for (var arm : house.study().desk().study().how().arms()) {
      assertThat(opened.body()).contains(arm.label());
    }
    assertThat(named.get(results + "/report.html").body()).contains("fact " + number);
    assertThat(named.get("/recommendations").body())
        .contains("the database is locked", "href=\"" + results + "\"");
    assertThat(other.get(results).statusCode()).isEqualTo(404);
    assertThat(other.get(results + "/report.html").statusCode()).isEqualTo(404);
    assertThat(other.get("/recommendations").body()).doesNotContain(results);
    assertThat(accesses(Access.Kind.RESULTS_VIEWED))
        .filteredOn(one -> one.author().person().equals("statistician"))
        .extracting(Access::detail)
        .containsExactly("GET " + results, "GET " + results + "/report.html");

    String later = take(entered("committee-stat"), "after the release");
    assertThat(named.get("/released/" + later.replaceAll(".*/", "")).statusCode())
        .as("another cut stays closed")
        .isEqualTo(404);
  }
}
