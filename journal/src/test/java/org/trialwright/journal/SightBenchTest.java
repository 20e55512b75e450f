package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * What the second wall costs a reader: the same reads unbound and bound to one site, in turns, so
 * that whatever else the machine does hits both. Each turn sets the connection anew.
 */
@Tag("bench")
@ExtendWith(TestDatabase.Extension.class)
class SightBenchTest {
  private static final int SITES = 10;
  private static final int PEOPLE = 20;
  private static final int FORMS = 60;
  private static final int ROUNDS = 60;

  private final TestDatabase database;
  private final Journal journal;
  private final Standings standings;
  private final Map<String, List<Double>> millis = new HashMap<>();

  SightBenchTest(TestDatabase database) {
    this.database = database;
    this.journal = new Journal(database.application(), "wall");
    this.standings = new Standings(database.application(), "wall");
  }

  @Test
  void whoever_is_bound_to_a_site_waits_less_than_twice_as_long() {
    fill();
    for (int round = 0; round < ROUNDS; round++) {
      read("unbound");
      try (var _ = Sight.only(List.of(new SiteId("07")))) {
        read("bound");
      }
    }
    millis.values().forEach(Collections::sort);
    for (var what : List.of("facts of a participant", "standings of a site", "texts")) {
      double unbound = median("unbound: " + what);
      double bound = median("bound: " + what);
      System.out.printf("%-24s %.3f ms, bound %.3f ms%n", what, unbound, bound);
      assertThat(bound).isLessThan(2 * unbound);
    }
  }

  private double median(String what) {
    return millis.get(what).get(millis.get(what).size() / 2);
  }

  private void read(String how) {
    var one = new ParticipantId("07-007");
    // The facts as they are read from the table, not as they are remembered.
    var known = journal.asOf(Long.MAX_VALUE);
    time(how + ": facts of a participant", () -> known.participant(one).size(), FORMS);
    time(how + ": standings of a site", () -> standings.at(new SiteId("07")).size(), PEOPLE);
    time(how + ": texts", () -> texts(one), FORMS);
  }

  private int texts(ParticipantId one) {
    return JdbcClient.create(database.application())
        .sql(
            """
            select count(t.text) from journal.facts f
              join journal.texts t on t.study = f.study and t.sequence = f.sequence
             where f.study = 'wall' and f.participant = :one
            """)
        .param("one", one.value())
        .query(Integer.class)
        .single();
  }

  private interface Read {
    int rows();
  }

  private void time(String what, Read read, int rows) {
    for (int i = 0; i < 10; i++) {
      long begun = System.nanoTime();
      assertThat(read.rows()).isEqualTo(rows);
      millis
          .computeIfAbsent(what, _ -> new ArrayList<>())
          .add((System.nanoTime() - begun) / 1_000_000.0);
    }
  }

  private void fill() {
    database.transaction().executeWithoutResult(_ -> journal.append(Drafts.opened("wall")));
    for (int site = 1; site <= SITES; site++) {
      for (int person = 1; person <= PEOPLE; person++) {
        var one = "%02d-%03d".formatted(site, person);
        standings.put(StandingsTest.standing(one, one.substring(0, 2), "A"));
        database
            .transaction()
            .executeWithoutResult(
                _ -> {
                  for (int form = 0; form < FORMS; form++) {
                    journal.append(Drafts.saved(one, Map.of("comment", "a text of " + one)));
                  }
                });
      }
    }
    JdbcClient.create(database.owner().source()).sql("analyze").update();
  }
}
