package org.trialwright.clinical;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stage groups of squamous cell carcinoma of the gullet, AJCC/UICC 8th edition (Rice and others,
 * Ann Cardiothorac Surg 2017;6:119; AJCC Cancer Staging Manual, 8th edition, 2017, chapter 16).
 *
 * <p>T is one of {@link #T}, N one of {@link #N} (regional nodes with tumour: 0, 1 to 2, 3 to 6, 7
 * or more), M one of {@link #M}. T1a and T1b count as T1. Any M1 is IVB. A combination the edition
 * does not name (clinical T0, or Tis with nodes) has no stage; nothing is guessed.
 */
public final class SquamousStage {
  public static final List<String> T = List.of("0", "is", "1", "1a", "1b", "2", "3", "4a", "4b");
  public static final List<String> N = List.of("0", "1", "2", "3");
  public static final List<String> M = List.of("0", "1");

  /** The stages before treatment, in rising order. */
  public static final List<String> CLINICAL = List.of("0", "I", "II", "III", "IVA", "IVB");

  /** The stages after neoadjuvant therapy, in rising order. */
  public static final List<String> AFTER_THERAPY = List.of("I", "II", "IIIA", "IIIB", "IVA", "IVB");

  private static final String NONE = "";

  private SquamousStage() {}

  /**
   * What a partly known T, N or M leaves possible.
   *
   * @param stages every stage that one of the combinations has, in rising order
   * @param orNone whether one of the combinations has no stage
   */
  public record Possible(Set<String> stages, boolean orNone) {
    public Possible {
      stages = Collections.unmodifiableSet(new LinkedHashSet<>(stages));
    }

    /** The stage, when every combination agrees on it. */
    public Optional<String> derived() {
      return !orNone && stages.size() == 1
          ? Optional.of(stages.iterator().next())
          : Optional.empty();
    }
  }

  /**
   * The clinical stage (cTNM) before treatment.
   *
   * @throws IllegalArgumentException when a code is not one of {@link #T}, {@link #N}, {@link #M}
   */
  public static Optional<String> clinical(String t, String n, String m) {
    return Optional.of(clinicalOrNone(t, n, m)).filter(stage -> !stage.equals(NONE));
  }

  /**
   * The clinical stages that remain possible. A T, N or M of which nothing is known is given as all
   * codes; then there is no stage to derive, unless it makes no difference (M1).
   */
  public static Possible clinical(Set<String> t, Set<String> n, Set<String> m) {
    return possible(t, n, m, SquamousStage::clinicalOrNone, CLINICAL);
  }

  /**
   * The stage after neoadjuvant therapy (ypTNM).
   *
   * @throws IllegalArgumentException when a code is not one of {@link #T}, {@link #N}, {@link #M}
   */
  public static Optional<String> afterTherapy(String t, String n, String m) {
    return Optional.of(afterTherapyOrNone(t, n, m)).filter(stage -> !stage.equals(NONE));
  }

  /**
   * The stages after neoadjuvant therapy that remain possible; unknown codes as for the clinical
   * stages.
   */
  public static Possible afterTherapy(Set<String> t, Set<String> n, Set<String> m) {
    return possible(t, n, m, SquamousStage::afterTherapyOrNone, AFTER_THERAPY);
  }

  private static String clinicalOrNone(String t, String n, String m) {
    check(t, n, m);
    if (m.equals("1")) {
      return "IVB";
    }
    return switch (t) { // N0, N1, N2, N3
      case "0" -> NONE;
      case "is" -> cell(n, "0", NONE, NONE, NONE);
      case "1", "1a", "1b" -> cell(n, "I", "I", "III", "IVA");
      case "2" -> cell(n, "II", "II", "III", "IVA");
      case "3" -> cell(n, "II", "III", "III", "IVA");
      default -> "IVA"; // T4a, T4b
    };
  }

  private static String afterTherapyOrNone(String t, String n, String m) {
    check(t, n, m);
    if (m.equals("1")) {
      return "IVB";
    }
    return switch (t) { // N0, N1, N2, N3
      case "0", "is", "1", "1a", "1b", "2" -> cell(n, "I", "IIIA", "IIIB", "IVA");
      case "3" -> cell(n, "II", "IIIB", "IIIB", "IVA");
      case "4a" -> cell(n, "IIIB", "IVA", "IVA", "IVA");
      default -> "IVA"; // T4b
    };
  }

  private static String cell(String n, String... byN) {
    return byN[N.indexOf(n)];
  }

  private static void check(String t, String n, String m) {
    check("T", t, T);
    check("N", n, N);
    check("M", m, M);
  }

  private static void check(String what, String code, List<String> codes) {
    if (!codes.contains(code)) {
      throw new IllegalArgumentException(
          "'%s' is no %s of this edition; the codes are %s"
              .formatted(code, what, String.join(", ", codes)));
    }
  }

  private static Possible possible(
      Set<String> t, Set<String> n, Set<String> m, Table table, List<String> order) {
    if (t.isEmpty() || n.isEmpty() || m.isEmpty()) {
      throw new IllegalArgumentException(
          "T %s, N %s, M %s: give every code that is possible, all of them when nothing is known"
              .formatted(t, n, m));
    }
    Set<String> found = new LinkedHashSet<>();
    for (var oneT : t) {
      for (var oneN : n) {
        for (var oneM : m) {
          found.add(table.stage(oneT, oneN, oneM));
        }
      }
    }
    boolean orNone = found.remove(NONE);
    return new Possible(
        new LinkedHashSet<>(order.stream().filter(found::contains).toList()), orNone);
  }

  private interface Table {
    String stage(String t, String n, String m);
  }
}
