package org.trialwright.oversight.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.analysis.Stood;
import org.trialwright.quantities.SiteId;

class PooledTest {
  private static Stood stood(String site, boolean allocated, boolean ended, boolean late) {
    return new Stood(new SiteId(site), allocated, ended, late, 1, 2);
  }

  @Test
  void everybody_is_counted_once_and_the_counts_add_up() {
    var pooled =
        Pooled.of(
            List.of(
                stood("01", false, false, false),
                stood("01", false, true, false),
                stood("01", true, false, true),
                stood("02", true, false, false),
                stood("02", true, true, false)));
    assertThat(pooled.inScreening()).isEqualTo(1);
    assertThat(pooled.left()).isEqualTo(1);
    assertThat(pooled.onStudy()).isEqualTo(2);
    assertThat(pooled.offStudy()).isEqualTo(1);
    assertThat(pooled.registered()).isEqualTo(5);
    assertThat(pooled.all()).isEqualTo(new Pooled.AtSite(5, 3, 5, 1, 10));
    assertThat(pooled.sites().get(new SiteId("02"))).isEqualTo(new Pooled.AtSite(2, 2, 2, 0, 4));
  }
}
