package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Case;
import org.trialwright.study.CaseReader;
import org.trialwright.study.What.Action;

/**
 * The study's dose modifications on day 22 of Arm 1, when all four components are planned, against
 * the protocol's table written here a second time: on, just below and just above every limit.
 */
class DoseModificationTest {
  private static final LocalDate DAY_15 = LocalDate.parse("2024-07-15");
  private static final LocalDate DAY_22 = LocalDate.parse("2024-07-22");

  /** What becomes of a component, mildest first. */
  private enum Does {
    GIVE,
    LOWER,
    PAUSE,
    HOLD,
    OMIT,
    STOP
  }

  private record Decision(
      Does carboplatin, Does nabPaclitaxel, Does radiotherapy, Does camrelizumab) {
    static final Decision GO = new Decision(Does.GIVE, Does.GIVE, Does.GIVE, Does.GIVE);

    /** The strictest of both, component by component. */
    Decision and(Decision other) {
      return new Decision(
          worse(carboplatin, other.carboplatin),
          worse(nabPaclitaxel, other.nabPaclitaxel),
          worse(radiotherapy, other.radiotherapy),
          worse(camrelizumab, other.camrelizumab));
    }

    private static Does worse(Does one, Does other) {
      return one.compareTo(other) >= 0 ? one : other;
    }
  }

  /** What happened on day 15. */
  private enum Before {
    GIVEN,
    OMITTED_FOR_COUNTS,
    OMITTED_FOR_LIVER
  }

  /**
   * Day 22.
   *
   * @param creatinine in umol/L; 75 at the start, upper limit 104
   * @param alt in multiples of its upper limit, as AST and bilirubin are
   * @param reactions drug and grade of an infusion reaction it caused, such as {@code carboplatin
   *     3}
   */
  private record Findings(
      Before before,
      double neutrophils,
      double platelets,
      boolean febrile,
      int mucositis,
      int neuropathy,
      double creatinine,
      double alt,
      double ast,
      double bilirubin,
      Set<String> reactions,
      boolean fistula,
      int bleeding) {
    static final Findings NORMAL =
        new Findings(Before.GIVEN, 4.1, 220, false, 0, 0, 75, 0.5, 0.6, 0.5, Set.of(), false, 0);
  }

  // ---- the protocol's groups; each returns the row that applies with what it does

  private static Decision blood(Findings of, Set<String> rows) {
    double anc = of.neutrophils;
    double platelets = of.platelets;
    boolean b1 = platelets < 25 || of.febrile;
    boolean b2 = !b1 && (anc < 0.5 || (25 <= platelets && platelets < 50));
    boolean low = !b1 && !b2 && ((0.5 <= anc && anc < 1.0) || (50 <= platelets && platelets < 75));
    boolean again = of.before == Before.OMITTED_FOR_COUNTS;
    boolean b5 = anc >= 1.0 && platelets >= 75 && !of.febrile;
    one(rows, "B", b1, b2, low && again, low && !again, b5);
    if (b1) {
      return new Decision(Does.OMIT, Does.OMIT, Does.PAUSE, Does.HOLD);
    }
    if (b2) {
      return new Decision(Does.OMIT, Does.OMIT, Does.GIVE, Does.HOLD);
    }
    return low ? new Decision(Does.OMIT, Does.OMIT, Does.GIVE, Does.GIVE) : Decision.GO;
  }

  private static Decision mucosa(Findings of, Set<String> rows) {
    one(rows, "M", of.mucositis <= 2, of.mucositis == 3, of.mucositis == 4);
    return switch (of.mucositis) {
      case 3 -> new Decision(Does.OMIT, Does.OMIT, Does.GIVE, Does.GIVE);
      case 4 -> new Decision(Does.OMIT, Does.OMIT, Does.PAUSE, Does.GIVE);
      default -> Decision.GO;
    };
  }

