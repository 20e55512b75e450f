package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.pages.Csv;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Forms and queries as files: typed, harmless to a spreadsheet, and no more than may be seen. */
class ExportTest {
  private static final SiteId SITE = new SiteId("01");
  private static final String FORMULA = "=HYPERLINK(\"http://x.test\",\"y\")";

  private static String who;
  private static LocalDate day;

  @BeforeAll
  static void somebody_has_records_at_the_site() {
    who =
        LaboratoryTest.newcomer(Browser.signedIn("coordinator"), "female")
            .substring("/participants/".length());
    day = desk().today(SITE).minusDays(4);
    save(
        "blood",
        Map.of(
            "day", day.toString(),
            "ALT", "41.5 U/L (9..50)",
            "creatinine", "0.85 mg/dL",
            "bilirubin", "not done"));
    save("medicines", Map.of("name", FORMULA, "anticancer", "no", "started", "2024-06"));
    var asked = new Event.Queried(90, "blood", 1, "ALT", "=1+1 looks wrong");
    assertThat(desk().ask(new ParticipantId(who), asked, act())).isInstanceOf(Outcome.Done.class);
  }

  private static Desk desk() {
    return Demonstration.RUNNING.bean(Desk.class);
  }

  private static Act act() {
    return new Act(
        new Author("coordinator", "C. Demo", "coordinator", Optional.of(SITE)), UUID.randomUUID());
  }

  private static void save(String form, Map<String, String> answers) {
    var save = new Save(new ParticipantId(who), form, 0, "", answers, Optional.empty(), "", 0);
    assertThat(desk().save(save, act())).isInstanceOf(Outcome.Saved.class);
  }

  private static Map<String, Workbooks.Cell> mine(List<Map<String, Workbooks.Cell>> rows) {
    return rows.stream()
        .filter(row -> row.get("A") != null && row.get("A").text().equals(who))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_workbook_has_a_sheet_for_each_form_with_numbers_days_and_words_as_such() {
    var text = Browser.signedIn("coordinator").get("/export/forms.xlsx").body();
    var sheets = Workbooks.sheets(text);
    assertThat(sheets.keySet())
        .containsAll(desk().study().forms().keySet())
        .contains("Queries", "Dictionary");
    var blood = sheets.get("blood");
    var row = mine(blood);
    assertThat(Workbooks.under(blood, row, "ALT"))
        .isEqualTo(new Workbooks.Cell("n", "41.5", false));
    assertThat(Workbooks.under(blood, row, "ALT.unit").text()).isEqualTo("U/L");
    assertThat(Workbooks.under(blood, row, "ALT.high").text()).isEqualTo("50");
    assertThat(Workbooks.under(blood, row, "creatinine.unit").text()).isEqualTo("mg/dL");
    assertThat(Workbooks.under(blood, row, "bilirubin").text()).isEqualTo("not done");
    long serial = ChronoUnit.DAYS.between(LocalDate.of(1899, 12, 30), day);
    assertThat(Double.parseDouble(Workbooks.under(blood, row, "day").text()))
        .as("a day is a day")
        .isEqualTo((double) serial);
    var person = sheets.get("person");
    assertThat(Workbooks.under(person, mine(person), "sex").text()).isEqualTo("female");
    assertThat(Workbooks.under(person, mine(person), "sex.words").text()).isEqualTo("female");
    var medicines = sheets.get("medicines");
    assertThat(Workbooks.under(medicines, mine(medicines), "name").text()).isEqualTo(FORMULA);
    assertThat(Workbooks.under(medicines, mine(medicines), "started").text())
        .as("a month is no day")
        .isEqualTo("2024-06");
    var queries = sheets.get("Queries");
    assertThat(Workbooks.under(queries, mine(queries), "text").text())
        .isEqualTo("=1+1 looks wrong");
    assertThat(sheets.values().stream().flatMap(List::stream).flatMap(one -> one.values().stream()))
        .as("nothing is a formula")
        .noneMatch(Workbooks.Cell::formula);
  }

  @Test
  void a_form_as_csv_is_harmless_to_a_spreadsheet_and_says_what_was_saved_last() {
    Browser reader = Browser.signedIn("monitor");
    var answer = reader.get("/export/medicines.csv");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .contains("demonstration-medicines.csv");
    assertThat(answer.body()).doesNotContain(",\"=HYPERLINK").contains("\"'=HYPERLINK");
    var rows = Csv.rows(reader.get("/export/blood.csv").body());
    int alt = rows.getFirst().indexOf("ALT");
    assertThat(rows.stream().filter(row -> row.getFirst().equals(who)).map(row -> row.get(alt)))
        .containsExactly("41.5");
    assertThat(reader.get("/export/no-such.csv").statusCode()).isEqualTo(404);
  }

  @Test
  void nothing_of_another_site_and_no_identity_is_in_it() {
    var other = Browser.signedIn("coordinator2").get("/export/forms.xlsx").body();
    assertThat(other).contains("xl/worksheets").doesNotContain(who);
    assertThat(Browser.signedIn("coordinator").get("/export/person.csv").body())
        .doesNotContain("1950-", "L-");
    for (var role : List.of("data-manager", "statistician", "administrator", "committee")) {
      assertThat(Browser.signedIn(role).get("/export/forms.xlsx").statusCode()).isEqualTo(403);
    }
  }
}
