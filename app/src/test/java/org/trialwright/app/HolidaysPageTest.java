package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Holidays;
import org.trialwright.quantities.SiteId;

/** The holidays of a site: dated, never changed, pasted all or none. */
class HolidaysPageTest {
  private static final SiteId SITE = new SiteId("02");
  private static final String PAGE = "/sites/02/holidays";
  private static final LocalDate DAY = LocalDate.of(2031, 1, 23);

  private static Holidays holidays() {
    return Demonstration.RUNNING.bean(Desk.class).holidays(SITE);
  }

  @Test
  void lines_are_looked_at_first_and_what_is_taken_back_stays_to_be_read() {
    Browser site = Browser.signedIn("coordinator2");
    site.get(PAGE);
    String head = "from,to,name,closed\n";
    String bad = head + "soon,,X,yes\n2031-01-30,2031-01-22,Y,yes\n2031-01-22,,Z,perhaps\n1,2\n";
    var refused = site.post(PAGE + "/lines", Map.of("lines", bad, "act", "record"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(LaboratoryTest.problems(refused))
        .contains("Line 2, from: ", "Line 3, to: The last day comes before the first")
        .contains("Line 4, closed: ", "Line 5 has 2 cells instead of 4");
    String good = "\uFEFF" + head.replace(",", ";") + "2031-01-22;2031-01-28;春节;yes\n";
    assertThat(site.post(PAGE + "/lines", Map.of("lines", good, "act", "look")).body())
        .contains("1 would be recorded");
    assertThat(holidays().on(DAY)).isEmpty();
    Map<String, String> all =
        Map.of("lines", good, "act", "record", "key", UUID.randomUUID().toString());
    assertThat(site.post(PAGE + "/lines", all).statusCode()).isEqualTo(302);
    assertThat(holidays().on(DAY)).contains("春节");
    assertThat(site.post(PAGE + "/lines", Map.of("lines", good, "act", "look")).body())
        .contains("0 would be recorded");
    Map<String, String> back =
        Map.of(
            "from.day", "23",
            "from.month", "1",
            "from.year", "2031",
            "name", "worked after all",
            "closed", "no",
            "key", UUID.randomUUID().toString());
    assertThat(site.post(PAGE, back).statusCode()).isEqualTo(302);
    assertThat(site.post(PAGE, back).statusCode()).as("sent twice").isEqualTo(302);
    assertThat(holidays().on(DAY)).isEmpty();
    assertThat(holidays().on(DAY.plusDays(1))).contains("春节");
    assertThat(holidays().all()).hasSize(2);
    assertThat(site.get(PAGE).body()).contains("春节", "worked after all");
  }

  @Test
  void only_who_works_at_the_site_or_for_all_records_them() {
    assertThat(Browser.signedIn("monitor").get("/sites/01/holidays").statusCode()).isEqualTo(200);
    assertThat(Browser.signedIn("monitor").get(PAGE).statusCode()).isEqualTo(404);
    for (String account : List.of("monitor", "investigator")) {
      Browser reader = Browser.signedIn(account);
      reader.get("/sites/01/holidays");
      assertThat(reader.post("/sites/01/holidays", Map.of()).statusCode()).isEqualTo(403);
    }
  }
}
