package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.records.RecordFiles.Piece;

class RecordFilesTest {
  @TempDir Path folder;

  private static String record(String id) {
    return """
    {"protocolSection": {"identificationModule": {"nctId": "%s", "briefTitle": "A trial"}}}\
    """
        .formatted(id);
  }

  private static List<Piece> read(Path... paths) {
    var pieces = new ArrayList<Piece>();
    RecordFiles.read(List.of(paths), pieces::add);
    return pieces;
  }

  /** Numbers of records taken, and places of what was refused behind a {@code !}. */
  private List<String> told(Path... paths) {
    return read(paths).stream()
        .map(
            piece ->
                switch (piece) {
                  case Piece.Taken taken -> taken.id();
                  case Piece.Refused refused ->
                      "!" + refused.where().replace(folder + "/", "") + " " + refused.why();
                })
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private interface Filling {
    void fill(OutputStream stream) throws IOException;
  }

  private Path zip(String name, String entry, Filling filling) throws IOException {
    var file = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      filling.fill(zip);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("after.json"));
      zip.write(record("NCT00000009").getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }

  @Test
  void one_a_file_one_a_line_many_in_a_list_and_a_page_of_the_api() throws IOException {
    var one = write("one.json", record("NCT00000001"));
    var lines = write("lines.jsonl", record("NCT00000002") + "\n\n" + record("NCT00000003") + "\n");
    var list = write("list.json", "[" + record("NCT00000004") + "," + record("NCT00000005") + "]");
    var page = write("page.json", "{\"studies\": [" + record("NCT00000006") + "]}");
    assertThat(told(one, lines, list, page))
        .containsExactly(
            "NCT00000001",
            "NCT00000002",
            "NCT00000003",
            "NCT00000004",
            "NCT00000005",
            "NCT00000006");
  }

  @Test
  void a_folder_is_read_in_the_order_of_names_and_other_files_are_left() throws IOException {
    write("b.json", record("NCT00000002"));
    write("a.json", record("NCT00000001"));
    write("readme.md", "no record");
    assertThat(told(folder)).containsExactly("NCT00000001", "NCT00000002");
  }

  @Test
  void a_broken_record_is_told_with_its_place_and_stops_nothing() throws IOException {
    var lines =
        write(
            "some.jsonl", record("NCT00000001") + "\n{\"a\n[1]\n" + record("NCT00000002") + "\n{}");
    var list =
        write("list.json", "[" + record("NCT00000004") + ", {}, oops, " + record("NCT00000005"));
    assertThat(told(lines, list, folder.resolve("missing")))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo("NCT00000001"),
            one -> assertThat(one).startsWith("!some.jsonl:2 it is not readable JSON"),
            one -> assertThat(one).startsWith("!some.jsonl:3 it has no 'protocolSection'"),
            one -> assertThat(one).isEqualTo("NCT00000002"),
            one -> assertThat(one).startsWith("!some.jsonl:5 it has no 'protocolSection'"),
            one -> assertThat(one).isEqualTo("NCT00000004"),
            one -> assertThat(one).startsWith("!list.json[1] it has no 'protocolSection'"),
            one ->
                assertThat(one).startsWith("!list.json it is not readable JSON").contains("line 1"),
            one -> assertThat(one).isEqualTo("!missing there is no such file or folder"));
  }

  @Test
  void what_is_packed_is_read_and_a_broken_archive_is_refused() throws IOException {
    var packed = folder.resolve("packed.jsonl.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      gzip.write(record("NCT00000001").getBytes(StandardCharsets.UTF_8));
    }
    var zip =
        zip(
            "some.zip",
            "in/one.json",
            stream -> stream.write(record("NCT00000002").getBytes(StandardCharsets.UTF_8)));
    var broken = write("broken.zip", "PK nothing");
    var notPacked = write("plain.json.gz", record("NCT00000003"));
    assertThat(told(packed, zip, broken, notPacked))
        .containsExactly(
            "NCT00000001",
            "NCT00000002",
            "NCT00000009",
            "!broken.zip it is no ZIP archive, or an empty one",
            "!plain.json.gz it cannot be read: Not in GZIP format");
  }

