package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Trial;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/** Accounts under a clock that the test moves. */
class AccountsTest {
  private static final DataSource SOURCE = Demonstration.RUNNING.bean(DataSource.class);
  private static final String PASSWORD = "four unrelated little words";

  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final Accounts accounts = new Accounts(SOURCE, new Passwords(), clock);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private SignedIn person(String account) {
    var by = Accounts.author("test", "Test");
    accounts.open(
        account, "Test Person", List.of(new Grant.AtSite(Role.MONITOR, new SiteId("01"))), by);
    assertThat(accounts.setUp(accounts.link(account, by), "Test Person", PASSWORD)).isTrue();
    return accounts
        .find(account)
        .map(found -> new SignedIn(account, found.name(), found.grants()))
        .orElseThrow();
  }

  @Test
  void a_session_ends_after_half_an_hour_without_a_request() {
    String session = accounts.begin(person("idle"));
    pass(Duration.ofMinutes(29));
    assertThat(accounts.session(session)).isPresent();
    pass(Duration.ofMinutes(29));
    assertThat(accounts.session(session)).isPresent();
    pass(Duration.ofMinutes(31));
    assertThat(accounts.session(session)).isEmpty();
  }

  @Test
  void a_second_step_holds_half_an_hour_and_belongs_to_one_session() {
    SignedIn person = person("steps");
    String session = accounts.begin(person);
    String other = accounts.begin(person);
    assertThat(accounts.steppedUp(session)).isFalse();
    accounts.stepUp(session);
    pass(Duration.ofMinutes(29));
    assertThat(accounts.steppedUp(session)).isTrue();
    assertThat(accounts.steppedUp(other)).isFalse();
    pass(Duration.ofMinutes(2));
    assertThat(accounts.steppedUp(session)).isFalse();
    accounts.stepUp(session);
    accounts.stepDown(session);
    assertThat(accounts.steppedUp(session)).isFalse();
  }

  @Test
  void who_sees_results_by_arm_holds_no_other_role() {
    var by = Accounts.author("test", "Test");
    for (Role other : Role.values()) {
      if (other != Role.SIGNED_OUT && !other.seesResultsByArm()) {
        assertThatThrownBy(
                () ->
                    accounts.open(
                        "both-" + other.code(),
                        "Both",
                        List.of(new Grant.Everywhere(Role.COMMITTEE), new Grant.Everywhere(other)),
                        by))
            .hasMessageContaining("holds no other role");
      }
    }
  }

  @Test
  void a_session_ends_after_twelve_hours_however_busy() {
    String session = accounts.begin(person("busy"));
    for (int request = 0; request < 35; request++) {
      pass(Duration.ofMinutes(20));
      assertThat(accounts.session(session)).as("after %d requests", request + 1).isPresent();
    }
    pass(Duration.ofMinutes(21));
    assertThat(accounts.session(session)).isEmpty();
  }

  @Test
  void a_changed_grant_holds_from_the_next_request_on() {
    String session = accounts.begin(person("changed"));
    assertThat(accounts.session(session).orElseThrow().grants())
        .containsExactly(new Grant.AtSite(Role.MONITOR, new SiteId("01")));
    JdbcClient.create(SOURCE).sql("delete from staff.grants where account = 'changed'").update();
    assertThat(accounts.session(session).orElseThrow().grants()).isEmpty();
    JdbcClient.create(SOURCE)
        .sql("update staff.accounts set active = false where account = 'changed'")
        .update();
    assertThat(accounts.session(session)).isEmpty();
    assertThat(accounts.signIn("changed", PASSWORD)).isInstanceOf(Accounts.SignIn.Refused.class);
  }

  private static DatedGrant dated(Role role, String site, String from, String until) {
    Grant grant =
        site.isEmpty() ? new Grant.Everywhere(role) : new Grant.AtSite(role, new SiteId(site));
    Function<String, Optional<LocalDate>> day =
        text -> text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    return new DatedGrant(grant, day.apply(from), day.apply(until));
  }

