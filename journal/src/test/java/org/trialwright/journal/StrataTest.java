package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.quantities.ParticipantId;

@ExtendWith(TestDatabase.Extension.class)
class StrataTest {
  private final TestDatabase database;

  StrataTest(TestDatabase database) {
    this.database = database;
  }

  private static Strata.Allocation allocation(String participant, String stratum, int position) {
    return new Strata.Allocation(
        new ParticipantId(participant),
        stratum,
        position,
        "A",
        "blocks 1",
        "list",
        "digest",
        Drafts.NOON);
  }

  private int allocate(Strata strata, String participant, String stratum) {
    return database
        .transaction()
        .execute(
            _ -> {
              int position = strata.take(stratum);
              strata.store(allocation(participant, stratum, position));
              return position;
            });
  }

  @Test
  void positions_follow_one_another_in_each_stratum() {
    var strata = new Strata(database.application(), "follow");
    assertThat(allocate(strata, "01-001", "cT3")).isEqualTo(1);
    assertThat(allocate(strata, "01-002", "cT3")).isEqualTo(2);
    assertThat(allocate(strata, "01-003", "cT4")).isEqualTo(1);
    List<Strata.Allocation> all = database.transaction().execute(_ -> strata.all());
    assertThat(all)
        .containsExactly(
            allocation("01-001", "cT3", 1),
            allocation("01-002", "cT3", 2),
            allocation("01-003", "cT4", 1));
  }

  @Test
  void a_position_taken_and_given_up_is_the_next_again() {
    var strata = new Strata(database.application(), "given-up");
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              strata.take("cT3");
              status.setRollbackOnly();
            });
    assertThat(allocate(strata, "01-001", "cT3")).isEqualTo(1);
  }

  @Test
  void nobody_is_allocated_twice() {
    var strata = new Strata(database.application(), "once");
    allocate(strata, "01-001", "cT3");
    assertThatThrownBy(() -> allocate(strata, "01-001", "cT4"))
        .isInstanceOf(DuplicateKeyException.class);
    assertThatThrownBy(
            () ->
                database
                    .transaction()
                    .executeWithoutResult(_ -> strata.store(allocation("01-002", "cT3", 3))))
        .hasMessageContaining("not the next one");
    assertThat(allocate(strata, "01-002", "cT3")).isEqualTo(2);
  }

  @Test
  void many_at_once_get_each_position_once() throws Exception {
    var strata = new Strata(database.application(), "many");
    var results = new ArrayList<Future<Integer>>();
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 200; i++) {
        var participant = "01-%03d".formatted(i);
        results.add(threads.submit(() -> allocate(strata, participant, "cT3")));
      }
    }
    var positions = new ArrayList<Integer>();
    for (var result : results) {
      positions.add(result.get());
    }
    assertThat(positions)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void outside_its_statements_the_application_is_not_the_allocator() {
    var strata = new Strata(database.application(), "role");
    var db = JdbcClient.create(database.application());
    assertThatThrownBy(
            () ->
                database
                    .transaction()
                    .executeWithoutResult(
                        _ -> {
                          strata.take("cT3");
                          db.sql("select * from allocation.strata").query().listOfRows();
                        }))
        .rootCause()
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> strata.take("cT3")).hasMessageContaining("none is active");
  }
}
