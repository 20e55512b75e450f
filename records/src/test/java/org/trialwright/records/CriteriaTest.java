package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.records.Criteria.Point;

class CriteriaTest {
  private static Point point(String text, Point... points) {
    return new Point(text, List.of(points));
  }

  @Test
  void bullets_stand_under_their_heading_and_deeper_ones_under_the_one_above() {
    var criteria =
        Criteria.read(
            """
            Inclusion Criteria:

            * All of these:

              * Age 18 to 75
              * Performance status 0-1
            * Signed consent

            Exclusion Criteria:

            1. Pregnancy
            2. Platelets \\< 75 \\* 10\\^9/L
            """);

    assertThat(criteria.inclusion())
        .containsExactly(
            point("All of these:", point("Age 18 to 75"), point("Performance status 0-1")),
            point("Signed consent"));
    assertThat(criteria.exclusion())
        .containsExactly(point("Pregnancy"), point("Platelets < 75 * 10^9/L"));
    assertThat(criteria.other()).isEmpty();
  }

  @Test
  void a_text_without_headings_is_kept_whole() {
    assertThat(Criteria.read("Healthy adults.\nNo smokers.").other())
        .containsExactly(point("Healthy adults."), point("No smokers."));
  }

  @Test
  void no_text_has_no_points() {
    assertThat(Criteria.read("")).isEqualTo(new Criteria(List.of(), List.of(), List.of()));
  }

  @Test
  void a_stair_of_a_thousand_steps_is_read_to_its_end() {
    var stair = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      stair.append(" ".repeat(i)).append("* step ").append(i).append('\n');
    }
    int points = 0;
    var level = Criteria.read(stair.toString()).other();
    while (!level.isEmpty()) {
      points += level.size();
      level = level.getFirst().points();
    }
    assertThat(points).isEqualTo(1_000);
  }
}
