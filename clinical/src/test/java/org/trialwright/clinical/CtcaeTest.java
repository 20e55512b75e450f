package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.clinical.Ctcae.Measured;
import org.trialwright.clinical.Ctcae.Term;
import org.trialwright.quantities.Truth;

/**
 * Every row of the grades of NCI CTCAE v5.0 as the PALACE3 specification copies them (section 5.8),
 * at each boundary and on either side of it.
 */
class CtcaeTest {
  /**
   * A value is followed by its grade. LLN and ULN are the limits the laboratory gave; the values
   * around a boundary are the boundary, just under and just over it.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Neutrophil count decreased  | 2.0 | 7.0  | 2.0:0 1.99:1 1.5:1 1.49:2 1.0:2 0.99:3 0.5:3 0.49:4 0:4 9:0
          White blood cell decreased  | 4.0 | 10   | 4.0:0 3.99:1 3.0:1 2.99:2 2.0:2 1.99:3 1.0:3 0.99:4 0:4
          Lymphocyte count decreased  | 1.1 | 3.2  | 1.1:0 1.09:1 0.8:1 0.79:2 0.5:2 0.49:3 0.2:3 0.19:4
          Platelet count decreased    | 125 | 350  | 125:0 124:1 75:1 74.9:2 50:2 49.9:3 25:3 24.9:4
          Anemia                      | 130 | 175  | 130:0 129:1 100:1 99:2 80:2 79:3 20:3
          CPK increased               | 40  | 200  | 200:0 201:1 500:1 501:2 1000:2 1001:3 2000:3 2001:4
          INR increased               | 0.8 | 1.2  | 1.2:0 1.21:1 1.5:1 1.51:2 2.5:2 2.51:3 9:3
          Activated partial thromboplastin time prolonged | 25 | 40 | 40:0 40.1:1 60:1 60.1:2 100:2 100.1:3 300:3
          Hypoalbuminemia             | 40  | 55   | 40:0 39.9:1 30:1 29.9:2 20:2 19.9:3 5:3
          Hyperkalemia                | 3.5 | 5.3  | 5.3:0 5.31:1 5.5:1 5.51:2 6.0:2 6.01:3 7.0:3 7.01:4
          Hypocalcemia                | 2.1 | 2.6  | 2.1:0 2.09:1 2.0:1 1.99:2 1.75:2 1.74:3 1.5:3 1.49:4
          Hypercalcemia               | 2.1 | 2.6  | 2.6:0 2.61:1 2.9:1 2.91:2 3.1:2 3.11:3 3.4:3 3.41:4
          Hypomagnesemia              | 0.7 | 1.0  | 0.7:0 0.69:1 0.5:1 0.49:2 0.4:2 0.39:3 0.3:3 0.29:4
          Weight loss                 | 0   | 0    | -3:0 0:0 4.99:0 5:1 9.99:1 10:2 19.99:2 20:3 50:3
          """)
  void a_value_has_its_grade(String term, double lln, double uln, String values) {
    each(
        values,
        (value, grade) -> {
          var measured = Measured.of(value).lln(lln).uln(uln);
          assertThat(Ctcae.grade(term(term), measured))
              .as("%s %s", term, value)
              .containsExactly(grade);
        });
  }

  /** The limit of normal is 40 U/L; the baseline is 30 when normal and 60 when abnormal. */
  @ParameterizedTest(name = "{0}, baseline abnormal {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Alanine aminotransferase increased   | NO  | 30 | 40:0 40.1:1 120:1 120.1:2 200:2 200.1:3 800:3 800.1:4
          Aspartate aminotransferase increased | NO  | 30 | 40:0 40.1:1 120:1 120.1:2 200:2 200.1:3 800:3 800.1:4
          Alanine aminotransferase increased   | YES | 60 | 60:0 89.9:0 90:1 180:1 180.1:2 300:2 300.1:3 1200:3 1200.1:4
          Aspartate aminotransferase increased | YES | 60 | 60:0 89.9:0 90:1 180:1 180.1:2 300:2 300.1:3 1200:3 1200.1:4
          Blood bilirubin increased            | NO  | 30 | 40:0 40.1:1 60:1 60.1:2 120:2 120.1:3 400:3 400.1:4
          Blood bilirubin increased            | YES | 60 | 60:0 60.1:1 90:1 90.1:2 180:2 180.1:3 600:3 600.1:4
          Alkaline phosphatase increased       | NO  | 30 | 40:0 40.1:1 100:1 100.1:2 200:2 200.1:3 800:3 800.1:4
          GGT increased                        | NO  | 30 | 40:0 40.1:1 100:1 100.1:2 200:2 200.1:3 800:3 800.1:4
          Alkaline phosphatase increased       | YES | 60 | 60:0 119:0 120:1 150:1 150.1:2 300:2 300.1:3 1200:3 1200.1:4
          GGT increased                        | YES | 60 | 60:0 119:0 120:1 150:1 150.1:2 300:2 300.1:3 1200:3 1200.1:4
          """)
  void liver_values_are_held_against_the_limit_or_an_abnormal_baseline(
      String term, Truth abnormal, double baseline, String values) {
    each(
        values,
        (value, grade) -> {
          var measured = Measured.of(value).uln(40).baseline(baseline, abnormal);
          assertThat(Ctcae.grade(term(term), measured))
              .as("%s %s", term, value)
              .containsExactly(grade);
        });
  }

  /** The upper limit is 100 umol/L. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100 | 100:0 100.1:1 150:1 150.1:2 300:2 300.1:3 600:3 600.1:4
          50  | 50:0 75:0 75.1:2 100:2 150:2 150.1:3 600:3 600.1:4
          400 | 150:1 150.1:2 300:2 300.1:3 600:3 600.1:4 2000:4
          """)
  void creatinine_has_the_higher_grade_of_limit_and_baseline(double baseline, String values) {
    each(
        values,
        (value, grade) -> {
          var measured = Measured.of(value).uln(100).baseline(baseline, Truth.NO);
          assertThat(Ctcae.grade("creatinine", measured)).as("%s", value).containsExactly(grade);
        });
  }