  private static Decision nerves(Findings of, Set<String> rows) {
    one(rows, "N", of.neuropathy <= 1, of.neuropathy == 2, of.neuropathy >= 3);
    return new Decision(
        Does.GIVE,
        of.neuropathy >= 3 ? Does.STOP : of.neuropathy == 2 ? Does.LOWER : Does.GIVE,
        Does.GIVE,
        Does.GIVE);
  }

  private static Decision kidney(Findings of, Set<String> rows) {
    // Cockcroft-Gault for a man of 62 years and 60 kg, creatinine at least 0.7 mg/dL.
    double clearance = (140 - 62) * 60 / (72 * Math.max(of.creatinine / 88.4, 0.7));
    one(rows, "K", clearance >= 30, clearance < 30);
    boolean grade3 = of.creatinine > 3 * 75 || of.creatinine > 3 * 104;
    boolean grade2 = of.creatinine > 1.5 * 75 || of.creatinine > 1.5 * 104;
    one(rows, "K-cam", !grade2, grade2 && !grade3, grade3);
    return new Decision(
        clearance < 30 ? Does.OMIT : Does.GIVE,
        Does.GIVE,
        Does.GIVE,
        grade3 ? Does.STOP : grade2 ? Does.HOLD : Does.GIVE);
  }

  private static Decision liver(Findings of, Set<String> rows) {
    double worse = Math.max(of.alt, of.ast);
    boolean open = of.before == Before.OMITTED_FOR_LIVER;
    boolean l4 = worse > 20 || of.bilirubin > 3;
    boolean l3 = !l4 && (worse > 5 || of.bilirubin > 1.5);
    boolean l2 = of.bilirubin <= 1.5 && 2.5 < worse && worse <= 5 && open;
    boolean l1 = of.bilirubin <= 1.5 && (worse <= 2.5 || (worse <= 5 && !open));
    one(rows, "L", l1, l2, l3, l4);
    boolean grade3 = worse > 5 || of.bilirubin > 3;
    boolean grade2 = worse > 3 || of.bilirubin > 1.5;
    one(rows, "L-cam", !grade2 && !grade3, grade2 && !grade3, grade3);
    return new Decision(
        l4 ? Does.OMIT : Does.GIVE,
        l4 ? Does.STOP : l3 || l2 ? Does.OMIT : Does.GIVE,
        Does.GIVE,
        grade3 ? Does.STOP : grade2 ? Does.HOLD : Does.GIVE);
  }

  private static Decision acute(Findings of) {
    var decision =
        new Decision(
            stopped(of, "carboplatin"),
            stopped(of, "nab-paclitaxel"),
            Does.GIVE,
            stopped(of, "camrelizumab"));
    return of.fistula || of.bleeding >= 3
        ? new Decision(Does.STOP, Does.STOP, Does.STOP, Does.STOP)
        : decision;
  }

  private static Does stopped(Findings of, String drug) {
    return of.reactions.contains(drug + " 3") || of.reactions.contains(drug + " 4")
        ? Does.STOP
        : Does.GIVE;
  }

  private static void one(Set<String> rows, String group, boolean... holds) {
    int found = 0;
    for (int i = 0; i < holds.length; i++) {
      if (holds[i]) {
        found++;
        rows.add(group + (i + 1));
      }
    }
    assertThat(found).as("rows of group %s that hold", group).isEqualTo(1);
  }

  private static Decision expected(Findings of, Set<String> rows) {
    return blood(of, rows)
        .and(mucosa(of, rows))
        .and(nerves(of, rows))
        .and(kidney(of, rows))
        .and(liver(of, rows))
        .and(acute(of));
  }

  // ---- the study's rules

  private static Decision decided(Findings of) {
    var card = participant(of).on(DAY_22).doses(DAY_22);
    return new Decision(
        does(card, "carboplatin"),
        does(card, "nab-paclitaxel"),
        does(card, "radiotherapy"),
        does(card, "camrelizumab"));
  }

