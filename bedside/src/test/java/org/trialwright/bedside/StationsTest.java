package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Next;

class StationsTest {
  private final Stations stations = Stations.of(Rehearsed.STUDY);
  private final Next next = Rehearsed.STUDY.next();

  @Test
  void a_path_of_many_places_becomes_a_line_of_few_stations() {
    assertThat(next.places()).hasSizeGreaterThan(15);
    assertThat(stations.places().stream().filter(one -> !stations.isAside(one)))
        .hasSizeLessThanOrEqualTo(12)
        .contains(stations.station(next.begin()));
  }

  @Test
  void every_place_that_can_be_left_has_a_station_and_lines_join_stations() {
    var places = stations.places();
    for (var place : next.places()) {
      if (!next.ends().contains(place.name())) {
        assertThat(places).contains(stations.station(place.name()));
      }
    }
    for (var edge : stations.edges()) {
      assertThat(places).contains(edge.from(), edge.to());
      assertThat(edge.arms()).isNotEmpty();
    }
  }

  @Test
  void a_place_that_a_claim_keeps_for_one_arm_lies_ahead_of_that_arm_only() {
    var begin = next.begin();
    for (var claim : next.claims()) {
      if (claim instanceof Next.Claim.OnlyIn only) {
        for (var arm : Rehearsed.STUDY.how().arms()) {
          var ahead = stations.ahead(begin, Optional.of(arm.name()));
          for (var place : only.places()) {
            assertThat(ahead.contains(stations.station(place)))
                .as(place + " ahead of " + arm.name())
                .isEqualTo(arm.name().equals(only.arm()));
          }
        }
      }
    }
  }

  @Test
  void going_forward_always_leads_further() {
    for (var edge : stations.edges()) {
      if (!stations.loops().contains(edge) && !stations.isAside(edge.from())) {
        assertThat(stations.depth(edge.to()))
            .as(edge.toString())
            .isGreaterThan(stations.depth(edge.from()));
      }
    }
  }
}