  @Test
  void the_worked_kidney_is_grade_2_by_its_baseline_though_1_by_the_limit() {
    assertThat(101 / 62.0).isEqualTo(1.629, within(5e-4));
    assertThat(101 / 73.0).isEqualTo(1.384, within(5e-4));
    var measured = Measured.of(101).uln(73);
    assertThat(Ctcae.grade("creatinine", measured.baseline(62, Truth.NO))).containsExactly(2);
    assertThat(Ctcae.grade("creatinine", measured.baseline(101, Truth.NO))).containsExactly(1);
    assertThat(Ctcae.grade("creatinine", measured)).containsExactly(1, 2, 3);
  }

  @Test
  void the_worked_neutrophils_are_grade_3() {
    assertThat(Ctcae.grade("neutrophils", Measured.of(0.8).lln(2))).containsExactly(3);
  }

  @ParameterizedTest(name = "{0}, symptoms {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Lipase increased        | 0   | 60  | NO  | 60:0 61:1 90:1 91:2 120:2 121:2 300:2 301:3 900:3
          Lipase increased        | 0   | 60  | YES | 60:0 61:1 90:1 91:2 120:2 121:3 300:3 301:4 900:4
          Serum amylase increased | 0   | 60  | NO  | 60:0 61:1 90:1 91:2 120:2 121:2 300:2 301:3 900:3
          Serum amylase increased | 0   | 60  | YES | 60:0 61:1 90:1 91:2 120:2 121:3 300:3 301:4 900:4
          Hyponatremia            | 135 | 145 | NO  | 135:0 134:1 130:1 129:2 125:2 124:3 120:3 119:4
          Hyponatremia            | 135 | 145 | YES | 135:0 134:1 130:1 129:3 125:3 124:3 120:3 119:4
          Hypokalemia             | 3.5 | 5.3 | NO  | 3.5:0 3.49:1 3.0:1 2.99:3 2.5:3 2.49:4
          Hypokalemia             | 3.5 | 5.3 | YES | 3.5:0 3.49:2 3.0:2 2.99:3 2.5:3 2.49:4
          """)
  void symptoms_decide_where_the_criteria_say_so(
      String term, double lln, double uln, Truth symptoms, String values) {
    each(
        values,
        (value, grade) -> {
          var measured = Measured.of(value).lln(lln).uln(uln).symptoms(symptoms);
          assertThat(Ctcae.grade(term(term), measured))
              .as("%s %s", term, value)
              .containsExactly(grade);
          assertThat(term(term).asksSymptoms()).isTrue();
        });
  }

  @Test
  void unknown_symptoms_leave_both_grades_possible() {
    assertThat(Ctcae.grade(term("Hyponatremia"), Measured.of(127).lln(135))).containsExactly(2, 3);
    assertThat(Ctcae.grade(term("Hyponatremia"), Measured.of(131).lln(135))).containsExactly(1);
    assertThat(Ctcae.grade(term("Lipase increased"), Measured.of(400).uln(60)))
        .containsExactly(3, 4);
  }

  @Test
  void an_unknown_limit_gives_what_can_be_said() {
    assertThat(Ctcae.grade("neutrophils", Measured.of(0.8))).containsExactly(3);
    assertThat(Ctcae.grade("neutrophils", Measured.of(1.7))).containsExactly(0, 1);
    assertThat(Ctcae.grade(term("Hyperkalemia"), Measured.of(6.5))).containsExactly(3);
    assertThat(Ctcae.grade("ALT", Measured.of(100).baseline(30, Truth.NO)))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(Ctcae.grade("ALT", Measured.of(100).baseline(30, Truth.YES))).containsExactly(2);
    assertThat(Ctcae.grade("ALT", Measured.of(39).uln(40).baseline(39, Truth.NO)))
        .containsExactly(0);
  }

  @Test
  void a_range_of_values_gives_every_grade_it_touches() {
    assertThat(Ctcae.grade("platelets", Measured.of(new Interval(40, 80)).lln(125)))
        .containsExactly(1, 2, 3);
    assertThat(Ctcae.grade("platelets", Measured.of(new Interval(50, 74)).lln(125)))
        .containsExactly(2);
    assertThat(Ctcae.grade("platelets", Measured.of(new Interval(50, 75)).lln(125)))
        .containsExactly(1, 2);
    assertThat(Ctcae.grade("platelets", Measured.of(Interval.UNKNOWN).lln(125)))
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(Ctcae.grade("INR", Measured.of(new Interval(1.3, 3)))).containsExactly(1, 2, 3);
  }

  @Test
  void potassium_is_graded_on_both_sides() {
    var normal = Measured.of(4).lln(3.5).uln(5.3);
    assertThat(Ctcae.terms("potassium"))
        .extracting(Term::name)
        .containsExactly("Hypokalemia", "Hyperkalemia");
    assertThat(Ctcae.grade("potassium", normal)).containsExactly(0);
    assertThat(Ctcae.grade("potassium", Measured.of(2.7).lln(3.5).uln(5.3))).containsExactly(3);
    assertThat(Ctcae.grade("potassium", Measured.of(6.5).lln(3.5).uln(5.3))).containsExactly(3);
    assertThat(Ctcae.grade("potassium", Measured.of(new Interval(2.7, 5.6)).lln(3.5).uln(5.3)))
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void a_multiple_of_a_limit_is_taken_as_a_person_computes_it() {
    // In binary arithmetic 3 x 1.1 is more than 3.3, and 1.15 x 3 is less than 3.45.
    assertThat(3 * 1.1).isGreaterThan(3.3);
    assertThat(3 * 1.15).isLessThan(3.45);
    var normal = Measured.of(3.45).uln(1.15).baseline(1, Truth.NO);
    assertThat(Ctcae.grade("ALT", normal)).containsExactly(1);
    var abnormal = Measured.of(1.65).uln(1).baseline(1.1, Truth.YES);
    assertThat(1.5 * 1.1).isGreaterThan(1.65);
    assertThat(Ctcae.grade("ALT", abnormal)).containsExactly(1);
  }

  @Test
  void every_grade_that_random_worlds_show_is_possible_and_no_other_is_claimed() {
    long seed = 20244;
    var random = new Random(seed);
    for (var term : Ctcae.terms()) {
      for (int draw = 0; draw < 15; draw++) {
        double scale = scale(term);
        var measured =
            new Measured(
                interval(random, 2.5 * scale),
                interval(random, scale),
                interval(random, scale),
                interval(random, scale),
                truth(random),
                truth(random));
        var possible = Ctcae.grade(term, measured);
        var seen = new TreeSet<Integer>();
        for (int world = 0; world < 2000; world++) {
          seen.addAll(Ctcae.grade(term, sample(random, measured)));
        }
        assertThat(possible).as("seed %d, %s, %s", seed, term.name(), measured).containsAll(seen);
        // A grade claimed but never drawn must show itself at a corner that sampling can miss.
        for (int grade : possible) {
          if (!seen.contains(grade)) {
            assertThat(shown(random, term, measured, grade))
                .as("seed %d, %s, %s, grade %d", seed, term.name(), measured, grade)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void a_worse_value_never_has_a_lower_grade() {
    long seed = 20245;
    var random = new Random(seed);
    for (var term : Ctcae.terms()) {
      for (int draw = 0; draw < 300; draw++) {
        double one = random.nextDouble(2.5 * scale(term));
        double other = random.nextDouble(2.5 * scale(term));
        boolean swap = (term.direction() == Ctcae.Direction.ABOVE) == (one > other);
        var world =
            sample(random, Measured.of(Interval.of(0))).symptoms(Truth.of(random.nextBoolean()));
        var milder = with(world, swap ? other : one);
        var worse = with(world, swap ? one : other);
        assertThat(Ctcae.grade(term, worse).first())
            .as("seed %d, %s, %s, %s", seed, term.name(), milder, worse)
            .isGreaterThanOrEqualTo(Ctcae.grade(term, milder).first());
      }
    }
  }

  @Test
  void calcium_is_corrected_for_albumin() {
    assertThat(Ctcae.correctedCalcium(2.0, 40)).isEqualTo(2.0);
    assertThat(Ctcae.correctedCalcium(2.0, 25)).isEqualTo(2.3, within(1e-12));
    assertThat(Ctcae.correctedCalcium(2.3, 45)).isEqualTo(2.2, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.99 | 38.4 | 36   | YES
          0.99 | 38.3 | 37.9 | NO
          0.99 | 38.1 | 38.0 | YES
          1.0  | 40   | 40   | NO
          0.2  | 37   | 36   | NO
          """)
  void fever_with_low_neutrophils(double anc, double highest, double held, Truth febrile) {
    assertThat(Ctcae.febrileNeutropenia(Interval.of(anc), Interval.of(highest), Interval.of(held)))
        .isEqualTo(febrile);
  }