  private static Does does(DoseCard card, String drug) {
    var line = card.line(drug).orElseThrow();
    assertThat(line.reasons()).as(drug).allMatch(DoseCard.Reason::known);
    return switch (line.action()) {
      case GIVE, CONFIRM -> Does.GIVE;
      case LEVEL -> Does.LOWER;
      case PAUSE -> Does.PAUSE;
      case HOLD -> Does.HOLD;
      case OMIT -> Does.OMIT;
      case STOP -> Does.STOP;
    };
  }

  private static WorkedCase participant(Findings of) {
    var text = new StringBuilder("tried:\n  facts:\n");
    boolean given = of.before == Before.GIVEN;
    var why = of.before == Before.OMITTED_FOR_COUNTS ? "counts" : "liver";
    text.append(bloodOn(DAY_15, given ? Findings.NORMAL : atDay15(of.before)));
    text.append("    " + DAY_15 + " dose:\n");
    for (var drug : List.of("nab-paclitaxel", "carboplatin")) {
      boolean omitted = !given && (drug.equals("nab-paclitaxel") || why.equals("counts"));
      var dose = drug.equals("carboplatin") ? 205 : 85;
      text.append(
          "      - drug %s, %s\n"
              .formatted(
                  drug,
                  omitted ? "given 0 mg, omitted-for " + why : "given " + dose + " mg, batch B"));
    }
    text.append(bloodOn(DAY_22, of));
    var events = new ArrayList<String>();
    event(events, "febrile-neutropenia", of.febrile ? 3 : 0, "");
    event(events, "oesophagitis", of.mucositis, "");
    event(events, "neuropathy", of.neuropathy, "");
    event(events, "fistula", of.fistula ? 3 : 0, "");
    event(events, "severe-bleeding", of.bleeding, "");
    for (var reaction : of.reactions) {
      var parts = reaction.split(" ", -1);
      event(events, "infusion-reaction", Integer.parseInt(parts[1]), parts[0]);
    }
    if (!events.isEmpty()) {
      text.append("    " + DAY_22 + " ae:\n");
      events.forEach(event -> text.append("      - " + event + "\n"));
    }
    return goesOn(text.toString());
  }

  private static Findings atDay15(Before before) {
    var n = Findings.NORMAL;
    return new Findings(
        n.before,
        before == Before.OMITTED_FOR_COUNTS ? 0.8 : n.neutrophils,
        n.platelets,
        n.febrile,
        n.mucositis,
        n.neuropathy,
        n.creatinine,
        before == Before.OMITTED_FOR_LIVER ? 2.9 : n.alt,
        n.ast,
        before == Before.OMITTED_FOR_LIVER ? 1.5 : n.bilirubin,
        n.reactions,
        n.fistula,
        n.bleeding);
  }

  private static void event(List<String> into, String term, int grade, String cause) {
    if (grade > 0) {
      var text = new StringBuilder("number " + (into.size() + 1));
      text.append(", term " + term + ", grade " + grade + ", started 2024-07-20, ongoing yes");
      text.append(", immune no, serious no");
      for (var drug : List.of("camrelizumab", "carboplatin", "nab-paclitaxel")) {
        text.append(", cause-" + drug + (drug.equals(cause) ? " probable" : " unrelated"));
      }
      into.add(text.toString());
    }
  }

  private static String bloodOn(LocalDate day, Findings of) {
    return String.format(
        Locale.ROOT,
        "    %s blood: neutrophils %s 10^9/L (1.8..6.3), platelets %s 10^9/L (125..350),"
            + " creatinine %s umol/L (59..104), ALT %s U/L (10..40), AST %s U/L (10..40),"
            + " bilirubin %s umol/L (3..20)%n",
        day,
        of.neutrophils,
        of.platelets,
        of.creatinine,
        times(of.alt, 40),
        times(of.ast, 40),
        times(of.bilirubin, 20));
  }

