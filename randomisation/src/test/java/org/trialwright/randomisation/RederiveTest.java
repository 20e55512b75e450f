package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.randomisation.Minimisation.Factor;
import org.trialwright.randomisation.Minimisation.Measure;

/**
 * The second program, run as an inspector would run it: as a process of its own, on a seal file and
 * a record.
 */
class RederiveTest {
  private static final Path PROGRAM = Path.of("..", "tools", "rederive", "Rederive.java");
  private static final Path PAGE = Path.of("..", "docs", "reference", "allocation.md");
  private static final List<Arm> ARMS =
      List.of(new Arm("new, with drug", 2), new Arm("control=usual", 1));

  @TempDir Path folder;
  private Path seal;
  private Path record;

  @BeforeEach
  void places() {
    seal = folder.resolve("seal");
    record = folder.resolve("record.csv");
  }

  @Test
  void a_hundred_thousand_allocations_are_derived_again_without_a_difference() throws Exception {
    var sealed = Seal.generate(List.of(3, 6, 9));
    SealFile.write(seal, sealed);
    var rows = blocks(sealed, 100, 1000);
    assertThat(rows).hasSize(100_000);
    Files.write(record, withHeader(rows));
    var result = rederive("--commitment", sealed.commitment());
    assertThat(result.lines)
        .containsExactly("commitment " + sealed.commitment(), "100000 allocations, 0 differences");
    assertThat(result.code).isZero();
  }