  @Test
  void fever_that_was_not_measured_is_unknown_unless_the_neutrophils_decide() {
    assertThat(Ctcae.febrileNeutropenia(Interval.of(0.5), Interval.UNKNOWN, Interval.UNKNOWN))
        .isEqualTo(Truth.UNKNOWN);
    assertThat(Ctcae.febrileNeutropenia(Interval.of(1.5), Interval.UNKNOWN, Interval.UNKNOWN))
        .isEqualTo(Truth.NO);
    assertThat(Ctcae.febrileNeutropenia(Interval.UNKNOWN, Interval.of(39), Interval.UNKNOWN))
        .isEqualTo(Truth.UNKNOWN);
    assertThat(Ctcae.febrileNeutropenia(Interval.of(0.5), Interval.of(39), Interval.UNKNOWN))
        .isEqualTo(Truth.YES);
  }

  @Test
  void every_term_of_the_table_is_here_once() {
    assertThat(Ctcae.terms()).hasSize(24);
    assertThat(Ctcae.terms()).extracting(Term::name).doesNotHaveDuplicates();
    assertThat(Ctcae.terms().stream().filter(Term::asksSymptoms).map(Term::name))
        .containsExactly(
            "Lipase increased", "Serum amylase increased", "Hyponatremia", "Hypokalemia");
    assertThat(Ctcae.terms().stream().filter(Term::asksBaseline).map(Term::analyte))
        .containsExactly("ALT", "AST", "bilirubin", "ALP", "GGT", "creatinine");
    assertThat(Ctcae.term("Headache")).isEmpty();
    assertThat(Ctcae.terms("glucose")).isEmpty();
    assertThatThrownBy(() -> Ctcae.grade("glucose", Measured.of(5)))
        .hasMessageStartingWith("'glucose' has no grades by numbers; those that have: [ALP, ALT");
  }

