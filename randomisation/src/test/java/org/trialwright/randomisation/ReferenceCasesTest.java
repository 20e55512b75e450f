package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.trialwright.randomisation.Minimisation.Factor;
import org.trialwright.randomisation.Minimisation.Measure;

/** The reference cases; where they come from stands in reference/PROVENANCE.md beside them. */
class ReferenceCasesTest {
  @Test
  void the_facts_of_a_block_agree_with_full_enumeration() {
    var it = caseOf("permuted-blocks");
    var requests = list(map(it, "arguments"), "requests");
    var answers = list(map(it, "expected"), "answers");
    assertThat(requests).hasSize(5).hasSameSizeAs(answers);
    for (int i = 0; i < requests.size(); i++) {
      var request = cast(requests.get(i));
      var answer = cast(answers.get(i));
      var names = list(request, "arms");
      var ratio = numbers(request, "ratio");
      var arms =
          IntStream.range(0, names.size())
              .mapToObj(k -> new Arm(names.get(k).toString(), ratio.get(k).intValue()))
              .toList();
      var facts = BlockFacts.of(number(request, "blockSize").intValue(), arms);
      assertThat(facts.numberOfSequences().doubleValue())
          .isEqualTo(number(answer, "numberOfSequences").doubleValue());
      assertThat(facts.sequences())
          .isEqualTo(answer.containsKey("sequences") ? answer.get("sequences") : List.of());
      assertThat(facts.maximumDifferenceWithinBlock())
          .isEqualTo(number(answer, "maximumDifferenceWithinBlock"));
      close(facts.probabilityOfEach(), number(answer, "probabilityOfEach"));
      close(facts.expectedCorrectGuesses(), number(answer, "expectedCorrectGuesses"));
      close(facts.expectedCertainAllocations(), number(answer, "expectedCertainAllocations"));
      var positions = numbers(answer, "probabilityOfFirstArmByPosition");
      assertThat(facts.probabilityOfFirstArmByPosition()).hasSameSizeAs(positions);
      for (int k = 0; k < positions.size(); k++) {
        close(facts.probabilityOfFirstArmByPosition().get(k), positions.get(k));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimisation-range-p08", "minimisation-variance-deterministic"})
  void minimisation_agrees_with_the_worked_sequence(String name) {
    var it = caseOf(name);
    var arguments = map(it, "arguments");
    var factors = list(map(it, "columns"), "factors").stream().map(Object::toString).toList();
    var weights = numbers(arguments, "weights");
    var design =
        new Minimisation(
            List.of(new Arm("1", 1), new Arm("2", 1)),
            IntStream.range(0, factors.size())
                .mapToObj(f -> new Factor(factors.get(f), weights.get(f).doubleValue()))
                .toList(),
            Objects.equals(arguments.get("measure"), "range") ? Measure.RANGE : Measure.VARIANCE,
            number(arguments, "probability").doubleValue());
    var rows =
        read(name + "/data.csv").lines().map(row -> Arrays.asList(row.split(",", -1))).toList();
    assertThat(rows.getFirst()).isEqualTo(join(factors, "draw"));
    var expected = map(it, "expected");
    var counts = design.new Counts();
    var totals = new int[2];
    assertThat(rows).hasSize(numbers(expected, "arm").size() + 1);
    for (int i = 1; i < rows.size(); i++) {
      var levels = rows.get(i).subList(0, factors.size());
      var choice = counts.choose(levels, Double.parseDouble(rows.get(i).getLast()));
      counts.add(levels, choice.arm());
      close(choice.scores().get(0), numbers(expected, "scoreArm1").get(i - 1));
      close(choice.scores().get(1), numbers(expected, "scoreArm2").get(i - 1));
      assertThat(choice.arm())
          .as("row %d", i)
          .isEqualTo(numbers(expected, "arm").get(i - 1).toString());
      totals[Integer.parseInt(choice.arm()) - 1]++;
    }
    assertThat(List.of(totals[0], totals[1])).isEqualTo(list(expected, "totals"));
    for (int f = 0; f < factors.size(); f++) {
      var imbalance = new ArrayList<Object>();
      for (var level : list(map(arguments, "levels"), factors.get(f))) {
        int[] at = counts.at(f, level.toString());
        imbalance.add(at[0] - at[1]);
      }
      assertThat(imbalance).isEqualTo(list(map(expected, "marginalImbalance"), factors.get(f)));
    }
  }

  @Test
  void the_facts_of_a_large_block_are_exact_and_of_an_impossible_one_refused() {
    var facts = BlockFacts.of(100, PermutedBlocksTest.EQUAL);
    assertThat(facts.numberOfSequences()).isEqualTo("100891344545564193334812497256");
    assertThat(facts.sequences()).isEmpty();
    // The convergence strategy gains 2^(n-1)/C(n, n/2) − 1/2 guesses over chance (Blackwell and
    // Hodges, 1957).
    close(
        facts.expectedCorrectGuesses(),
        50 + Math.pow(2, 99) / facts.numberOfSequences().doubleValue() - 0.5);
    var two = PermutedBlocksTest.EQUAL;
    for (int size : List.of(0, 5)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> BlockFacts.of(size, two))
          .hasMessageContaining("multiple of 2");
    }
    var three = List.of(new Arm("A", 1), new Arm("B", 1), new Arm("C", 1));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> BlockFacts.of(3, three))
        .hasMessageContaining("two arms");
  }

  private static List<String> join(List<String> factors, String last) {
    var all = new ArrayList<>(factors);
    all.add(last);
    return all;
  }

  /** The tolerance of the cases: 1e-12 absolute plus 1e-9 relative. */
  private static void close(double actual, Number expected) {
    assertThat(actual)
        .isCloseTo(expected.doubleValue(), within(1e-12 + 1e-9 * Math.abs(expected.doubleValue())));
  }

  private static Map<?, ?> caseOf(String name) {
    // JSON is YAML, so the reader that the study file needs anyway reads the cases.
    return cast(new Load(LoadSettings.builder().build()).loadFromString(read(name + "/case.json")));
  }

  private static String read(String name) {
    try (var stream =
        Objects.requireNonNull(
            ReferenceCasesTest.class.getResourceAsStream("/reference/" + name), name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<?, ?> cast(Object value) {
    return (Map<?, ?>) value;
  }

  private static Map<?, ?> map(Map<?, ?> in, String key) {
    return cast(Objects.requireNonNull(in.get(key), key));
  }

  private static List<?> list(Map<?, ?> in, String key) {
    return (List<?>) Objects.requireNonNull(in.get(key), key);
  }

  private static List<Number> numbers(Map<?, ?> in, String key) {
    return list(in, key).stream().map(Number.class::cast).toList();
  }

  private static Number number(Map<?, ?> in, String key) {
    return (Number) Objects.requireNonNull(in.get(key), key);
  }
}
