package org.trialwright.registry.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.JteViews;
import org.trialwright.pages.Language;
import org.trialwright.pages.Words;
import org.trialwright.records.RecordReader;
import org.trialwright.records.Results;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;

class RealRecordsTest {
  private static final Path REAL_RECORDS = Path.of("../../shared/data/ctgov/studies");
  private static final int HEAVIEST = 2_000_000;
  private static final Set<String> TAKES_PEOPLE =
      Set.of("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "SUSPENDED", "UNKNOWN");

  private final JteViews views = new JteViews();

  @Test
  void every_real_record_has_its_page_and_its_results() throws IOException {
    boolean there = Files.isDirectory(REAL_RECORDS);
    if (!there) {
      System.err.println("SKIPPED: no folder of real records beside the project");
    }
    Assumptions.assumeTrue(there);
    int pages = 0;
    try (Stream<Path> files = Files.list(REAL_RECORDS)) {
      for (var file : files.sorted().toList()) {
        var json = Files.readString(file);
        var language = pages % 2 == 0 ? Language.ENGLISH : Language.CHINESE;
        var record = RecordReader.read(json);
        var page = record(json, language);
        assertThat(page)
            .as(file.toString())
            .contains("<h1", record.id(), "id=\"who\"", "id=\"places\"")
            .hasSizeLessThan(HEAVIEST);
        if (!TAKES_PEOPLE.contains(record.status())) {
          assertThat(page).as(file.toString()).doesNotContain("data-join=");
        } else if (!record.eligibility().lowestAge().isEmpty()) {
          assertThat(page).as(file.toString()).contains("data-join=");
        }
        if (record.results()) {
          assertThat(results(json, language)).as(file.toString()).contains("<table");
        }
        pages++;
      }
    }
    assertThat(pages).isEqualTo(300);
  }

  private static Frame frame(Words words) {
    return Frame.of(
        words, new Dates(words, ZoneOffset.UTC, ""), "A trial", "/", new Frame.Csrf("", ""));
  }

  private String record(String json, Language language) {
    var words = Words.of(language, Frames.class);
    var told = new Told(words, new Dates(words, ZoneOffset.UTC, ""));
    return views.render(
        "registry/record/registered",
        Map.of("frame", frame(words), "view", Registered.of(RecordReader.read(json), told)));
  }

  private String results(String json, Language language) {
    var words = Words.of(language, Frames.class);
    return views.render(
        "registry/record/results",
        Map.of(
            "frame",
            frame(words),
            "view",
            Posted.of(RecordReader.read(json), Results.read(json), words)));
  }
}