  @Test
  void a_small_archive_of_something_huge_is_refused_and_the_rest_of_it_taken() throws IOException {
    var spaces = " ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
    Filling bomb =
        stream -> {
          for (int i = 0; i < 30; i++) {
            stream.write(spaces);
          }
        };
    assertThat(told(zip("bomb.zip", "bomb.json", bomb), zip("line.zip", "bomb.jsonl", bomb)))
        .containsExactly(
            "!bomb.zip!/bomb.json it cannot be read: one record holds more than 16 MB",
            "NCT00000009",
            "!line.zip!/bomb.jsonl:1 it holds more than 16 MB",
            "NCT00000009");
  }

  @Test
  void a_small_gzip_of_something_huge_is_refused_too() throws IOException {
    var files = new ArrayList<Path>();
    for (var name : List.of("bomb.json.gz", "bomb.jsonl.gz")) {
      files.add(folder.resolve(name));
      try (var gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
        for (int i = 0; i < 30; i++) {
          gzip.write(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
        }
        gzip.write(("\n" + record("NCT00000001")).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(told(files.toArray(Path[]::new)))
        .containsExactly(
            "!bomb.json.gz it cannot be read: one record holds more than 16 MB",
            "!bomb.jsonl.gz:1 it holds more than 16 MB",
            "NCT00000001");
  }

  @Test
  void deep_json_endless_texts_and_numbers_that_are_none_are_refused() throws IOException {
    var deep = write("deep.json", "[".repeat(100_000));
    var text = write("text.json", record("NCT00000001").replace("A trial", "x".repeat(10_000_000)));
    var id = write("id.json", record("../../etc"));
    var bidi = write("bidi.json", record("NCT\\u202e01"));
    assertThat(read(deep, text, id, bidi))
        .hasSize(4)
        .allSatisfy(piece -> assertThat(piece).isInstanceOf(Piece.Refused.class));
  }

  @Test
  void the_flat_form_becomes_the_shape_of_the_api() throws IOException {
    var flat =
        write(
            "flat.jsonl",
            """
            {"nctId": "NCT00000001", "briefTitle": "T", "officialTitle": "", "acronym": "", \
            "status": "Active, not recruiting", "phase": "Phase 1/Phase 2", \
            "studyType": "Observational [Patient Registry]", "conditions": ["C"], "keywords": [], \
            "interventions": [{"type": "Dietary Supplement", "name": "I"}], "arms": ["A"], \
            "briefSummary": "", "detailedDescription": "", "eligibility": "", "sex": "Female", \
            "minAge": "6 Months", "maxAge": "N/A", "healthyVolunteers": "No", \
            "conditionMesh": ["M"], "interventionMesh": [], "countries": ["Peru"], \
            "processed": "February 03, 2023"}
            """);
    var taken = (Piece.Taken) read(flat).getFirst();
    var record = RecordReader.read(taken.json());
    assertThat(record.status()).isEqualTo("ACTIVE_NOT_RECRUITING");
    assertThat(record.design().phases()).containsExactly("PHASE1", "PHASE2");
    assertThat(record.design().type()).isEqualTo("OBSERVATIONAL");
    assertThat(record.treatments().getFirst().kind()).isEqualTo("DIETARY_SUPPLEMENT");
    assertThat(record.eligibility().lowestAge()).isEqualTo("6 Months");
    assertThat(record.eligibility().highestAge()).isEmpty();
    assertThat(record.eligibility().volunteers()).isEqualTo("false");
    assertThat(record.terms().conditions()).containsExactly("M");
    assertThat(record.locations()).singleElement().extracting("country").isEqualTo("Peru");
    assertThat(taken.json()).contains("\"versionHolder\":\"2023-02-03\"");
  }
}
