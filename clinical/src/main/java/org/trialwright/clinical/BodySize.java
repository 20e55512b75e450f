package org.trialwright.clinical;

/** Body surface, body mass index and the weights by which drugs are dosed. Nothing is rounded. */
public final class BodySize {
  private static final double CM_PER_INCH = 2.54;

  private BodySize() {}

  /** Body mass index [kg/m2] = kg / m2 (Quetelet, 1832; Keys, J Chronic Dis 1972;25:329). */
  public static double bmi(double heightCm, double weightKg) {
    check(heightCm, weightKg);
    double metres = heightCm / 100;
    return weightKg / (metres * metres);
  }

  /** Body surface [m2] = sqrt(cm x kg / 3600) (Mosteller, N Engl J Med 1987;317:1098). */
  public static double mosteller(double heightCm, double weightKg) {
    check(heightCm, weightKg);
    return StrictMath.sqrt(heightCm * weightKg / 3600);
  }

  /**
   * Body surface [m2] = 0.007184 x cm^0.725 x kg^0.425 (Du Bois and Du Bois, Arch Intern Med
   * 1916;17:863).
   */
  public static double duBois(double heightCm, double weightKg) {
    check(heightCm, weightKg);
    return 0.007184 * StrictMath.pow(heightCm, 0.725) * StrictMath.pow(weightKg, 0.425);
  }

  /**
   * Body surface [m2] = 0.024265 x cm^0.3964 x kg^0.5378 (Haycock and others, J Pediatr
   * 1978;93:62).
   */
  public static double haycock(double heightCm, double weightKg) {
    check(heightCm, weightKg);
    return 0.024265 * StrictMath.pow(heightCm, 0.3964) * StrictMath.pow(weightKg, 0.5378);
  }

  /**
   * Ideal weight [kg] = 50 (male) or 45.5 (female) + 2.3 x (inches - 60) (Devine, Drug Intell Clin
   * Pharm 1974;8:650). Below 60 inches (152.4 cm) the line is carried on downwards, as dosing
   * practice does; a height at which it would not be above 0 is refused.
   */
  public static double idealWeight(double heightCm, Sex sex) {
    Refusal.unlessPositive("height", heightCm, "cm");
    double atSixtyInches =
        switch (sex) {
          case MALE -> 50;
          case FEMALE -> 45.5;
        };
    double ideal = atSixtyInches + 2.3 * (heightCm / CM_PER_INCH - 60);
    if (ideal <= 0) {
      throw new IllegalArgumentException(
          "a height of %s cm is too small for an ideal weight".formatted(heightCm));
    }
    return ideal;
  }

  /**
   * Adjusted weight [kg] = ideal + 0.4 x (actual - ideal) (the 40 % correction, Bauer and others,
   * Eur J Clin Pharmacol 1983;24:643; used by NRG Oncology/GOG for body mass index 25 kg/m2 and
   * more). Whether it applies is the caller's rule.
   */
  public static double adjustedWeight(double heightCm, double weightKg, Sex sex) {
    Refusal.unlessPositive("weight", weightKg, "kg");
    double ideal = idealWeight(heightCm, sex);
    return ideal + 0.4 * (weightKg - ideal);
  }

  private static void check(double heightCm, double weightKg) {
    Refusal.unlessPositive("height", heightCm, "cm");
    Refusal.unlessPositive("weight", weightKg, "kg");
  }
}
