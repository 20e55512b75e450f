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
    assertThat(house.browser("monitor").get("/kits?site=%09%3D1").statusCode()).isLessThan(500);
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

  // Pages and programs ----------------------------------------------------------------------------

  /**
   * What a page does by POST, and by which operation a program does it; or, in brackets, why it is
   * done on its page only. Written by hand.
   */
  private static final String ACTS =
      """
      /set-up/{token}                                   (sets a password: a person does)
      /account/password                                 (sets a password: a person does)
      /account/codes                                    (turns on codes of a telephone: a person does)
      /account/codes/first                              (turns on codes of a telephone: a person does)
      /account/codes/end                                (turns off codes of a telephone: a person does)
      /account/digest                                   (whether oneself gets mails)
      /account/tokens                                   (no token makes a token)
      /account/tokens/{token}                           (no token ends a token)
      /accounts/{account}/tokens/{token}                (no token ends a token)
      /accounts                                         (who may what is a person's decision)
      /accounts/grants                                  (who may what is a person's decision)
      /accounts/subjects                                (who may what is a person's decision)
      /accounts/{account}/link                          (who may what is a person's decision)
      /accounts/{account}/codes/end                     (who may what is a person's decision)
      /sites                                            (opened once, by a person who looks)
      /study/assumed/{chapter}                          (two people stand for what they have read)
      /committee/enter                                  (results by arm never leave their workspace)
      /committee/leave                                  (results by arm never leave their workspace)
      /committee/cuts                                   (results by arm never leave their workspace)
      /committee/cuts/{cut}/recommendation              (results by arm never leave their workspace)
      /committee/cuts/{cut}/recommendation/agreement    (results by arm never leave their workspace)
      /committee/cuts/{cut}/release                     (results by arm never leave their workspace)
      /committee/cuts/{cut}/release/agreement           (results by arm never leave their workspace)
      /participants/{participant}/identity              (a name is looked at by a person)
      /participants/{participant}/redactions            (what goes for good is seen first)
      /participants/{participant}/redactions/agreement  (what goes for good is seen first)
      /sites/{site}/results                             (chooses a file; its lines are sent at once)
      /participants/new                                 same
      /participants/{participant}/files                 same
      /participants/{participant}/files/errors          same
      /participants/{participant}/queries               same
      /participants/{participant}/queries/{query}       same
      /participants/{participant}/deviations            same
      /participants/{participant}/deviations/{deviation} same
      /sites/{site}/deviations                          same
      /sites/{site}/deviations/{deviation}              same
      /verification                                     same
      /participants/{participant}/forms/{form}/{ordinal}/review same
      /sites/{site}/holidays                            same
      /sites/{site}/holidays/lines                      same
      /sites/{site}/results/lines                       same
      /sites/{site}/laboratory                          same
      /sites/{site}/laboratory/lines                    same
      /sites/{site}/delegation                          same
      /sites/{site}/training                            same
      /amendments/{digest}                              same
      /amendments/{digest}/agreement                    same
      /sites/{site}/amendments/{digest}                 same
      /sites/{site}/amendments/{digest}/participants    same
      /participants/{participant}/closing/endorsement   same
      /participants/{participant}/closing/lock          same
      /participants/{participant}/forms/{form}/{ordinal}/freeze same
      /participants/{participant}/screening             same
      /participants/{participant}/forms/{form}          same
      /participants/{participant}/forms/{form}/{ordinal} same
      /participants/{participant}/eligibility           same
      /participants/{participant}/allocation            same
      /participants/{participant}/doses                 same
      /participants/{participant}/doses/confirm         same
      /participants/{participant}/doses/fraction        same
      /sites/{site}/kits/cartons                        same
      /sites/{site}/kits/receipts                       same
      /sites/{site}/kits/withdrawals                    same
      /participants/{participant}/kits                  same
      /participants/{participant}/kits/returns          same
      /participants/{participant}/unblinding            same
      """;

  @Test
  void whatever_a_page_does_a_program_does_or_it_is_said_why_not() {
    TreeSet<String> pages = new TreeSet<>();
    TreeSet<String> programs = new TreeSet<>();
    for (var route : house.routes()) {
      if (route.method().equals("POST")) {
        var to = route.pattern().startsWith("/api/") ? programs : pages;
        to.add(route.pattern().replaceFirst("^/api/", "/"));
      }
    }
    TreeSet<String> told = new TreeSet<>();
    TreeSet<String> same = new TreeSet<>();
    for (String line : ACTS.lines().toList()) {
      String[] parts = line.strip().split(" +", 2);
      assertThat(told.add(parts[0])).as("twice: %s", line).isTrue();
      if (parts[1].equals("same")) {
        same.add(parts[0]);
      } else {
        assertThat(parts[1]).matches("\\(.{10,}\\)");
      }
    }
    assertThat(told).as("every act of a page").isEqualTo(pages);
    assertThat(same).as("every act of a program").isEqualTo(programs);
  }

  // The office
  // -------------------------------------------------------------------------------------

  @Test
  void holidays_are_recorded_taken_back_and_read_as_lines_that_change_nothing_twice() {
    Browser site = program("coordinator");
    String path = "/api/sites/01/holidays";
    JsonNode kept =
        done(
            post(
                site,
                path,
                Map.of(
                    "from", "2031-10-01", "to", "2031-10-07", "name", "Festival", "closed", true)));
    assertThat(kept.get("counts").asBoolean()).isTrue();
    Map<String, Object> open =
        Map.of("from", "2031-10-01", "to", "2031-10-07", "name", "Worked", "closed", false);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    assertThat(done(post(site, path, open, key))).isEqualTo(done(post(site, path, open, key)));
    List<Boolean> counts = new ArrayList<>();
    done(site.get(path))
        .get("items")
        .forEach(
            one -> {
              if (one.get("from").asString().startsWith("2031-10")) {
                counts.add(one.get("counts").asBoolean());
              }
            });
    assertThat(counts).containsExactly(false, true);
    assertThat(
            refused(
                    post(site, path, Map.of("from", "2031-02-30", "name", "x", "closed", true)),
                    422)
                .get("errors")
                .propertyNames())
        .containsExactly("from");
    String lines = "from,to,name,closed\n2032-01-01,,New Year,yes\n2032-05-01,2032-05-05,May,yes\n";
    JsonNode looked = done(post(site, path + "/lines", Map.of("lines", lines)));
    assertThat(looked.get("fresh").asInt()).isEqualTo(2);
    assertThat(looked.get("recorded").asBoolean()).isFalse();
    Map<String, Object> record = Map.of("lines", lines, "record", true);
    JsonNode recorded = done(post(site, path + "/lines", record, key("lines")));
    assertThat(recorded.get("standing").asInt()).isEqualTo(2);
    assertThat(done(post(site, path + "/lines", record, key("lines")))).isEqualTo(recorded);
    assertThat(
            done(post(site, path + "/lines", Map.of("lines", lines + "x,,y,yes\n")))
                .get("problems")
                .get(0)
                .asString())
        .contains("4");
    refused(post(program("monitor"), path, open), 403);
    refused(post(program("coordinator2"), path, open), 404);
  }

  private static Map<String, String> key(String name) {
    return Map.of("Idempotency-Key", UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString());
  }

  @Test
  void a_laboratorys_file_is_looked_at_then_recorded_as_a_whole_and_once() {
    Browser site = program("coordinator");
    String who = house.lead("01", 41, "consent");
    String day = facts(who).getLast().occurred().toString();
    String path = "/api/sites/01/results/lines";
    String lines = "Number,Drawn,Pressure\n" + who + "," + day + ",151\n";
    Map<String, Object> look =
        Map.of(
            "laboratory",
            "Central",
            "form",
            "exam",
            "lines",
            lines,
            "columns",
            Map.of("Number", "_participant", "Drawn", "day", "Pressure", "systolic"));
    JsonNode looked = done(post(site, path, look));
    assertThat(looked.get("problems").isEmpty()).as("%s", looked).isTrue();
    assertThat(looked.get("lines").get(0).get("comes").asString()).isEqualTo("new");
    assertThat(facts(who)).as("nothing is recorded by looking").hasSize(2);
    Map<String, Object> record = new TreeMap<>(look);
    record.put("record", true);
    JsonNode kept = done(post(site, path, record, key("results")));
    assertThat(kept.get("recorded").asBoolean()).isTrue();
    assertThat(kept.get("lines").get(0).get("comes").asString()).isEqualTo("stands");
    int after = facts(who).size();
    assertThat(done(post(site, path, record, key("results")))).isEqualTo(kept);
    assertThat(done(post(site, path, record))).isEqualTo(kept);
    assertThat(facts(who)).hasSize(after);
    assertThat(done(site.get("/api/sites/01/results")).toString())
        .contains("\"Pressure\":\"systolic\"");
    record.remove("columns");
    record.put("lines", lines.replace("151", "152"));
    assertThat(refused(post(site, path, record), 422).get("errors").propertyNames())
        .as("a stored answer changes with a reason")
        .containsExactly("reason");
    record.put("lines", lines.replace(who, "01-999"));
    assertThat(done(post(site, path, record)).get("recorded").asBoolean()).isFalse();
    record.put("columns", Map.of("Weight", "weight"));
    assertThat(refused(post(site, path, record), 422).get("errors").propertyNames())
        .containsExactly("columns.Weight");
    refused(post(program("investigator"), path, look), 403);
  }

  @Test
  void a_record_is_compared_with_its_source_and_a_change_voids_that() {
    Browser monitor = program("monitor");
    Browser site = program("coordinator");
    String who = house.lead("01", 42, "exam");
    JsonNode open = reviewed(monitor, who);
    assertThat(open.get("state").asString()).isEqualTo("never");
    String path = "/api/participants/" + who + "/forms/exam/1";
    Map<String, Object> seen = Map.of("seen", open.get("seen").asInt());
    refused(post(monitor, path + "/review", Map.of("seen", 1)), 409);
    assertThat(done(post(monitor, path + "/review", seen)).get("state").asString())
        .isEqualTo("done");
    String tag = done(site.get(path)).get("tag").asString();
    done(
        post(
            site,
            path,
            Map.of("answers", Map.of("weight", "99 kg"), "reason", "weighed again"),
            Map.of("If-Match", "\"" + tag + "\"")));
    assertThat(reviewed(monitor, who).get("state").asString()).isEqualTo("changed");
    refused(post(site, path + "/review", seen), 403);
    Browser manager = program("data-manager");
    assertThat(reviewed(manager, who).get("state").asString()).as("apart").isEqualTo("never");
    JsonNode wrong = refused(post(manager, "/api/verification", Map.of("share", 101)), 422);
    assertThat(wrong.get("errors").has("share")).isTrue();
    refused(post(monitor, "/api/verification", Map.of("share", 50)), 403);
    assertThat(
            done(post(
                    manager,
                    "/api/verification",
                    Map.of("share", 0, "targets", "consent\nexam.systolic", "reason", "less")))
                .get("targets"))
        .hasSize(2);
    assertThat(reviewed(monitor, who).get("questions").toString()).isEqualTo("[\"systolic\"]");
  }

  /** The exam of somebody, as it stands in the list of what is looked at. */
  private static JsonNode reviewed(Browser program, String who) {
    for (String state : List.of("open", "done")) {
      for (JsonNode one :
          done(program.get("/api/verification?form=exam&limit=200&state=" + state)).get("items")) {
        if (one.get("participant").asString().equals(who)) {
          return one;
        }
      }
    }
    throw new AssertionError("the exam of " + who + " is in no list");
  }

  @Test
  void tasks_are_delegated_and_ended_and_a_training_is_recorded() throws IOException {
    Browser investigator = program("investigator2");
    String path = "/api/sites/02/delegation";
    String password = Files.readString(folder.resolve("demo.password")).strip();
    String day = house.running().bean(Desk.class).today(new SiteId("02")).toString();
    Map<String, Object> told = new TreeMap<>();
    told.put("person", "coordinator2");
    told.put("name", "C. Two");
    told.put("tasks", "consent enter");
    told.put("from", day);
    told.put("password", "wrong");
    refused(post(investigator, path, told), 422);
    told.put("password", password);
    JsonNode kept = done(post(investigator, path, told, key("delegation")));
    assertThat(kept.get("holds").asBoolean()).isTrue();
    assertThat(done(post(investigator, path, told, key("delegation")))).isEqualTo(kept);
    Map<String, Object> ended = new TreeMap<>(told);
    ended.put("number", kept.get("number").asInt());
    ended.put("until", day);
    assertThat(refused(post(investigator, path, ended), 422).get("errors").has("reason")).isTrue();
    ended.put("reason", "left");
    assertThat(done(post(investigator, path, ended)).get("until").asString()).isEqualTo(day);
    ended.put("number", 99);
    assertThat(refused(post(investigator, path, ended), 422).get("errors").has("number")).isTrue();
    told.put("tasks", "everything");
    assertThat(refused(post(investigator, path, told), 422).get("errors").has("tasks")).isTrue();
    Map<String, Object> training =
        Map.of(
            "person", "coordinator2",
            "name", "C. Two",
            "what", "Good clinical practice",
            "day", day,
            "password", password);
    done(post(investigator, "/api/sites/02/training", training));
    assertThat(done(investigator.get(path)).get("items")).hasSize(2);
    refused(post(program("coordinator2"), path, told), 403);
    refused(post(program("investigator"), path, told), 404);
  }

  @Test
  void a_version_is_read_proposed_agreed_to_begun_and_somebody_goes_on_under_it()
      throws IOException {
    Desk desk = house.running().bean(Desk.class);
    Opening.keep(desk.trial(), desk.trial().study(), ThreeArms.FOLDER);
    String digest = AmendmentTest.offered(desk, AmendmentTest.SECOND);
    String password = Files.readString(folder.resolve("demo.password")).strip();
    Browser manager = program("data-manager");
    Browser sponsor = program("sponsor");
    String path = "/api/amendments/" + digest;
    JsonNode offered = done(sponsor.get(path));
    assertThat(offered.get("version").get("stage").asString()).isEqualTo("offered");
    assertThat(offered.get("changes").isEmpty()).isFalse();
    assertThat(offered.get("places").toString()).as("a sponsor sees nobody").doesNotContain("01-0");
    assertThat(done(manager.get(path)).get("places").toString()).contains(second);
    Map<String, Object> proposal =
        Map.of("reason", "a later visit", "consent", true, "password", password);
    refused(post(sponsor, path, proposal), 403);
    JsonNode proposed = done(post(manager, path, proposal, key("proposal"))).get("version");
    assertThat(done(post(manager, path, proposal, key("proposal"))).get("version"))
        .isEqualTo(proposed);
    refused(
        post(manager, "/api/verification", Map.of("share", 1, "reason", "x"), key("proposal")),
        409);
    Map<String, Object> agreement =
        Map.of("proposal", proposed.get("proposal").asInt(), "password", password);
    refused(post(manager, path + "/agreement", agreement), 403);
    assertThat(
            done(post(sponsor, path + "/agreement", agreement))
                .get("version")
                .get("stage")
                .asString())
        .isEqualTo("agreed");
    String site = "/api/sites/02/amendments/" + digest;
    Browser investigator = program("investigator2");
    Map<String, Object> going = Map.of("participant", second, "password", password);
    refused(post(investigator, site + "/participants", going), 422);
    assertThat(done(post(manager, site, Map.of("password", password))).get("works").asBoolean())
        .isTrue();
    refused(post(manager, site, Map.of("password", password)), 409);
    Map<String, Object> consented = new TreeMap<>(going);
    consented.put("consented", desk.today(new SiteId("02")).toString());
    JsonNode after = done(post(investigator, site + "/participants", consented));
    assertThat(after.get("people").toString()).contains("under_it");
    consented.put("participant", first);
    assertThat(refused(post(investigator, site + "/participants", consented), 422).get("errors"))
        .as("somebody of another site")
        .isNotEmpty();
    assertThat(done(manager.get("/api/amendments")).get("items")).hasSize(1);
  }

  @Test
  void forms_are_taken_out_as_files_and_that_is_in_the_access_log() {
    Browser site = program("coordinator");
    assertThat(done(site.get("/api/export")).toString()).contains("/api/export/exam.csv");
    HttpResponse<String> exam = site.get("/api/export/exam.csv");
    assertThat(exam.statusCode()).isEqualTo(200);
    assertThat(exam.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(exam.body()).contains(first).doesNotContain(second);
    assertThat(exam.body()).isEqualTo(house.browser("coordinator").get("/export/exam.csv").body());
    assertThat(site.get("/api/export/forms.xlsx").body()).contains("sheet name=\"exam\"");
    refused(site.get("/api/export/nothing.csv"), 404);
    refused(program("data-manager").get("/api/export"), 403);
  }

  @Test
  void problems_are_said_in_the_language_that_is_asked_for() {
    Browser chinese = program("coordinator");
    chinese.headers.put("Accept-Language", "zh-CN");
    assertThat(refused(chinese.get("/api/participants/01-999"), 404).get("title").asString())
        .isEqualTo("该地址下没有内容");
  }
}
