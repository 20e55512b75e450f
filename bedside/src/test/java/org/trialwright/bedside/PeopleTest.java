package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** The pages about people, on a real database with participants who went the ways of the cases. */
@ExtendWith(TestDatabase.Extension.class)
class PeopleTest {
  private static final LocalDate TODAY = LocalDate.parse("2024-10-16");

  private static Rehearsed rehearsed;
  private static House house;
  private static ParticipantId unsure;
  private static ParticipantId screened;
  private static ParticipantId elsewhere;

  @BeforeAll
  static void people_at_two_sites(TestDatabase database) {
    rehearsed = new Rehearsed(database);
    unsure = rehearsed.participant("01", "P10-unsure");
    screened = rehearsed.participant("01", "fine");
    elsewhere = rehearsed.participant("02", "P01-begun");
    rehearsed.at(TODAY, LocalTime.of(14, 32));
    house = House.of(rehearsed);
  }

  @AfterAll
  static void close() {
    house.context().close();
  }

  @AfterEach
  void sign_out() {
    SecurityContextHolder.clearContext();
  }

  static SignedIn person(Role role, String... sites) {
    var grants =
        sites.length == 0
            ? List.<Grant>of(new Grant.Everywhere(role))
            : java.util.Arrays.stream(sites)
                .<Grant>map(site -> new Grant.AtSite(role, new SiteId(site)))
                .toList();
    return new SignedIn(role.code(), "C. Demo", grants);
  }

  private static final SignedIn COORDINATOR = person(Role.COORDINATOR, "01");
  private static final SignedIn MANAGER = person(Role.DATA_MANAGER);

  private static MockHttpServletResponse ask(
      SignedIn who, MockHttpServletRequestBuilder request, String language) {
    return house.ask(who, request, language);
  }

  private static String page(SignedIn who, String address) {
    return page(who, address, "en");
  }

  private static String page(SignedIn who, String address, String language) {
    var answer = ask(who, get(address), language);
    assertThat(answer.getStatus()).as(address).isEqualTo(200);
    return text(answer);
  }

