package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trialwright.app.LaboratoryTest.newcomer;
import static org.trialwright.app.LaboratoryTest.problems;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** A laboratory's file comes in as if somebody had typed it, all of it or nothing. */
class ResultsTest {
  private static final SiteId SITE = new SiteId("01");
  private static final String PAGE = "/sites/01/results";
  private static final String HEAD = "Patient;Sampled;ALT;Unit;Creatinine;Remark\n";

  /** What HEAD's columns hold. */
  private static final List<String> HOLD =
      List.of("_participant", "day", "ALT", "ALT:unit", "creatinine:umol/L", "-");

  private static String one;
  private static String two;

  @BeforeAll
  static void two_people_are_at_the_site() {
    Browser site = Browser.signedIn("coordinator");
    one = newcomer(site, "male").substring("/participants/".length());
    two = newcomer(site, "female").substring("/participants/".length());
    var limits =
        new Event.LimitsSet(SITE, "blood.ALT", "U/L", "9", "50", "", 0, 150, "Central, no. 12");
    var act =
        new org.trialwright.bedside.Act(
            new Author("coordinator", "C. Demo", "coordinator", java.util.Optional.of(SITE)),
            UUID.randomUUID());
    assertThat(desk().setLimits(SITE, List.of(new LabLimits.Dated(limits, day(90))), act))
        .isInstanceOf(Outcome.Done.class);
  }

  private static Desk desk() {
    return Demonstration.RUNNING.bean(Desk.class);
  }

  /** A day before today. */
  private static LocalDate day(int before) {
    return desk().today(SITE).minusDays(before);
  }

