package org.trialwright.clinical;

import static org.trialwright.clinical.Ctcae.Basis.BASELINE;
import static org.trialwright.clinical.Ctcae.Basis.LLN;
import static org.trialwright.clinical.Ctcae.Basis.NUMBER;
import static org.trialwright.clinical.Ctcae.Basis.ULN;
import static org.trialwright.clinical.Ctcae.Condition.ALWAYS;
import static org.trialwright.clinical.Ctcae.Condition.BASELINE_ABNORMAL;
import static org.trialwright.clinical.Ctcae.Condition.BASELINE_NORMAL;
import static org.trialwright.clinical.Ctcae.Condition.SYMPTOMS;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.trialwright.quantities.Truth;
import org.trialwright.quantities.Unit;

/**
 * Laboratory toxicity grades of the Common Terminology Criteria for Adverse Events, version 5.0 (US
 * National Cancer Institute, 27 November 2017). Only what numbers decide is graded: 0 (none) to 4.
 * What the criteria leave to the clinician (consequences, transfusion, anticoagulation) is not
 * here.
 *
 * <p>The criteria are read literally: "&lt; 1.5 - 1.0" is 1.0 &lt;= x &lt; 1.5, "&gt; 3 - 5" is 3
 * &lt; x &lt;= 5, and the highest grade that matches counts, also where a laboratory's limit lies
 * beyond the first fixed number. What is not fully known gives every grade that is possible.
 */
public final class Ctcae {
  public static final String VERSION = "5.0";

  /** Which way a value has to go to be graded. */
  public enum Direction {
    ABOVE,
    BELOW
  }

  /** What a limit is a multiple of: of 1 in the term's unit, of a laboratory limit, of baseline. */
  public enum Basis {
    NUMBER,
    LLN,
    ULN,
    BASELINE
  }

  /** When a limit applies. */
  public enum Condition {
    ALWAYS,
    SYMPTOMS,
    BASELINE_NORMAL,
    BASELINE_ABNORMAL
  }

  /**
   * One limit of a term: a value beyond it has at least this grade.
   *
   * @param grade 1 to 4
   * @param factor multiplies the basis
   * @param included whether the limit itself already has the grade
   */
  public record Limit(
      int grade, double factor, Basis basis, Condition condition, boolean included) {}

  /**
   * A term of the criteria that numbers decide.
   *
   * @param analyte the quantity graded, such as {@code ALT} or {@code potassium}; several terms may
   *     grade one analyte
   * @param unit the unit of the value and of limits that are numbers
   * @param limits in rising grade
   */
  public record Term(
      String analyte, String name, Unit unit, Direction direction, List<Limit> limits) {
    public Term {
      limits = List.copyOf(limits);
    }

    /** Whether the person is asked if there are symptoms. */
    public boolean asksSymptoms() {
      return limits.stream().anyMatch(limit -> limit.condition() == SYMPTOMS);
    }

    /** Whether the value before treatment matters. */
    public boolean asksBaseline() {
      return limits.stream()
          .anyMatch(limit -> limit.basis() == BASELINE || limit.condition() == BASELINE_ABNORMAL);
    }

    boolean uses(Basis basis) {
      return limits.stream().anyMatch(limit -> limit.basis() == basis);
    }

    boolean uses(Condition condition) {
      return limits.stream().anyMatch(limit -> limit.condition() == condition);
    }
  }

  /**
   * What is known of a value and of what it is held against, all in the term's unit.
   *
   * @param lln this laboratory's lower limit on that day
   * @param uln this laboratory's upper limit on that day
   * @param baseline the value before treatment; for that value itself give the value again
   * @param baselineAbnormal whether the baseline lay beyond the limit of its own day
   * @param symptoms whether there are symptoms
   */
  public record Measured(
      Interval value,
      Interval lln,
      Interval uln,
      Interval baseline,
      Truth baselineAbnormal,
      Truth symptoms) {

    /** A known value; what it is held against is not known yet. */
    public static Measured of(double value) {
      return of(Interval.of(value));
    }

    public static Measured of(Interval value) {
      return new Measured(
          value,
          Interval.UNKNOWN,
          Interval.UNKNOWN,
          Interval.UNKNOWN,
          Truth.UNKNOWN,
          Truth.UNKNOWN);
    }

    public Measured lln(double limit) {
      return new Measured(value, Interval.of(limit), uln, baseline, baselineAbnormal, symptoms);
    }

    public Measured uln(double limit) {
      return new Measured(value, lln, Interval.of(limit), baseline, baselineAbnormal, symptoms);
    }

    public Measured baseline(double before, Truth abnormal) {
      return new Measured(value, lln, uln, Interval.of(before), abnormal, symptoms);
    }

    public Measured symptoms(Truth present) {
      return new Measured(value, lln, uln, baseline, baselineAbnormal, present);
    }
  }

