package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.LabLimits;
import org.trialwright.quantities.SiteId;
import tools.jackson.databind.json.JsonMapper;

/** The limits of a site's laboratory: dated, never changed, put beside results and seen there. */
class LaboratoryTest {
  private static final SiteId SITE = new SiteId("01");
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PAGE = "/sites/01/laboratory";

  /** Nobody here was born on another's day. */
  private static int born;

  private static List<LabLimits.Entry> entries(String question) {
    return desk().labLimits(SITE).stream()
        .filter(entry -> entry.set().question().equals(question))
        .toList();
  }

  private static Desk desk() {
    return Demonstration.RUNNING.bean(Desk.class);
  }

  private static LocalDate today() {
    return desk().today(SITE);
  }

  private static Map<String, String> day(String name, LocalDate day) {
    return Map.of(
        name + ".day", "" + day.getDayOfMonth(),
        name + ".month", "" + day.getMonthValue(),
        name + ".year", "" + day.getYear());
  }

  private static HttpResponse<String> record(
      Browser browser, String question, String low, String high, String sex, LocalDate from) {
    String unit = question.matches("blood.A[LS]T") ? "U/L" : "umol/L";
    Map<String, String> fields = new HashMap<>(day("from", from));
    fields.putAll(
        Map.of(
            "question", question,
            "low", low,
            "low.unit", unit,
            "high", high,
            "high.unit", unit,
            "sex", sex,
            "laboratory", "Central laboratory, ISO 15189 no. 12",
            "key", UUID.randomUUID().toString()));
    browser.get(PAGE);
    return browser.post(PAGE, fields);
  }

  /** Somebody new at the site, and the number given. */
  static String newcomer(Browser browser, String sex) {
    browser.get("/participants/new");
    Map<String, String> fields =
        new HashMap<>(day("birth-date", LocalDate.of(1950, 1, 1).plusDays(born++)));
    fields.putAll(
        Map.of(
            "initials",
            "LB",
            "sex",
            sex,
            "hospital-number",
            "L-" + UUID.randomUUID(),
            "key",
            UUID.randomUUID().toString()));
    String location =
        browser.post("/participants/new", fields).headers().firstValue("Location").orElseThrow();
    String person = location.substring(location.indexOf("/participants/"));
    browser.get(person + "/forms/person");
    Map<String, String> about = new HashMap<>(day("person._day", today()));
    about.put("person.sex", sex);
    about.put("key", UUID.randomUUID().toString());
    var kept = browser.post(person + "/forms/person", about);
    assertThat(kept.statusCode()).as(problems(kept)).isEqualTo(302);
    return person;
  }

  static String problems(HttpResponse<String> page) {
    var found = Pattern.compile("There is a problem.*?</ul>", Pattern.DOTALL).matcher(page.body());
    return found.find() ? found.group() : "";
  }

  /** What stands in a field of a page. */
  private static String field(String page, String name) {
    var found =
        Pattern.compile("name=\"" + Pattern.quote(name) + "\"[^>]*value=\"([^\"]*)\"")
            .matcher(page);
    return found.find() ? found.group(1) : "";
  }

  @Test
  void limits_stand_beside_a_new_result_with_where_they_come_from_and_mark_it_high() {
    Browser site = Browser.signedIn("coordinator");
    assertThat(record(site, "blood.ALT", "9", "50", "", today().minusDays(30)).statusCode())
        .isEqualTo(302);
    String person = newcomer(site, "male");
    String blank = site.get(person + "/forms/blood").body();
    assertThat(field(blank, "blood.ALT.low")).isEqualTo("9");
    assertThat(field(blank, "blood.ALT.high")).isEqualTo("50");
    assertThat(field(blank, "blood.ALT")).isEmpty();
    assertThat(blank).contains("Central laboratory, ISO 15189 no. 12");
    Map<String, String> result = new HashMap<>(day("blood.day", today()));
    result.putAll(
        Map.of(
            "blood.ALT", "130",
            "blood.ALT.low", "9",
            "blood.ALT.high", "50",
            "key", UUID.randomUUID().toString()));
    site.post(person + "/forms/blood", result);
    String saved = site.get(person + "/forms/blood/1").body();
    assertThat(saved)
        .contains("2.6 × the laboratory’s upper limit, 50")
        .as("a rule of the study reads the limit")
        .contains("ALT or AST is high")
        .doesNotContain("These are not the limits");
  }

