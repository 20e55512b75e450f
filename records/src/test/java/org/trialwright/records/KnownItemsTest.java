package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever knows what they look for finds it, among real records. */
class KnownItemsTest {
  private static final Path REAL_RECORDS = Path.of("../../shared/data/ctgov/studies");
  private static final long SEED = 20_261_126;

  /** Every record and 200 slips in the long tier, some of them otherwise. */
  private static final boolean EVERYTHING = Boolean.getBoolean("trialwright.everything");

  private static final int MISSPELLINGS = EVERYTHING ? 200 : 40;
  private static final int EVERY = EVERYTHING ? 1 : 8;

  private static final List<TrialRecord> records = new ArrayList<>();
  private static LuceneFinder finder;

  @BeforeAll
  static void index() throws IOException {
    boolean there = Files.isDirectory(REAL_RECORDS);
    if (!there) {
      System.err.println("SKIPPED: no folder of real records beside the project");
    }
    Assumptions.assumeTrue(there);
    var directory = new ByteBuffersDirectory();
    try (var indexing = new Indexing(directory, false)) {
      RecordFiles.read(
          List.of(REAL_RECORDS),
          piece -> records.add(RecordReader.read(((RecordFiles.Piece.Taken) piece).json())));
      for (var record : records) {
        indexing.add(record);
      }
    }
    finder = new LuceneFinder(directory);
    assertThat(records).hasSize(300);
  }

  private static List<String> first(String text, int most) {
    return finder.find(Search.ALL.text(text), 0, most).hits().stream()
        .map(hit -> hit.card().id())
        .toList();
  }

  @Test
  void an_identifier_and_a_whole_title_lead_to_their_trial_first() {
    var missed = new ArrayList<String>();
    for (int i = 0; i < records.size(); i += EVERY) {
      var record = records.get(i);
      for (var text : List.of(record.id(), record.briefTitle(), record.officialTitle())) {
        var key = Indexing.titleKey(text);
        boolean shared =
            records.stream()
                    .filter(
                        one ->
                            Indexing.titleKey(one.briefTitle()).equals(key)
                                || Indexing.titleKey(one.officialTitle()).equals(key))
                    .count()
                > 1;
        if (!text.isBlank() && !shared && !first(text, 1).equals(List.of(record.id()))) {
          missed.add(record.id() + ": " + text);
        }
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void an_acronym_leads_to_the_trials_that_have_it_first() {
    Map<String, TreeSet<String>> acronyms = new LinkedHashMap<>();
    for (var record : records) {
      if (!record.acronym().isBlank()) {
        acronyms
            .computeIfAbsent(Wording.key(record.acronym()), _ -> new TreeSet<>())
            .add(record.id());
      }
    }
    var missed = new ArrayList<String>();
    for (int i = 0; i < records.size(); i += EVERY) {
      var record = records.get(i);
      var same = acronyms.get(Wording.key(record.acronym()));
      if (!record.acronym().isBlank()
          && same != null
          && !same.containsAll(first(record.acronym(), 1))) {
        missed.add(record.id() + ": " + record.acronym());
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void conditions_with_one_slip_of_the_pen_are_found() {
    var conditions = new TreeSet<String>();
    records.forEach(
        record ->
            record.conditions().stream()
                .filter(name -> name.matches("[A-Za-z][A-Za-z ]{6,40}"))
                .forEach(conditions::add));
    var random = new Random(SEED);
    var names = new ArrayList<>(conditions);
    java.util.Collections.shuffle(names, random);
    var tried = names.subList(0, Math.min(MISSPELLINGS, names.size()));
    var missed = new ArrayList<String>();
    for (var name : tried) {
      var slip = slip(name, random);
      boolean found =
          finder.find(Search.ALL.text(slip), 0, 3).hits().stream()
              .anyMatch(
                  hit ->
                      hit.card().conditions().stream()
                          .anyMatch(one -> Wording.key(one).contains(Wording.key(name))));
      if (!found) {
        missed.add(name + " as " + slip);
      }
    }
    System.out.printf(
        "%d of %d conditions with a slip are among the first three (seed %d); missed: %s%n",
        tried.size() - missed.size(), tried.size(), SEED, missed);
    assertThat(missed.size()).isLessThanOrEqualTo(tried.size() / 20);
  }

  /** One letter of the longest word left out, doubled, changed or exchanged with the next. */
  private static String slip(String name, Random random) {
    var longest = "";
    for (var word : name.split(" ")) {
      longest = word.length() > longest.length() ? word : longest;
    }
    int at = 1 + random.nextInt(longest.length() - 2);
    char letter = (char) ('a' + random.nextInt(26));
    var slipped =
        switch (random.nextInt(4)) {
          case 0 -> longest.substring(0, at) + longest.substring(at + 1);
          case 1 -> longest.substring(0, at) + letter + longest.substring(at);
          case 2 -> longest.substring(0, at) + letter + longest.substring(at + 1);
          default ->
              longest.substring(0, at)
                  + longest.charAt(at + 1)
                  + longest.charAt(at)
                  + longest.substring(at + 2);
        };
    return name.replace(longest, slipped);
  }
}