  private static final List<Term> TERMS =
      List.of(
          below(
              "neutrophils",
              "Neutrophil count decreased",
              "10^9/L",
              lln(1),
              n(2, 1.5),
              n(3, 1.0),
              n(4, 0.5)),
          below(
              "white",
              "White blood cell decreased",
              "10^9/L",
              lln(1),
              n(2, 3.0),
              n(3, 2.0),
              n(4, 1.0)),
          below(
              "lymphocytes",
              "Lymphocyte count decreased",
              "10^9/L",
              lln(1),
              n(2, 0.8),
              n(3, 0.5),
              n(4, 0.2)),
          below(
              "platelets",
              "Platelet count decreased",
              "10^9/L",
              lln(1),
              n(2, 75),
              n(3, 50),
              n(4, 25)),
          below("haemoglobin", "Anemia", "g/L", lln(1), n(2, 100), n(3, 80)),
          aminotransferase("ALT", "Alanine aminotransferase increased"),
          aminotransferase("AST", "Aspartate aminotransferase increased"),
          above(
              "bilirubin",
              "Blood bilirubin increased",
              "umol/L",
              fresh(1, 1),
              fresh(2, 1.5),
              fresh(3, 3),
              fresh(4, 10),
              old(1, 1),
              old(2, 1.5),
              old(3, 3),
              old(4, 10)),
          phosphataseOrTransferase("ALP", "Alkaline phosphatase increased"),
          phosphataseOrTransferase("GGT", "GGT increased"),
          above(
              "creatinine",
              "Creatinine increased",
              "umol/L",
              uln(1, 1),
              uln(2, 1.5),
              uln(3, 3),
              uln(4, 6),
              baseline(2, 1.5),
              baseline(3, 3)),
          above("CK", "CPK increased", "U/L", uln(1, 1), uln(2, 2.5), uln(3, 5), uln(4, 10)),
          pancreatic("lipase", "Lipase increased"),
          pancreatic("amylase", "Serum amylase increased"),
          above("INR", "INR increased", "", n(1, 1.2), n(2, 1.5), n(3, 2.5)),
          above(
              "aPTT",
              "Activated partial thromboplastin time prolonged",
              "s",
              uln(1, 1),
              uln(2, 1.5),
              uln(3, 2.5)),
          below("albumin", "Hypoalbuminemia", "g/L", lln(1), n(2, 30), n(3, 20)),
          below(
              "sodium",
              "Hyponatremia",
              "mmol/L",
              lln(1),
              n(2, 130),
              when(SYMPTOMS, n(3, 130)),
              n(3, 125),
              n(4, 120)),
          below(
              "potassium",
              "Hypokalemia",
              "mmol/L",
              lln(1),
              when(SYMPTOMS, lln(2)),
              n(3, 3.0),
              n(4, 2.5)),
          above("potassium", "Hyperkalemia", "mmol/L", uln(1, 1), n(2, 5.5), n(3, 6.0), n(4, 7.0)),
          below(
              "corrected calcium",
              "Hypocalcemia",
              "mmol/L",
              lln(1),
              n(2, 2.0),
              n(3, 1.75),
              n(4, 1.5)),
          above(
              "corrected calcium",
              "Hypercalcemia",
              "mmol/L",
              uln(1, 1),
              n(2, 2.9),
              n(3, 3.1),
              n(4, 3.4)),
          below("magnesium", "Hypomagnesemia", "mmol/L", lln(1), n(2, 0.5), n(3, 0.4), n(4, 0.3)),
          above("weight loss", "Weight loss", "%", from(n(1, 5)), from(n(2, 10)), from(n(3, 20))));

  private Ctcae() {}

  /** Every term: blood counts, liver, kidney, pancreas, clotting, salts, weight. */
  public static List<Term> terms() {
    return TERMS;
  }

  /** The terms that grade an analyte, none when it is not graded by numbers. */
  public static List<Term> terms(String analyte) {
    return TERMS.stream().filter(term -> term.analyte().equals(analyte)).toList();
  }

  /** The term of this name, as in the criteria: {@code "Platelet count decreased"}. */
  public static Optional<Term> term(String name) {
    return TERMS.stream().filter(term -> term.name().equals(name)).findFirst();
  }