  @Test
  void a_result_with_other_limits_or_none_is_told_so_and_nothing_is_put_in_unseen() {
    Browser site = Browser.signedIn("coordinator");
    record(site, "blood.bilirubin", "3", "21", "", today().minusDays(9));
    String person = newcomer(site, "male");
    Map<String, String> result = new HashMap<>(day("blood.day", today()));
    result.putAll(
        Map.of(
            "blood.bilirubin", "11",
            "blood.bilirubin.unit", "umol/L",
            "key", UUID.randomUUID().toString()));
    site.post(person + "/forms/blood", result);
    String page = site.get(person + "/forms/blood/1").body();
    assertThat(page).contains("No limits are recorded with this result").contains("3–21");
    assertThat(field(page, "blood.bilirubin.high")).isEmpty();
    Map<String, String> other = new HashMap<>(result);
    other.putAll(
        Map.of(
            "blood.bilirubin.low", "2",
            "blood.bilirubin.high", "19",
            "key", UUID.randomUUID().toString()));
    site.post(person + "/forms/blood", other);
    assertThat(site.get(person + "/forms/blood/2").body())
        .contains("These are not the limits of the site’s laboratory on that day");
  }

  @Test
  void new_limits_hold_from_their_day_and_leave_the_earlier_ones_as_they_were() {
    Browser site = Browser.signedIn("coordinator");
    record(site, "blood.AST", "15", "40", "", today().minusDays(300));
    var first = entries("blood.AST").getLast();
    record(site, "blood.AST", "13", "35", "", today().plusDays(3));
    record(site, "blood.AST", "14", "38", "", today().minusDays(3));
    assertThat(entries("blood.AST"))
        .extracting(entry -> entry.span() + " from " + entry.from())
        .containsExactly(
            "13..35 from " + today().plusDays(3),
            "14..38 from " + today().minusDays(3),
            "15..40 from " + today().minusDays(300));
    assertThat(entries("blood.AST").getLast()).isEqualTo(first);
    String page = site.get(newcomer(site, "male") + "/forms/blood").body();
    assertThat(field(page, "blood.AST.high")).isEqualTo("38");
    assertThat(site.get(PAGE).body()).contains("replaced").contains("not yet").contains("in force");
  }

  @Test
  void limits_for_one_sex_go_before_those_for_everybody() {
    Browser site = Browser.signedIn("coordinator");
    record(site, "blood.creatinine", "45", "84", "female", today().minusDays(20));
    record(site, "blood.creatinine", "50", "100", "", today().minusDays(10));
    assertThat(
            field(
                site.get(newcomer(site, "female") + "/forms/blood").body(),
                "blood.creatinine.high"))
        .isEqualTo("84");
    assertThat(
            field(
                site.get(newcomer(site, "male") + "/forms/blood").body(), "blood.creatinine.high"))
        .isEqualTo("100");
  }

  @Test
  void what_cannot_be_limits_is_refused_beside_its_question() {
    Browser site = Browser.signedIn("coordinator");
    int before = entries("blood.ALT").size();
    var backwards = record(site, "blood.ALT", "50", "9", "", today());
    assertThat(backwards.statusCode()).isEqualTo(422);
    assertThat(backwards.body()).contains("The upper limit is above the lower one");
    assertThat(record(site, "blood.no-such", "1", "2", "", today()).statusCode()).isEqualTo(404);
    assertThat(entries("blood.ALT")).hasSize(before);
    assertThat(
            record(Browser.signedIn("monitor"), "blood.ALT", "9", "50", "", today()).statusCode())
        .isEqualTo(403);
    assertThat(Browser.signedIn("monitor").get(PAGE).statusCode()).isEqualTo(200);
    assertThat(Browser.signedIn("coordinator2").get(PAGE).statusCode()).isEqualTo(404);
  }

