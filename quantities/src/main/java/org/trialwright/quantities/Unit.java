package org.trialwright.quantities;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.quantities.Dimension.Base;

/**
 * A unit of measurement.
 *
 * @param symbol as written in a study file, such as {@code mg/m2} or {@code 10^9/L}; empty for a
 *     plain number
 * @param dimension what the unit measures
 * @param factor how many of the dimension's smallest listed units one of this unit is (the
 *     reference units are ng, mm, s, pmol, cGy, mU, mIU, °C, mmHg, one cell, tablet, %, points, ULN
 *     and LLN)
 */
public record Unit(String symbol, Dimension dimension, double factor) {
  /** The unit of a plain number. */
  public static final Unit NONE = new Unit("", Dimension.NONE, 1);

  private static final double DAY = 86_400;

  /** Days of a month in analyses, a twelfth of 365.25; schedules use the calendar. */
  public static final double DAYS_OF_A_MONTH = 30.4375;

  private static final Map<String, Unit> SYMBOLS =
      Stream.of(
              unit("ng", Base.MASS, 1, 1),
              unit("ug", Base.MASS, 1, 1e3),
              unit("mg", Base.MASS, 1, 1e6),
              unit("g", Base.MASS, 1, 1e9),
              unit("kg", Base.MASS, 1, 1e12),
              unit("mm", Base.LENGTH, 1, 1),
              unit("cm", Base.LENGTH, 1, 10),
              unit("m", Base.LENGTH, 1, 1e3),
              unit("1.73m2", Base.LENGTH, 2, 1.73e6),
              unit("uL", Base.LENGTH, 3, 1),
              unit("mL", Base.LENGTH, 3, 1e3),
              unit("dL", Base.LENGTH, 3, 1e5),
              unit("L", Base.LENGTH, 3, 1e6),
              unit("s", Base.TIME, 1, 1),
              unit("min", Base.TIME, 1, 60),
              unit("h", Base.TIME, 1, 3600),
              unit("d", Base.TIME, 1, DAY),
              unit("wk", Base.TIME, 1, 7 * DAY),
              unit("mo", Base.TIME, 1, DAYS_OF_A_MONTH * DAY),
              unit("y", Base.TIME, 1, 365.25 * DAY),
              unit("pmol", Base.SUBSTANCE, 1, 1),
              unit("nmol", Base.SUBSTANCE, 1, 1e3),
              unit("umol", Base.SUBSTANCE, 1, 1e6),
              unit("mmol", Base.SUBSTANCE, 1, 1e9),
              unit("mol", Base.SUBSTANCE, 1, 1e12),
              unit("cGy", Base.RADIATION, 1, 1),
              unit("Gy", Base.RADIATION, 1, 100),
              unit("mU", Base.ENZYME, 1, 1),
              unit("U", Base.ENZYME, 1, 1e3),
              unit("mIU", Base.INTERNATIONAL, 1, 1),
              unit("IU", Base.INTERNATIONAL, 1, 1e3),
              unit("°C", Base.TEMPERATURE, 1, 1),
              unit("mmHg", Base.PRESSURE, 1, 1),
              unit("10^9", Base.COUNT, 1, 1e9),
              unit("10^12", Base.COUNT, 1, 1e12),
              unit("tablet", Base.TABLET, 1, 1),
              unit("%", Base.PERCENT, 1, 1),
              unit("points", Base.POINTS, 1, 1),
              unit("ULN", Base.ULN, 1, 1),
              unit("LLN", Base.LLN, 1, 1))
          .collect(Collectors.toMap(Unit::symbol, unit -> unit, (a, b) -> a, LinkedHashMap::new));

  /** Composed units that are offered when an unknown unit is written. */
  private static final List<String> COMPOSED =
      List.of(
          "10^9/L",
          "10^12/L",
          "g/L",
          "g/dL",
          "mg/dL",
          "mg/L",
          "ug/L",
          "ng/L",
          "ng/mL",
          "ug/mL",
          "mol/L",
          "mmol/L",
          "umol/L",
          "nmol/L",
          "pmol/L",
          "U/L",
          "IU/L",
          "mIU/L",
          "IU/mL",
          "/min",
          "mL/min",
          "mL/min/1.73m2",
          "mg/m2",
          "mg/kg",
          "mg/d",
          "kg/m2",
          "m2",
          "mm2",
          "cm2",
          "cm3",
          "mm3");