  private static String text(MockHttpServletResponse answer) {
    return new String(answer.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static int status(SignedIn who, String address) {
    return ask(who, get(address), "en").getStatus();
  }

  private static MockHttpServletRequestBuilder send(String address, Map<String, String> fields) {
    var request = post(address);
    fields.forEach(request::param);
    return request;
  }

  // The list and the day -----------------------------------------------------------------------

  @Test
  void the_list_and_the_day_show_own_sites_only() {
    for (var address : List.of("/participants", "/today")) {
      assertThat(page(COORDINATOR, address))
          .contains(unsure.value())
          .doesNotContain(elsewhere.value());
    }
    assertThat(page(MANAGER, "/participants")).contains(unsure.value(), elsewhere.value());
  }

  @Test
  void a_participant_of_another_site_is_not_found_by_any_address() {
    for (var address : List.of("", "/trail", "/trail.csv", "/trail/consent/1/signed")) {
      assertThat(status(COORDINATOR, "/participants/" + elsewhere + address))
          .as(address)
          .isEqualTo(404);
    }
    assertThat(status(COORDINATOR, "/queries?participant=" + elsewhere)).isEqualTo(404);
    assertThat(page(COORDINATOR, "/participants?number=" + elsewhere))
        .contains("No participant matches");
    assertThat(status(COORDINATOR, "/participants/01-999")).isEqualTo(404);
  }

  @Test
  void a_whole_number_leads_straight_to_the_participant() {
    assertThat(ask(COORDINATOR, get("/participants?number=" + unsure), "en").getRedirectedUrl())
        .isEqualTo("/participants/" + unsure);
  }

  @Test
  void the_list_is_filtered_by_its_address() {
    assertThat(page(COORDINATOR, "/participants?place=screening"))
        .doesNotContain("/participants/" + unsure + "\"");
    assertThat(page(MANAGER, "/participants?site=02"))
        .contains(elsewhere.value())
        .doesNotContain(unsure.value());
    assertThat(page(MANAGER, "/participants?late=yes")).contains(elsewhere.value());
  }

  @Test
  void three_hundred_participants_are_listed_within_a_second() {
    var standings = rehearsed.trial.standings();
    var model = standings.of(elsewhere).orElseThrow();
    for (int i = 100; i < 450; i++) {
      standings.put(
          new org.trialwright.journal.Standing(
              new ParticipantId("02-" + i),
              model.site(),
              model.place(),
              model.since(),
              model.due(),
              model.dueLabel(),
              0,
              model.closing(),
              model.arm(),
              model.sequence()));
    }
    page(MANAGER, "/participants");
    long begun = System.nanoTime();
    var shown = page(MANAGER, "/participants?page=2");
    assertThat(System.nanoTime() - begun).as("nanoseconds").isLessThan(1_000_000_000L);
    assertThat(Pattern.compile("href=\"/participants/02-").matcher(shown).results().count())
        .isEqualTo(50);
    standings.rebuild(
        List.of(
            standings.of(unsure).orElseThrow(),
            standings.of(screened).orElseThrow(),
            standings.of(elsewhere).orElseThrow()));
  }

  // One participant ----------------------------------------------------------------------------

  @Test
  void the_page_says_where_what_next_and_why() {
    var shown = page(COORDINATOR, "/participants/" + unsure);
    assertThat(shown)
        .contains("since 16 Oct 2024")
        .contains("class=\"map")
        .contains("From here")
        .doesNotContain("Wang W1");
    assertThat(page(COORDINATOR, "/participants/" + unsure + "?story=whole"))
        .contains("Registered, got a number");
  }

  @Test
  void the_page_can_be_had_as_it_was_on_a_past_day() {
    var then = page(COORDINATOR, "/participants/" + unsure + "?asOf=2024-06-26");
    assertThat(then).contains("As it was known on Wed 26 Jun 2024").doesNotContain("/identity");
    assertThat(page(COORDINATOR, "/participants/" + unsure + "?asOf=2024-07-22"))
        .as("nothing can be done in the past")
        .doesNotContain("/doses\"")
        .doesNotContain("?visit=");
    assertThat(then.substring(0, then.indexOf("<footer")))
        .as("nothing of later days")
        .doesNotContain("16 Oct 2024");
    assertThat(status(COORDINATOR, "/participants/" + unsure + "?asOf=2024-06-01")).isEqualTo(404);
    assertThat(page(COORDINATOR, "/participants/" + unsure + "?asOf=whenever"))
        .contains("not a day this page can go back to");
  }

  @Test
  void a_name_is_shown_on_request_and_the_look_is_recorded() {
    var log = new AccessLog(rehearsed.trial.source());
    var before = log.head().sequence();
    var answer = ask(COORDINATOR, send("/participants/" + unsure + "/identity", Map.of()), "en");
    assertThat(text(answer)).contains("Wang W1").contains("1975");
    assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
    var looks = log.after(before, 10);
    assertThat(looks)
        .singleElement()
        .satisfies(
            look -> {
              assertThat(look.kind()).isEqualTo(Access.Kind.IDENTITY_VIEWED);
              assertThat(look.subject()).isEqualTo(unsure.value());
              assertThat(look.author().person()).isEqualTo("coordinator");
            });
  }

  @Test
  void readers_get_no_acts() {
    var shown = page(person(Role.MONITOR, "01"), "/participants/" + unsure);
    assertThat(shown).doesNotContain("/identity").doesNotContain("?visit=");
    assertThat(page(COORDINATOR, "/participants/" + unsure)).contains("/identity");
  }

  // Registering --------------------------------------------------------------------------------

  private static Map<String, String> newcomer(String key, String initials, String day) {
    return Map.of(
        "key",
        key,
        "initials",
        initials,
        "sex",
        "female",
        "birth-date.day",
        day,
        "birth-date.month",
        "3",
        "birth-date.year",
        "1961",
        "name",
        "Li Test",
        "hospital-number",
        "");
  }

  @Test
  void registering_twice_with_one_key_gives_one_number() {
    var key = UUID.randomUUID().toString();
    var first = ask(COORDINATOR, send("/participants/new", newcomer(key, "LT", "9")), "en");
    var second = ask(COORDINATOR, send("/participants/new", newcomer(key, "LT", "9")), "en");
    assertThat(first.getRedirectedUrl()).startsWith("/participants/01-");
    assertThat(second.getRedirectedUrl()).isEqualTo(first.getRedirectedUrl());
  }

  @Test
  void somebody_alike_must_be_looked_at_first() {
    ask(
        COORDINATOR,
        send("/participants/new", newcomer(UUID.randomUUID().toString(), "XY", "4")),
        "en");
    var key = UUID.randomUUID().toString();
    var fields = new java.util.HashMap<>(newcomer(key, "xy", "4"));
    var asked = ask(COORDINATOR, send("/participants/new", fields), "en");
    assertThat(text(asked)).contains("has the same birth date, initials and sex").contains(key);
    fields.put("looked", "yes");
    assertThat(ask(COORDINATOR, send("/participants/new", fields), "en").getRedirectedUrl())
        .startsWith("/participants/01-");
  }

  @Test
  void what_is_wrong_is_said_at_its_question_and_nothing_typed_is_lost() {
    var fields =
        Map.of(
            "key",
            UUID.randomUUID().toString(),
            "initials",
            "QQ",
            "birth-date.day",
            "31",
            "birth-date.month",
            "2",
            "birth-date.year",
            "1960");
    var shown = text(ask(COORDINATOR, send("/participants/new", fields), "en"));
    assertThat(shown)
        .contains("There is a problem")
        .contains("Month 2 of 1960 has no day 31")
        .contains("Sex: Answer this question")
        .contains("value=\"QQ\"");
  }

  @Test
  void the_birth_date_never_enters_the_journal() {
    var key = UUID.randomUUID().toString();
    var number =
        ask(COORDINATOR, send("/participants/new", newcomer(key, "BD", "17")), "en")
            .getRedirectedUrl()
            .replace("/participants/", "");
    assertThat(rehearsed.desk.facts(new ParticipantId(number)).toString())
        .doesNotContain("1961")
        .doesNotContain("Li Test");
  }

  // The trail ----------------------------------------------------------------------------------

  @Test
  void the_trail_shows_old_and_new_with_who_when_why_and_fingerprint() {
    var weight = rehearsed.trial.study().form("exam");
    var first = rehearsed.desk.journey(screened).orElseThrow().record(weight, 1).orElseThrow();
    var answers = new java.util.HashMap<>(first.texts());
    answers.put("weight", "61.5 kg");
    rehearsed.save(
        screened, LocalDate.parse("2024-06-20"), weight, answers, 1, "=cmd|' /C calc'!A0");
    var address = "/participants/" + screened + "/trail/exam/1/weight";
    var shown = page(COORDINATOR, address);
    assertThat(shown)
        .contains("<del>60\u00a0kg</del>")
        .contains("<ins>61.5\u00a0kg</ins>")
        .contains("UTC")
        .contains("Coordinator")
        .contains("=cmd|");
    var fact = rehearsed.desk.facts(screened).getLast();
    var hash = rehearsed.trial.journal().fingerprints(screened).get(fact.sequence());
    assertThat(shown).contains(hash.substring(0, 4) + " " + hash.substring(4, 8));

    var log = new AccessLog(rehearsed.trial.source());
    var before = log.head().sequence();
    var csv =
        text(
            ask(
                COORDINATOR,
                get("/participants/" + screened + "/trail.csv?form=exam&ordinal=1&item=weight"),
                "en"));
    assertThat(csv)
        .contains("\"60 kg\",\"61.5 kg\"")
        .contains(hash)
        .contains("\"'=cmd|' /C calc'!A0\"");
    assertThat(csv.lines()).hasSize(3);
    assertThat(log.after(before, 5)).extracting(Access::kind).containsExactly(Access.Kind.EXPORTED);
  }

  @Test
  void every_fact_is_in_the_whole_trail() {
    var csv = text(ask(COORDINATOR, get("/participants/" + unsure + "/trail.csv"), "en"));
    for (var fact : rehearsed.desk.facts(unsure)) {
      assertThat(csv).contains("\"" + unsure + "\",\"" + fact.sequence() + "\",");
    }
  }

  // Queries ------------------------------------------------------------------------------------

  @Test
  void a_query_is_asked_answered_and_closed() {
    var monitor = person(Role.MONITOR, "01");
    var asked =
        Map.of(
            "form",
            "exam",
            "ordinal",
            "1",
            "item",
            "weight",
            "text",
            "Is 57 kg right?",
            "key",
            UUID.randomUUID().toString());
    ask(monitor, send("/participants/" + unsure + "/queries", asked), "en");
    ask(monitor, send("/participants/" + unsure + "/queries", asked), "en");
    var queries =
        Queries.open(rehearsed.desk.facts(unsure)).stream()
            .filter(query -> !CheckQueries.isOwn(query.asked()))
            .toList();
    assertThat(queries).as("asked once").hasSize(1);
    assertThat(page(COORDINATOR, "/queries"))
        .contains("Is 57 kg right?")
        .contains("Waits for the site");
    int number = queries.getFirst().number();
    var reply = "/participants/" + unsure + "/queries/" + number;
    ask(
        COORDINATOR,
        send(reply, Map.of("text", "Yes, weighed twice.", "key", UUID.randomUUID().toString())),
        "en");
    assertThat(
            ask(
                    COORDINATOR,
                    send(
                        reply,
                        Map.of(
                            "text", "Done.", "act", "close", "key", UUID.randomUUID().toString())),
                    "en")
                .getStatus())
        .as("a site does not close queries")
        .isEqualTo(403);
    assertThat(page(monitor, "/queries"))
        .contains("Answered, not closed")
        .contains("Yes, weighed twice.");
    ask(
        monitor,
        send(
            reply,
            Map.of("text", "Thank you.", "act", "close", "key", UUID.randomUUID().toString())),
        "en");
    assertThat(openNow(number)).isFalse();
    assertThat(page(monitor, "/queries?participant=" + unsure))
        .contains("Thank you.")
        .contains("Closed")
        .contains("Send and open again");
    var again = Map.of("text", "Which scale?", "act", "reopen");
    assertThat(ask(COORDINATOR, send(reply, keyed(again)), "en").getStatus())
        .as("a site does not open them again")
        .isEqualTo(403);
    ask(monitor, send(reply, keyed(again)), "en");
    assertThat(openNow(number)).isTrue();
    ask(COORDINATOR, send(reply, keyed(Map.of("text", "The one of ward 3."))), "en");
    ask(monitor, send(reply, keyed(Map.of("text", "Thank you.", "act", "close"))), "en");
    assertThat(openNow(number)).isFalse();
  }

  private static boolean openNow(int number) {
    return Queries.open(rehearsed.desk.facts(unsure)).stream()
        .anyMatch(query -> query.number() == number);
  }

  private static Map<String, String> keyed(Map<String, String> fields) {
    var keyed = new java.util.HashMap<>(fields);
    keyed.put("key", UUID.randomUUID().toString());
    return keyed;
  }

  @Test
  void open_queries_are_narrowed_by_site_question_age_and_who_is_waited_for() {
    var monitor = person(Role.MONITOR, "01");
    var asked = Map.of("form", "exam", "ordinal", "1", "item", "height", "text", "=1+1");
    ask(monitor, send("/participants/" + screened + "/queries", keyed(asked)), "en");
    rehearsed.at(TODAY.plusDays(9), LocalTime.of(14, 32));
    assertThat(page(COORDINATOR, "/queries?days=7&question=exam.height&waits=site"))
        .contains("=1+1", "open for 9 days", "Waits for the site");
    for (var none :
        List.of("?days=30&question=exam.height", "?question=exam.ecog", "?waits=closing")) {
      assertThat(page(COORDINATOR, "/queries" + none)).as(none).doesNotContain("=1+1");
    }
    assertThat(page(MANAGER, "/queries?site=02")).doesNotContain("=1+1");
    var csv = text(ask(COORDINATOR, get("/queries.csv?question=exam.height"), "en"));
    assertThat(csv).contains("\"exam\",\"1\",\"height\"", "\"9\",\"site\"", "\"'=1+1\"");
    assertThat(csv.lines()).hasSize(2);
    rehearsed.at(TODAY, LocalTime.of(14, 32));
  }

  @Test
  void the_day_is_a_file_for_a_spreadsheet_and_numbers_alone_for_a_calendar() {
    var csv = text(ask(COORDINATOR, get("/today.csv"), "en"));
    assertThat(csv).contains("\"participant\",\"list\",\"visit\"", "\"" + unsure + "\"");
    assertThat(csv).doesNotContain(elsewhere.value());
    var ics = text(ask(COORDINATOR, get("/today.ics"), "en"));
    assertThat(ics)
        .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        .endsWith("END:VCALENDAR\r\n")
        .contains("SUMMARY:Participant 01-")
        .doesNotContain(elsewhere.value());
    assertThat(ics.split("\r\n"))
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "(BEGIN|END):\\w+|VERSION:2\\.0|PRODID:-//Trialwright//Trialwright//EN"
                            + "|UID:[0-9a-f-]{36}|DTSTAMP:\\d{8}T\\d{6}Z"
                            + "|DT(START|END);VALUE=DATE:\\d{8}|TRANSP:TRANSPARENT"
                            + "|SUMMARY:Participant 01-\\d{3}: a visit is due"));
  }