  @Test
  void lines_are_looked_at_first_and_recorded_all_or_none() {
    Browser manager = Browser.signedIn("data-manager");
    String head = "question,unit,low,high,sex,from_age,to_age,from,laboratory\n";
    String good =
        head
            + "blood.GGT,U/L,10,60,male,18,,2026-01-01,\"Central, no. 12\"\n"
            + "blood.GGT,U/L,7,45,female,18,,2026-01-01,\"Central, no. 12\"\n"
            + "blood.LDH,U/L,,,,,,,\n";
    String bad =
        head
            + "blood.GGT,U/L,10,60,male,,,2026-01-01,Central\n"
            + "blood.GGT,mg,10,60,,,,2026-01-01,Central\n"
            + "blood.gold,U/L,10,60,,,,2026-01-01,Central\n"
            + "blood.GGT,U/L,10,60,,,,yesterday,\n"
            + "blood.GGT,U/L\n";
    manager.get(PAGE);
    var refused = manager.post(PAGE + "/lines", Map.of("lines", bad, "act", "record"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problems(refused))
        .contains("Line 3, low", "Line 4: “blood.gold”", "Line 5, from", "Line 5, laboratory")
        .contains("Line 6 has 2 cells instead of 9")
        .doesNotContain("Line 2");
    assertThat(manager.post(PAGE + "/lines", Map.of("lines", "x", "act", "look")).body())
        .contains("The first line must be");
    assertThat(entries("blood.GGT")).isEmpty();
    assertThat(manager.post(PAGE + "/lines", Map.of("lines", good, "act", "look")).body())
        .contains("2 would be recorded; 0 stand already");
    assertThat(entries("blood.GGT")).isEmpty();
    Map<String, String> all =
        Map.of("lines", good, "act", "record", "key", UUID.randomUUID().toString());
    assertThat(manager.post(PAGE + "/lines", all).statusCode()).isEqualTo(302);
    assertThat(entries("blood.GGT"))
        .extracting(entry -> entry.set().sex() + " " + entry.span())
        .containsExactlyInAnyOrder("male 10..60", "female 7..45");
    manager.get(PAGE);
    assertThat(manager.post(PAGE + "/lines", Map.of("lines", good, "act", "look")).body())
        .contains("0 would be recorded; 2 stand already");
    String file = manager.get(PAGE + ".csv").body();
    assertThat(manager.post(PAGE + "/lines", Map.of("lines", file, "act", "look")).body())
        .as("the file as it was taken along says nothing new")
        .contains("0 would be recorded");
  }

  @Test
  void programs_read_and_record_limits_by_the_same_rules() {
    Browser program = new Browser();
    program.bearer = Demonstration.token(Demonstration.RUNNING, "coordinator", true);
    program.headers.put("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, Object> limits =
        Map.of(
            "question", "blood.albumin",
            "low", "35 g/L",
            "high", "52 g/L",
            "from", "2026-01-01",
            "laboratory", "Central");
    var kept = program.send("POST", "/api" + PAGE, JSON.writeValueAsString(limits));
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    assertThat(program.send("POST", "/api" + PAGE, JSON.writeValueAsString(limits)).body())
        .as("sent twice")
        .isEqualTo(kept.body());
    program.headers.clear();
    var listed = JSON.readTree(program.get("/api" + PAGE + "?question=blood.albumin").body());
    assertThat(listed.get("items")).hasSize(1);
    assertThat(listed.get("items").get(0).get("inForce").asBoolean()).isTrue();
    program.headers.put("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, Object> wrong = new HashMap<>(limits);
    wrong.put("high", "5.2 g/dL");
    wrong.put("from", "soon");
    var refused = program.send("POST", "/api" + PAGE, JSON.writeValueAsString(wrong));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(JSON.readTree(refused.body()).get("errors").propertyNames())
        .containsExactly("from", "high");
  }
}