  /** Spellings people use, against ours. */
  private static final Map<String, String> OTHER_SPELLINGS =
      Map.ofEntries(
          entry("day", "d"),
          entry("days", "d"),
          entry("week", "wk"),
          entry("weeks", "wk"),
          entry("month", "mo"),
          entry("months", "mo"),
          entry("year", "y"),
          entry("years", "y"),
          entry("yr", "y"),
          entry("a", "y"),
          entry("hour", "h"),
          entry("hours", "h"),
          entry("hr", "h"),
          entry("minute", "min"),
          entry("minutes", "min"),
          entry("second", "s"),
          entry("seconds", "s"),
          entry("sec", "s"),
          entry("mcg", "ug"),
          entry("gray", "Gy"),
          entry("percent", "%"),
          entry("c", "°C"),
          entry("bpm", "/min"),
          entry("tablets", "tablet"),
          entry("point", "points"),
          entry("k/ul", "10^9/L"),
          entry("10^3/ul", "10^9/L"),
          entry("g/l", "g/L"),
          entry("mg/m^2", "mg/m2"),
          entry("kg/m^2", "kg/m2"));

  public Unit {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException(
          "the unit '"
              + symbol
              + "' has the factor "
              + factor
              + ", which is not a positive number");
    }
  }

  private static Unit unit(String symbol, Base base, int exponent, double factor) {
    return new Unit(symbol, Dimension.of(base, exponent), factor);
  }

  /**
   * Reads a unit: known symbols joined by {@code /} or {@code ·} (read from left to right, so that
   * {@code mL/min/1.73m2} divides twice), each with an exponent of 2 or 3 behind it if need be. An
   * empty text is {@link #NONE}. Anything else, and any other spelling, gives empty.
   */
  public static Optional<Unit> parse(String text) {
    return powers(text).map(Unit::of);
  }

  /** The known symbol nearest to a text that {@link #parse} refused; empty when none is near. */
  public static Optional<String> suggest(String text) {
    var plain = text.strip().replace('µ', 'u').replace('μ', 'u').replace("²", "2").replace(" ", "");
    var lower = plain.toLowerCase(Locale.ROOT);
    var known = OTHER_SPELLINGS.get(lower);
    if (known != null) {
      return Optional.of(known);
    }
    if (!plain.isEmpty() && parse(plain).isPresent()) {
      return Optional.of(plain);
    }
    return Stream.concat(SYMBOLS.keySet().stream(), COMPOSED.stream())
        .map(symbol -> entry(symbol, distance(lower, symbol.toLowerCase(Locale.ROOT))))
        .filter(near -> near.getValue() <= lower.length() / 3)
        .min(
            Comparator.comparingInt(Map.Entry<String, Integer>::getValue)
                .thenComparing(near -> near.getKey().length()))
        .map(Map.Entry::getKey);
  }

  /**
   * A value of this unit expressed in another of the same dimension. The arithmetic is decimal, so
   * that 1.1 g is 1100 mg; a value whose unit does not change is returned untouched.
   *
   * @throws IllegalArgumentException when the dimensions differ
   */
  public double convert(double value, Unit to) {
    if (!dimension.equals(to.dimension)) {
      throw new IllegalArgumentException(
          "%s (%s) cannot be converted to %s (%s)".formatted(this, dimension, to, to.dimension));
    }
    if (factor == to.factor || Double.isNaN(value) || Double.isInfinite(value)) {
      return value;
    }
    return BigDecimal.valueOf(value)
        .multiply(BigDecimal.valueOf(factor))
        .divide(BigDecimal.valueOf(to.factor), MathContext.DECIMAL128)
        .doubleValue();
  }

  public Unit times(Unit other) {
    return combined(other, 1);
  }

  public Unit per(Unit other) {
    return combined(other, -1);
  }

  @Override
  public String toString() {
    return symbol;
  }

  private Unit combined(Unit other, int sign) {
    var own = powers(symbol);
    var others = powers(other.symbol);
    if (own.isEmpty() || others.isEmpty()) {
      throw new IllegalArgumentException(
          "units with symbols of their own cannot be combined: '" + this + "', '" + other + "'");
    }
    Map<String, Integer> sum = new LinkedHashMap<>(own.get());
    others.get().forEach((part, exponent) -> sum.merge(part, sign * exponent, Integer::sum));
    return of(sum);
  }

  private static Unit of(Map<String, Integer> powers) {
    var dimension = Dimension.NONE;
    var up = BigDecimal.ONE;
    var down = BigDecimal.ONE;
    for (var power : powers.entrySet()) {
      var base = known(power.getKey());
      int exponent = power.getValue();
      dimension = dimension.times(base.dimension().power(exponent));
      var factor = BigDecimal.valueOf(base.factor()).pow(Math.abs(exponent));
      up = exponent > 0 ? up.multiply(factor) : up;
      down = exponent < 0 ? down.multiply(factor) : down;
    }
    return new Unit(
        written(powers), dimension, up.divide(down, MathContext.DECIMAL128).doubleValue());
  }

  private static Unit known(String symbol) {
    var unit = SYMBOLS.get(symbol);
    if (unit == null) {
      throw new IllegalStateException("'" + symbol + "' passed the reader but is no symbol");
    }
    return unit;
  }

  /** Positive powers joined by a dot, then each negative power behind a stroke. */
  private static String written(Map<String, Integer> powers) {
    var over =
        powers.entrySet().stream()
            .filter(power -> power.getValue() > 0)
            .map(power -> written(power.getKey(), power.getValue(), "·"))
            .collect(Collectors.joining("·"));
    return over
        + powers.entrySet().stream()
            .filter(power -> power.getValue() < 0)
            .map(power -> "/" + written(power.getKey(), -power.getValue(), "/"))
            .collect(Collectors.joining());
  }

  private static String written(String symbol, int exponent, String joint) {
    if (exponent == 1) {
      return symbol;
    }
    if (exponent <= 3 && takesExponent(symbol)) {
      return symbol + exponent;
    }
    return Stream.generate(() -> symbol).limit(exponent).collect(Collectors.joining(joint));
  }

  /** The power of each symbol in a text, in the order of the text; empty when it is no unit. */
  private static Optional<Map<String, Integer>> powers(String text) {
    Map<String, Integer> powers = new LinkedHashMap<>();
    int from = 0;
    int sign = 1;
    if (text.startsWith("/")) {
      from = 1;
      sign = -1;
    } else if (text.isEmpty()) {
      return Optional.of(powers);
    }
    for (int at = from; at <= text.length(); at++) {
      if (at < text.length() && text.charAt(at) != '/' && text.charAt(at) != '·') {
        continue;
      }
      var part = text.substring(from, at);
      if (SYMBOLS.containsKey(part)) {
        powers.merge(part, sign, Integer::sum);
      } else if (part.endsWith("2") || part.endsWith("3")) {
        var symbol = part.substring(0, part.length() - 1);
        if (!SYMBOLS.containsKey(symbol) || !takesExponent(symbol)) {
          return Optional.empty();
        }
        powers.merge(symbol, sign * (part.charAt(part.length() - 1) - '0'), Integer::sum);
      } else {
        return Optional.empty();
      }
      if (at < text.length()) {
        sign = text.charAt(at) == '/' ? -1 : 1;
        from = at + 1;
      }
    }
    powers.values().removeIf(exponent -> exponent == 0);
    return Optional.of(powers);
  }

  private static boolean takesExponent(String symbol) {
    return switch (symbol) {
      case "%", "points", "ULN", "LLN", "tablet", "°C", "10^9", "10^12", "1.73m2" -> false;
      default -> true;
    };
  }

  /** How many letters must be put in, taken out or replaced (Levenshtein, 1966). */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