  @Test
  void a_role_is_held_from_its_first_day_to_its_last_by_people_and_by_their_programs() {
    var by = Accounts.author("test", "Test");
    var visit = dated(Role.INSPECTOR, "01", "2030-02-01", "2030-02-03");
    accounts.openDated("dated", "Dated Person", List.of(visit), by);
    accounts.setUp(accounts.link("dated", by), "Dated Person", PASSWORD);
    Tokens tokens = new Tokens(SOURCE, clock);
    SignedIn then = new SignedIn("dated", "Dated Person", List.of(visit.grant()));
    String secret = tokens.make(then, "test", then.grants(), false, 365);
    Map<String, Integer> held = new LinkedHashMap<>();
    for (String day : List.of("2030-01-31", "2030-02-01", "2030-02-03", "2030-02-04")) {
      now = Instant.parse(day + "T12:00:00Z");
      String session = accounts.begin(then);
      int grants = accounts.session(session).orElseThrow().grants().size();
      assertThat(tokens.holder(secret).orElseThrow().person().grants()).as(day).hasSize(grants);
      assertThat(accounts.find("dated").orElseThrow().grants()).as(day).hasSize(grants);
      held.put(day, grants);
    }
    assertThat(held.values()).containsExactly(0, 1, 1, 0);
    assertThat(accounts.find("dated").orElseThrow().dated()).containsExactly(visit);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          monitor,      01, coordinator,  01, refused
          monitor,      01, investigator, 01, refused
          monitor,      01, pharmacist,   01, refused
          monitor,      '', coordinator,  01, refused
          monitor,      01, coordinator,  02, given
          monitor,      01, data-manager, '', given
          committee,    '', coordinator,  01, refused
          committee,    '', sponsor,      '', refused
          committee,    '', committee-statistician, '', given
          sponsor,      '', monitor,      01, refused
          sponsor,      '', data-manager, '', refused
          sponsor,      '', investigator, 01, given
          inspector,    01, coordinator,  02, refused
          inspector,    01, monitor,      01, refused
          inspector,    01, inspector,    02, given
          coordinator,  01, investigator, 01, given
          pharmacist,   01, coordinator,  01, given
          """)
  void whoever_checks_holds_no_role_in_which_they_would_check_themselves(
      String one, String here, String other, String there, String expected) {
    var first = dated(Role.of(one).orElseThrow(), here, "", "");
    var second = dated(Role.of(other).orElseThrow(), there, "", "");
    String met = expected.equals("refused") ? "refused" : "given";
    assertThat(first.conflictsWith(second) ? "refused" : "given").isEqualTo(met);
    assertThat(second.conflictsWith(first) ? "refused" : "given").isEqualTo(met);
    var before = dated(Role.of(one).orElseThrow(), here, "", "2029-12-31");
    var after = dated(Role.of(other).orElseThrow(), there, "2030-01-01", "");
    assertThat(before.conflictsWith(after)).as("one after the other").isFalse();
  }

  @Test
  void an_administrator_gives_a_role_and_takes_it_away_on_the_page() {
    person("roles");
    Browser administrator = Browser.signedIn("administrator");
    administrator.get("/accounts");
    assertThat(sent(administrator, "role=coordinator site=01")).contains("Nobody holds the roles");
    assertThat(sent(administrator, "role=coordinator site=02 from=soon")).contains("is not a day");
    assertThat(sent(administrator, "role=coordinator site=02 from=2030-02-01 until=2030-01-01"))
        .contains("The last day comes before the first");
    assertThat(sent(administrator, "role=inspector site=02")).contains("role has a last day");
    assertThat(accounts.find("roles").orElseThrow().dated()).hasSize(1);
    sent(administrator, "role=coordinator site=02 from=2030-02-01 until=2030-03-01");
    assertThat(accounts.find("roles").orElseThrow().dated())
        .contains(dated(Role.COORDINATOR, "02", "2030-02-01", "2030-03-01"));
    assertThat(administrator.get("/accounts").body()).contains("2030-02-01 to 2030-03-01");
    assertThat(
            administrator
                .post(
                    "/accounts/grants",
                    Map.of(
                        "to", "administrator", "role", "administrator", "site", "", "act", "end"))
                .body())
        .contains("Nobody takes the administrator");
    sent(administrator, "role=monitor site=01 act=end");
    sent(administrator, "role=coordinator site=01");
    assertThat(accounts.find("roles").orElseThrow().dated())
        .extracting(DatedGrant::row)
        .containsExactlyInAnyOrder("coordinator 02 2030-02-01 2030-03-01", "coordinator 01  ");
    assertThat(log("roles", "account-changed"))
        .contains("granted coordinator 02 2030-02-01 2030-03-01", "ended monitor 01");
  }

  /** What the page says when these fields are sent for the account of the test. */
  private static String sent(Browser administrator, String fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("to", "roles");
    for (String field : fields.split(" ")) {
      int sign = field.indexOf('=');
      all.put(field.substring(0, sign), field.substring(sign + 1));
    }
    return administrator.post("/accounts/grants", all).body();
  }

  private static List<String> log(String subject, String kind) {
    return JdbcClient.create(SOURCE)
        .sql("select detail from journal.accesses where subject = :subject and kind = :kind")
        .param("subject", subject)
        .param("kind", kind)
        .query(String.class)
        .list();
  }

  @Test
  void every_page_and_file_that_an_inspector_opens_is_in_the_access_log_and_nothing_is_changed() {
    var by = Accounts.author("test", "Test");
    var house = Demonstration.RUNNING.bean(Accounts.class);
    LocalDate today = house.today();
    house.openDated(
        "inspection",
        "Ida Inspector",
        List.of(dated(Role.INSPECTOR, "01", today.toString(), today.plusDays(3).toString())),
        by);
    house.setUp(house.link("inspection", by), "Ida Inspector", Demonstration.password());
    Browser browser = Browser.signedIn("inspection");
    for (String page : List.of("/participants", "/verification", "/queries.csv", "/deviations")) {
      assertThat(browser.get(page).statusCode()).as(page).isEqualTo(200);
    }
    assertThat(browser.get("/results").statusCode()).isEqualTo(403);
    assertThat(browser.post("/participants/new", Map.of()).statusCode()).isEqualTo(403);
    assertThat(
            JdbcClient.create(SOURCE)
                .sql("select detail from journal.accesses where kind = 'inspected' order by at")
                .query(String.class)
                .list())
        .contains("/participants", "/verification", "/queries.csv", "/deviations")
        .doesNotContain("/sign-in", "/results");
  }

  @Test
  void a_set_up_link_works_once_and_for_a_day() {
    person("linked");
    var by = Accounts.author("test", "Test");
    String first = accounts.link("linked", by);
    String second = accounts.link("linked", by);
    assertThat(accounts.linked(first)).as("a newer link ends the older").isEmpty();
    assertThat(accounts.linked(second)).isPresent();
    pass(Duration.ofHours(25));
    assertThat(accounts.linked(second)).isEmpty();
    assertThat(accounts.setUp(second, "X", PASSWORD)).isFalse();
  }

  @Test
  void the_wait_doubles_with_each_further_failure_and_ends_with_success() {
    person("locked");
    for (int trial = 1; trial <= 10; trial++) {
      assertThat(accounts.signIn("locked", "wrong")).isEqualTo(new Accounts.SignIn.Refused());
    }
    List<Long> minutes = new ArrayList<>();
    for (int further = 0; further < 13; further++) {
      if (!(accounts.signIn("locked", PASSWORD) instanceof Accounts.SignIn.Locked(var until))) {
        throw new AssertionError("a locked name was tried");
      }
      minutes.add(Duration.between(now, until).toMinutes());
      now = until.plusSeconds(1);
      assertThat(accounts.signIn("locked", "wrong")).isEqualTo(new Accounts.SignIn.Refused());
    }
    assertThat(minutes)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 1440L, 1440L);
    pass(Duration.ofDays(1).plusMinutes(1));
    assertThat(accounts.signIn("LOCKED ", PASSWORD)).isInstanceOf(Accounts.SignIn.Accepted.class);
    assertThat(accounts.signIn("locked", "wrong")).isEqualTo(new Accounts.SignIn.Refused());
    assertThat(accounts.signIn("locked", PASSWORD)).isInstanceOf(Accounts.SignIn.Accepted.class);
  }

  @Test
  void many_at_once_get_no_more_than_ten_trials() throws Exception {
    person("crowd");
    int refused = 0;
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Accounts.SignIn>> trials = new ArrayList<>();
      for (int trial = 0; trial < 40; trial++) {
        trials.add(pool.submit(() -> accounts.signIn("crowd", "wrong")));
      }
      for (var trial : trials) {
        refused += trial.get() instanceof Accounts.SignIn.Refused ? 1 : 0;
      }
    }
    assertThat(refused).isEqualTo(10);
  }

  @Test
  void secrets_are_not_in_the_database() {
    var by = Accounts.author("test", "Test");
    SignedIn person = person("secret");
    String session = accounts.begin(person);
    String link = accounts.link("secret", by);
    String stored =
        String.join(
            " ",
            JdbcClient.create(SOURCE)
                .sql(
                    """
                    select a::text from staff.accounts a union all select s::text from staff.sessions s
                    union all select l::text from staff.links l
                    """)
                .query(String.class)
                .list());
    assertThat(stored).contains("secret").doesNotContain(session, link, PASSWORD);
    assertThat(stored).contains("argon2id");
  }

  @Test
  void the_first_link_is_there_until_somebody_has_a_password() {
    assertThat(Serve.firstLink(accounts))
        .as("the demonstration has passwords")
        .isEqualTo(Optional.empty());
  }

  private final Codes codes =
      new Codes(SOURCE, Demonstration.RUNNING.bean(Trial.class).vault(), clock);

  /** What an app shows for a key at the time of the test. */
  private String shown(Codes.State state) {
    return shown((Codes.State.Begun) state, now);
  }

  static String shown(Codes.State.Begun begun, Instant at) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(new SecretKeySpec(decoded(begun.key()), "HmacSHA1"), at);
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] decoded(String base32) {
    var bits = new StringBuilder();
    base32
        .chars()
        .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
        .mapToObj(value -> "%5s".formatted(Integer.toBinaryString(value)).replace(' ', '0'))
        .forEach(bits::append);
    byte[] bytes = new byte[bits.length() / 8];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) Integer.parseInt(bits.substring(8 * at, 8 * at + 8), 2);
    }
    return bytes;
  }

  private Accounts.SignIn signIn(String account, String code) {
    return accounts.signIn(account, PASSWORD, one -> codes.accepts(one, code));
  }

  @Test
  void the_key_is_written_as_rfc_4648_and_apps_have_it() {
    assertThat(Codes.base32("fooba".getBytes(StandardCharsets.UTF_8))).isEqualTo("MZXW6YTB");
    assertThat(Codes.base32("12345678901234567890".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  }

  @Test
  void with_codes_on_the_password_alone_opens_nothing_and_each_code_is_taken_once() {
    var who = person("coded");
    var by = Accounts.author("coded", "Coded");
    codes.begin("coded");
    Codes.State begun = codes.of("coded");
    // Until the first code was typed the account is as it was.
    assertThat(signIn("coded", "")).isInstanceOf(Accounts.SignIn.Accepted.class);
    assertThat(codes.turnOn("coded", "000000", by)).isEmpty();
    List<String> recovery = codes.turnOn("coded", shown(begun), by);
    assertThat(recovery).hasSize(Codes.RECOVERY_CODES).doesNotHaveDuplicates();
    assertThat(recovery.getFirst()).matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}");

    assertThat(signIn("coded", "")).isInstanceOf(Accounts.SignIn.Refused.class);
    assertThat(signIn("coded", shown(begun)))
        .as("the code that turned codes on")
        .isInstanceOf(Accounts.SignIn.Refused.class);
    pass(Duration.ofSeconds(30));
    String code = shown(begun);
    assertThat(signIn("coded", code.substring(0, 3) + " " + code.substring(3)))
        .isEqualTo(new Accounts.SignIn.Accepted(who));
    assertThat(signIn("coded", code)).as("again").isInstanceOf(Accounts.SignIn.Refused.class);
    pass(Duration.ofSeconds(60));
    assertThat(signIn("coded", code)).as("too old").isInstanceOf(Accounts.SignIn.Refused.class);
    String early = shown(begun);
    pass(Duration.ofSeconds(30));
    assertThat(signIn("coded", early)).as("late").isInstanceOf(Accounts.SignIn.Accepted.class);

    String kept = recovery.getLast().toLowerCase(Locale.ROOT);
    assertThat(signIn("coded", kept)).isInstanceOf(Accounts.SignIn.Accepted.class);
    assertThat(signIn("coded", kept)).isInstanceOf(Accounts.SignIn.Refused.class);
    assertThat(codes.of("coded")).isInstanceOf(Codes.State.On.class);
    assertThat(((Codes.State.On) codes.of("coded")).recoveryCodes()).isEqualTo(9);

    // Another key in between changes nothing, and another's codes open nothing.
    codes.begin("coded");
    person("coded-too");
    codes.begin("coded-too");
    assertThat(signIn("coded", shown(codes.of("coded-too"))))
        .isInstanceOf(Accounts.SignIn.Refused.class);

    codes.turnOff("coded", by);
    assertThat(signIn("coded", "")).isInstanceOf(Accounts.SignIn.Accepted.class);
    assertThat(signIn("coded", "anything")).isInstanceOf(Accounts.SignIn.Accepted.class);
  }

  @Test
  void wrong_codes_count_as_wrong_passwords_do() {
    person("guessed");
    codes.begin("guessed");
    Codes.State begun = codes.of("guessed");
    codes.turnOn("guessed", shown(begun), Accounts.author("guessed", "Guessed"));
    pass(Duration.ofSeconds(30));
    for (int trial = 0; trial < Accounts.FAILURES; trial++) {
      assertThat(signIn("guessed", "wrong")).isInstanceOf(Accounts.SignIn.Refused.class);
    }
    assertThat(signIn("guessed", shown(begun))).isInstanceOf(Accounts.SignIn.Locked.class);
  }
}