  private static Map<String, String> sent(String laboratory, String text, String act) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < HOLD.size(); i++) {
      fields.put("column-" + i, HOLD.get(i));
    }
    fields.put("laboratory", laboratory);
    fields.put("form", "blood");
    fields.put("lines", text);
    fields.put("act", act);
    fields.put("key", UUID.randomUUID().toString());
    return fields;
  }

  private static HttpResponse<String> post(String text, String act) {
    Browser site = Browser.signedIn("coordinator");
    site.get(PAGE);
    return site.post(PAGE + "/lines", sent("Central", text, act));
  }

  /** The saves of a participant's blood, newest last. */
  private static List<Fact> blood(String participant) {
    return desk().facts(new ParticipantId(participant)).stream()
        .filter(fact -> fact.event() instanceof Event.Saved saved && saved.form().equals("blood"))
        .toList();
  }

  private static Map<String, String> newest(String participant) {
    return ((Event.Saved) blood(participant).getLast().event()).answers();
  }

  @Test
  void the_same_file_twice_records_nothing_twice_and_another_value_asks_for_the_reason() {
    String file =
        HEAD
            + "%s;%s;130;U/L;75;ok\n".formatted(one, day(3))
            + "%s;%s;22;U/L;;\n".formatted(two, day(3));
    int before = blood(one).size();
    var looked = post(file, "look");
    assertThat(looked.statusCode()).as(problems(looked)).isEqualTo(200);
    assertThat(looked.body())
        .contains("2 new records, 0 with other answers than stored, 0 stand already")
        .contains("130\u00a0U/L (9–50)");
    assertThat(blood(one)).hasSize(before);
    assertThat(post(file, "record").headers().firstValue("Location").orElse(""))
        .endsWith("/results?new=2&changed=0&stood=0");
    assertThat(newest(one))
        .containsEntry("ALT", "130 U/L (9..50)")
        .containsEntry("creatinine", "75 umol/L")
        .containsEntry("day", day(3).toString());
    assertThat(blood(one).getLast().author().person()).isEqualTo("coordinator");
    assertThat(post(file, "look").body()).contains("0 new records", "2 stand already");
    assertThat(post(file, "record").body()).contains("2 stand already");
    assertThat(blood(one)).hasSize(before + 1);
    String other = file.replace(";130;", ";131;");
    assertThat(post(other, "record").statusCode()).isEqualTo(422);
    assertThat(post(other, "look").body())
        .contains("131\u00a0U/L (9–50) instead of 130\u00a0U/L (9–50)")
        .contains("Why do stored answers change?");
    assertThat(blood(one)).hasSize(before + 1);
    Browser site = Browser.signedIn("coordinator");
    site.get(PAGE);
    Map<String, String> mended = sent("Central", other, "record");
    mended.put("reason", "the laboratory corrected it");
    assertThat(site.post(PAGE + "/lines", mended).statusCode()).isEqualTo(302);
    assertThat(site.post(PAGE + "/lines", mended).statusCode()).as("sent twice").isIn(200, 302);
    assertThat(blood(one)).hasSize(before + 2);
    assertThat(blood(one).getLast().reason()).isEqualTo("the laboratory corrected it");
    assertThat(newest(one)).containsEntry("ALT", "131 U/L (9..50)");
  }

  @Test
  void a_result_in_another_unit_does_not_keep_the_limits_of_the_one_it_replaces() {
    var stored =
        new org.trialwright.bedside.Save(
            new ParticipantId(two),
            "blood",
            0,
            "",
            Map.of("day", day(30).toString(), "creatinine", "75 umol/L (59..104)"),
            java.util.Optional.empty(),
            "",
            0);
    var act =
        new org.trialwright.bedside.Act(
            new Author("coordinator", "C. Demo", "coordinator", java.util.Optional.of(SITE)),
            UUID.randomUUID());
    assertThat(desk().save(stored, act)).isInstanceOf(Outcome.Saved.class);
    Browser site = Browser.signedIn("coordinator");
    for (String value : List.of("75 umol/L", "0.85 mg/dL")) {
      site.get(PAGE);
      String file = HEAD + "%s;%s;;;%s;\n".formatted(two, day(30), value);
      Map<String, String> fields = sent("East", file, "record");
      fields.put("column-4", "creatinine");
      fields.put("reason", "measured again");
      site.post(PAGE + "/lines", fields);
      assertThat(newest(two))
          .containsEntry(
              "creatinine", value.equals("75 umol/L") ? "75 umol/L (59..104)" : "0.85 mg/dL");
    }
  }

  @Test
  void each_fault_is_told_with_line_column_and_what_to_do_and_nothing_is_recorded() {
    String file =
        HEAD
            + "%s;%s;40;U/L;75;ok\n".formatted(two, day(9))
            + "01-999;%s;40;U/L;75;\n".formatted(day(9))
            + "%s;%s;40;mg;75;\n".formatted(one, day(10))
            + "\n"
            + "%s;%s;=1+1;U/L;75;\n".formatted(one, day(11))
            + "%s;%s;40;U/L;7,5;\n".formatted(one, day(12))
            + "%s;%s;40;U/L;75;\n".formatted(one, day(-2))
            + "%s;3/4/2026;40;U/L;75;\n".formatted(one)
            + "%s;%s;41;U/L;75;\n".formatted(two, day(9))
            + ";%s;41;U/L;75;\n".formatted(day(9))
            + "%s;%s;high;U/L;75;\n".formatted(one, day(13))
            + "%s;%s;41\n".formatted(one, day(14))
            + "02-001;%s;41;U/L;75;\n".formatted(day(9));
    int before = blood(two).size() + blood(one).size();
    var refused = post(file, "record");
    assertThat(refused.statusCode()).isEqualTo(422);
    String said = problems(refused);
    assertThat(said)
        .contains("Line 3, Patient: Nobody at this site has the number “01-999”")
        .contains("Line 4, ALT: ")
        .contains("Line 6, ALT: The cell begins like a formula")
        .contains("Line 7, Creatinine: ")
        .contains("Line 8, Sampled: " + day(-2) + " is still to come")
        .contains("Line 9, Sampled: ")
        .contains("Line 10, Patient: The same participant and day as line 2")
        .contains("Line 11, Patient: The number of the participant is missing")
        .contains("Line 12, ALT: ")
        .contains("Line 13 has 3 cells instead of 6")
        .contains("Line 14, Patient: Nobody at this site has the number “02-001”")
        .doesNotContain("Line 2,", "Line 5");
    assertThat(blood(two).size() + blood(one).size()).isEqualTo(before);
  }

  @Test
  void what_the_columns_hold_is_kept_for_the_laboratory_and_offered_next_time() {
    Browser site = Browser.signedIn("coordinator");
    site.get(PAGE);
    String file = HEAD + "%s;%s;33;U/L;70;\n".formatted(two, day(20));
    assertThat(site.post(PAGE + "/lines", sent("North", file, "record")).statusCode())
        .isEqualTo(302);
    assertThat(site.get(PAGE).body()).contains("North");
    var next =
        site.upload(
            PAGE,
            Map.of("laboratory", "North", "form", "blood", "encoding", "UTF-8"),
            ("\uFEFF" + HEAD).getBytes(StandardCharsets.UTF_8));
    assertThat(next.statusCode()).as(problems(next)).isEqualTo(200);
    assertThat(chosen(next.body())).isEqualTo(HOLD);
    var other =
        site.upload(
            PAGE,
            Map.of("laboratory", "South", "form", "blood", "encoding", "UTF-8"),
            HEAD.getBytes(StandardCharsets.UTF_8));
    assertThat(chosen(other.body()))
        .as("another laboratory’s columns are only guessed where they are called alike")
        .containsExactly("-", "-", "ALT", "-", "creatinine", "-");
  }

  private static List<String> chosen(String page) {
    return java.util.regex.Pattern.compile("<option value=\"([^\"]*)\" selected")
        .matcher(page)
        .results()
        .map(found -> found.group(1).replace("&#47;", "/"))
        .collect(Collectors.toList());
  }

  @Test
  void a_file_in_another_encoding_is_refused_with_advice_or_read_as_is_said() {
    Browser site = Browser.signedIn("data-manager");
    site.get(PAGE);
    byte[] chinese = "受试者;采样日期;谷丙转氨酶\n".getBytes(Charset.forName("GB18030"));
    Map<String, String> fields = new HashMap<>(Map.of("laboratory", "West", "form", "blood"));
    fields.put("encoding", "UTF-8");
    var refused = site.upload(PAGE, fields, chinese);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(problems(refused)).contains("This is no text in UTF-8", "choose GB18030");
    fields.put("encoding", "GB18030");
    assertThat(site.upload(PAGE, fields, chinese).body()).contains("谷丙转氨酶", "采样日期");
    fields.put("encoding", "UTF-8");
    for (var bytes :
        List.of(
            "Patient;ALT\n".getBytes(StandardCharsets.UTF_16),
            "PK\u0003\u0004\u0000".getBytes(StandardCharsets.UTF_8),
            new byte[300 << 10],
            "Patient;Patient\n".getBytes(StandardCharsets.UTF_8),
            new byte[0])) {
      assertThat(site.upload(PAGE, fields, bytes).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void columns_that_do_not_fit_together_are_refused_beside_them() {
    Browser site = Browser.signedIn("coordinator");
    site.get(PAGE);
    Map<String, String> fields = sent("Central", HEAD, "look");
    fields.put("column-2", "-");
    var orphan = site.post(PAGE + "/lines", fields);
    assertThat(orphan.statusCode()).isEqualTo(422);
    assertThat(problems(orphan)).contains("Unit: The result that this belongs to is in no column");
    fields.put("column-2", "ALT");
    fields.put("column-5", "ALT");
    assertThat(problems(site.post(PAGE + "/lines", fields)))
        .contains("Remark: Another column holds the same already");
    fields.put("column-5", "-");
    fields.put("column-0", "-");
    assertThat(problems(site.post(PAGE + "/lines", fields)))
        .contains("No column holds the number of the participant");
    assertThat(Browser.signedIn("monitor").get(PAGE).statusCode()).isEqualTo(403);
    assertThat(Browser.signedIn("coordinator2").get(PAGE).statusCode()).isEqualTo(404);
  }
}
