package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.PartialDate;

class FactTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-11-27T05:54:05.123456Z, 2026-11-27T05:54:05.123456Z, 2026-11-27T13:54:05.123456+08:00
          2026-11-27T05:54:05.120Z,    2026-11-27T05:54:05.120000Z, 2026-11-27T13:54:05.120000+08:00
          2026-11-27T23:54:00Z,        2026-11-27T23:54:00.000000Z, 2026-11-28T07:54:00.000000+08:00
          """)
  void the_time_of_recording_is_always_as_wide(Instant recorded, String utc, String shanghai) {
    var fact =
        new Fact(
            0,
            Optional.empty(),
            new Event.Opened("STAIRS", true, ""),
            new Author("system", "Trialwright", "system", Optional.empty()),
            recorded,
            PartialDate.parse("2026-11-27"),
            "",
            "",
            new UUID(1, 2));
    assertThat(fact.recordedUtc()).isEqualTo(utc);
    assertThat(fact.recordedIn(ZoneId.of("Asia/Shanghai"))).isEqualTo(shanghai);
  }
}
