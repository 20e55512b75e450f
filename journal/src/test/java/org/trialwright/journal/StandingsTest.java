package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

@ExtendWith(TestDatabase.Extension.class)
class StandingsTest {
  private final TestDatabase database;

  StandingsTest(TestDatabase database) {
    this.database = database;
  }

  static Standing standing(String participant, String site, String arm) {
    return new Standing(
        new ParticipantId(participant),
        new SiteId(site),
        "treatment",
        LocalDate.of(2026, 3, 1),
        Optional.of(LocalDate.of(2026, 3, 8)),
        "week 2",
        1,
        Standing.Closing.CHANGED,
        arm,
        17);
  }

  @Test
  void rows_are_replaced_rebuilt_and_compared() {
    var standings = new Standings(database.application(), "rows");
    var one = standing("01-001", "01", "");
    var allocated = standing("01-001", "01", "A");
    var two = standing("02-001", "02", "");
    standings.put(one);
    standings.put(two);
    standings.put(allocated);
    assertThat(standings.all()).containsExactly(allocated, two);
    assertThat(standings.at(new SiteId("02"))).containsExactly(two);
    assertThat(standings.of(new ParticipantId("01-001"))).contains(allocated);
    assertThat(standings.differences(List.of(allocated, two))).isEmpty();
    assertThat(standings.differences(List.of(one)))
        .hasSize(2)
        .anyMatch(line -> line.contains("01-001: the projection has"))
        .anyMatch(line -> line.contains("02-001 is in the projection alone"));
    standings.rebuild(List.of(two));
    assertThat(standings.all()).containsExactly(two);
  }

  @Test
  void the_public_pages_see_numbers_by_site() {
    var standings = new Standings(database.application(), "counts");
    standings.rebuild(
        List.of(
            standing("01-001", "01", "A"),
            standing("01-002", "01", ""),
            standing("02-001", "02", "B")));
    var counts = database.login("counts_reader", Database.COUNTS).source();
    assertThat(Standings.progress(counts, "counts"))
        .containsExactly(
            new Standings.Progress(new SiteId("01"), 2, 1),
            new Standings.Progress(new SiteId("02"), 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projection.participant",
        "journal.facts",
        "journal.texts",
        "journal.accesses",
        "vault.identities",
        "vault.matches",
        "allocation.allocations",
        "allocation.strata"
      })
  void the_public_pages_see_nothing_else(String table) {
    var counts = JdbcClient.create(database.login("nosy_reader", Database.COUNTS).source());
    assertThatThrownBy(() -> counts.sql("select * from " + table).query().listOfRows())
        .rootCause()
        .hasMessageContaining("permission denied");
  }
}
