package org.trialwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Seal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What programs may do beneath /api: what the pages do, by the same rules, and no more. */
class ApiTest {
  private static final Path DOCUMENT = Path.of("../docs/reference/api.json");
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path folder;
  private static SmallHouse house;
  private static String first;
  private static String second;

  @BeforeAll
  static void two_sites_with_people() {
    house = SmallHouse.start(folder, Seal.fixed(5, List.of(3, 6)));
    first = house.lead("01", 1, "exam");
    house.lead("01", 2, "consent");
    second = house.lead("02", 3, "exam");
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static Browser program(String account) {
    Browser program = house.browser();
    program.bearer = house.token(account, true);
    return program;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> post(
      Browser program, String path, Map<String, Object> body, Map<String, String> headers) {
    program.headers.clear();
    program.headers.put("Idempotency-Key", UUID.randomUUID().toString());
    program.headers.putAll(headers);
    try {
      return program.send("POST", path, JSON.writeValueAsString(body));
    } finally {
      program.headers.clear();
    }
  }

  private static HttpResponse<String> post(Browser program, String path, Map<String, Object> body) {
    return post(program, path, body, Map.of());
  }

  private static JsonNode done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  /** A refusal says what, where, why and what to do. */
  private static JsonNode refused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    for (String field : List.of("title", "detail", "todo")) {
      assertThat(problem.get(field).asString()).as(field).isNotBlank();
    }
    return problem;
  }

  private static List<Fact> facts(String participant) {
    return house.running().bean(Desk.class).facts(new ParticipantId(participant));
  }

  // The document ---------------------------------------------------------------------------------

  @Test
  void the_document_holds_every_operation_and_no_other_and_is_the_one_that_is_kept()
      throws IOException {
    JsonNode document = json(house.browser().get("/api"));
    assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
    TreeSet<String> described = new TreeSet<>();
    List<String> ids = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          described.add(
                              operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                  + " "
                                  + path.getKey());
                          ids.add(operation.getValue().get("operationId").asString());
                          assertThat(operation.getValue().get("x-roles").isEmpty())
                              .as("roles of %s", path.getKey())
                              .isFalse();
                        }));
    TreeSet<String> mapped = new TreeSet<>();
    house.routes().stream()
        .filter(route -> route.pattern().startsWith("/api/"))
        .forEach(route -> mapped.add(route.method() + " " + route.pattern()));
    assertThat(described).isEqualTo(mapped).hasSizeGreaterThan(15);
    assertThat(ids).doesNotHaveDuplicates();
    String drawn =
        JSON.rebuild()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(document)
            + "\n";
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.writeString(DOCUMENT, drawn);
    }
    assertThat(JSON.readTree(Files.readString(DOCUMENT)))
        .as("docs/reference/api.json; draw anew with -Dtrialwright.draw=true")
        .isEqualTo(document);
  }

  // Who ------------------------------------------------------------------------------------------

  @Test
  void without_a_token_that_holds_nothing_opens_and_a_session_is_none() {
    assertThat(refused(house.browser().get("/api/participants"), 401).get("todo").asString())
        .contains("/account/tokens");
    Browser session = house.browser("coordinator");
    refused(session.get("/api/participants"), 401);
    Browser forged = house.browser();
    forged.bearer = Tokens.PREFIX + "A".repeat(43);
    refused(forged.get("/api/participants"), 401);
    Browser elsewhere = house.browser();
    elsewhere.headers.put("Authorization", "Bearer " + house.token("coordinator", true));
    assertThat(elsewhere.get("/today").statusCode()).isEqualTo(302);
  }

  @Test
  void a_token_reaches_the_sites_of_its_grants_and_no_role_more_than_its_pages() {
    Browser site = program("coordinator");
    done(site.get("/api/participants/" + first));
    refused(site.get("/api/participants/" + second), 404);
    refused(site.get("/api/participants/01-999"), 404);
    refused(site.get("/api/no-such-thing"), 404);
    for (String blinded : List.of("statistician", "administrator", "committee")) {
      refused(program(blinded).get("/api/participants/" + first), 403);
      refused(program(blinded).get("/api/participants"), 403);
    }
  }

  @Test
  void a_token_that_only_reads_writes_nothing() {
    Browser reader = house.browser();
    reader.bearer = house.token("data-manager", false);
    done(reader.get("/api/queries"));
    int before = facts(first).size();
    refused(
        post(
            reader,
            "/api/participants/" + first + "/queries",
            Map.of("form", "exam", "ordinal", 1, "item", "systolic", "text", "Sure?")),
        403);
    assertThat(facts(first)).hasSize(before);
  }

  @Test
  void a_token_is_made_on_its_page_shown_once_kept_as_a_digest_and_ended_there()
      throws IOException {
    Browser person = house.browser("monitor");
    String page = person.get("/account/tokens").body();
    assertThat(page).doesNotContain("nightly");
    String password = Files.readString(folder.resolve("demo.password")).strip();
    String without =
        person
            .post(
                "/account/tokens",
                Map.of(
                    "name", "nightly", "grant", "0", "days", "30", "writes", "no", "password", "x"))
            .body();
    assertThat(without).contains("is not right").doesNotContain(Tokens.PREFIX);
    String made =
        person
            .post(
                "/account/tokens",
                Map.of(
                    "name",
                    "nightly",
                    "grant",
                    "0",
                    "days",
                    "30",
                    "writes",
                    "no",
                    "password",
                    password))
            .body();
    var secret = java.util.regex.Pattern.compile("<code>(tw_[^<]+)</code>").matcher(made);
    assertThat(secret.find()).as(made).isTrue();
    assertThat(person.get("/account/tokens").body()).contains("nightly").doesNotContain("tw_");
    Browser program = house.browser();
    program.bearer = secret.group(1);
    done(program.get("/api/participants"));
    String kept =
        JdbcClient.create(house.running().bean(javax.sql.DataSource.class))
            .sql("select string_agg(t::text, ' ') from staff.tokens t where name = 'nightly'")
            .query(String.class)
            .single();
    assertThat(kept).doesNotContain(secret.group(1)).doesNotContain(secret.group(1).substring(3));
    String id = kept.substring(1, 9);
    Browser other = house.browser("coordinator");
    other.get("/account/tokens");
    other.post("/account/tokens/" + id, Map.of());
    done(program.get("/api/participants"));
    Browser administrator = house.browser("administrator");
    assertThat(administrator.get("/accounts/monitor/tokens").body())
        .contains("nightly")
        .doesNotContain("Make a token");
    administrator.post("/accounts/monitor/tokens/" + id, Map.of());
    refused(program.get("/api/participants"), 401);
    assertThat(person.get("/account/tokens").body()).contains("holds no more");
  }

  // Files ----------------------------------------------------------------------------------------

  @Test
  void files_go_in_and_out_by_their_content_once_and_are_taken_back_with_a_reason() {
    Browser site = program("coordinator");
    String files = "/api/participants/01-002/files";
    String pdf = Base64.getEncoder().encodeToString("%PDF-1.7 a report".getBytes(UTF_8));
    Map<String, Object> report =
        Map.of("name", "report.pdf", "content", pdf, "form", "consent", "ordinal", 1);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode kept = done(post(site, files, report, key));
    assertThat(kept.get("type").asString()).isEqualTo("application/pdf");
    assertThat(done(post(site, files, report, key))).as("sent twice").isEqualTo(kept);
    int number = kept.get("file").asInt();
    JsonNode read = done(site.get(files + "/" + number));
    assertThat(read.get("content").asString()).isEqualTo(pdf);
    refused(site.get(files + "/99"), 404);
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("name", "../x.pdf", "content", pdf),
            Map.of("name", "x.pdf", "content", "no base64!"),
            Map.of("name", "x.pdf", "content", "aGVsbG8gdGhlcmU="),
            Map.of("name", "x.pdf", "content", pdf, "form", "consent", "ordinal", 9),
            Map.of("name", "x.pdf", "content", pdf, "form", "nothing", "ordinal", 1))) {
      refused(post(site, files, wrong), 422);
    }
    refused(post(site, files + "/errors", Map.of("file", number, "reason", " ")), 422);
    Map<String, Object> error = Map.of("file", number, "reason", "another person's");
    assertThat(done(post(site, files + "/errors", error)).get("inError").asString())
        .isEqualTo("another person's");
    assertThat(done(site.get(files)).get("items").get(0).get("inError").asString()).isNotEmpty();
    refused(post(program("monitor"), files, report), 403);
    refused(program("coordinator2").get(files), 404);
  }

  // Reading --------------------------------------------------------------------------------------

  @Test
  void lists_are_read_a_page_at_a_time_by_cursor() {
    Browser manager = program("data-manager");
    List<String> read = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = done(manager.get("/api/participants?limit=1&cursor=" + cursor));
      page.get("items").forEach(one -> read.add(one.get("number").asString()));
      assertThat(page.get("items").size()).isLessThanOrEqualTo(1);
      cursor = page.get("next").asString();
    } while (!cursor.isEmpty());
    assertThat(read).contains(first, second).isSorted().doesNotHaveDuplicates();
    JsonNode wrong = refused(manager.get("/api/participants?limit=1000&cursor="), 422);
    assertThat(wrong.get("errors").get("limit").asString()).contains("1 to 200");
    refused(manager.get("/api/participants?cursor=%25%25"), 422);
  }

  @Test
  void participants_forms_and_the_day_are_read_as_the_pages_show_them() {
    Browser site = program("coordinator");
    JsonNode one = done(site.get("/api/participants/" + first));
    assertThat(one.get("site").asString()).isEqualTo("01");
    assertThat(one.get("arm").asString()).isEmpty();
    JsonNode forms = done(site.get("/api/participants/" + first + "/book")).get("items");
    assertThat(forms).hasSize(2);
    HttpResponse<String> exam = site.get("/api/participants/" + first + "/forms/exam/1");
    assertThat(done(exam).get("answers").get("systolic").asString()).isEqualTo("147 mmHg");
    assertThat(exam.headers().firstValue("ETag"))
        .contains("\"" + json(exam).get("tag").asString() + "\"");
    done(site.get("/api/today"));
    done(site.get("/api/queries"));
    done(site.get("/api/signatures"));
    done(site.get("/api/deviations"));
    assertThat(done(site.get("/api/participants/" + first + "/closing")).get("digest").asString())
        .hasSize(64);
  }

  // Forms ----------------------------------------------------------------------------------------

  @Test
  void a_form_sent_twice_is_one_record_and_what_cannot_be_taken_is_named() {
    Browser site = program("coordinator");
    String who = house.lead("01", 11, "consent");
    String path = "/api/participants/" + who + "/forms/exam";
    String day = facts(who).getLast().occurred().toString();
    Map<String, Object> exam =
        Map.of(
            "answers",
            Map.of("day", day, "systolic", "150 mmHg", "weight", "70 kg", "pregnant", "no"));
    JsonNode wrong =
        refused(
            post(
                site,
                path,
                Map.of("answers", Map.of("day", day, "systolic", "much", "no-such", "1"))),
            422);
    assertThat(wrong.get("errors").propertyNames()).containsExactly("answers.no-such");
    wrong =
        refused(post(site, path, Map.of("answers", Map.of("day", day, "systolic", "much"))), 422);
    assertThat(wrong.get("errors").propertyNames()).containsExactly("answers.systolic");
    wrong = refused(post(site, path, Map.of("anwers", Map.of())), 422);
    assertThat(wrong.get("errors").propertyNames()).containsExactly("answers", "anwers");
    refused(site.send("POST", path, "{"), 400);
    int before = facts(who).size();
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode kept = done(post(site, path, exam, key));
    assertThat(done(post(site, path, exam, key)).get("tag")).isEqualTo(kept.get("tag"));
    assertThat(facts(who).stream().filter(fact -> fact.event() instanceof Event.Saved).count())
        .isEqualTo(2);
    assertThat(facts(who).size()).isGreaterThan(before);
    assertThat(facts(who).getLast().author().person()).isEqualTo("coordinator");
  }

  @Test
  void a_value_in_a_unit_that_is_not_offered_is_refused_and_not_read_in_another() {
    Browser site = program("coordinator");
    String who = house.lead("01", 15, "consent");
    String day = facts(who).getLast().occurred().toString();
    JsonNode wrong =
        refused(
            post(
                site,
                "/api/participants/" + who + "/forms/exam",
                Map.of("answers", Map.of("day", day, "weight", "154 lb"))),
            422);
    assertThat(wrong.get("errors").propertyNames()).containsExactly("answers.weight");
  }

  @Test
  void a_correction_names_what_was_read_and_why_and_writes_nothing_over() {
    Browser site = program("coordinator");
    String who = house.lead("01", 12, "exam");
    String path = "/api/participants/" + who + "/forms/exam/1";
    String tag = done(site.get(path)).get("tag").asString();
    Map<String, Object> heavier =
        Map.of("answers", Map.of("weight", "71 kg"), "reason", "weighed again");
    assertThat(refused(post(site, path, heavier), 428).get("errors").has("If-Match")).isTrue();
    assertThat(
            refused(
                    post(
                        site,
                        path,
                        Map.of("answers", Map.of("weight", "71 kg")),
                        Map.of("If-Match", "\"" + tag + "\"")),
                    422)
                .get("errors")
                .has("reason"))
        .isTrue();
    JsonNode kept = done(post(site, path, heavier, Map.of("If-Match", "\"" + tag + "\"")));
    assertThat(kept.get("answers").get("weight").asString()).isEqualTo("71 kg");
    assertThat(kept.get("answers").get("systolic").asString()).isNotEmpty();
    Map<String, Object> other =
        Map.of("answers", Map.of("weight", "72 kg"), "reason", "weighed once more");
    refused(post(site, path, other, Map.of("If-Match", "\"" + tag + "\"")), 409);
    assertThat(done(site.get(path)).get("answers").get("weight").asString()).isEqualTo("71 kg");
  }

  @Test
  void what_is_signed_on_its_page_is_not_saved_here() {
    Browser investigator = program("investigator");
    String who = house.lead("01", 13, "exam");
    refused(
        post(
            investigator,
            "/api/participants/" + who + "/forms/approval",
            Map.of("answers", Map.of("signed", "yes"))),
        403);
  }

  // From the door to the first dose ---------------------------------------------------------------

  private static final Map<String, Object> NEWCOMER =
      Map.of("initials", "AB", "sex", "female", "birth-date", "1961-05", "hospital-number", "K-77");

  /** Somebody at site 01 who went as far as the desk can lead them, and the wait for an arm. */
  private static String ready(int number) {
    return house.lead("01", number, "approval");
  }

  private static String password() throws IOException {
    return Files.readString(folder.resolve("demo.password")).strip();
  }

  private static int seen(Browser program, String path) {
    return done(program.get(path)).get("seen").asInt();
  }

  @Test
  void a_newcomer_is_registered_once_however_often_it_is_sent() {
    Browser site = program("coordinator");
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    Map<String, Object> newcomer =
        Map.of("initials", "QX", "sex", "male", "birth-date", "1950-01-31", "name", "Quentin X");
    JsonNode one = done(post(site, "/api/participants/new", newcomer, key));
    assertThat(one.get("site").asString()).isEqualTo("01");
    assertThat(done(post(site, "/api/participants/new", newcomer, key))).isEqualTo(one);
    JsonNode alike = refused(post(site, "/api/participants/new", newcomer), 409);
    assertThat(alike.get("detail").asString()).contains(one.get("participant").asString());
    Map<String, Object> looked = new TreeMap<>(newcomer);
    looked.put("looked", true);
    assertThat(done(post(site, "/api/participants/new", looked)).get("participant"))
        .isNotEqualTo(one.get("participant"));
    assertThat(facts(one.get("participant").asString()).toString()).doesNotContain("Quentin");
    Map<String, String> used = Map.of("Idempotency-Key", ThreeArms.key("exam1").toString());
    refused(post(site, "/api/participants/new", looked, used), 409);
  }

  @Test
  void what_a_newcomer_lacks_is_named_field_by_field() {
    Browser site = program("coordinator");
    JsonNode wrong =
        refused(
            post(
                site,
                "/api/participants/new",
                Map.of("initials", "", "sex", "unsure", "birth-date", "2999-01-01")),
            422);
    assertThat(wrong.get("errors").propertyNames())
        .containsExactly("birth-date", "initials", "sex");
    Map<String, Object> elsewhere = new TreeMap<>(NEWCOMER);
    elsewhere.put("site", "02");
    assertThat(
            refused(post(site, "/api/participants/new", elsewhere), 422)
                .get("errors")
                .propertyNames())
        .containsExactly("site");
  }

  @Test
  void screening_is_answered_in_one_request_and_changes_with_a_reason() {
    Browser site = program("coordinator");
    String who = house.lead("01", 21, "register");
    String path = "/api/participants/" + who + "/screening";
    JsonNode asked = done(site.get(path));
    assertThat(asked.get("questions").findValuesAsString("question"))
        .contains("consent.signed", "exam.systolic", "exam.pregnant");
    Map<String, Object> answers =
        Map.of(
            "answers",
            Map.of(
                "consent.signed", "yes",
                "exam.systolic", "150 mmHg",
                "exam.pregnant", "no"));
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    done(post(site, path, answers, key));
    int after = facts(who).size();
    done(post(site, path, answers, key));
    assertThat(facts(who)).as("sent twice").hasSize(after);
    JsonNode wrong =
        refused(
            post(site, path, Map.of("answers", Map.of("exam.systolic", "high", "exam.mood", "x"))),
            422);
    assertThat(wrong.get("errors").propertyNames())
        .containsExactly("answers.exam.mood", "answers.exam.systolic");
    int seen = seen(site, path);
    Map<String, Object> other =
        Map.of("answers", Map.of("exam.systolic", "160 mmHg"), "seen", seen);
    assertThat(refused(post(site, path, other), 409).get("errors").propertyNames())
        .containsExactly("exam");
    Map<String, Object> why = new TreeMap<>(other);
    why.put("reason", "read wrongly");
    done(post(site, path, why));
    assertThat(
            done(site.get("/api/participants/" + who + "/forms/exam/1"))
                .get("answers")
                .get("systolic")
                .asString())
        .isEqualTo("160 mmHg");
    Map<String, Object> late =
        Map.of("answers", Map.of("exam.systolic", "170 mmHg"), "seen", seen, "reason", "once more");
    refused(post(site, path, late), 409);
  }

  @Test
  void an_approval_is_signed_with_the_password_by_whoever_gives_it() throws IOException {
    Browser investigator = program("investigator");
    String who = house.lead("01", 22, "exam");
    String path = "/api/participants/" + who + "/eligibility";
    JsonNode judged = done(investigator.get(path));
    assertThat(judged.get("eligible").asString()).isEqualTo("yes");
    assertThat(judged.get("mayBeAllocated").asBoolean()).isFalse();
    assertThat(judged.get("criteria")).hasSize(3);
    Map<String, Object> approval =
        Map.of(
            "form", "approval",
            "answers", Map.of("day", facts(who).getLast().occurred().toString(), "signed", "yes"),
            "password", "wrong");
    assertThat(refused(post(investigator, path, approval), 422).get("errors").propertyNames())
        .containsExactly("password");
    refused(post(program("coordinator"), path, approval), 403);
    Map<String, Object> right = new TreeMap<>(approval);
    right.put("password", password());
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(done(post(investigator, path, right, key)).get("mayBeAllocated").asBoolean())
        .isTrue();
    int after = facts(who).size();
    done(post(investigator, path, right, key));
    assertThat(facts(who)).hasSize(after);
    assertThat(facts(who).getLast().event()).isInstanceOf(Event.Signed.class);
    right.put("form", "exam");
    refused(post(investigator, path, right), 404);
  }

  @Test
  void an_arm_is_drawn_once_and_the_next_one_is_told_to_nobody() throws IOException {
    Browser site = program("coordinator");
    String who = ready(23);
    String path = "/api/participants/" + who + "/allocation";
    refused(site.get(path + "/result"), 404);
    JsonNode check = done(site.get(path));
    assertThat(check.get("ready").asBoolean()).isTrue();
    assertThat(check.toString()).doesNotContain("Low dose").doesNotContain("High dose");
    Map<String, Object> draw = Map.of("seen", check.get("seen").asInt(), "password", password());
    refused(post(site, path, Map.of("seen", 1, "password", password())), 409);
    refused(post(site, path, Map.of("seen", draw.get("seen"), "password", "wrong")), 422);
    assertThat(
            refused(site.send("POST", path, JSON.writeValueAsString(draw)), 400)
                .get("errors")
                .propertyNames())
        .containsExactly("Idempotency-Key");
    assertThat(facts(who)).noneMatch(fact -> fact.event() instanceof Event.Allocated);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode drawn = done(post(site, path, draw, key));
    assertThat(done(post(site, path, draw, key))).isEqualTo(drawn);
    assertThat(done(site.get(path + "/result"))).isEqualTo(drawn);
    assertThat(drawn.get("entry").asLong())
        .isEqualTo(
            facts(who).stream()
                .filter(fact -> fact.event() instanceof Event.Allocated)
                .findFirst()
                .orElseThrow()
                .sequence());
    assertThat(drawn.toString()).doesNotContain("position").doesNotContain("stratum");
    String open = house.lead("01", 24, "exam");
    JsonNode refusal =
        refused(
            post(
                site,
                "/api/participants/" + open + "/allocation",
                Map.of("seen", 1, "password", "")),
            409);
    assertThat(refusal.get("errors").isEmpty()).isFalse();
  }

  @Test
  void a_dose_is_recorded_as_it_was_worked_out() throws IOException {
    Browser site = program("coordinator");
    String who = house.lead("01", 25, "allocate");
    String path = "/api/participants/" + who + "/doses";
    JsonNode day = done(site.get(path));
    refused(site.get(path + "?day=tomorrow"), 422);
    assertThat(
            refused(post(site, path, Map.of("drug", "water", "answers", Map.of(), "seen", 1)), 422)
                .get("errors")
                .propertyNames())
        .containsExactly("drug");
    for (JsonNode dose : day.get("doses")) {
      String drug = dose.get("drug").asString();
      refused(
          post(site, path, Map.of("drug", drug, "answers", Map.of("mood", "x"), "seen", 1)), 422);
      Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
      Map<String, Object> given =
          Map.of("drug", drug, "answers", Map.of(), "seen", day.get("seen").asInt());
      JsonNode after = done(post(site, path, given, key));
      assertThat(done(post(site, path, given, key))).isEqualTo(after);
    }
    refused(post(site, path + "/fraction", Map.of("drug", "half", "answers", Map.of())), 404);
    refused(
        post(
            site,
            path + "/confirm",
            Map.of("drug", "half", "amount", "999", "account", "investigator", "password", "x")),
        409);
  }

  @Test
  void a_record_is_frozen_and_opened_again_with_a_reason() {
    Browser manager = program("data-manager");
    String who = house.lead("01", 26, "exam");
    String exam = "/api/participants/" + who + "/forms/exam/1";
    assertThat(done(post(manager, exam + "/freeze", Map.of("freeze", true))).get("held").asString())
        .contains("frozen");
    refused(
        post(
            program("coordinator"),
            exam,
            Map.of("answers", Map.of("weight", "99 kg"), "reason", "x"),
            Map.of("If-Match", "\"1\"")),
        409);
    assertThat(
            refused(post(manager, exam + "/freeze", Map.of("freeze", false)), 422)
                .get("errors")
                .propertyNames())
        .containsExactly("reason");
    assertThat(
            done(post(
                    manager, exam + "/freeze", Map.of("freeze", false, "reason", "a late result")))
                .get("held")
                .asString())
        .isEmpty();
    refused(post(manager, exam.replace("/1", "/9") + "/freeze", Map.of("freeze", true)), 404);
  }

  @Test
  void the_trail_has_every_change_and_reading_it_is_recorded() {
    Browser monitor = program("monitor");
    String path = "/api/participants/" + first + "/trail";
    JsonNode all = done(monitor.get(path + "?limit=200")).get("items");
    assertThat(all.get(0).get("kind").asString()).isEqualTo("registered");
    JsonNode one = done(monitor.get(path + "?form=exam&ordinal=1&item=systolic")).get("items");
    assertThat(one.get(0).get("now").asString()).isEqualTo("147 mmHg");
    assertThat(one.get(0).get("fingerprint").asString()).hasSize(64);
    assertThat(
            JdbcClient.create(house.running().bean(javax.sql.DataSource.class))
                .sql(
                    "select count(*) from journal.accesses where detail = 'the trail, for a"
                        + " program'")
                .query(Integer.class)
                .single())
        .isGreaterThan(0);
  }

  /** Written by hand from what each role does at a site, not from the table of the program. */
  private static final String ACCESS =
      """
      GET  participants/01-001/screening         | yes | yes | yes | yes | no
      POST participants/01-001/screening         | yes | yes | no  | no  | no
      GET  participants/01-001/eligibility       | yes | yes | yes | yes | no
      POST participants/01-001/eligibility       | no  | yes | no  | no  | no
      GET  participants/01-001/allocation        | yes | yes | yes | yes | no
      POST participants/01-001/allocation        | yes | yes | no  | no  | no
      GET  participants/01-001/doses             | yes | yes | yes | yes | no
      POST participants/01-001/doses             | yes | yes | no  | no  | no
      POST participants/01-001/doses/confirm     | yes | yes | no  | no  | no
      POST participants/01-001/doses/fraction    | yes | yes | no  | no  | no
      POST participants/01-001/forms/exam/1/freeze | no | no | yes | no  | no
      GET  participants/01-001/trail             | yes | yes | yes | yes | no
      POST participants/new                      | yes | yes | no  | no  | no
      """;

  @Test
  void each_role_may_what_it_does_at_its_site_and_nobody_at_another() {
    List<String> roles =
        List.of("coordinator", "investigator", "data-manager", "monitor", "statistician");
    List<String> deviations = new ArrayList<>();
    for (String line : ACCESS.strip().lines().toList()) {
      String[] cells = line.split("\\|");
      String method = cells[0].substring(0, 4).strip();
      String path = "/api/" + cells[0].substring(5).strip();
      for (int i = 0; i < roles.size(); i++) {
        boolean may = cells[i + 1].strip().equals("yes");
        int status = status(program(roles.get(i)), method, path);
        if (may == (status == 403 || status == 404 || status == 401)) {
          deviations.add(roles.get(i) + " " + line + ": " + status);
        }
      }
      if (path.contains("01-001")) {
        for (String elsewhere : List.of("coordinator2", "investigator2")) {
          int status = status(program(elsewhere), method, path);
          if (status != 404 && status != 403) {
            deviations.add(elsewhere + " " + line + ": " + status);
          }
        }
        assertThat(status(house.browser(), method, path)).as(line).isEqualTo(401);
      }
    }
    assertThat(deviations).isEmpty();
  }

  private static int status(Browser program, String method, String path) {
    return method.equals("GET")
        ? program.get(path).statusCode()
        : post(program, path, Map.of()).statusCode();
  }

  @Test
  void hostile_input_is_refused_in_words_and_changes_nothing() throws IOException {
    String who = ready(27);
    String path = "/api/participants/" + who;
    Browser site = program("coordinator");
    Browser investigator = program("investigator");
    Browser manager = program("data-manager");
    int before = facts(who).size();
    long people = house.running().bean(Desk.class).trial().standings().at(new SiteId("01")).size();
    List<String> texts =
        List.of(
            "\u0000",
            "=HYPERLINK(\"http://x\")",
            "<script>alert(1)</script>",
            "\u202Egnp.exe",
            "'; drop table journal.facts; --",
            "../../etc/passwd",
            "\uD83D\uDE00\uD800",
            "NaN",
            "1e999 mmHg",
            "９９９９９",
            "x".repeat(1_000_000));
    for (String text : texts) {
      for (var answer :
          List.of(
              post(site, path + "/screening", Map.of("answers", Map.of("exam.systolic", text))),
              post(site, path + "/screening", Map.of("answers", Map.of(text, "yes"))),
              post(site, path + "/screening", Map.of("answers", Map.of(), "day", text)),
              post(
                  investigator,
                  path + "/eligibility",
                  Map.of("form", text, "answers", Map.of(), "password", text)),
              post(
                  investigator,
                  path + "/eligibility",
                  Map.of("form", "approval", "answers", Map.of("signed", text), "password", "x")),
              post(site, path + "/allocation", Map.of("seen", 1, "password", text)),
              post(site, path + "/doses", Map.of("drug", text, "answers", Map.of(), "seen", 1)),
              post(
                  site,
                  path + "/doses/confirm",
                  Map.of("drug", "half", "amount", text, "account", text, "password", text)),
              post(manager, path + "/forms/exam/1/freeze", Map.of("freeze", text)),
              post(
                  site,
                  "/api/participants/new",
                  Map.of("initials", text, "sex", text, "birth-date", text)),
              site.get(path + "/doses?day=" + encoded(text)))) {
        assertThat(answer.statusCode())
            .as("%s, %.40s: %.300s", answer.uri(), text, answer.body())
            .isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
      }
      for (String query : List.of("cursor", "limit", "form", "ordinal", "item")) {
        assertThat(site.get(path + "/trail?" + query + "=" + encoded(text)).statusCode())
            .as("%s=%.40s", query, text)
            .isLessThan(500);
      }
    }
    assertThat(facts(who)).hasSize(before);
    assertThat(house.running().bean(Desk.class).trial().standings().at(new SiteId("01")))
        .hasSize((int) people);
  }

  @Test
  void whatever_is_thrown_at_any_page_or_operation_is_refused_in_words() {
    assertThat(HostileInput.at(house, 250, System.nanoTime())).isEmpty();
  }

  @Test
  @Tag("long")
  void five_thousand_hostile_inputs_are_refused_in_words() {
    assertThat(HostileInput.at(house, 5_000, System.nanoTime())).isEmpty();
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(
        text.substring(0, Math.min(text.length(), 2_000)), java.nio.charset.StandardCharsets.UTF_8);
  }

  // Queries, deviations, signatures --------------------------------------------------------------

  @Test
  void a_query_is_asked_answered_closed_and_opened_again() {
    Browser monitor = program("monitor");
    Browser site = program("coordinator");
    String path = "/api/participants/" + first + "/queries";
    Map<String, Object> asked =
        Map.of("form", "exam", "ordinal", 1, "item", "systolic", "text", "Sitting or lying?");
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    int number = done(post(monitor, path, asked, key)).get("number").asInt();
    assertThat(done(post(monitor, path, asked, key)).get("number").asInt()).isEqualTo(number);
    String one = path + "/" + number;
    assertThat(done(post(site, one, Map.of("text", "Sitting."))).get("waitsForSite").asBoolean())
        .isFalse();
    refused(post(site, one, Map.of("text", "Done.", "act", "close")), 403);
    JsonNode closed = done(post(monitor, one, Map.of("text", "Thank you.", "act", "close")));
    assertThat(closed.get("open").asBoolean()).isFalse();
    assertThat(closed.get("said")).hasSize(3);
    assertThat(
            done(post(monitor, one, Map.of("text", "Not so.", "act", "reopen")))
                .get("open")
                .asBoolean())
        .isTrue();
    refused(post(site, one, Map.of("text", " ")), 422);
    refused(post(site, path + "/99", Map.of("text", "x")), 404);
  }

  @Test
  void a_deviation_is_told_by_one_and_judged_by_another() {
    Browser site = program("coordinator");
    Browser manager = program("data-manager");
    String path = "/api/participants/" + first + "/deviations";
    String day = facts(first).getFirst().occurred().toString();
    JsonNode told =
        done(
            post(
                site,
                path,
                Map.of(
                    "what", "A visit by telephone",
                    "happened", day,
                    "noticed", day,
                    "category", "visit",
                    "importance", "minor")));
    assertThat(told.get("state").asString()).isEqualTo("written");
    String one = path + "/" + told.get("number").asInt();
    Map<String, Object> judgement =
        Map.of(
            "category",
            "visit",
            "importance",
            "important",
            "close",
            true,
            "seen",
            told.get("seen").asInt());
    refused(post(site, one, judgement), 403);
    assertThat(done(post(manager, one, judgement)).get("state").asString()).isEqualTo("closed");
    JsonNode wrong =
        refused(
            post(
                site,
                path,
                Map.of(
                    "what", "x",
                    "happened", "yesterday",
                    "noticed", day,
                    "category", "weather",
                    "importance", "minor")),
            422);
    assertThat(wrong.get("errors").propertyNames()).containsExactly("category", "happened");
  }

  @Test
  void a_record_is_signed_with_the_password_as_it_was_read_then_locked() throws IOException {
    Browser investigator = program("investigator");
    Browser manager = program("data-manager");
    String who = house.lead("01", 14, "exam");
    String path = "/api/participants/" + who + "/closing";
    String password = Files.readString(folder.resolve("demo.password")).strip();
    String digest = done(investigator.get(path)).get("digest").asString();
    refused(
        post(investigator, path + "/endorsement", Map.of("digest", digest, "password", "wrong")),
        422);
    refused(post(manager, path + "/lock", Map.of("lock", true)), 409);
    JsonNode signed =
        done(
            post(
                investigator,
                path + "/endorsement",
                Map.of("digest", digest, "password", password)));
    assertThat(signed.get("signatures").get(0).get("holds").asBoolean()).isTrue();
    assertThat(done(post(manager, path + "/lock", Map.of("lock", true))).get("locked").asString())
        .contains("locked");
    refused(
        post(
            program("coordinator"),
            "/api/participants/" + who + "/forms/exam/1",
            Map.of("answers", Map.of("weight", "99 kg"), "reason", "x"),
            Map.of("If-Match", "\"1\"")),
        409);
    refused(post(manager, path + "/lock", Map.of("lock", false)), 422);
    done(post(manager, path + "/lock", Map.of("lock", false, "reason", "a late report")));
  }

  @Test
  void problems_are_said_in_the_language_that_is_asked_for() {
    Browser chinese = program("coordinator");
    chinese.headers.put("Accept-Language", "zh-CN");
    assertThat(refused(chinese.get("/api/participants/01-999"), 404).get("title").asString())
        .isEqualTo("该地址下没有内容");
  }
}
