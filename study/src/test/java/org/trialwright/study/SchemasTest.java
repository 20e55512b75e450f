package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas know the keys that the readers know, and no others. */
class SchemasTest {
  private static final Path PUBLISHED = Path.of("../docs/reference/schema");

  @Test
  void the_published_files_are_those_of_the_readers() throws IOException {
    for (var file : Schemas.files().entrySet()) {
      var path = PUBLISHED.resolve(file.getKey());
      if (Boolean.getBoolean("trialwright.draw")) {
        Files.createDirectories(PUBLISHED);
        Files.writeString(path, file.getValue());
      }
      assertThat(path)
          .as("draw anew with -Dtrialwright.draw=true")
          .content()
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void every_key_of_a_reader_is_explained_and_nothing_else() {
    var keys = new TreeSet<String>();
    Stream.of(Schemas.closed(), Schemas.open())
        .flatMap(blocks -> blocks.entrySet().stream())
        .forEach(block -> block.getValue().forEach(key -> keys.add(block.getKey() + "." + key)));
    assertThat(Schemas.HOVER.keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../studies/palace3",
        "../studies/three-arm",
        "../studies/tracks",
        "../studies/escalation",
        "../studies/liver-fat",
        "../studies/textbook-looks"
      })
  void the_studies_are_valid(String folder) {
    valid(Folder.read(Path.of(folder)).files());
  }

  @Test
  void the_small_study_is_valid() {
    valid(SmallStudy.files());
  }

  private static void valid(Map<String, String> files) {
    int judged = 0;
    for (var file : files.entrySet()) {
      var name = file.getKey();
      var root = root(name);
      if (name.endsWith(".yaml") && Schemas.definitions().containsKey(root)) {
        assertThat(faults(name, file.getValue(), root)).as(name).isEmpty();
        judged++;
      }
    }
    assertThat(judged).isPositive();
  }

  private static String root(String file) {
    if (file.startsWith("forms/")) {
      return "forms";
    }
    return file.matches("[a-z]{2}\\.yaml") ? "words" : file.replaceFirst("\\.yaml$", "");
  }

  /** One line of a scenario or of the words changed; the schema sees it and so does the reader. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scenario.yaml | hazard:           | hazzard:
          scenario.yaml | answers:          | anwsers:
          scenario.yaml | if:               | iff:
          zh.yaml       | places:           | plcaes:
          zh.yaml       | visits:           | visists:
          """)
  void what_the_schema_refuses_the_reader_refuses_beside_the_study(
      String file, String from, String to) {
    var folder = Folder.read(Path.of("../studies/tracks"));
    var text = folder.files().getOrDefault(file, "");
    assertThat(text).contains(from);
    var damaged = folder.with(file, text.replaceFirst(from, to));
    assertThat(faults(file, damaged.files().getOrDefault(file, ""), root(file)))
        .as("schema")
        .isNotEmpty();
    var reading = StudyReader.read(damaged);
    var scenario =
        ScenarioReader.read(StudyReader.read(folder).orThrow(), damaged).scenario().isPresent();
    assertThat(reading.study().isPresent() && scenario).as("readers").isFalse();
  }

  /** One line of the small study changed; the schema sees it and so does the reader. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          target:     90 randomised   | aim:        90 randomised    | study
          fresh:                      | fersh:                       | who
          masking:   none             | maskign:   none              | how
          round:   to nearest 5 mg    | ruond:   to nearest 5 mg     | drug
          missed:    14 d after its window | misst:  14 d after its window | when
          begin:     screening        | begins:     screening        | next
          Signed the consent form [yes/no] | Signed the consent form | form
          """)
  void what_the_schema_refuses_the_reader_refuses(String from, String to, String block) {
    var files = SmallStudy.damaged(SmallStudy.alone(), from, to);
    assertThat(faults("study.yaml", files.getOrDefault("study.yaml", ""), "study"))
        .as("schema, in " + block)
        .isNotEmpty();
    assertThat(StudyReader.read(new Folder(files)).study()).as("reader").isEmpty();
  }

  @Test
  void a_status_of_a_source_is_one_of_four() {
    assertThat(faults("sources.yaml", "target: guessed; me\n", "sources")).hasSize(1);
    assertThat(faults("sources.yaml", "target: assumed; me\n", "sources")).isEmpty();
  }

  // ---- a judge for the words that our schemas use

  private static List<String> faults(String file, String text, String root) {
    var faults = new ArrayList<String>();
    judge(
        YamlText.read(file, text, new Faults()).orElseThrow(),
        Map.of("$ref", "#/$defs/" + root),
        "",
        faults);
    return faults;
  }

  private static void judge(Node node, Object rule, String path, List<String> faults) {
    if (rule instanceof Boolean truth) {
      if (!truth) {
        faults.add(path + ": not allowed");
      }
      return;
    }
    var schema = (Map<?, ?>) rule;
    if (schema.get("$ref") instanceof String ref) {
      var target = Schemas.definitions().get(ref.substring("#/$defs/".length()));
      assertThat(target).as(ref).isNotNull();
      judge(node, target, path, faults);
    }
    if (schema.get("anyOf") instanceof Collection<?> ways) {
      boolean fits =
          ways.stream()
              .anyMatch(
                  way -> {
                    var own = new ArrayList<String>();
                    judge(node, way, path, own);
                    return own.isEmpty();
                  });
      if (!fits) {
        faults.add(path + ": fits none of " + ways.size());
      }
    }
    if (schema.get("type") != null && !typed(node, schema.get("type"))) {
      faults.add(path + ": another type");
      return;
    }
    if (node instanceof Node.Line line
        && schema.get("pattern") instanceof String pattern
        && !Pattern.compile(pattern).matcher(line.text()).find()) {
      faults.add(path + ": '" + line.text() + "' is not like " + pattern);
    }
    if (node instanceof Node.Items items && schema.get("items") != null) {
      items.nodes().forEach(one -> judge(one, schema.get("items"), path + "[]", faults));
    }
    if (node instanceof Node.Block block) {
      lines(block, schema, path, faults);
    }
  }

  private static boolean typed(Node node, Object types) {
    var all = types instanceof Collection<?> several ? several : List.of(types);
    return switch (node) {
      case Node.Line _ -> all.contains("string");
      case Node.Block _ -> all.contains("object");
      case Node.Items _ -> all.contains("array");
    };
  }

  private static void lines(Node.Block block, Map<?, ?> schema, String path, List<String> faults) {
    var properties = part(schema, "properties");
    var patterns = part(schema, "patternProperties");
    for (var entry : block.entries()) {
      var own = path + "/" + entry.key();
      var pattern =
          patterns.keySet().stream()
              .filter(one -> Pattern.compile(one).matcher(entry.key()).find())
              .findFirst();
      if (properties.containsKey(entry.key())) {
        judge(entry.value(), properties.get(entry.key()), own, faults);
      } else if (pattern.isPresent()) {
        judge(entry.value(), patterns.get(pattern.get()), own, faults);
      } else if (schema.get("additionalProperties") != null) {
        judge(entry.value(), schema.get("additionalProperties"), own, faults);
      }
    }
    if (schema.get("required") instanceof Collection<?> required) {
      required.stream()
          .filter(key -> block.find(String.valueOf(key)).isEmpty())
          .forEach(key -> faults.add(path + ": " + key + " is missing"));
    }
  }

  private static Map<String, Object> part(Map<?, ?> schema, String key) {
    var found = new TreeMap<String, Object>();
    if (schema.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> found.put(String.valueOf(name), value));
    }
    return found;
  }
}