  @Test
  void every_planted_difference_is_found_and_nothing_else() throws Exception {
    var sealed = Seal.generate(List.of(3, 6));
    SealFile.write(seal, sealed);
    var rows = blocks(sealed, 10, 100);
    var random = new Random(20261123);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      int at = 25 * i + random.nextInt(20);
      var parts = new ArrayList<>(rows.get(at));
      var right = parts.get(3);
      parts.set(
          3, right.equals(ARMS.getFirst().name()) ? ARMS.getLast().name() : ARMS.getFirst().name());
      rows.set(at, parts);
      expected.add(
          "line %d: study Example, stratum %s, position %s: recorded \"%s\", derived \"%s\""
              .formatted(at + 2, parts.get(1), parts.get(2), parts.get(3), right));
    }
    Files.write(record, withHeader(rows));
    var result = rederive();
    assertThat(result.lines.subList(1, result.lines.size() - 1))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(result.lines.getLast()).isEqualTo("1000 allocations, 40 differences");
    assertThat(result.code).isEqualTo(1);
  }

  @Test
  void skipped_doubled_and_unreadable_positions_and_unknown_arms_are_found() throws Exception {
    var sealed = Seal.generate(List.of(6));
    SealFile.write(seal, sealed);
    var rows = blocks(sealed, 1, 20);
    var right = rows.get(9).get(3);
    rows.set(9, List.of("Example", rows.get(9).get(1), "10", "nobody"));
    rows.add(rows.get(4));
    rows.add(List.of("Example", rows.get(4).get(1), "last", right));
    rows.remove(12);
    Files.write(record, withHeader(rows));
    var result = rederive();
    assertThat(result.lines)
        .contains(
            "line 11: study Example, stratum site 0/II\\/III, position 10: recorded \"nobody\", derived \"%s\""
                .formatted(right),
            "line 21: study Example, stratum site 0/II\\/III, position 5 is on record twice, first at line 6",
            "line 22: \"last\" is not a position",
            "study Example, stratum site 0/II\\/III, position 13 was skipped");
    assertThat(result.lines.getLast()).isEqualTo("21 allocations, 4 differences");
  }

  @Test
  void another_seal_a_damaged_seal_and_a_wrong_call_are_refused() throws Exception {
    var sealed = Seal.generate(List.of(6));
    SealFile.write(seal, sealed);
    Files.write(record, withHeader(blocks(sealed, 1, 20)));
    var other = rederive("--commitment", Seal.generate(List.of(6)).commitment());
    assertThat(other.code).isEqualTo(1);
    assertThat(other.lines.getLast()).endsWith("this is another seal");
    Files.writeString(seal, Files.readString(seal).replace("sizes: 6", "sizes: 3"));
    var damaged = rederive();
    assertThat(damaged.code).isEqualTo(1);
    assertThat(damaged.lines.getLast()).contains("the digest line does not match");
    assertThat(run("blocks", seal.toString()).code).isEqualTo(2);
  }

  @Test
  void minimisation_is_derived_again_and_a_planted_difference_found() throws Exception {
    var sealed = Seal.generate(List.of());
    SealFile.write(seal, sealed);
    for (var measure : Measure.values()) {
      var rows = minimised(sealed, measure);
      Files.write(record, rows);
      String[] call = {
        "minimisation",
        seal.toString(),
        record.toString(),
        "--study",
        "Example",
        "--arm",
        "A",
        "--arm",
        "B",
        "--arm",
        "C",
        "--measure",
        measure.name().toLowerCase(java.util.Locale.ROOT),
        "--probability",
        "0.8",
        "--weights",
        "1,2,0.5"
      };
      var clean = run(call);
      assertThat(clean.lines.getLast()).isEqualTo("2000 allocations, 0 differences");
      assertThat(clean.code).isZero();

      var last = rows.getLast();
      var right = last.substring(last.length() - 1);
      var wrong = right.equals("A") ? "B" : "A";
      rows.set(rows.size() - 1, last.substring(0, last.length() - 1) + wrong);
      rows.set(1000, rows.get(1000).replaceFirst("^[^,]*", "99999"));
      Files.write(record, rows);
      var found = run(call);
      assertThat(found.code).isEqualTo(1);
      assertThat(found.lines)
          .anyMatch(line -> line.startsWith("line 1001: ") && line.endsWith("not 99999"));
      assertThat(found.lines)
          .anyMatch(
              line ->
                  line.startsWith("line 2001: ")
                      && line.endsWith("recorded \"%s\", derived \"%s\"".formatted(wrong, right)));
    }
  }

  private static List<String> minimised(Seal sealed, Measure measure) {
    var arms = List.of(new Arm("A", 1), new Arm("B", 1), new Arm("C", 1));
    var design =
        new Minimisation(
            arms,
            List.of(new Factor("centre", 1), new Factor("stage", 2), new Factor("age", 0.5)),
            measure,
            0.8);
    var random = new Random(6);
    var counts = design.new Counts();
    var draws = new Draws(sealed, "Example");
    var rows = new ArrayList<>(List.of("sequence,centre,stage,age,arm"));
    int main = 0;
    int reserve = 0;
    for (int i = 0; i < 2000; i++) {
      var levels =
          List.of("c" + random.nextInt(6), "s" + random.nextInt(3), "a" + random.nextInt(2));
      boolean down = random.nextInt(20) == 0 && i < 1990;
      var arm =
          down
              ? design.reserve(sealed, "Example", levels, ++reserve).arm()
              : counts.choose(levels, draws.uniform("", ++main, "draw")).arm();
      counts.add(levels, arm);
      rows.add(
          (down ? "reserve/" + reserve : "" + main) + "," + String.join(",", levels) + "," + arm);
    }
    return rows;
  }

  @Test
  void the_example_of_the_reference_page_holds_in_both_programs() throws Exception {
    var page = Files.readString(PAGE);
    var text =
        Pattern.compile("```seal\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    var published =
        Pattern.compile("Its commitment: `([0-9a-f]{64})`")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    var arms =
        Arrays.asList(
            Pattern.compile("(?m)^\\| arm \\| (.*) \\|$")
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .split(" \\| "));
    var sealed = Seal.parse(text);
    assertThat(sealed.text()).isEqualTo(Seal.fixed(1, List.of(4, 6)).text());
    assertThat(sealed.commitment()).isEqualTo(published);
    var equal = List.of(new Arm("control", 1), new Arm("new", 1));
    assertThat(PermutedBlocks.first(sealed, "Example", Stratum.of("01", "III"), equal, 12))
        .isEqualTo(arms)
        .hasSize(12);
    SealFile.write(seal, sealed);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < 12; i++) {
      rows.add(List.of("Example", "01/III", "" + (i + 1), arms.get(i)));
    }
    Files.write(record, withHeader(rows));
    var result =
        run(
            "blocks",
            seal.toString(),
            record.toString(),
            "--arm",
            "control=1",
            "--arm",
            "new=1",
            "--commitment",
            published);
    assertThat(result.lines.getLast()).isEqualTo("12 allocations, 0 differences");
  }

  /** Rows of study, stratum, position, arm; every other stratum is a reserved range. */
  private static List<List<String>> blocks(Seal sealed, int strata, int positions) {
    var rows = new ArrayList<List<String>>();
    for (int s = 0; s < strata; s++) {
      var main = Stratum.of("site " + s / 2, "II/III");
      var stratum = s % 2 == 0 ? main : main.reserve();
      var sequence = PermutedBlocks.first(sealed, "Example", stratum, ARMS, positions);
      for (int position = 1; position <= positions; position++) {
        rows.add(List.of("Example", stratum.label(), "" + position, sequence.get(position - 1)));
      }
    }
    if (strata > 1) {
      Collections.shuffle(rows, new Random(1));
    }
    return rows;
  }

  private static List<String> withHeader(List<List<String>> rows) {
    var lines = new ArrayList<>(List.of("participant,study,stratum,position,arm"));
    for (var row : rows) {
      lines.add("01-010,%s,\"%s\",%s,\"%s\"".formatted(row.toArray()));
    }
    return lines;
  }

  private Result rederive(String... more) throws IOException, InterruptedException {
    var call = new ArrayList<>(List.of("blocks", seal.toString(), record.toString()));
    ARMS.forEach(arm -> call.addAll(List.of("--arm", arm.name() + "=" + arm.ratio())));
    call.addAll(List.of(more));
    return run(call.toArray(String[]::new));
  }

  private Result run(String... call) throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                PROGRAM.toString()));
    command.addAll(List.of(call));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS))
        .as("finished within a minute")
        .isTrue();
    return new Result(process.exitValue(), Files.readAllLines(output));
  }

  private record Result(int code, List<String> lines) {}
}
