package org.trialwright.oversight.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialwright.journal.Standing;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

class PooledTest {
  private static final LocalDate TODAY = LocalDate.parse("2030-06-15");
  private static final List<String> ENDS = List.of("failed", "dead");

  private static Standing standing(String number, String place, String arm, String due) {
    return new Standing(
        new ParticipantId(number),
        new SiteId(number.substring(0, 2)),
        place,
        TODAY,
        due.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(due)),
        "",
        1,
        arm,
        7);
  }

  @Test
  void everybody_is_counted_once_and_the_counts_add_up() {
    var pooled =
        Pooled.of(
            List.of(
                standing("01-001", "screening", "", "2030-06-20"),
                standing("01-002", "failed", "", ""),
                standing("01-003", "surveillance", "a", "2030-06-14"),
                standing("02-001", "surgery", "b", "2030-06-15"),
                standing("02-002", "dead", "b", "2030-06-01")),
            ENDS,
            TODAY);
    assertThat(pooled.inScreening()).isEqualTo(1);
    assertThat(pooled.left()).isEqualTo(1);
    assertThat(pooled.onStudy()).isEqualTo(2);
    assertThat(pooled.offStudy()).isEqualTo(1);
    assertThat(pooled.registered()).isEqualTo(5);
    assertThat(pooled.all()).isEqualTo(new Pooled.AtSite(5, 3, 5, 1));
  }

  @Test
  void exchanging_the_arms_and_the_places_after_allocation_changes_nothing() {
    var one =
        List.of(
            standing("01-001", "surveillance", "a", ""), standing("01-002", "surgery", "b", ""));
    var exchanged =
        List.of(
            standing("01-001", "surgery", "b", ""), standing("01-002", "surveillance", "a", ""));
    assertThat(Pooled.of(exchanged, ENDS, TODAY)).isEqualTo(Pooled.of(one, ENDS, TODAY));
  }
}
