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
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Answer;

/** Which of a laboratory's limits hold for whom on which day. */
class LabLimitsTest {
  private static final SiteId SITE = new SiteId("01");

  /** In the order in which they were recorded. */
  private static final List<LabLimits.Entry> ALL =
      recorded(
          """
          limits | sex    | ages   | from
          10..50 |        | 0..150 | 2026-01-01
           8..40 | female | 0..150 | 2025-06-01
          10..55 |        | 0..150 | 2026-03-01
          10..54 |        | 0..150 | 2026-03-01
          12..60 |        | 65..150 | 2026-02-01
           9..42 | female | 65..150 | 2026-02-01
          """);

  private static List<LabLimits.Entry> recorded(String table) {
    var facts = new ArrayList<Fact>();
    for (var line : table.lines().skip(1).toList()) {
      var cells = line.split("\\|", -1);
      var limits = cells[0].strip().split("\\.\\.", -1);
      var ages = cells[2].strip().split("\\.\\.", -1);
      facts.add(
          new Fact(
              facts.size() + 1L,
              Optional.empty(),
              new Event.LimitsSet(
                  SITE,
                  "blood.ALT",
                  "U/L",
                  limits[0],
                  limits[1],
                  cells[1].strip(),
                  Integer.parseInt(ages[0]),
                  Integer.parseInt(ages[1]),
                  "Central"),
              new Author("ada", "Ada", "coordinator", Optional.of(SITE)),
              Instant.EPOCH,
              PartialDate.parse(cells[3].strip()),
              "",
              "version-1",
              UUID.randomUUID()));
    }
    return LabLimits.at(facts, SITE);
  }

  @ParameterizedTest(name = "{0} {1} on {2}")
  @CsvSource({
    // sex, age, day, limits
    "male,   40, 2025-12-31, none",
    "male,   40, 2026-01-01, 10..50",
    "male,   40, 2026-02-28, 10..50",
    "male,   40, 2026-03-01, 10..54", // of one day the last recorded: it mends the other
    "female, 40, 2026-03-01, 8..40", // narrower, though older
    "female, 40, 2025-05-31, none",
    "male,   64, 2026-03-01, 10..54",
    "male,   65, 2026-03-01, 12..60",
    "female, 70, 2026-03-01, 9..42",
    "female, 70, 2026-01-31, 8..40",
    "'',     40, 2026-03-01, 10..54", // nobody belongs to a group they are not known to belong to
    "male,   '', 2026-03-01, 10..54",
    "female, '', 2026-03-01, 8..40",
  })
  void for_a_person_on_a_day(String sex, String age, LocalDate day, String limits) {
    var years = age.isEmpty() ? new Answer.Unknown("") : Answer.exactly(Integer.parseInt(age));
    assertThat(
            LabLimits.on(ALL, "blood.ALT", day, sex, years)
                .map(LabLimits.Entry::span)
                .orElse("none"))
        .isEqualTo(limits);
  }

  @Test
  void an_age_known_only_roughly_must_lie_in_the_group_whole() {
    var day = LocalDate.of(2026, 3, 1);
    assertThat(LabLimits.on(ALL, "blood.ALT", day, "male", Answer.between(64, 65)))
        .map(LabLimits.Entry::span)
        .contains("10..54");
    assertThat(LabLimits.on(ALL, "blood.AST", day, "male", Answer.exactly(40))).isEmpty();
  }

  @Test
  void one_entry_of_each_group_is_in_force() {
    assertThat(
            ALL.stream()
                .filter(one -> LabLimits.isInForce(ALL, one, LocalDate.of(2026, 2, 15)))
                .map(LabLimits.Entry::span))
        .containsExactlyInAnyOrder("10..50", "8..40", "12..60", "9..42");
    assertThat(LabLimits.at(List.of(), SITE)).isEmpty();
  }
}
