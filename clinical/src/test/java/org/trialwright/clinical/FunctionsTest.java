package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.clinical.ClinicalFunction.Coded;
import org.trialwright.clinical.ClinicalFunction.Numeric;
import org.trialwright.clinical.ClinicalFunction.Score;

class FunctionsTest {
  @Test
  void the_names_are_those_of_the_study_language() {
    assertThat(Functions.all())
        .extracting(ClinicalFunction::name)
        .containsExactly(
            "bmi",
            "mosteller",
            "du-bois",
            "haycock",
            "ideal-weight",
            "adjusted-weight",
            "cockcroft-gault",
            "ckd-epi",
            "bed",
            "eqd2",
            "mean",
            "score-functional",
            "score-symptom",
            "stage-squamous",
            "stage-squamous-yp");
    assertThat(Functions.find("max")).isEmpty();
  }

  /** The man of the first worked example: 62 years, 168 cm, 60 kg, creatinine 75 umol/L. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bmi             | 168 60               |      | 21.26  | kg/m2
          mosteller       | 168 60               |      | 1.6733 | m2
          du-bois         | 168 60               |      | 1.6805 | m2
          haycock         | 168 60               |      | 1.6726 | m2
          cockcroft-gault | 62 60 0.848416       | male | 76.61  | mL/min
          ckd-epi         | 62 0.848416          | male | 98.30  | mL/min/1.73m2
          ideal-weight    | 177.8                | male | 73.00  | kg
          adjusted-weight | 178 85               | male | 77.91  | kg
          bed             | 23 1.8 10            |      | 48.852 | Gy
          eqd2            | 23 1.8 3             |      | 39.744 | Gy
          mean            | 10 20 60             |      | 30     | points
          """)
  void a_numeric_function_has_its_unit(
      String name, String numbers, String code, double result, String unit) {
    var function = numeric(name);
    var codes = code == null ? List.<String>of() : List.of(code);
    var arguments = List.of(numbers.split(" ")).stream().map(Double::valueOf).toList();
    double off = result > 100 || result < 10 ? 5e-5 : 5e-3;
    assertThat(function.apply(arguments, codes)).isEqualTo(result, within(off));
    assertThat(function.result()).hasToString(unit);
    var known = arguments.stream().map(Interval::of).toList();
    assertThat(function.range(known, codes.stream().map(Set::of).toList()))
        .isEqualTo(Interval.of(function.apply(arguments, codes)));
  }

  @Test
  void an_indexed_rate_times_the_surface_is_a_rate_in_millilitres_a_minute() {
    var indexed = numeric("ckd-epi");
    var surface = numeric("mosteller");
    var product = indexed.result().times(surface.result());
    double rate =
        indexed.apply(List.of(62.0, 75 / 88.4), List.of("male"))
            * surface.apply(List.of(168.0, 60.0), List.of());
    assertThat(product.convert(rate, numeric("cockcroft-gault").result()))
        .isEqualTo(95.08, within(5e-3));
  }

  @Test
  void ranges_of_arguments_give_the_range_of_the_result() {
    var range =
        numeric("cockcroft-gault")
            .range(
                List.of(new Interval(60, 70), Interval.of(72), new Interval(1, 2)),
                List.of(Set.of("female", "male")));
    assertThat(range.low()).isEqualTo(70 * 72 / 144.0 * 0.85, within(1e-12));
    assertThat(range.high()).isEqualTo(80);
  }

  @Test
  void the_declared_courses_hold_and_every_result_lies_in_its_range() {
    long seed = 20246;
    var random = new Random(seed);
    for (var function : Functions.all()) {
      if (!(function instanceof Numeric numeric)) {
        continue;
      }
      for (int draw = 0; draw < 500; draw++) {
        List<Interval> box = new ArrayList<>();
        List<Double> inside = new ArrayList<>();
        List<Set<String>> codes = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        for (var parameter : numeric.parameters()) {
          switch (parameter) {
            case Parameter.Number number -> {
              var ends = interval(random, number.name());
              box.add(ends);
              inside.add(ends.low() + random.nextDouble() * (ends.high() - ends.low()));
            }
            case Parameter.Code code -> {
              codes.add(Set.copyOf(code.codes()));
              chosen.add(code.codes().get(random.nextInt(code.codes().size())));
            }
            case Parameter.Item item -> throw new AssertionError(item + " in " + numeric.name());
          }
        }
        var range = numeric.range(box, codes);
        double result = numeric.apply(inside, chosen);
        double slack = 1e-12 * Math.abs(result);
        assertThat(result)
            .as("seed %d, %s%s %s", seed, numeric.name(), inside, box)
            .isBetween(range.low() - slack, range.high() + slack);
        checkCourses(seed, numeric, inside, chosen, result);
      }
    }
  }

  private static void checkCourses(
      long seed, Numeric function, List<Double> at, List<String> codes, double result) {
    int place = 0;
    for (var parameter : function.parameters()) {
      if (parameter instanceof Parameter.Number number) {
        var moved = new ArrayList<>(at);
        moved.set(place, at.get(place) * 1.01);
        double change = function.apply(moved, codes) - result;
        boolean holds =
            switch (number.course()) {
              case INCREASING -> change > 0;
              case DECREASING -> change < 0;
              case NEITHER -> true;
            };
        assertThat(holds)
            .as("seed %d, %s in %s at %s", seed, function.name(), number.name(), at)
            .isTrue();
        place++;
      }
    }
  }

  @Test
  void the_equivalent_dose_rises_or_falls_with_alpha_beta() {
    var eqd2 = numeric("eqd2");
    assertThat(eqd2.range(intervals(23, 23, 1.8, 1.8, 3, 10), List.of()))
        .isEqualTo(new Interval(Radiobiology.eqd2(23, 1.8, 3), Radiobiology.eqd2(23, 1.8, 10)));
    assertThat(eqd2.range(intervals(23, 23, 2.5, 2.5, 3, 10), List.of()))
        .isEqualTo(new Interval(Radiobiology.eqd2(23, 2.5, 10), Radiobiology.eqd2(23, 2.5, 3)));
  }

  @Test
  void a_mean_takes_as_many_scores_as_it_is_given() {
    var mean = numeric("mean");
    assertThat(mean.variadic()).isTrue();
    assertThat(mean.apply(List.of(50.0), List.of())).isEqualTo(50);
    assertThat(mean.range(intervals(0, 10, 20, 30, 40, 40), List.of()))
        .isEqualTo(new Interval(20, 80 / 3.0));
    assertThatThrownBy(() -> mean.apply(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stages_are_tables_over_codes() {
    var clinical = coded("stage-squamous");
    assertThat(clinical.apply(List.of("3", "1", "0"))).contains("III");
    assertThat(clinical.apply(List.of("is", "1", "0"))).isEmpty();
    assertThat(clinical.results()).containsExactly("0", "I", "II", "III", "IVA", "IVB");
    assertThat(clinical.possible(List.of(Set.of("4a", "4b"), Set.of("0"), Set.of("0"))))
        .containsExactly(Optional.of("IVA"));
    assertThat(clinical.possible(List.of(Set.of("is", "2"), Set.of("1"), Set.of("0"))))
        .containsExactlyInAnyOrder(Optional.empty(), Optional.of("II"));
    var after = coded("stage-squamous-yp");
    assertThat(after.apply(List.of("1b", "1", "0"))).contains("IIIA");
    assertThat(after.results()).containsExactly("I", "II", "IIIA", "IIIB", "IVA", "IVB");
  }

  @Test
  void scores_take_answers_and_leave_missing_ones_out() {
    var functional = score("score-functional");
    var symptom = score("score-symptom");
    assertThat(functional.apply(1, 4, 4, List.of(2, 2, 1)).orElseThrow())
        .isEqualTo(77.78, within(5e-3));
    assertThat(symptom.apply(1, 7, 2, List.of(5, 5)).orElseThrow()).isEqualTo(66.67, within(5e-3));
    assertThat(symptom.apply(1, 4, 4, List.of(3))).isEmpty();
    assertThat(functional.result()).hasToString("points");
    assertThat(functional.course()).isEqualTo(Parameter.Course.DECREASING);
    assertThat(symptom.course()).isEqualTo(Parameter.Course.INCREASING);
    assertThat(symptom.parameters()).hasSize(1);
    assertThat(symptom.variadic()).isTrue();
  }

  @Test
  void a_wrong_number_of_arguments_is_refused() {
    assertThatThrownBy(() -> numeric("bmi").apply(List.of(170.0), List.of()))
        .hasMessage("bmi takes 2 numbers and 0 codes, but was given [170.0] and []");
    assertThatThrownBy(() -> numeric("ideal-weight").apply(List.of(170.0), List.of()))
        .hasMessage("ideal-weight takes 1 numbers and 1 codes, but was given [170.0] and []");
    assertThatThrownBy(() -> coded("stage-squamous").apply(List.of("3", "1")))
        .hasMessage("stage-squamous takes 3 codes, but was given [3, 1]");
    assertThatThrownBy(
            () -> coded("stage-squamous").possible(List.of(Set.of(), Set.of("0"), Set.of("0"))))
        .hasMessage("an argument has no possible value");
  }

  private static List<Interval> intervals(double... ends) {
    List<Interval> intervals = new ArrayList<>();
    for (int at = 0; at < ends.length; at += 2) {
      intervals.add(new Interval(ends[at], ends[at + 1]));
    }
    return intervals;
  }

  private static Interval interval(Random random, String name) {
    double low =
        switch (name) {
          case "age" -> 18 + random.nextInt(70);
          case "height" -> 130 + random.nextDouble(70);
          case "weight" -> 30 + random.nextDouble(100);
          case "creatinine" -> 0.2 + random.nextDouble(4);
          case "fractions" -> 1 + random.nextInt(40);
          case "dose" -> 0.5 + random.nextDouble(8);
          case "alpha/beta" -> 1 + random.nextDouble(10);
          case "score" -> 1 + random.nextDouble(99);
          default -> throw new AssertionError("no range for " + name);
        };
    return new Interval(low, low * (1 + random.nextDouble(0.3)));
  }

  private static Numeric numeric(String name) {
    return (Numeric) find(name);
  }

  private static Coded coded(String name) {
    return (Coded) find(name);
  }

  private static Score score(String name) {
    return (Score) find(name);
  }

  private static ClinicalFunction find(String name) {
    return Functions.find(name).orElseThrow(() -> new AssertionError("no function " + name));
  }
}
