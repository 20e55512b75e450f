package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * Several people keep one record open, change what they like and save in any order, some of them
 * twice. Whatever the database takes, nobody's answer disappears but by somebody who saw it.
 */
class ConflictsTest {
  /** How many interleavings one record sees. */
  private static final int EACH = 100;

  /** Sorted, so that one seed draws the same interleavings in every virtual machine. */
  private static final SortedMap<String, List<String>> CHOICES =
      new TreeMap<>(
          Map.of(
              "systolic", List.of("140 mmHg", "150 mmHg", "165 mmHg", "not done"),
              "weight", List.of("60 kg", "70 kg", "80 kg"),
              "pregnant", List.of("no", "not applicable")));

  @TempDir static Path folder;

  private static Running.Ready ready;
  private static ThreeArms trial;
  private static ParticipantId somebody;
  private static int people;

  @BeforeAll
  static void one_record() {
    ready = Running.database(new Running.Store.Folder(folder), "test");
    trial = ThreeArms.open(ready.pool(), ThreeArms.study(), folder.resolve("keys"), List.of(3), 1);
  }

  /** Another participant with a record, so that nobody's grows without end. */
  private static ParticipantId newcomer(int number) {
    String key = " of " + number;
    String whom =
        ThreeArms.answer(trial.act("register", "01", number, ThreeArms.key("register" + key)));
    trial.act("consent", whom, number, ThreeArms.key("consent" + key));
    trial.act("exam", whom, number, ThreeArms.key("exam" + key));
    return new ParticipantId(whom);
  }

  @AfterAll
  static void stop() {
    ready.close();
  }

  private static List<Fact> saves() {
    return trial.desk().trial().journal().participant(somebody).stream()
        .filter(fact -> fact.event() instanceof Event.Saved saved && saved.form().equals("exam"))
        .toList();
  }

  private static Map<String, String> answers(Fact fact) {
    return ((Event.Saved) fact.event()).answers();
  }

  /** Somebody at an open page. */
  private record Editor(long seen, Map<String, String> saw, Map<String, String> typed, UUID key) {
    static Editor opens(Fact newest, Random random) {
      var typed = new HashMap<>(answers(newest));
      CHOICES.forEach(
          (question, choices) -> {
            if (random.nextInt(3) == 0) {
              typed.put(question, choices.get(random.nextInt(choices.size())));
            }
          });
      return new Editor(
          newest.sequence(),
          answers(newest),
          typed,
          new UUID(random.nextLong(), random.nextLong()));
    }

    Outcome save() {
      return trial
          .desk()
          .save(
              new Save(somebody, "exam", 1, "", typed, Optional.empty(), "as measured", seen),
              new Act(ThreeArms.author(new SiteId("01")), key));
    }
  }

  private static void interleave(int times) {
    var random = new Random(times);
    int merged = 0;
    int asked = 0;
    for (int i = 0; i < times; i++) {
      if (i % EACH == 0) {
        people++;
        somebody = newcomer(people);
      }
      var open = new ArrayList<Editor>();
      var newest = saves().getLast();
      for (int editors = 2 + random.nextInt(2); editors > 0; editors--) {
        open.add(Editor.opens(newest, random));
      }
      if (random.nextBoolean()) {
        open.add(open.getFirst());
      }
      for (var editor : open) {
        var before = saves();
        var outcome = editor.save();
        var after = saves();
        var was = answers(before.getLast());
        var now = answers(after.getLast());
        if (after.size() > before.size()) {
          assertThat(outcome).isInstanceOf(Outcome.Saved.class);
          merged += before.getLast().sequence() > editor.seen() ? 1 : 0;
          for (var question : CHOICES.keySet()) {
            boolean mine =
                !Objects.equals(editor.typed().get(question), editor.saw().get(question));
            assertThat(now.get(question))
                .as("%s after %s", question, editor)
                .isEqualTo(mine ? editor.typed().get(question) : was.get(question));
            assertThat(mine || Objects.equals(now.get(question), was.get(question))).isTrue();
            // What somebody else changed unseen is never written over.
            boolean theirs = !Objects.equals(was.get(question), editor.saw().get(question));
            assertThat(mine && theirs && !Objects.equals(now.get(question), was.get(question)))
                .as("%s written over by %s", question, editor)
                .isFalse();
          }
        } else {
          asked += outcome instanceof Outcome.ChangedMeanwhile ? 1 : 0;
          assertThat(now).isEqualTo(was);
        }
      }
    }
    System.out.printf("%d interleavings: %d put together, %d asked.%n", times, merged, asked);
    assertThat(merged).as("saves put together").isGreaterThan(times / 20);
    assertThat(asked).as("saves that were asked about").isGreaterThan(times / 20);
  }

  @Test
  void nothing_is_written_over_unseen() {
    interleave(120);
  }

  @Test
  @Tag("long")
  void nothing_is_written_over_unseen_in_ten_thousand_interleavings() {
    interleave(10_000);
  }
}