  private static String times(double multiple, int limit) {
    return java.math.BigDecimal.valueOf(multiple)
        .multiply(java.math.BigDecimal.valueOf(limit))
        .toPlainString();
  }

  private static final String COURSE =
      """
      course:
        like: P01-begun
        facts:
          2024-07-08 dose:
            - drug nab-paclitaxel, given 85 mg, batch N
            - drug carboplatin, given 205 mg, batch K
      """;

  private static final Case BEGUN = last(Trial.FOLDER.files().get("cases.yaml") + "\n" + COURSE);

  private static Case last(String cases) {
    var read = CaseReader.read(Trial.changed("cases.yaml", cases), Trial.STUDY);
    assertThat(read.faults()).isEmpty();
    return read.cases().getLast();
  }

  /** The course so far, and these facts. */
  private static WorkedCase goesOn(String facts) {
    var more = last(facts);
    return new WorkedCase(
        Trial.STUDY,
        new Case(
            more.name(),
            "",
            Map.of(),
            Set.of(),
            Stream.concat(BEGUN.facts().stream(), more.facts().stream()).toList(),
            List.of(),
            more.at()));
  }

  // ---- grids

  @Test
  void the_blood_counts_of_every_row_decide_as_the_protocol_says() {
    var rows = new HashSet<String>();
    for (double platelets : new double[] {24.9, 25, 25.1, 49.9, 50, 50.1, 74.9, 75, 75.1}) {
      for (double anc : new double[] {0.49, 0.5, 0.51, 0.99, 1.0, 1.01}) {
        for (boolean febrile : new boolean[] {false, true}) {
          for (var before : List.of(Before.GIVEN, Before.OMITTED_FOR_COUNTS)) {
            var n = Findings.NORMAL;
            same(
                new Findings(
                    before,
                    anc,
                    platelets,
                    febrile,
                    0,
                    0,
                    n.creatinine,
                    n.alt,
                    n.ast,
                    n.bilirubin,
                    Set.of(),
                    false,
                    0),
                rows);
          }
        }
      }
    }
    assertThat(rows).contains("B1", "B2", "B3", "B4", "B5");
  }

  @Test
  void the_liver_tests_of_every_row_decide_as_the_protocol_says() {
    var rows = new HashSet<String>();
    double[] enzymes = {0.9, 1, 1.1, 2.4, 2.5, 2.6, 2.9, 3, 3.1, 4.9, 5, 5.1, 19.9, 20, 20.1};
    for (double enzyme : enzymes) {
      for (double bilirubin : new double[] {0.9, 1.4, 1.5, 1.6, 2.9, 3, 3.1}) {
        for (var before : List.of(Before.GIVEN, Before.OMITTED_FOR_LIVER)) {
          for (boolean alt : new boolean[] {true, false}) {
            var n = Findings.NORMAL;
            same(
                new Findings(
                    before,
                    n.neutrophils,
                    n.platelets,
                    false,
                    0,
                    0,
                    n.creatinine,
                    alt ? enzyme : n.alt,
                    alt ? n.ast : enzyme,
                    bilirubin,
                    Set.of(),
                    false,
                    0),
                rows);
          }
        }
      }
    }
    assertThat(rows).contains("L1", "L2", "L3", "L4", "L-cam1", "L-cam2", "L-cam3");
  }

  @Test
  void every_creatinine_decides_as_the_protocol_says() {
    var rows = new HashSet<String>();
    for (double creatinine :
        new double[] {
          61, 75, 104.1, 112.4, 112.5, 112.6, 155.9, 156, 156.1, 191.5, 191.6, 224.9, 225, 225.1,
          312, 312.1, 700
        }) {
      var n = Findings.NORMAL;
      same(
          new Findings(
              Before.GIVEN,
              n.neutrophils,
              n.platelets,
              false,
              0,
              0,
              creatinine,
              n.alt,
              n.ast,
              n.bilirubin,
              Set.of(),
              false,
              0),
          rows);
    }
    assertThat(rows).contains("K1", "K2", "K-cam1", "K-cam2", "K-cam3");
  }

