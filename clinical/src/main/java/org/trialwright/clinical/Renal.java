package org.trialwright.clinical;

/**
 * Kidney function and the dose that follows from it. Nothing is rounded, floored or capped here:
 * such rules are the study's.
 */
public final class Renal {
  /** Creatinine: 1 mg/dL = 88.4 umol/L (molar mass 113.12 g/mol). */
  public static final double UMOL_PER_L_IN_MG_PER_DL = 88.4;

  private Renal() {}

  public static double creatinineMgPerDl(double umolPerL) {
    Refusal.unlessPositive("creatinine", umolPerL, "umol/L");
    return umolPerL / UMOL_PER_L_IN_MG_PER_DL;
  }

  /**
   * Creatinine clearance [mL/min] = (140 - age) x weight x (0.85 if female) / (72 x creatinine)
   * (Cockcroft and Gault, Nephron 1976;16:31).
   *
   * @param ageYears completed years, 0 to 130
   * @param weightKg the weight the caller's rule chose: actual, ideal or adjusted
   */
  public static double cockcroftGault(
      double ageYears, double weightKg, double creatinineMgPerDl, Sex sex) {
    checkAge(ageYears);
    Refusal.unlessPositive("weight", weightKg, "kg");
    Refusal.unlessPositive("creatinine", creatinineMgPerDl, "mg/dL");
    double male = (140 - ageYears) * weightKg / (72 * creatinineMgPerDl);
    return switch (sex) {
      case MALE -> male;
      case FEMALE -> male * 0.85;
    };
  }

  /**
   * Estimated glomerular filtration [mL/min per 1.73 m2] = 142 x min(Scr/k, 1)^a x max(Scr/k,
   * 1)^-1.200 x 0.9938^age x (1.012 if female), k = 0.7 (female) or 0.9 (male), a = -0.241 (female)
   * or -0.302 (male): CKD-EPI 2021, without race (Inker and others, N Engl J Med 2021;385:1737).
   *
   * @param ageYears completed years, 0 to 130; the equation was made for adults
   */
  public static double ckdEpi2021(double ageYears, double creatinineMgPerDl, Sex sex) {
    checkAge(ageYears);
    Refusal.unlessPositive("creatinine", creatinineMgPerDl, "mg/dL");
    return switch (sex) {
      case MALE -> ckdEpi2021(ageYears, creatinineMgPerDl / 0.9, -0.302);
      case FEMALE -> 1.012 * ckdEpi2021(ageYears, creatinineMgPerDl / 0.7, -0.241);
    };
  }

  private static double ckdEpi2021(double ageYears, double ratio, double lowExponent) {
    return 142
        * StrictMath.pow(Math.min(ratio, 1), lowExponent)
        * StrictMath.pow(Math.max(ratio, 1), -1.200)
        * StrictMath.pow(0.9938, ageYears);
  }

  /**
   * A filtration rate of this person [mL/min] from one per 1.73 m2: rate x surface / 1.73 (as the
   * FDA and KDIGO ask before drugs are dosed by it).
   */
  public static double deIndexed(double mlPerMinPer173M2, double surfaceM2) {
    Refusal.unlessPositive("filtration rate", mlPerMinPer173M2, "mL/min/1.73m2");
    Refusal.unlessPositive("body surface", surfaceM2, "m2");
    return mlPerMinPer173M2 * surfaceM2 / 1.73;
  }

  /**
   * Dose [mg] for a target exposure = AUC [mg/mL x min] x (GFR [mL/min] + 25) (Calvert and others,
   * J Clin Oncol 1989;7:1748).
   */
  public static double calvert(double aucMgMinPerMl, double gfrMlPerMin) {
    Refusal.unlessPositive("target AUC", aucMgMinPerMl, "mg/mL x min");
    Refusal.unlessPositive("filtration rate", gfrMlPerMin, "mL/min");
    return aucMgMinPerMl * (gfrMlPerMin + 25);
  }

  private static void checkAge(double ageYears) {
    Refusal.unlessWithin("age", ageYears, 0, 130, "years");
  }
}
