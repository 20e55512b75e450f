package org.trialwright.quantities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  private static final List<String> LANGUAGE =
      List.of(
          "d",
          "wk",
          "mo",
          "y",
          "h",
          "min",
          "s",
          "mg",
          "ug",
          "g",
          "kg",
          "mm",
          "cm",
          "m",
          "mL",
          "L",
          "g/L",
          "mg/dL",
          "ng/L",
          "umol/L",
          "mmol/L",
          "nmol/L",
          "pmol/L",
          "10^9/L",
          "U/L",
          "mIU/L",
          "IU/mL",
          "mmHg",
          "°C",
          "/min",
          "mL/min",
          "mg/m2",
          "kg/m2",
          "mg/d",
          "Gy",
          "%",
          "points",
          "ULN",
          "LLN",
          "tablet",
          "m2",
          "mL/min/1.73m2");

  @Test
  void every_unit_of_the_language_is_read_and_written_alike() {
    for (var symbol : LANGUAGE) {
      assertThat(unit(symbol)).as(symbol).hasToString(symbol);
    }
    assertThat(Unit.parse("")).contains(Unit.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "day", "KG", "Mg", "l", "umol/l", "µmol/L", "mg/m^2", "mg/m²", "m4", "m1", "%2", "ULN2",
        "10^8/L", "10^9^2", "mg/", "/", "//min", "mg//L", " mg", "mg ", "mg L", "·mg", "mg·", "2",
        "lab", "null"
      })
  void anything_else_is_refused(String text) {
    assertThat(Unit.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          weeks    | wk
          µmol/L   | umol/L
          umol/l   | umol/L
          mmol/l   | mmol/L
          10^8/L   | 10^9/L
          mg/m²    | mg/m2
          mg/m^2   | mg/m2
          KG       | kg
          kg/m     | kg/m
          mcg      | ug
          mm HG    | mmHg
          tablett  | tablet
          """)
  void the_nearest_known_symbol_is_suggested(String text, String nearest) {
    assertThat(Unit.suggest(text)).contains(nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "xyzzy", "furlong"})
  void nothing_is_suggested_when_nothing_is_near(String text) {
    assertThat(Unit.suggest(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1      | wk     | d        | 7
          1      | y      | d        | 365.25
          1      | mo     | d        | 30.4375
          12     | mo     | y        | 1
          90     | min    | h        | 1.5
          1.1    | g      | mg       | 1100
          0.3    | kg     | g        | 300
          70     | kg     | ug       | 70000000000
          175    | cm     | m        | 1.75
          1      | mg/dL  | g/L      | 0.01
          1      | g/L    | mg/dL    | 100
          75     | umol/L | mmol/L   | 0.075
          1.5    | 10^9/L | 10^12/L  | 0.0015
          72     | /min   | /s       | 1.2
          2      | IU/mL  | mIU/L    | 2000000
          1      | m2     | cm2      | 10000
          1      | L      | cm3      | 1000
          41.4   | Gy     | cGy      | 4140
          """)
  void a_value_keeps_its_meaning_and_its_digits(double value, String from, String to, double is) {
    assertThat(unit(from).convert(value, unit(to))).isEqualTo(is);
    assertThat(unit(to).convert(is, unit(from))).isEqualTo(value);
  }

  @Test
  void equal_units_return_the_very_same_number() {
    long seed = 20241;
    var random = new Random(seed);
    for (int draw = 0; draw < 1000; draw++) {
      double value = Double.longBitsToDouble(random.nextLong());
      var unit = unit(LANGUAGE.get(random.nextInt(LANGUAGE.size())));
      assertThat(Double.doubleToLongBits(unit.convert(value, unit)))
          .as("seed %d, %s %s", seed, value, unit)
          .isEqualTo(Double.doubleToLongBits(value));
    }
  }

  @Test
  void there_and_back_is_the_same_value() {
    long seed = 20242;
    var random = new Random(seed);
    var units = LANGUAGE.stream().map(UnitTest::unit).toList();
    for (var from : units) {
      for (var to : units) {
        if (from.dimension().equals(to.dimension())) {
          double value = random.nextDouble(1000);
          assertThat(to.convert(from.convert(value, to), from))
              .as("seed %d, %s from %s to %s", seed, value, from, to)
              .isEqualTo(value, within(value * 1e-15));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %      | points
          ULN    | LLN
          U/L    | IU/L
          mmHg   | mm
          10^9/L | g/L
          10^9/L | L
          mg     | mg/m2
          umol/L | mg/dL
          tablet | mg
          """)
  void unlike_units_are_never_converted(String from, String to) {
    assertThatThrownBy(() -> unit(from).convert(1, unit(to)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(from + " (");
  }

  @Test
  void the_refusal_names_what_the_units_measure() {
    assertThatThrownBy(() -> unit("10^9/L").convert(1, unit("mg/dL")))
        .hasMessage("10^9/L (count per volume) cannot be converted to mg/dL (mass per volume)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mg/m2         | m2    | mg
          mL/min/1.73m2 | 1.73m2| mL/min
          mg            | kg    | mg·kg
          umol/L        | L     | umol
          """)
  void a_product_cancels_what_it_can(String a, String b, String product) {
    assertThat(unit(a).times(unit(b))).isEqualTo(unit(product));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kg   | m2     | kg/m2
          mg   | mL/min | mg·min/mL
          mL   | min    | mL/min
          mL/min | 1.73m2 | mL/min/1.73m2
          g    | kg     | g/kg
          """)
  void a_quotient_cancels_what_it_can(String a, String b, String quotient) {
    assertThat(unit(a).per(unit(b))).isEqualTo(unit(quotient));
    assertThat(unit(a).per(unit(a))).isEqualTo(Unit.NONE);
  }

  @Test
  void a_clearance_per_surface_times_the_surface_is_a_clearance() {
    var product = unit("mL/min/1.73m2").times(unit("m2"));
    assertThat(product.convert(98.3 * 1.73, unit("mL/min"))).isEqualTo(98.3, within(1e-12));
  }

  @Test
  void a_product_is_read_back_as_itself() {
    var units = LANGUAGE.stream().map(UnitTest::unit).toList();
    for (var a : units) {
      for (var b : units) {
        assertThat(Unit.parse(a.times(b).symbol())).as("%s·%s", a, b).contains(a.times(b));
        assertThat(Unit.parse(a.per(b).symbol())).as("%s/%s", a, b).contains(a.per(b));
        assertThat(a.times(b).dimension()).isEqualTo(a.dimension().times(b.dimension()));
        assertThat(a.per(b).factor())
            .isEqualTo(a.factor() / b.factor(), within(a.per(b).factor() * 1e-14));
      }
    }
  }

  @Test
  void a_unit_of_nothing_is_refused() {
    assertThatThrownBy(() -> new Unit("x", Dimension.NONE, 0)).hasMessageContaining("'x'");
    assertThatThrownBy(() -> new Unit("x", Dimension.NONE, Double.NaN)).hasMessageContaining("NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mL/min | volume per time
          /min   | per time
          m2     | area
          %      | percent
          kg/m2  | mass per area
          ULN    | upper limits of normal
          """)
  void a_dimension_is_said_in_words(String symbol, String words) {
    assertThat(unit(symbol).dimension()).hasToString(words);
    assertThat(Dimension.NONE).hasToString("a plain number");
  }

  private static Unit unit(String symbol) {
    return Unit.parse(symbol).orElseThrow(() -> new AssertionError("no unit '" + symbol + "'"));
  }
}