  /** Every grade the value may have in this term, rising; exactly one when enough is known. */
  public static SortedSet<Integer> grade(Term term, Measured measured) {
    var values = new TreeSet<Double>();
    addEnds(values, measured.value());
    addNear(values, measured.value(), criticalValues(term, measured));
    var grades = new TreeSet<Integer>();
    for (double value : values) {
      for (double lln : limits(term, Basis.LLN, measured.lln(), value)) {
        for (double uln : limits(term, Basis.ULN, measured.uln(), value)) {
          for (double baseline : limits(term, BASELINE, measured.baseline(), value)) {
            for (boolean abnormal : truths(term, BASELINE_ABNORMAL, measured.baselineAbnormal())) {
              for (boolean symptoms : truths(term, SYMPTOMS, measured.symptoms())) {
                grades.add(grade(term, value, lln, uln, baseline, abnormal, symptoms));
              }
            }
          }
        }
      }
    }
    return Collections.unmodifiableSortedSet(grades);
  }

  /**
   * Every grade the analyte may have: the highest over its terms, such as hypo- and hyperkalemia.
   *
   * @throws IllegalArgumentException when no term grades this analyte
   */
  public static SortedSet<Integer> grade(String analyte, Measured measured) {
    var found = terms(analyte);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' has no grades by numbers; those that have: %s"
              .formatted(analyte, TERMS.stream().map(Term::analyte).distinct().sorted().toList()));
    }
    SortedSet<Integer> grades = new TreeSet<>(Set.of(0));
    for (var term : found) {
      var higher = new TreeSet<Integer>();
      for (int one : grades) {
        grade(term, measured).forEach(other -> higher.add(Math.max(one, other)));
      }
      grades = higher;
    }
    return Collections.unmodifiableSortedSet(grades);
  }

  /**
   * Calcium corrected for albumin [mmol/L] = calcium + 0.02 x (40 - albumin [g/L]) (Payne and
   * others, BMJ 1973;4:643, in SI units).
   */
  public static double correctedCalcium(double calciumMmolPerL, double albuminGPerL) {
    Refusal.unlessPositive("calcium", calciumMmolPerL, "mmol/L");
    Refusal.unlessPositive("albumin", albuminGPerL, "g/L");
    return calciumMmolPerL + 0.02 * (40 - albuminGPerL);
  }

  /**
   * Febrile neutropenia, which is grade 3: neutrophils below 1.0 x 10^9/L with one temperature
   * above 38.3 degrees, or 38.0 degrees or more for over an hour.
   *
   * @param neutrophils [10^9/L]
   * @param highest the highest single temperature [degrees C]
   * @param heldOverAnHour the highest temperature that was held for over an hour [degrees C]
   */
  public static Truth febrileNeutropenia(
      Interval neutrophils, Interval highest, Interval heldOverAnHour) {
    return atLeast(neutrophils, 1.0)
        .not()
        .and(above(highest, 38.3).or(atLeast(heldOverAnHour, 38.0)));
  }

  private static Truth atLeast(Interval value, double limit) {
    return value.low() >= limit ? Truth.YES : value.high() < limit ? Truth.NO : Truth.UNKNOWN;
  }

  private static Truth above(Interval value, double limit) {
    return value.low() > limit ? Truth.YES : value.high() <= limit ? Truth.NO : Truth.UNKNOWN;
  }

  private static int grade(
      Term term,
      double value,
      double lln,
      double uln,
      double baseline,
      boolean abnormal,
      boolean symptoms) {
    int grade = 0;
    for (var limit : term.limits()) {
      boolean applies =
          switch (limit.condition()) {
            case ALWAYS -> true;
            case SYMPTOMS -> symptoms;
            case BASELINE_NORMAL -> !abnormal;
            case BASELINE_ABNORMAL -> abnormal;
          };
      double basis =
          switch (limit.basis()) {
            case NUMBER -> 1;
            case LLN -> lln;
            case ULN -> uln;
            case BASELINE -> baseline;
          };
      if (applies && limit.grade() > grade && beyond(term.direction(), value, limit, basis)) {
        grade = limit.grade();
      }
    }
    return grade;
  }

  private static boolean beyond(Direction direction, double value, Limit limit, double basis) {
    int order = compare(value, limit.factor(), basis);
    return (limit.included() && order == 0)
        || switch (direction) {
          case ABOVE -> order > 0;
          case BELOW -> order < 0;
        };
  }

  /**
   * The order of the value and factor x basis. When they nearly agree the product is taken in
   * decimal arithmetic: three times a limit of 1.1 is 3.3, as the reader of the report computes it.
   */
  private static int compare(double value, double factor, double basis) {
    double product = factor * basis;
    if (Double.isInfinite(product)
        || Double.isInfinite(value)
        || Math.abs(value - product) > 1e-12 * product) {
      return Double.compare(value, product);
    }
    return BigDecimal.valueOf(value)
        .compareTo(BigDecimal.valueOf(factor).multiply(BigDecimal.valueOf(basis)));
  }

  // The grade is constant on the cells that the limits cut out of what is possible. The values and
  // limits below are at, just under and just over every cut, so that each cell is met at least
  // once.

  private static final double NUDGE = 1e-9;

  private static NavigableSet<Double> criticalValues(Term term, Measured measured) {
    var critical = new TreeSet<Double>();
    for (var limit : term.limits()) {
      var basis =
          switch (limit.basis()) {
            case NUMBER -> Interval.of(1);
            case LLN -> measured.lln();
            case ULN -> measured.uln();
            case BASELINE -> measured.baseline();
          };
      critical.add(limit.factor() * basis.low());
      critical.add(limit.factor() * basis.high());
    }
    return critical;
  }

  private static Set<Double> limits(Term term, Basis basis, Interval possible, double value) {
    var limits = new TreeSet<Double>();
    if (!term.uses(basis)) {
      return Set.of(possible.low());
    }
    addEnds(limits, possible);
    var critical = new TreeSet<Double>();
    for (var limit : term.limits()) {
      if (limit.basis() == basis) {
        critical.add(value / limit.factor());
      }
    }
    addNear(limits, possible, critical);
    return limits;
  }

  private static void addEnds(Set<Double> all, Interval possible) {
    all.add(possible.low());
    all.add(possible.high());
  }

  private static void addNear(Set<Double> all, Interval possible, Set<Double> critical) {
    if (possible.known()) {
      return;
    }
    for (double at : critical) {
      for (double near : new double[] {at * (1 - NUDGE), at, at * (1 + NUDGE)}) {
        if (possible.contains(near)) {
          all.add(near);
        }
      }
    }
  }

  private static List<Boolean> truths(Term term, Condition condition, Truth truth) {
    if (!term.uses(condition)) {
      return List.of(false);
    }
    return switch (truth) {
      case YES -> List.of(true);
      case NO -> List.of(false);
      case UNKNOWN -> List.of(false, true);
    };
  }

  private static Term aminotransferase(String analyte, String name) {
    return above(
        analyte,
        name,
        "U/L",
        fresh(1, 1),
        fresh(2, 3),
        fresh(3, 5),
        fresh(4, 20),
        from(old(1, 1.5)),
        old(2, 3),
        old(3, 5),
        old(4, 20));
  }

  private static Term phosphataseOrTransferase(String analyte, String name) {
    return above(
        analyte,
        name,
        "U/L",
        fresh(1, 1),
        fresh(2, 2.5),
        fresh(3, 5),
        fresh(4, 20),
        from(old(1, 2)),
        old(2, 2.5),
        old(3, 5),
        old(4, 20));
  }

  private static Term pancreatic(String analyte, String name) {
    return above(
        analyte,
        name,
        "U/L",
        uln(1, 1),
        uln(2, 1.5),
        when(SYMPTOMS, uln(3, 2)),
        uln(3, 5),
        when(SYMPTOMS, uln(4, 5)));
  }

  private static Term above(String analyte, String name, String unit, Limit... limits) {
    return new Term(analyte, name, unit(unit), Direction.ABOVE, List.of(limits));
  }

  private static Term below(String analyte, String name, String unit, Limit... limits) {
    return new Term(analyte, name, unit(unit), Direction.BELOW, List.of(limits));
  }

  private static Unit unit(String symbol) {
    return Unit.parse(symbol).orElseThrow();
  }

  private static Limit n(int grade, double number) {
    return new Limit(grade, number, NUMBER, ALWAYS, false);
  }

  private static Limit lln(int grade) {
    return new Limit(grade, 1, LLN, ALWAYS, false);
  }

  private static Limit uln(int grade, double factor) {
    return new Limit(grade, factor, ULN, ALWAYS, false);
  }

  private static Limit baseline(int grade, double factor) {
    return new Limit(grade, factor, BASELINE, ALWAYS, false);
  }

  /** A multiple of the upper limit, for a person whose baseline was normal. */
  private static Limit fresh(int grade, double factor) {
    return new Limit(grade, factor, ULN, BASELINE_NORMAL, false);
  }

  /** A multiple of the baseline, for a person whose baseline was abnormal already. */
  private static Limit old(int grade, double factor) {
    return new Limit(grade, factor, BASELINE, BASELINE_ABNORMAL, false);
  }

  private static Limit when(Condition condition, Limit limit) {
    return new Limit(limit.grade(), limit.factor(), limit.basis(), condition, limit.included());
  }

  private static Limit from(Limit limit) {
    return new Limit(limit.grade(), limit.factor(), limit.basis(), limit.condition(), true);
  }
}
