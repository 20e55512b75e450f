package org.trialwright.app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.trialwright.analysis.Cut;
import org.trialwright.journal.FactLines;
import org.trialwright.journey.Fact;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything a report was made from, in one file: the study's folder under {@code study/}, the
 * facts up to the cut as {@code facts.jsonl} (a line's SHA-256 is the next line's {@code previous})
 * and the cut itself as {@code cut.json}. Free texts and identities are not in it.
 */
record Archive(Cut cut, boolean rehearsal, List<Fact> facts) {
  private static final String CUT = "cut.json";
  private static final String FACTS = "facts.jsonl";
  private static final String STUDY = "study/";

  /** 1 January 1980, the first that a ZIP can write, so that equal content is equal bytes. */
  private static final long NO_TIME = 315_532_800_000L;

  private static final long LARGEST_TEXT = 4_000_000;
  private static final int MOST_ENTRIES = 1_000;

  Archive {
    facts = List.copyOf(facts);
  }

  /**
   * Writes an archive.
   *
   * @param lines of the facts from the first to the cut
   */
  static void write(Path file, Folder study, Cut cut, boolean rehearsal, Iterator<String> lines) {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      entry(zip, CUT, manifest(cut, rehearsal));
      for (var one : new TreeMap<>(study.files()).entrySet()) {
        entry(zip, STUDY + one.getKey(), one.getValue());
      }
      begin(zip, FACTS);
      while (lines.hasNext()) {
        zip.write((lines.next() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      zip.closeEntry();
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write " + file, trouble);
    }
  }

  private static String manifest(Cut cut, boolean rehearsal) {
    return new JsonMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                new TreeMap<>(
                    Map.of(
                        "format",
                        1,
                        "study",
                        cut.study().name(),
                        "seal",
                        cut.study().seal(),
                        "sequence",
                        cut.sequence(),
                        "head",
                        cut.head(),
                        "day",
                        cut.day().toString(),
                        "rehearsal",
                        rehearsal)))
        + "\n";
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(NO_TIME);
    zip.putNextEntry(entry);
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    begin(zip, name);
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /**
   * Reads an archive; the chain of its facts and the study's seal are checked.
   *
   * @throws Trialwright.Refused naming what is missing or was changed
   */
  static Archive read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
      if (zip.size() > MOST_ENTRIES) {
        throw new Trialwright.Refused(file + " holds more than " + MOST_ENTRIES + " files");
      }
      JsonNode told = new JsonMapper().readTree(text(zip, file, CUT));
      if (told.path("format").asInt(0) != 1) {
        throw new Trialwright.Refused(
            file + " is written in a format that this program does not know; a newer one reads it");
      }
      Study study = study(zip, file);
      String seal = told.path("seal").asString("");
      if (!study.seal().equals(seal)) {
        throw new Trialwright.Refused(
            "%s: the study in it has the seal %s, but the archive was made with %s; it was changed"
                .formatted(file, study.seal(), seal));
      }
      String head = told.path("head").asString("");
      List<Fact> facts = facts(zip, file, head);
      if (!told.path("rehearsal").isBoolean() || told.path("sequence").asLong(-1) != facts.size()) {
        throw new Trialwright.Refused(
            "%s, %s: it must say whether this is a rehearsal, and name the last of %d facts"
                .formatted(file, CUT, facts.size()));
      }
      return new Archive(
          new Cut(study, facts.size(), LocalDate.parse(told.path("day").asString("")), head),
          told.path("rehearsal").booleanValue(),
          facts);
    } catch (ZipException | JacksonException | DateTimeException damaged) {
      throw new Trialwright.Refused(
          file + " is no archive of a report, or is damaged: " + damaged.getMessage());
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read " + file, trouble);
    }
  }

  private static Study study(ZipFile zip, Path file) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (ZipEntry entry : zip.stream().filter(one -> one.getName().startsWith(STUDY)).toList()) {
      files.put(entry.getName().substring(STUDY.length()), text(zip, file, entry.getName()));
    }
    var reading = StudyFolder.load(new Folder(files));
    return reading
        .study()
        .orElseThrow(
            () ->
                new Trialwright.Refused(
                    "the study in "
                        + file
                        + " has faults:\n"
                        + String.join(
                            "\n", reading.faults().stream().map(Object::toString).toList())));
  }

  private static List<Fact> facts(ZipFile zip, Path file, String head) throws IOException {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(zip, file, FACTS), StandardCharsets.UTF_8))) {
      return FactLines.read(lines.lines().iterator(), head);
    } catch (IllegalArgumentException changed) {
      throw new Trialwright.Refused(file + ", " + FACTS + ", " + changed.getMessage());
    }
  }

  private static InputStream open(ZipFile zip, Path file, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Trialwright.Refused(file + " is no archive of a report: it has no " + name);
    }
    return zip.getInputStream(entry);
  }

  private static String text(ZipFile zip, Path file, String name) throws IOException {
    try (InputStream in = open(zip, file, name)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      in.transferTo(limited(out, file, name));
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  /** A small file may say that it is small and unpack to anything. */
  private static OutputStream limited(ByteArrayOutputStream out, Path file, String name) {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        if (out.size() + length > LARGEST_TEXT) {
          throw new Trialwright.Refused(
              "%s: %s is larger than %d bytes".formatted(file, name, LARGEST_TEXT));
        }
        out.write(bytes, from, length);
      }
    };
  }
}
