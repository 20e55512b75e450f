package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journey.Event;
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
  void a_list_is_narrowed_by_site_place_lateness_and_number_and_counted() {
    var standings = new Standings(database.application(), "lists");
    for (int number = 1; number <= 7; number++) {
      standings.put(standing("01-00" + number, "01", ""));
    }
    standings.put(standing("a2-001", "a2", ""));
    var other = standing("01-008", "01", "A");
    standings.put(
        new Standing(
            other.participant(),
            other.site(),
            "follow-up",
            other.since(),
            Optional.empty(),
            "",
            0,
            Standing.Closing.OPEN,
            "A",
            18));
    var one = new SiteId("01");
    var two = new SiteId("a2");
    var due = LocalDate.of(2026, 3, 8);
    var all = Map.of(one, due, two, due.plusDays(1));
    // What is due on the day itself is not late yet; at the other site it is a day later.
    assertThat(listed(standings, new Selection(all, "", true, ""))).containsExactly("a2-001");
    assertThat(listed(standings, new Selection(all, "follow-up", false, "")))
        .containsExactly("01-008");
    assertThat(listed(standings, new Selection(all, "", false, "A2-0"))).containsExactly("a2-001");
    assertThat(listed(standings, new Selection(all, "", false, "%"))).isEmpty();
    assertThat(listed(standings, new Selection(Map.of(two, due), "", false, "")))
        .containsExactly("a2-001");
    assertThat(listed(standings, new Selection(Map.of(), "", false, ""))).isEmpty();
    assertThat(standings.list(new Selection(all, "", false, ""), 6, 2))
        .extracting(row -> row.participant().value())
        .containsExactly("01-007", "01-008");
    var tallies = standings.tally(new Selection(all, "", false, ""));
    assertThat(tallies)
        .containsExactlyInAnyOrder(
            new Selection.Tally("treatment", false, 7),
            new Selection.Tally("treatment", true, 1),
            new Selection.Tally("follow-up", false, 1));
    assertThat(Selection.count(tallies, "treatment", false)).isEqualTo(8);
    assertThat(Selection.count(tallies, "", true)).isEqualTo(1);
    assertThat(standings.named("A2-001", Set.of(one, two)))
        .map(Standing::participant)
        .contains(new ParticipantId("a2-001"));
    assertThat(standings.named("a2-001", Set.of(one))).isEmpty();
    assertThat(standings.named("a2-00", Set.of(two))).isEmpty();
  }

  private static List<String> listed(Standings standings, Selection selection) {
    return standings.list(selection, 0, 50).stream().map(row -> row.participant().value()).toList();
  }

  @Test
  void the_public_pages_see_people_in_steps_and_which_sites_take_part() {
    var journal = new Journal(database.application(), "seen");
    var standings = new Standings(database.application(), "seen");
    var counts = JdbcClient.create(database.login("counts_reader", Database.COUNTS).source());
    append(journal, Drafts.opened("seen"));
    for (var site :
        List.of(site("01", "North", true), site("02", "South", true), site("02", "East", false))) {
      append(journal, Drafts.of(Optional.empty(), site, ""));
    }
    assertThat(
            counts
                .sql("select site, name, open from counts.sites order by site")
                .query()
                .listOfRows())
        .hasToString("[{site=01, name=North, open=true}, {site=02, name=East, open=false}]");

    standings.put(standing("01-999", "01", ""));
    var told = new TreeMap<Integer, String>();
    for (int people = 0; people <= 13; people++) {
      if (people > 0) {
        standings.put(standing("01-%03d".formatted(people), "01", people % 2 == 0 ? "A" : "B"));
      }
      if (people == 4) {
        standings.aim(900);
        standings.aim(12);
      }
      told.put(
          people,
          counts
              .sql("select * from counts.enrolment where study = 'seen'")
              .query()
              .listOfRows()
              .toString());
    }
    assertThat(told.get(0))
        .isEqualTo("[{study=seen, rehearsal=true, aim=null, at_least=0, complete=false}]");
    assertThat(told.values().stream().map(one -> one.replaceAll(".*aim=", "")))
        .as("whether one more has joined is told at every fifth, and at the end")
        .containsExactly(
            "null, at_least=0, complete=false}]",
            "null, at_least=0, complete=false}]",
            "null, at_least=0, complete=false}]",
            "null, at_least=0, complete=false}]",
            "12, at_least=0, complete=false}]",
            "12, at_least=5, complete=false}]",
            "12, at_least=5, complete=false}]",
            "12, at_least=5, complete=false}]",
            "12, at_least=5, complete=false}]",
            "12, at_least=5, complete=false}]",
            "12, at_least=10, complete=false}]",
            "12, at_least=10, complete=false}]",
            "12, at_least=10, complete=true}]",
            "12, at_least=10, complete=true}]");
  }

  @Test
  void that_the_only_person_looked_for_has_joined_is_not_told() {
    append(new Journal(database.application(), "one"), Drafts.opened("one"));
    var standings = new Standings(database.application(), "one");
    standings.aim(1);
    standings.put(standing("01-001", "01", "A"));
    var counts =
        JdbcClient.create(database.login("counts_reader_of_one", Database.COUNTS).source());
    assertThat(
            counts
                .sql("select at_least, complete from counts.enrolment where study = 'one'")
                .query()
                .listOfRows())
        .hasToString("[{at_least=0, complete=false}]");
  }

  private void append(Journal journal, Draft draft) {
    database.transaction().executeWithoutResult(_ -> journal.append(draft));
  }

  private static Event.SiteSet site(String number, String name, boolean open) {
    return new Event.SiteSet(new SiteId(number), name, "Asia/Shanghai", open, List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projection.participant",
        "projection.aims",
        "journal.heads",
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
