package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journey.Event;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built-in study, worked by programs alone: no page is opened. */
class ByProgramTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static Browser program(String account) {
    Browser program = new Browser();
    program.bearer = Demonstration.token(Demonstration.RUNNING, account, true);
    return program;
  }

  private static JsonNode ask(Browser program, String path) {
    var answer = program.get("/api" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode tell(Browser program, String path, Map<String, Object> body, UUID key) {
    program.headers.put("Idempotency-Key", key.toString());
    var answer = program.send("POST", "/api" + path, JSON.writeValueAsString(body));
    program.headers.clear();
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static JsonNode tell(Browser program, String path, Map<String, Object> body) {
    return tell(program, path, body, UUID.randomUUID());
  }

  @Test
  void a_newcomer_is_screened_randomised_and_dosed_by_programs() {
    Browser site = program("coordinator");
    Browser investigator = program("investigator");
    String today = Demonstration.RUNNING.bean(Desk.class).today(new SiteId("01")).toString();
    UUID door = UUID.randomUUID();
    Map<String, Object> newcomer =
        Map.of(
            "initials", "QX",
            "sex", "male",
            "birth-date", "1961-07-23",
            "hospital-number", "H-" + UUID.randomUUID());
    String number = tell(site, "/participants/new", newcomer, door).get("participant").asString();
    assertThat(tell(site, "/participants/new", newcomer, door).get("participant").asString())
        .as("the same person at the door once more")
        .isEqualTo(number);
    String person = "/participants/" + number;
    for (String form : FirstParticipantTest.BASELINE) {
      Map<String, String> answers = new HashMap<>(Map.of("day", today));
      if (form.equals("qlq-c30")) {
        answers.put("mode", "paper");
      }
      if (form.equals("endoscopy")) {
        answers.put("from", "30 cm");
      }
      tell(site, person + "/forms/" + form, Map.of("answers", answers));
    }
    JsonNode check = ask(site, person + "/allocation");
    assertThat(check.get("ready").asBoolean()).isFalse();
    assertThat(check.get("why").isEmpty()).isFalse();
    tell(
        site,
        person + "/screening",
        Map.of("answers", Hands.FIT, "seen", ask(site, person + "/screening").get("seen").asInt()));
    JsonNode judged = ask(investigator, person + "/eligibility");
    assertThat(judged.get("mayBeAllocated").asBoolean()).isFalse();
    assertThat(judged.get("approvals")).hasSize(1);
    judged =
        tell(
            investigator,
            person + "/eligibility",
            Map.of(
                "form", judged.get("approvals").get(0).get("form").asString(),
                "answers", Map.of("signed-on", today, "other-condition", "no", "signed", "yes"),
                "password", Demonstration.password()));
    assertThat(judged.get("eligible").asString()).isEqualTo("yes");
    assertThat(judged.get("mayBeAllocated").asBoolean()).isTrue();
    int seen = ask(investigator, person + "/allocation").get("seen").asInt();
    Map<String, Object> draw = Map.of("seen", seen, "password", Demonstration.password());
    UUID key = UUID.randomUUID();
    JsonNode drawn = tell(investigator, person + "/allocation", draw, key);
    assertThat(tell(investigator, person + "/allocation", draw, key)).isEqualTo(drawn);
    assertThat(tell(investigator, person + "/allocation", draw)).isEqualTo(drawn);
    assertThat(ask(site, person + "/allocation/result")).isEqualTo(drawn);
    assertThat(
            Demonstration.RUNNING.bean(Desk.class).facts(new ParticipantId(number)).stream()
                .filter(fact -> fact.event() instanceof Event.Allocated))
        .hasSize(1);
    firstDose(site, person, today);
  }

  private static void firstDose(Browser site, String person, String today) {
    Map<String, String> blood = new TreeMap<>();
    blood.put("day", today);
    blood.put("neutrophils", "4.1 10^9/L (1.8..6.3)");
    blood.put("platelets", "220 10^9/L (125..350)");
    blood.put("creatinine", "75 umol/L (59..104)");
    blood.put("ALT", "22 U/L (9..50)");
    blood.put("AST", "24 U/L (15..40)");
    blood.put("bilirubin", "11 umol/L (3..21)");
    tell(site, person + "/forms/blood", Map.of("visit", "day-1", "answers", blood));
    tell(
        site,
        person + "/forms/exam",
        Map.of(
            "visit",
            "day-1",
            "answers",
            Map.of("day", today, "height", "168 cm", "weight", "60 kg", "ecog", "0")));
    JsonNode doses = ask(site, person + "/doses");
    JsonNode due = null;
    for (JsonNode one : doses.get("doses")) {
      due = one.get("drug").asString().equals("nab-paclitaxel") ? one : due;
    }
    assertThat(due).isNotNull();
    assertThat(due.get("amount").asString() + due.get("unit").asString()).isEqualTo("85mg");
    assertThat(due.get("givable").asBoolean()).isTrue();
    Map<String, Object> given =
        Map.of(
            "drug", "nab-paclitaxel",
            "answers", Map.of("batch", "N2401"),
            "seen", doses.get("seen").asInt());
    UUID key = UUID.randomUUID();
    JsonNode after = tell(site, person + "/doses", given, key);
    assertThat(tell(site, person + "/doses", given, key)).isEqualTo(after);
    assertThat(after.get("doses").toString()).contains("\"recorded\":1");
    JsonNode record = ask(site, person + "/forms/dose/1");
    assertThat(record.get("answers").get("given").asString()).isEqualTo("85 mg");
    JsonNode trail = ask(site, person + "/trail?form=dose");
    assertThat(trail.get("items").toString()).contains("\"now\":\"85 mg\"").contains("coordinator");
  }

  @Test
  void the_script_of_the_how_to_leads_somebody_to_an_arm()
      throws IOException, InterruptedException {
    Path python = Tools.need("python3", "python3");
    var script =
        new ProcessBuilder(
            python.toString(), Path.of("../docs/how-to/examples/register-to-arm.py").toString());
    script
        .environment()
        .putAll(
            Map.of(
                "TRIAL", Demonstration.ADDRESS,
                "COORDINATOR", Demonstration.token(Demonstration.RUNNING, "coordinator", true),
                "INVESTIGATOR", Demonstration.token(Demonstration.RUNNING, "investigator", true),
                "PASSWORD", Demonstration.password()));
    Process running = script.redirectErrorStream(true).start();
    String said =
        new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(running.exitValue()).as(said).isZero();
    assertThat(said).matches("01-\\d{3} is allocated to .+ by entry \\d+");
  }
}
