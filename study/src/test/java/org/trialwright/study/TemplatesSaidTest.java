package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What people read of each template, in both languages, and what its endpoints read: the tables are
 * what is expected; {@code -Dtrialwright.draw=true} writes them anew.
 */
class TemplatesSaidTest {
  private static final Path FOLDER = EveryRuleTest.FOLDER.resolveSibling("templates");

  private record Template(String name, Study study) {}

  private static List<Template> templates() throws IOException {
    var all = new ArrayList<Template>();
    try (var studies = Files.list(Path.of("..", "studies"))) {
      for (var one : studies.sorted().toList()) {
        if (!one.endsWith("palace3")) {
          all.add(
              new Template(
                  one.getFileName().toString(), StudyReader.read(Folder.read(one)).orThrow()));
        }
      }
    }
    all.add(
        new Template("every-rule", StudyReader.read(Folder.read(EveryRuleTest.FOLDER)).orThrow()));
    return all;
  }

  private static void holds(String file, List<String> found) throws IOException {
    var at = FOLDER.resolve(file);
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.createDirectories(FOLDER);
      Files.write(at, found);
    }
    assertThat(found).isEqualTo(Files.readAllLines(at));
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u2009', ' ').replace('\u202f', ' ');
  }

  /** What one line of a study is in words. */
  private record Said(String line, Function<Speaker, Spoken> how) {}

  private static Stream<Said> lines(Study study) {
    var said = new ArrayList<Said>();
    said.add(new Said("how.allocate", Speaker::allocation));
    for (var drug : study.what().drugs()) {
      said.add(new Said("what." + drug.name(), speaker -> speaker.drug(drug)));
    }
    for (var change : study.what().modifications()) {
      said.add(new Said("what.modify." + change.reason(), speaker -> speaker.modification(change)));
    }
    for (var row : study.what().gradeRows()) {
      said.add(new Said("what." + row.drug() + " by grade", speaker -> speaker.gradeRow(row)));
    }
    for (var step : study.what().steps()) {
      said.add(new Said("what.work out." + step.name(), speaker -> speaker.step(step)));
    }
    for (var visit : study.when().visits()) {
      said.add(new Said("when.visits." + visit.name(), speaker -> speaker.timing(visit)));
    }
    for (var alarm : study.when().alarms()) {
      said.add(new Said("when.clocks." + alarm.name(), speaker -> speaker.alarm(alarm)));
    }
    for (var path : study.next().paths()) {
      for (var place : path.places()) {
        for (var exit : place.exits()) {
          said.add(new Said("next." + place.name(), speaker -> speaker.exit(exit)));
        }
      }
      for (var claim : path.claims()) {
        said.add(new Said("next.claims", speaker -> speaker.claim(claim)));
      }
    }
    return said.stream();
  }

  @Test
  void every_line_of_every_template_is_said_in_both_languages() throws IOException {
    var rows = new ArrayList<String>();
    for (var template : templates()) {
      var english = Speaker.of(template.study(), "en");
      var chinese = Speaker.of(template.study(), "zh");
      lines(template.study())
          .map(
              said ->
                  template.name()
                      + " "
                      + said.line()
                      + " \u00a6 "
                      + plain(said.how().apply(english).text())
                      + " \u00a6 "
                      + plain(said.how().apply(chinese).text()))
          .distinct()
          .forEach(rows::add);
    }
    holds("said.txt", rows);
  }

  @Test
  void the_dictionary_and_the_blank_forms_of_every_template() throws IOException {
    var rows = new ArrayList<String>();
    for (var template : templates()) {
      for (var language : List.of("en", "zh")) {
        var speaker = Speaker.of(template.study(), language);
        speaker.dictionary().rows().stream()
            .map(row -> plain(template.name() + " " + String.join(" \u00a6 ", row)))
            .forEach(rows::add);
        for (var form : speaker.blankForms()) {
          rows.add(plain(template.name() + " " + form.title() + " \u00a6 " + form.notes()));
          form.questions()
              .forEach(
                  one ->
                      rows.add(plain("  " + one.text() + " [" + one.shape() + "] " + one.notes())));
        }
        var grid = speaker.schedule().grid();
        rows.add(plain(template.name() + " " + grid.head()));
        grid.rows().forEach(row -> rows.add(plain("  " + row)));
        grid.notes().forEach(note -> rows.add(plain("  " + note)));
      }
    }
    holds("sheets.txt", rows);
  }

  @Test
  void what_every_endpoint_reads_and_which_question_no_line_reads() throws IOException {
    var rows = new ArrayList<String>();
    for (var template : templates()) {
      var study = template.study();
      for (var endpoint : study.measure().endpoints()) {
        var reads = Reads.of(endpoint.what());
        rows.add(
            "%s %s \u00a6 forms %s \u00a6 questions %s \u00a6 places %s \u00a6 %s"
                .formatted(
                    template.name(),
                    endpoint.name(),
                    reads.forms().stream().map(Form::name).sorted().toList(),
                    reads.items().stream().map(Item::path).sorted().toList(),
                    new TreeSet<>(reads.places()),
                    reads.arm() ? "the arm" : "not the arm"));
      }
      rows.add(
          template.name()
              + " \u00a6 read by no line: "
              + study.unread().stream().map(Item::path).collect(Collectors.joining(", ")));
      var readers = Readers.of(study);
      for (var form : study.forms().values()) {
        for (var item : form.items()) {
          rows.add("  " + item.path() + " \u00a6 " + readers.of(item));
        }
      }
    }
    holds("reads.txt", rows);
  }
}
