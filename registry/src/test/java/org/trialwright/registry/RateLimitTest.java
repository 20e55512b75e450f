package org.trialwright.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs may ask so often a minute, each address for itself. */
class RateLimitTest {
  private Instant now = Instant.parse("2026-11-26T10:00:00Z");
  private final RateLimit limit = new RateLimit(() -> now, 60);

  private int allowed(String who, int asked) {
    int allowed = 0;
    for (int i = 0; i < asked; i++) {
      allowed += limit.millisToWait(who) == 0 ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void a_burst_is_let_through_up_to_the_limit_and_then_one_a_second() {
    assertThat(allowed("a", 100)).isEqualTo(60);
    assertThat(limit.millisToWait("a")).isEqualTo(1_000);
    now = now.plusMillis(400);
    assertThat(limit.millisToWait("a")).isEqualTo(600);
    now = now.plusMillis(600);
    assertThat(allowed("a", 5)).isEqualTo(1);
    now = now.plusSeconds(3_600);
    assertThat(allowed("a", 100)).isEqualTo(60);
  }

  @Test
  void one_address_does_not_hold_back_another() {
    assertThat(allowed("a", 100)).isEqualTo(60);
    assertThat(allowed("b", 100)).isEqualTo(60);
  }

  @Test
  void only_so_many_addresses_are_remembered() {
    for (int i = 0; i < 50_000; i++) {
      assertThat(limit.millisToWait("10.0." + i)).isZero();
    }
    assertThat(limit.remembered()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2",
    "2001:db8:1:2:9:9:9:9, 2001:db8:1:2",
    "::1, ::1",
  })
  void a_network_of_version_6_is_one_address(String address, String who) {
    assertThat(RateLimit.who(address)).isEqualTo(who);
  }
}
