package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

@ExtendWith(TestDatabase.Extension.class)
class JournalTest {
  private final TestDatabase database;

  JournalTest(TestDatabase database) {
    this.database = database;
  }

  private Journal open(String study) {
    var journal = new Journal(database.application(), study);
    append(journal, Drafts.opened(study));
    return journal;
  }

  private Fact append(Journal journal, Draft draft) {
    return database.transaction().execute(_ -> journal.append(draft));
  }

  @Test
  void facts_are_read_as_they_were_appended() {
    var journal = open("read");
    long seed = System.nanoTime();
    var random = new Random(seed);
    var appended = new ArrayList<>(journal.all().toList());
    for (int i = 0; i < 300; i++) {
      var participant =
          random.nextInt(4) == 0
              ? Optional.<ParticipantId>empty()
              : Optional.of(new ParticipantId("01-00" + random.nextInt(5)));
      appended.add(
          append(journal, Drafts.of(participant, Drafts.event(random), Drafts.text(random))));
    }
    assertThat(journal.all().toList()).as("seed %d", seed).isEqualTo(appended);
    assertThat(journal.study())
        .isEqualTo(appended.stream().filter(fact -> fact.participant().isEmpty()).toList());
    var one = new ParticipantId("01-003");
    assertThat(journal.participant(one))
        .isEqualTo(
            appended.stream().filter(fact -> fact.participant().equals(Optional.of(one))).toList());
    assertThat(journal.after(290).map(Fact::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(291, 301).boxed().toList());
    assertThat(journal.asOf(100).all()).isEqualTo(appended.subList(0, 100));
    assertThat(journal.byKey(appended.get(7).key())).contains(appended.get(7));
    assertThat(journal.asOf(7).byKey(appended.get(7).key())).isEmpty();
    assertThat(journal.head().sequence()).isEqualTo(301);
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void a_study_is_as_it_was_known_at_an_instant() {
    var journal = open("as-of");
    for (int minute = 1; minute <= 3; minute++) {
      var draft = Drafts.saved("01-001", Map.of("weight", "6" + minute + " kg"));
      append(
          journal,
          new Draft(
              draft.participant(),
              draft.event(),
              draft.author(),
              Drafts.NOON.plusSeconds(60L * minute),
              draft.occurred(),
              "",
              draft.studyVersion(),
              draft.key(),
              draft.freeText()));
    }
    assertThat(journal.sequenceAt(Drafts.NOON.minusSeconds(1))).isZero();
    assertThat(journal.sequenceAt(Drafts.NOON)).isEqualTo(1);
    assertThat(journal.sequenceAt(Drafts.NOON.plusSeconds(125))).isEqualTo(3);
    assertThat(journal.sequenceAt(Drafts.NOON.plusSeconds(9_999))).isEqualTo(4);
  }

  @Test
  void the_first_fact_opens_the_study_and_only_the_first() {
    var journal = new Journal(database.application(), "first");
    assertThat(journal.opening()).isEmpty();
    assertThatThrownBy(() -> append(journal, Drafts.saved("01-001", Map.of())))
        .hasMessageContaining("must be its opening");
    assertThatThrownBy(() -> append(journal, Drafts.opened("another")))
        .hasMessageContaining("cannot be opened");
    var opening = Drafts.opened("first");
    var fact = append(journal, opening);
    assertThat(append(journal, opening)).isEqualTo(fact);
    assertThatThrownBy(() -> append(journal, Drafts.opened("first")))
        .hasMessageContaining("was opened before");
    assertThat(journal.opening()).contains((Event.Opened) fact.event());
  }

  @Test
  void the_same_key_twice_stores_one_fact() {
    var journal = open("twice");
    var draft = Drafts.saved("01-001", Map.of("comment", "well", "weight", "60 kg"));
    var first = append(journal, draft);
    var later =
        new Draft(
            draft.participant(),
            draft.event(),
            draft.author(),
            draft.recorded().plusSeconds(30),
            draft.occurred(),
            draft.reason(),
            draft.studyVersion(),
            draft.key(),
            draft.freeText());
    assertThat(append(journal, later)).isEqualTo(first);
    assertThat(journal.head().sequence()).isEqualTo(2);
  }

  @Test
  void the_same_key_with_other_content_is_refused() {
    var journal = open("other");
    var draft = Drafts.saved("01-001", Map.of("weight", "60 kg"));
    append(journal, draft);
    for (var other :
        List.of(
            Drafts.saved("01-001", Map.of("weight", "61 kg")),
            Drafts.saved("01-002", Map.of("weight", "60 kg")),
            Drafts.of(draft.participant(), draft.event(), "a reason"))) {
      var sameKey =
          new Draft(
              other.participant(),
              other.event(),
              other.author(),
              other.recorded(),
              other.occurred(),
              other.reason(),
              other.studyVersion(),
              draft.key(),
              other.freeText());
      assertThatThrownBy(() -> append(journal, sameKey))
          .isInstanceOf(KeyUsedBefore.class)
          .hasMessageContaining("fact 2");
    }
    assertThat(journal.head().sequence()).isEqualTo(2);
  }

  @Test
  void a_transaction_that_is_rolled_back_leaves_no_gap() {
    var journal = open("rolled-back");
    database
        .transaction()
        .executeWithoutResult(
            status -> {
              journal.append(Drafts.saved("01-001", Map.of("comment", "gone")));
              status.setRollbackOnly();
            });
    assertThat(append(journal, Drafts.saved("01-001", Map.of())).sequence()).isEqualTo(2);
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void appending_outside_a_transaction_is_refused() {
    var journal = open("outside");
    assertThatThrownBy(() -> journal.append(Drafts.saved("01-001", Map.of())))
        .hasMessageContaining("none is active");
  }

  @Test
  void eight_writers_at_once_leave_no_gap_and_double_keys_store_one_fact() throws Exception {
    var journal = open("writers");
    var shared = Collections.synchronizedList(new ArrayList<Draft>());
    for (int i = 0; i < 100; i++) {
      shared.add(Drafts.saved("01-00" + i % 7, Map.of("weight", i + " kg")));
    }
    var results = new ArrayList<Future<List<Fact>>>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int writer = 0; writer < 8; writer++) {
        int mine = writer;
        results.add(
            threads.submit(
                () -> {
                  var facts = new ArrayList<Fact>();
                  for (int i = 0; i < 100; i++) {
                    // Every second draft is one that all writers send.
                    var draft =
                        i % 2 == 0
                            ? shared.get(i)
                            : Drafts.saved("02-00" + mine, Map.of("weight", i + " kg"));
                    facts.add(append(journal, draft));
                  }
                  return facts;
                }));
      }
    }
    var sharedSequences = new ArrayList<List<Long>>();
    for (var result : results) {
      var facts = result.get();
      sharedSequences.add(
          facts.stream()
              .filter(fact -> fact.participant().orElseThrow().value().startsWith("01"))
              .map(Fact::sequence)
              .toList());
    }
    assertThat(sharedSequences).containsOnly(sharedSequences.getFirst());
    assertThat(journal.all().map(Fact::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1 + 50 + 8 * 50).boxed().toList());
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  /** "as" says who tries; the table says what must be refused, by privilege or by trigger. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application | update journal.facts set person = 'x'               | permission denied
          application | delete from journal.facts                           | permission denied
          application | truncate journal.facts                              | permission denied
          application | update journal.texts set text = 'x'                 | permission denied
          application | delete from journal.accesses                        | permission denied
          application | update journal.heads set sequence = 7               | permission denied
          application | insert into journal.heads values ('x', 0, '')       | permission denied
          application | select journal.redact('refuse', 2, 'reason')        | permission denied
          application | delete from vault.identities                        | permission denied
          application | select * from allocation.strata                     | permission denied
          application | select * from allocation.allocations                | permission denied
          application | alter table journal.facts disable trigger all       | must be owner
          owner       | update journal.facts set person = 'x'               | stays recorded
          owner       | delete from journal.facts                           | stays recorded
          owner       | truncate journal.facts                              | stays recorded
          owner       | delete from journal.texts                           | stays recorded
          owner       | update journal.texts set text = 'x'                 | but not changed
          owner       | update journal.accesses set person = 'x'            | stays recorded
          owner       | truncate journal.accesses                           | stays recorded
          owner       | update journal.heads set sequence = sequence - 1    | goes from
          owner       | delete from journal.heads                           | stays recorded
          owner       | delete from vault.identities                        | stays recorded
          owner       | truncate allocation.allocations cascade             | stays recorded
          """)
  void history_cannot_be_changed(String as, String statement, String refusal) {
    var journal = new Journal(database.application(), "refuse");
    if (journal.opening().isEmpty()) {
      append(journal, Drafts.opened("refuse"));
      append(journal, Drafts.of(Optional.empty(), new Event.Cut("one"), "a reason"));
      new AccessLog(database.application())
          .append(new Access(Drafts.NOON, Access.Kind.SET_UP, Drafts.BEN, "", ""));
    }
    var source = as.equals("owner") ? database.owner().source() : database.application();
    assertThatThrownBy(() -> JdbcClient.create(source).sql(statement).update())
        .rootCause()
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(refusal);
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  @Test
  void a_fact_that_does_not_continue_the_chain_is_refused_by_the_database() {
    var journal = open("forged");
    assertThatThrownBy(
            () ->
                JdbcClient.create(database.application())
                    .sql(
                        """
                        insert into journal.facts
                        select study, 2, participant, kind, payload, person, person_name, role, site,
                               recorded, occurred, reason, study_version, gen_random_uuid(),
                               previous, hash
                          from journal.facts where study = 'forged'
                        """)
                    .update())
        .hasMessageContaining("does not continue the chain");
    assertThat(journal.head().sequence()).isEqualTo(1);
  }

  @Test
  void a_redacted_text_is_gone_and_the_chain_holds() {
    var journal = open("redact");
    var draft =
        Drafts.of(
            Optional.of(new ParticipantId("01-001")),
            new Event.Saved(
                "baseline",
                1,
                "",
                Map.of("comment", "her neighbour Zoe", "weight", "60 kg"),
                Map.of()),
            "Zoe asked");
    append(journal, draft);
    var redactions = new Redactions(database.login("redactor", Database.REDACTION).source());
    redactions.text(
        "redact", 2, "answers.comment", Drafts.ANNA, Drafts.BEN, "request of 1 March", Drafts.NOON);
    redactions.text("redact", 2, "reason", Drafts.ANNA, Drafts.BEN, "same", Drafts.NOON);

    var fact = journal.participant(new ParticipantId("01-001")).getFirst();
    assertThat(((Event.Saved) fact.event()).answers())
        .isEqualTo(Map.of("comment", Facts.REDACTED, "weight", "60 kg"));
    assertThat(fact.reason()).isEqualTo(Facts.REDACTED);
    assertThat(journal.verify(List.of())).isEqualTo(new Verification.Intact(journal.head(), 2, 0));
    assertThat(append(journal, draft)).as("the same key still answers").isEqualTo(fact);
    assertThatThrownBy(
            () ->
                redactions.text(
                    "redact", 2, "reason", Drafts.ANNA, Drafts.BEN, "again", Drafts.NOON))
        .hasMessageContaining("no free text");
    assertThatThrownBy(
            () ->
                redactions.text(
                    "redact", 2, "reason", Drafts.ANNA, Drafts.ANNA, "alone", Drafts.NOON))
        .hasMessageContaining("second person");
  }

  @Test
  void who_locks_the_head_decides_on_all_there_is() throws Exception {
    var journal = open("lock");
    try (var threads = Executors.newFixedThreadPool(1)) {
      var other = new ArrayList<Future<Fact>>();
      database
          .transaction()
          .executeWithoutResult(
              _ -> {
                assertThat(journal.lock()).isEqualTo(journal.head());
                other.add(threads.submit(() -> append(journal, Drafts.saved("01-002", Map.of()))));
                assertThat(journal.append(Drafts.saved("01-001", Map.of())).sequence())
                    .isEqualTo(2);
              });
      assertThat(other.getFirst().get().sequence()).isEqualTo(3);
    }
    assertThatThrownBy(journal::lock).hasMessageContaining("none is active");
  }

  @Test
  void participants_come_in_the_order_they_were_registered() {
    var journal = open("participants");
    for (var participant : List.of("02-001", "01-001", "02-002")) {
      append(
          journal,
          Drafts.of(
              Optional.of(new ParticipantId(participant)),
              new Event.Registered(new SiteId(participant.substring(0, 2))),
              ""));
    }
    append(journal, Drafts.saved("01-001", Map.of()));
    assertThat(journal.participants())
        .extracting(ParticipantId::value)
        .containsExactly("02-001", "01-001", "02-002");
    assertThat(journal.asOf(2).participants())
        .extracting(ParticipantId::value)
        .containsExactly("02-001");
  }

  @Test
  void an_intact_chain_ends_at_its_head() {
    var journal = open("intact");
    assertThat(journal.verify(List.of())).isEqualTo(new Verification.Intact(journal.head(), 0, 0));
  }
}
