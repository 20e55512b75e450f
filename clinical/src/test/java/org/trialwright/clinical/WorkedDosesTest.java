package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Body size, kidney function and doses of the eleven worked rows of the PALACE3 specification,
 * section 16 (worked-examples.json, computed twice independently there); each is compared to the
 * last digit given. Creatinine is in umol/L with a floor of 0.7 mg/dL, the weight is adjusted from
 * a body mass index of 25 kg/m2, the clearance is capped at 125 mL/min, and doses are rounded to 5
 * mg, or to 1 mg when that is more than 5 % off.
 */
class WorkedDosesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P01     | male   | 62 | 168 | 60 | 75 | 21.26 | 0.8484 | 60.00 | 76.61 | 76.61 | 98.30 | 95.08 | 1.6733 | 1.6805 | 1.6726
          P02     | female | 55 | 158 | 48 | 45 | 19.23 | 0.5090 | 48.00 | 68.81 | 94.62 | 110.22 | 92.47 | 1.4514 | 1.4619 | 1.4478
          P03     | male   | 35 | 178 | 85 | 60 | 26.83 | 0.6787 | 77.91 | 162.31 | 182.63 | 124.38 | 147.40 | 2.0501 | 2.0320 | 2.0639
          P04     | male   | 75 | 165 | 58 | 98 | 21.30 | 1.1086 | 58.00 | 47.23 | 47.23 | 69.35 | 65.36 | 1.6304 | 1.6349 | 1.6307
          P07     | male   | 67 | 172 | 64 | 82 | 21.63 | 0.9276 | 64.00 | 69.95 | 69.95 | 90.28 | 91.25 | 1.7487 | 1.7569 | 1.7479
          P08 d1  | female | 70 | 155 | 52 | 62 | 21.64 | 0.7014 | 52.00 | 61.27 | 61.27 | 92.77 | 80.23 | 1.4963 | 1.4916 | 1.5000
          P08 d22 | female | 70 | 155 | 50.5 | 101 | 21.02 | 1.1425 | 50.50 | 36.53 | 36.53 | 51.65 | 44.02 | 1.4746 | 1.4732 | 1.4766
          P09     | male   | 58 | 170 | 70 | 71 | 24.22 | 0.8032 | 70.00 | 99.26 | 99.26 | 102.46 | 107.68 | 1.8181 | 1.8097 | 1.8257
          P10     | female | 49 | 162 | 57 | 54 | 21.72 | 0.6109 | 57.00 | 87.48 | 100.24 | 109.49 | 101.36 | 1.6016 | 1.6014 | 1.6038
          P11     | male   | 64 | 175 | 78 | 88 | 25.47 | 0.9955 | 73.48 | 77.91 | 82.71 | 84.50 | 95.11 | 1.9472 | 1.9351 | 1.9574
          P12     | male   | 73 | 160 | 50 | 110 | 19.53 | 1.2443 | 50.00 | 37.39 | 37.39 | 61.13 | 52.68 | 1.4907 | 1.5011 | 1.4873
          """)
  void body_size_and_kidney_function(
      String who,
      String sex,
      double age,
      double height,
      double weight,
      double umolPerL,
      String bmi,
      String mgPerDl,
      String weightUsed,
      String clearance,
      String clearancePlain,
      String ckdEpi,
      String deIndexed,
      String mosteller,
      String duBois,
      String haycock) {
    var oneSex = Sex.ofCode(sex);
    double raw = Renal.creatinineMgPerDl(umolPerL);
    double used = Math.max(raw, 0.7);
    double index = BodySize.bmi(height, weight);
    double dosing = index >= 25 ? BodySize.adjustedWeight(height, weight, oneSex) : weight;
    double indexed = Renal.ckdEpi2021(age, raw, oneSex);

    same(index, bmi);
    same(raw, mgPerDl);
    same(dosing, weightUsed);
    same(Renal.cockcroftGault(age, dosing, used, oneSex), clearance);
    same(Renal.cockcroftGault(age, weight, raw, oneSex), clearancePlain);
    same(indexed, ckdEpi);
    same(Renal.deIndexed(indexed, BodySize.mosteller(height, weight)), deIndexed);
    same(BodySize.mosteller(height, weight), mosteller);
    same(BodySize.duBois(height, weight), duBois);
    same(BodySize.haycock(height, weight), haycock);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          P01     | male   | 62 | 168 | 60 | 75 | 203.23 | 205 | 83.67 | 85
          P02     | female | 55 | 158 | 48 | 45 | 187.62 | 190 | 72.57 | 75
          P03     | male   | 35 | 178 | 85 | 60 | 300.00 | 300 | 102.50 | 105
          P04     | male   | 75 | 165 | 58 | 98 | 144.46 | 145 | 81.52 | 80
          P07     | male   | 67 | 172 | 64 | 82 | 189.91 | 190 | 87.43 | 85
          P08 d1  | female | 70 | 155 | 52 | 62 | 172.54 | 175 | 74.81 | 75
          P08 d22 | female | 70 | 155 | 50.5 | 101 | 123.05 | 125 | 73.73 | 75
          P09     | male   | 58 | 170 | 70 | 71 | 248.52 | 250 | 90.91 | 90
          P10     | female | 49 | 162 | 57 | 54 | 224.96 | 225 | 80.08 | 80
          P11     | male   | 64 | 175 | 78 | 88 | 205.83 | 205 | 97.36 | 95
          P12     | male   | 73 | 160 | 50 | 110 | 124.78 | 125 | 74.54 | 75
          """)
  void doses_exact_and_given(
      String who,
      String sex,
      double age,
      double height,
      double weight,
      double umolPerL,
      String calvertExact,
      double calvertGiven,
      String surfaceExact,
      double surfaceGiven) {
    var oneSex = Sex.ofCode(sex);
    double creatinine = Math.max(Renal.creatinineMgPerDl(umolPerL), 0.7);
    double dosing =
        BodySize.bmi(height, weight) >= 25
            ? BodySize.adjustedWeight(height, weight, oneSex)
            : weight;
    double clearance = Renal.cockcroftGault(age, dosing, creatinine, oneSex);
    double calvert = Renal.calvert(2, Math.min(clearance, 125));
    double bySurface = 50 * BodySize.mosteller(height, weight);

    same(calvert, calvertExact);
    assertThat(Rounding.toNearest(calvert, 5, 1, 5)).isEqualTo(calvertGiven);
    same(bySurface, surfaceExact);
    assertThat(Rounding.toNearest(bySurface, 5, 1, 5)).isEqualTo(surfaceGiven);
  }

  @Test
  void without_floor_or_cap_the_doses_would_be_larger() {
    double p02 = Renal.cockcroftGault(55, 48, Renal.creatinineMgPerDl(45), Sex.FEMALE);
    same(Renal.calvert(2, p02), "239.24");
    double weight = BodySize.adjustedWeight(178, 85, Sex.MALE);
    same(Renal.calvert(2, Renal.cockcroftGault(35, weight, 0.7, Sex.MALE)), "374.62");
  }

  private static void same(double computed, String given) {
    var expected = new BigDecimal(given);
    assertThat(BigDecimal.valueOf(computed).setScale(expected.scale(), RoundingMode.HALF_UP))
        .isEqualTo(expected);
  }
}
