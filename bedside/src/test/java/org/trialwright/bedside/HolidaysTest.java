package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.journey.Author;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.SiteId;

/** On which holiday a planned visit falls, and which day would do. */
class HolidaysTest {
  private static final SiteId SITE = new SiteId("01");

  /** In the order in which they were recorded; 20 February is a Saturday that is worked. */
  private static final Holidays HOLIDAYS =
      recorded(
          """
          from       | to         | name            | closed
          2027-02-03 | 2027-02-12 | Spring Festival | yes
          2027-02-03 | 2027-02-03 |                 | no
          2027-02-20 | 2027-02-20 | worked          | no
          2027-05-03 | 2027-05-05 | Labour Day      | yes
          """);

  private static Holidays recorded(String table) {
    var facts = new ArrayList<Fact>();
    facts.add(
        fact(
            1,
            new Event.SiteSet(
                SITE, "One", "Asia/Shanghai", true, List.of(LocalDate.of(2027, 1, 4)))));
    for (var line : table.lines().skip(1).toList()) {
      var cells = line.split("\\|", -1);
      facts.add(
          fact(
              facts.size() + 1L,
              new Event.ClosedSet(
                  SITE,
                  LocalDate.parse(cells[0].strip()),
                  LocalDate.parse(cells[1].strip()),
                  cells[2].strip(),
                  cells[3].strip().equals("yes"))));
      facts.add(
          fact(
              facts.size() + 1L,
              new Event.ClosedSet(
                  new SiteId("02"),
                  LocalDate.parse("2027-03-01"),
                  LocalDate.parse("2027-03-31"),
                  "elsewhere",
                  true)));
    }
    return Holidays.at(facts, SITE);
  }

  private static Fact fact(long sequence, Event event) {
    return new Fact(
        sequence,
        Optional.empty(),
        event,
        new Author("ada", "Ada", "coordinator", Optional.of(SITE)),
        Instant.EPOCH,
        PartialDate.parse("2026-11-01"),
        "",
        "version-1",
        UUID.randomUUID());
  }

  @ParameterizedTest(name = "{0} in {1}..{2}")
  @CsvSource({
    // planned,  from,       to,         holiday,         instead
    "2027-02-01, 2027-01-30, 2027-02-05, none,            none",
    "2027-02-03, 2027-02-01, 2027-02-05, none,            none", // taken back
    "2027-02-04, 2027-02-01, 2027-02-15, Spring Festival, 2027-02-03",
    "2027-02-11, 2027-02-01, 2027-02-15, Spring Festival, 2027-02-15", // 13 and 14: a weekend
    "2027-02-11, 2027-02-08, 2027-02-14, Spring Festival, none", // none is left
    "2027-05-05, 2027-05-01, 2027-05-08, Labour Day,      2027-05-06",
    "2027-01-04, 2027-01-01, 2027-01-08, '',              2027-01-05", // of the site itself
    "2027-03-10, 2027-03-01, 2027-03-15, none,            none", // another site's
    "2027-02-06, 2027-02-05, 2027-02-20, Spring Festival, 2027-02-15"
  })
  void the_nearest_working_day_within_the_window_is_named(
      LocalDate planned, LocalDate from, LocalDate to, String holiday, String instead) {
    var falls = HOLIDAYS.falls(due(planned, from, to));
    assertThat(falls.map(Holidays.Falls::name).orElse("none")).isEqualTo(holiday);
    assertThat(falls.flatMap(Holidays.Falls::instead).map(LocalDate::toString).orElse("none"))
        .isEqualTo(instead);
  }

  @Test
  void a_saturday_that_is_worked_is_a_working_day_and_others_are_none() {
    assertThat(HOLIDAYS.isWorked(LocalDate.of(2027, 2, 20))).isTrue();
    assertThat(HOLIDAYS.isWorked(LocalDate.of(2027, 2, 27))).isFalse();
    assertThat(HOLIDAYS.on(LocalDate.of(2027, 2, 27))).as("a weekend is no holiday").isEmpty();
  }

  private static Due due(LocalDate planned, LocalDate from, LocalDate to) {
    var visit = Rehearsed.STUDY.when().visits().getFirst();
    return new Due(
        visit,
        visit.name(),
        Optional.of(planned),
        Optional.of(from),
        Optional.of(to),
        Optional.of(to),
        Due.State.LATER,
        List.of(),
        Optional.empty());
  }
}
