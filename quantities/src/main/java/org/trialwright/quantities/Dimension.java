package org.trialwright.quantities;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a number measures, as a product of powers of base quantities. Two numbers can be compared or
 * added only when their dimensions are equal.
 *
 * @param powers the non-zero exponents; empty for a plain number
 */
public record Dimension(Map<Base, Integer> powers) {

  /**
   * The base quantities. Percent, points and multiples of a laboratory's limits are numbers too,
   * but are kept apart so that a percentage is never compared with a score or a limit with a count.
   */
  public enum Base {
    MASS("mass"),
    LENGTH("length"),
    TIME("time"),
    SUBSTANCE("amount of substance"),
    RADIATION("radiation dose"),
    ENZYME("enzyme units"),
    INTERNATIONAL("international units"),
    TEMPERATURE("temperature"),
    PRESSURE("pressure"),
    COUNT("count"),
    TABLET("tablets"),
    PERCENT("percent"),
    POINTS("points"),
    ULN("upper limits of normal"),
    LLN("lower limits of normal");

    private final String words;

    Base(String words) {
      this.words = words;
    }
  }

  /** The dimension of a plain number. */
  public static final Dimension NONE = new Dimension(Map.of());

  public Dimension {
    powers =
        powers.entrySet().stream()
            .filter(power -> power.getValue() != 0)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public static Dimension of(Base base) {
    return of(base, 1);
  }

  public static Dimension of(Base base, int exponent) {
    return new Dimension(Map.of(base, exponent));
  }

  public Dimension times(Dimension other) {
    Map<Base, Integer> sum = new EnumMap<>(Base.class);
    sum.putAll(powers);
    other.powers.forEach((base, exponent) -> sum.merge(base, exponent, Integer::sum));
    return new Dimension(sum);
  }

  public Dimension per(Dimension other) {
    return times(other.power(-1));
  }

  public Dimension power(int exponent) {
    Map<Base, Integer> product = new EnumMap<>(Base.class);
    powers.forEach((base, own) -> product.put(base, own * exponent));
    return new Dimension(product);
  }

  /** Whether it measures nothing: a plain number. */
  public boolean none() {
    return powers.isEmpty();
  }

  /**
   * In words, such as {@code mass per volume}, {@code count per volume}, {@code a plain number}.
   */
  @Override
  public String toString() {
    if (none()) {
      return "a plain number";
    }
    return (words(1) + words(-1)).strip();
  }

  private String words(int sign) {
    return Arrays.stream(Base.values())
        .filter(base -> powers.getOrDefault(base, 0) * sign > 0)
        .map(base -> (sign < 0 ? " per " : " ") + word(base, powers.getOrDefault(base, 0) * sign))
        .collect(Collectors.joining());
  }

  private static String word(Base base, int exponent) {
    if (base == Base.LENGTH && exponent == 2) {
      return "area";
    }
    if (base == Base.LENGTH && exponent == 3) {
      return "volume";
    }
    return exponent == 1 ? base.words : base.words + "^" + exponent;
  }
}