  @Test
  void a_visit_planned_for_a_holiday_says_so_and_is_moved_nowhere() {
    var before = text(ask(COORDINATOR, get("/today.csv"), "en"));
    closed(true);
    try {
      var told = "falls on a holiday: Spring Festival. No working day is left in the window";
      assertThat(page(COORDINATOR, "/today")).contains(told);
      assertThat(page(COORDINATOR, "/participants/" + unsure)).contains(told);
      assertThat(text(ask(COORDINATOR, get("/today.ics"), "en")).replace("\r\n ", ""))
          .contains("DESCRIPTION:", told);
      assertThat(text(ask(COORDINATOR, get("/today.ics"), "zh")).lines())
          .allMatch(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 75);
      assertThat(text(ask(COORDINATOR, get("/today.csv"), "en"))).isEqualTo(before);
    } finally {
      closed(false);
    }
    assertThat(page(COORDINATOR, "/today")).doesNotContain("falls on a holiday");
  }

  private static void closed(boolean closed) {
    var site = new SiteId("01");
    var set =
        new org.trialwright.journey.Event.ClosedSet(
            site, TODAY.minusDays(300), TODAY.plusDays(300), "Spring Festival", closed);
    var author =
        new org.trialwright.journey.Author(
            "coordinator", "C. Demo", "coordinator", java.util.Optional.of(site));
    rehearsed.desk.setHolidays(site, List.of(set), new Act(author, UUID.randomUUID()));
  }

  // Languages ----------------------------------------------------------------------------------

  @Test
  void every_page_is_made_in_both_languages() throws java.io.IOException {
    var addresses =
        Map.of(
            "today", "/today",
            "participants", "/participants",
            "register", "/participants/new",
            "unsure", "/participants/" + unsure,
            "screened", "/participants/" + screened,
            "new", "/participants/" + rehearsed.register("01", "NN"),
            "then", "/participants/" + unsure + "?asOf=2024-07-20",
            "trail", "/participants/" + unsure + "/trail",
            "item", "/participants/" + unsure + "/trail/exam/1/weight",
            "queries", "/queries?participant=" + unsure);
    for (var language : List.of("en", "zh")) {
      for (var address : addresses.entrySet()) {
        var shown = page(COORDINATOR, address.getValue(), language);
        Files.createDirectories(Path.of("target", "pages"));
        Files.writeString(
            Path.of("target", "pages", address.getKey() + "-" + language + ".html"), shown);
        assertThat(shown).contains(language.equals("zh") ? "lang=\"zh-CN\"" : "lang=\"en\"");
        if (language.equals("zh")) {
          assertThat(shown).contains("受试者").doesNotContain("Every change");
        }
      }
    }
  }
}
