package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.trialwright.quantities.ParticipantId;

@ExtendWith(TestDatabase.Extension.class)
class FactLinesTest {
  private final TestDatabase database;
  private Journal journal;
  private String study = "";

  FactLinesTest(TestDatabase database) {
    this.database = database;
    this.journal = new Journal(database.application(), "lines");
  }

  @BeforeEach
  void a_study_of_two_hundred_facts(TestInfo test) {
    study = "lines of " + test.getDisplayName();
    journal = new Journal(database.application(), study);
    append(Drafts.opened(study));
    append(Drafts.saved("01-001", Map.of("comment", "never to be in an archive", "weight", "61")));
    var random = new Random(7);
    while (journal.head().sequence() < 200) {
      append(
          Drafts.of(
              random.nextInt(4) == 0
                  ? Optional.empty()
                  : Optional.of(new ParticipantId("01-00" + random.nextInt(5))),
              Drafts.event(random),
              Drafts.text(random)));
    }
  }

  private void append(Draft draft) {
    database.transaction().execute(_ -> journal.append(draft));
  }

  private List<String> lines() {
    return FactLines.of(database.application(), study, 200).toList();
  }

  @Test
  void the_lines_are_the_chain_and_hold_no_free_text() {
    var lines = lines();
    assertThat(lines).hasSize(200).noneMatch(line -> line.contains("never to be in an archive"));
    for (int i = 1; i < 200; i++) {
      assertThat(lines.get(i))
          .contains(
              "\"previous\":\"%s\""
                  .formatted(Digests.hex(Digests.sha256(Digests.utf8(lines.get(i - 1))))));
    }
  }

  @Test
  void what_is_read_back_is_what_was_appended_but_for_the_texts() {
    var read = FactLines.read(lines().iterator(), journal.head().hash());
    assertThat(read).hasSize(200);
    var appended = journal.all().toList();
    for (int i = 0; i < 200; i++) {
      assertThat(read.get(i).sequence()).isEqualTo(i + 1);
      assertThat(read.get(i).participant()).isEqualTo(appended.get(i).participant());
      assertThat(read.get(i).recorded()).isEqualTo(appended.get(i).recorded());
      assertThat(read.get(i).event().getClass()).isEqualTo(appended.get(i).event().getClass());
    }
    assertThat(read.get(1).event().toString()).contains("weight=61", "comment=redacted");
  }

  @Test
  void any_changed_byte_any_missing_or_moved_line_is_found() {
    var lines = lines();
    var head = journal.head().hash();
    var random = new Random(11);
    for (int i = 0; i < 300; i++) {
      var damaged = new ArrayList<>(lines);
      int at = random.nextInt(damaged.size());
      switch (i % 3) {
        case 0 -> damaged.remove(at);
        case 1 -> damaged.add(at, damaged.get(random.nextInt(damaged.size())));
        default -> {
          var line = new StringBuilder(damaged.get(at));
          int place = random.nextInt(line.length());
          line.setCharAt(place, line.charAt(place) == '7' ? '8' : '7');
          damaged.set(at, line.toString());
        }
      }
      assertThatThrownBy(() -> FactLines.read(damaged.iterator(), head))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line ");
    }
  }
}