  private interface Check {
    void of(double value, int grade);
  }

  private static void each(String values, Check check) {
    Arrays.stream(values.split(" "))
        .map(pair -> pair.split(":"))
        .forEach(pair -> check.of(Double.parseDouble(pair[0]), Integer.parseInt(pair[1])));
  }

  private static Term term(String name) {
    return Ctcae.term(name).orElseThrow(() -> new AssertionError("no term '" + name + "'"));
  }

  /** A size at which values and limits of this term are of one order. */
  private static double scale(Term term) {
    return term.limits().stream()
        .filter(limit -> limit.basis() == Ctcae.Basis.NUMBER)
        .mapToDouble(Ctcae.Limit::factor)
        .max()
        .orElse(10);
  }

  private static Interval interval(Random random, double up) {
    double low = 0.05 * up + random.nextDouble(up);
    return switch (random.nextInt(3)) {
      case 0 -> Interval.of(low);
      case 1 -> new Interval(low, low + random.nextDouble(up));
      default -> new Interval(0, 20 * up);
    };
  }

  private static Measured sample(Random random, Measured of) {
    return new Measured(
        sample(random, of.value()),
        sample(random, of.lln()),
        sample(random, of.uln()),
        sample(random, of.baseline()),
        sample(random, of.baselineAbnormal()),
        sample(random, of.symptoms()));
  }

  private static Interval sample(Random random, Interval of) {
    double high = Math.min(of.high(), 1000);
    double share = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
    // Small values are as likely as large ones, so that large ratios are met.
    double shaped = random.nextBoolean() ? share : Math.pow(share, 6);
    return Interval.of(of.low() + shaped * (high - of.low()));
  }

  private static Truth sample(Random random, Truth of) {
    return of == Truth.UNKNOWN ? Truth.of(random.nextBoolean()) : of;
  }

  private static Truth truth(Random random) {
    return random.nextInt(3) == 0 ? Truth.UNKNOWN : Truth.of(random.nextBoolean());
  }

  private static boolean shown(Random random, Term term, Measured measured, int grade) {
    for (int world = 0; world < 500_000; world++) {
      if (Ctcae.grade(term, sample(random, measured)).contains(grade)) {
        return true;
      }
    }
    return false;
  }

  private static Measured with(Measured world, double value) {
    return new Measured(
        Interval.of(value),
        world.lln(),
        world.uln(),
        world.baseline(),
        world.baselineAbnormal(),
        world.symptoms());
  }
}
