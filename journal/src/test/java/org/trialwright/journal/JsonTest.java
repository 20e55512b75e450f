package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialwright.journey.Event;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

class JsonTest {
  @Test
  void names_are_sorted_by_utf_16_code_units_as_in_the_example_of_rfc_8785() {
    // RFC 8785, 3.2.3: the smiley sorts before the Hebrew letter, since surrogates come before.
    var json =
        new Json.Fields(
            Map.of(
                "\u20ac", new Json.Text("Euro Sign"),
                "\r", new Json.Text("Carriage Return"),
                "\ufb33", new Json.Text("Hebrew Letter Dalet With Dagesh"),
                "1", new Json.Text("One"),
                "\ud83d\ude00", new Json.Text("Emoji: Grinning Face"),
                "\u0080", new Json.Text("Control"),
                "\u00f6", new Json.Text("Latin Small Letter O With Diaeresis")));
    assertThat(json.canonical())
        .isEqualTo(
            """
            {"\\r":"Carriage Return","1":"One","\u0080":"Control",\
            "\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign",\
            "\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}\
            """);
  }

  @Test
  void texts_are_escaped_as_in_the_example_of_rfc_8785() {
    assertThat(new Json.Text("\u20ac$\u000f\nA'B\"\\\\\"/").canonical())
        .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  }

  @Test
  void what_is_written_is_read_again() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var json =
          new Json.Fields(
              Map.of(
                  Drafts.text(random) + "a",
                  new Json.Text(Drafts.text(random)),
                  Drafts.text(random) + "b",
                  new Json.Items(List.of(new Json.Whole(random.nextInt()), new Json.Flag(true))),
                  "c",
                  new Json.Fields(Map.of())));
      assertThat(Json.parse(json.canonical())).as("seed %d", seed).isEqualTo(json);
      assertThat(Json.parse(json.canonical()).canonical()).isEqualTo(json.canonical());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1            | ends too early
          {"a":1} x         | more text after the end
          {"a":1,"a":2}     | stands twice
          {"a":1.5}         | is missing
          {a:1}             | is missing
          ["a]              | no closing quote
          ["\\q"]           | is no escape
          nothing           | neither an object
          """)
  void other_texts_are_refused_with_the_place(String text, String what) {
    assertThatThrownBy(() -> Json.parse(text))
        .hasMessageContaining(what)
        .hasMessageContaining("at character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \ud83d pair", "half pair \ude00", "a NUL \u0000"})
  void what_cannot_be_stored_is_refused(String text) {
    assertThatThrownBy(() -> new Json.Text(text).canonical()).hasMessageContaining("character");
  }

  /** The very text that is hashed, so that today's chain can be verified by anybody in years. */
  @Test
  void a_fact_is_hashed_over_this_text() {
    var draft =
        new Draft(
            Optional.of(new ParticipantId("01-001")),
            new Event.Saved(
                "baseline",
                2,
                "week 1",
                Map.of("weight", "60 kg", "site of tumour", "upper \"third\""),
                Map.of(LocalDate.of(2026, 3, 1), 66)),
            Drafts.ANNA,
            Instant.parse("2026-03-01T12:00:00.1Z"),
            PartialDate.parse("2026-03"),
            "",
            "version-1",
            new UUID(1, 2),
            Set.of());
    var previous = "ab".repeat(32);
    var text =
        """
        {"key":"00000000-0000-0001-0000-000000000002","kind":"saved","occurred":"2026-03",\
        "participant":"01-001","payload":{"ages":{"2026-03-01":66},\
        "answers":{"site of tumour":"upper \\"third\\"","weight":"60 kg"},"form":"baseline",\
        "ordinal":2,"visit":"week 1"},"person":"anna","personName":"Anna Lund",\
        "previous":"abababababababababababababababababababababababababababababababab",\
        "reason":"","recorded":"2026-03-01T12:00:00.100000Z","role":"investigator",\
        "sequence":7,"site":"01","study":"one","studyVersion":"version-1"}\
        """;
    assertThat(FactRow.of("one", 7, draft, FreeTexts.split(draft), previous).hash())
        .isEqualTo(Digests.hex(Digests.sha256(text.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("3fd9855f169ddb42b815d07b0a62cdfbee1e83a5bdb89ea14983397b8199f30f");
  }

  @Test
  void every_event_is_read_as_it_was_written() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var event = Drafts.event(random);
      var json = Payload.write(event).canonical();
      assertThat(Payload.read(Payload.kind(event), (Json.Fields) Json.parse(json)))
          .as("seed %d", seed)
          .isEqualTo(event);
    }
  }
}