  @Test
  void every_grade_of_an_event_decides_as_the_protocol_says() {
    var rows = new HashSet<String>();
    for (int mucositis = 0; mucositis <= 4; mucositis++) {
      for (int neuropathy = 0; neuropathy <= 4; neuropathy++) {
        same(events(mucositis, neuropathy, Set.of(), false, 0), rows);
      }
    }
    for (var drug : List.of("carboplatin", "nab-paclitaxel", "camrelizumab")) {
      for (int grade = 1; grade <= 4; grade++) {
        same(events(0, 0, Set.of(drug + " " + grade), false, 0), rows);
      }
    }
    for (int bleeding = 0; bleeding <= 4; bleeding++) {
      same(events(0, 0, Set.of(), bleeding % 2 == 1, bleeding), rows);
    }
    assertThat(rows).contains("M1", "M2", "M3", "N1", "N2", "N3");
  }

  private static Findings events(
      int mucositis, int neuropathy, Set<String> reactions, boolean fistula, int bleeding) {
    var n = Findings.NORMAL;
    return new Findings(
        Before.GIVEN,
        n.neutrophils,
        n.platelets,
        false,
        mucositis,
        neuropathy,
        n.creatinine,
        n.alt,
        n.ast,
        n.bilirubin,
        reactions,
        fistula,
        bleeding);
  }

  @Test
  void over_all_groups_the_strictest_action_stands_for_each_component() {
    long seed = 56;
    var random = new Random(seed);
    var rows = new HashSet<String>();
    var seen = EnumSet.noneOf(Does.class);
    for (int i = 0; i < 800; i++) {
      var of =
          new Findings(
              Before.values()[random.nextInt(3)],
              pick(random, 0.4, 0.5, 0.99, 1.0, 4.1),
              pick(random, 20, 25, 50, 74, 75, 220),
              random.nextInt(8) == 0,
              random.nextInt(5),
              random.nextInt(4),
              pick(random, 60, 75, 112.5, 113, 191.6, 226, 313),
              pick(random, 0.5, 2.5, 2.6, 3.1, 5.1, 20.1),
              pick(random, 0.5, 2.5, 2.6, 5.1),
              pick(random, 0.5, 1.5, 1.6, 3, 3.1),
              random.nextInt(6) == 0 ? Set.of("carboplatin 3") : Set.of(),
              random.nextInt(12) == 0,
              random.nextInt(4));
      var decision = same(of, rows);
      seen.addAll(
          List.of(
              decision.carboplatin,
              decision.nabPaclitaxel,
              decision.radiotherapy,
              decision.camrelizumab));
    }
    assertThat(seen)
        .as("seed %d", seed)
        .contains(Does.GIVE, Does.PAUSE, Does.HOLD, Does.OMIT, Does.STOP);
  }

  private static double pick(Random random, double... values) {
    return values[random.nextInt(values.length)];
  }

  private static Decision same(Findings of, Set<String> rows) {
    var expected = expected(of, rows);
    assertThat(decided(of)).as("%s", of).isEqualTo(expected);
    return expected;
  }

  @Test
  void what_is_not_known_releases_no_dose() {
    var read = participant(Findings.NORMAL);
    assertThat(read.on(DAY_22).doses(DAY_22).line("carboplatin").orElseThrow().action())
        .isEqualTo(Action.GIVE);

    // On the day before day 22 no blood was taken within three days.
    var early = LocalDate.parse("2024-07-21");
    var card = read.on(early).doses(early);
    for (var drug : List.of("carboplatin", "nab-paclitaxel", "camrelizumab")) {
      assertThat(card.line(drug).orElseThrow().action()).as(drug).isEqualTo(Action.HOLD);
    }
    assertThat(card.line("radiotherapy").orElseThrow().action()).isEqualTo(Action.GIVE);
  }
}
