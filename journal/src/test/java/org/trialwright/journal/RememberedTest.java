package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** A journal asks only for facts that it has not read yet; nobody may notice. */
@ExtendWith(TestDatabase.Extension.class)
class RememberedTest {
  private static final ParticipantId ONE = new ParticipantId("01-001");

  private final TestDatabase database;

  RememberedTest(TestDatabase database) {
    this.database = database;
  }

  private Journal open(String study) {
    var journal = new Journal(database.application(), study);
    append(journal, Drafts.opened(study));
    append(journal, Drafts.saved("01-001", Map.of("weight", "61 kg")));
    return journal;
  }

  private Fact append(Journal journal, Draft draft) {
    return database.transaction().execute(_ -> journal.append(draft));
  }

  @Test
  void what_a_transaction_appended_and_read_is_forgotten_when_it_is_undone() {
    var journal = open("undone");
    var before = journal.participant(ONE);
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              var fact = journal.append(Drafts.saved("01-001", Map.of("weight", "99 kg")));
              assertThat(journal.participant(ONE)).contains(fact);
              status.setRollbackOnly();
            });
    assertThat(journal.participant(ONE)).isEqualTo(before).hasSize(1);
    var next = append(journal, Drafts.saved("01-001", Map.of("weight", "62 kg")));
    assertThat(journal.participant(ONE)).containsExactly(before.getFirst(), next);
  }

  @Test
  void facts_that_another_node_records_come_too() {
    var here = open("nodes");
    var there = new Journal(database.application(), "nodes");
    assertThat(here.participant(ONE)).hasSize(1);
    var fact = append(there, Drafts.saved("01-001", Map.of("weight", "63 kg")));
    assertThat(here.participant(ONE)).hasSize(2).contains(fact);
    assertThat(here.study()).isEqualTo(there.study());
  }

  @Test
  void a_text_that_is_redacted_after_it_was_read_is_told_as_redacted() {
    var journal = open("texts");
    var asked =
        append(
            journal,
            Drafts.of(Optional.of(ONE), new Event.Queried(1, "weight", 1, "kg", "Mrs Li?"), ""));
    assertThat(journal.participant(ONE)).contains(asked);
    new Redactions(database.login("forgetter", Database.REDACTION).source())
        .text("texts", asked.sequence(), "text", Drafts.ANNA, Drafts.BEN, "a name", Drafts.NOON);
    assertThat(journal.participant(ONE).getLast().event())
        .isEqualTo(new Event.Queried(1, "weight", 1, "kg", Facts.REDACTED));
  }

  @Test
  void as_many_facts_as_one_likes_are_told_whole() {
    var remembered = new Remembered();
    var fact = open("many").participant(ONE).getFirst();
    for (int owner = 0; owner < 300; owner++) {
      remembered.keep(
          "owner " + owner, Collections.<Remembered.Known>nCopies(100, new Remembered.Plain(fact)));
    }
    assertThat(remembered.of("owner 0")).as("the eldest gives way").isEmpty();
    assertThat(remembered.of("owner 299")).hasSize(100);
    remembered.keep("owner 299", List.of());
    assertThat(remembered.of("owner 299")).as("fewer facts are an older reading").hasSize(100);
  }
}
