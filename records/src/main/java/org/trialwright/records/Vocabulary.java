package org.trialwright.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What invented records are made of: the sections of {@code vocabulary.txt}, line by line. */
final class Vocabulary {
  private static final Map<String, List<String>> SECTIONS = read();

  private Vocabulary() {}

  /**
   * An illness.
   *
   * @param term of the subject headings; empty for none
   * @param above wider terms
   * @param names other names that people register
   */
  record Condition(String name, String term, List<String> above, List<String> names) {}

  record City(String country, String state, String name, double lat, double lon) {}

  /** An adverse event and its organ system. */
  record Event(String system, String term) {}

  static final List<Condition> CONDITIONS =
      lines("conditions").stream()
          .map(Vocabulary::cells)
          .map(
              cell -> new Condition(cell.get(0), cell.get(1), list(cell.get(2)), list(cell.get(3))))
          .toList();

  static final List<City> CITIES =
      lines("cities").stream()
          .map(Vocabulary::cells)
          .map(
              cell ->
                  new City(
                      cell.get(0),
                      cell.get(1),
                      cell.get(2),
                      Double.parseDouble(cell.get(3)),
                      Double.parseDouble(cell.get(4))))
          .toList();

  static final List<Event> EVENTS =
      lines("events").stream()
          .map(Vocabulary::cells)
          .map(cell -> new Event(cell.get(0), cell.get(1)))
          .toList();

  /**
   * @param section of the file, such as {@code measures} or a kind of treatment, such as {@code
   *     DRUG}
   */
  static List<String> lines(String section) {
    var lines = SECTIONS.get(section);
    if (lines == null) {
      throw new IllegalArgumentException("vocabulary.txt has no section '" + section + "'");
    }
    return lines;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<String> list(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split("; "));
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (var line : text().lines().toList()) {
      if (line.startsWith("## ")) {
        lines = new ArrayList<>();
        sections.put(line.substring(3), lines);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line);
      }
    }
    return sections;
  }

  private static String text() {
    try (var file = Vocabulary.class.getResourceAsStream("vocabulary.txt")) {
      if (file == null) {
        throw new IllegalStateException("vocabulary.txt is not beside " + Vocabulary.class);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
