package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 149 published oncology trials, reconstructed from their Kaplan–Meier figures: our numbers against
 * R's, and against the hazard ratios that the papers print. The data stand beside the project, in
 * {@code ../shared/data/kmdata}; without them the tests are skipped and say so.
 */
@SuppressWarnings("unchecked")
class PublishedTrialsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("trialwright.home", "..")).toAbsolutePath().normalize();
  private static final Path DATA = ROOT.resolveSibling("shared").resolve("data/kmdata");
  private static final Path PAGE = ROOT.resolve("docs/reference/statistics/published-trials.md");
  private static final Path PICTURE = PAGE.resolveSibling("published-trials.svg");

  private static List<Trial> trials = List.of();

  /** One trial: what R and the paper say, and our curves and model. */
  private record Trial(
      Map<String, Object> json,
      List<SurvivalCurve> curves,
      LogRank.Comparison logRank,
      CoxFit cox) {
    String name() {
      return (String) json.get("name");
    }

    Map<String, Object> published() {
      return (Map<String, Object>) json.get("published");
    }

    List<String> arms() {
      return List.copyOf(new TreeSet<>(((Map<String, Object>) json.get("n")).keySet()));
    }

    double ours() {
      return cox.hazardRatios().get(0);
    }

    boolean hasPaper() {
      return published().get("hazardRatio") != null;
    }

    double paper() {
      return (Double) published().get("hazardRatio");
    }

    /** The paper may have the arms the other way round: then the inverse is nearer. */
    boolean turned() {
      return Math.abs(Math.log(ours() * paper())) < Math.abs(Math.log(ours() / paper()));
    }

    double oursAsInThePaper() {
      return turned() ? 1 / ours() : ours();
    }

    double difference() {
      return Math.abs(Math.log(oursAsInThePaper() / paper()));
    }
  }

  @BeforeAll
  static void read() throws IOException {
    if (!Files.isDirectory(DATA)) {
      String missing = "skipped: the 149 published trials are not beside the project at " + DATA;
      System.out.println(missing);
      Assumptions.abort(missing);
    }
    var all =
        (List<Map<String, Object>>)
            TinyJson.parse(Files.readString(DATA.resolve("r-results.json")));
    List<Trial> read = new ArrayList<>();
    for (var json : all) {
      read.add(trial(json));
    }
    trials = read;
  }

  private static Trial trial(Map<String, Object> json) throws IOException {
    List<String[]> rows =
        Files.readAllLines(DATA.resolve("trials/" + json.get("name") + ".csv")).stream()
            .skip(1)
            .map(line -> line.split(","))
            .toList();
    List<String> arms = List.copyOf(new TreeSet<>(((Map<String, Object>) json.get("n")).keySet()));
    double[] time = rows.stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray();
    int[] status = rows.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray();
    int[] arm = rows.stream().mapToInt(row -> arms.indexOf(row[2])).toArray();
    FollowUp followUp = FollowUp.of(time, status);
    double[] second = Arrays.stream(arm).asDoubleStream().toArray();
    return new Trial(
        json,
        KaplanMeier.curves(followUp, arm, arms.size()),
        LogRank.of(followUp, arm, arms.size()).compare(new Weight.LogRank()),
        (CoxFit) CoxModel.of(followUp, second).fit());
  }

  @Test
  void log_rank_cox_and_medians_of_every_trial_equal_r() {
    List<String> wrong = new ArrayList<>();
    for (Trial trial : trials) {
      List<String> arms = trial.arms();
      for (int a = 0; a < arms.size(); a++) {
        String arm = arms.get(a);
        String of = trial.name() + ", " + arm;
        SurvivalCurve curve = trial.curves().get(a);
        compare(wrong, of + ", rows", (double) curve.n(), of(trial, "n").get(arm));
        compare(wrong, of + ", events", (double) curve.events(), of(trial, "events").get(arm));
        Object median = SurvivalCase.of(curve.quantile(0.5));
        compare(wrong, of + ", median", median, of(trial, "median").get(arm));
      }
      ChiSquareTest test = trial.logRank().test().orElseThrow();
      String of = trial.name();
      compare(wrong, of + ", chi-square", test.chiSquare(), trial.json().get("logrankChisq"));
      compare(wrong, of + ", p", test.p(), trial.json().get("logrankP"));
      var cox = ((List<Map<String, Object>>) trial.json().get("cox")).getFirst();
      CoxFit.PerCoefficient limits = trial.cox().perCoefficient(0.95);
      compare(wrong, of + ", hazard ratio", trial.ours(), cox.get("hr"));
      compare(wrong, of + ", lower limit", limits.lower().get(0), cox.get("lower"));
      compare(wrong, of + ", upper limit", limits.upper().get(0), cox.get("upper"));
    }
    assertThat(wrong).isEmpty();
    assertThat(trials).hasSize(149);
  }

  private static Map<String, Object> of(Trial trial, String key) {
    return (Map<String, Object>) trial.json().get(key);
  }

  private static void compare(List<String> wrong, String what, Object got, Object expected) {
    boolean same =
        (got instanceof Double number && expected instanceof Double other)
            ? Math.abs(number - other) <= 1e-8 * Math.max(1e-4, Math.abs(other))
            : (got == null && expected == null);
    if (!same) {
      wrong.add("%s: %s, not %s".formatted(what, got, expected));
    }
  }

  @Test
  void published_hazard_ratios_come_out_within_digitising_error() {
    double[] differences =
        trials.stream().filter(Trial::hasPaper).mapToDouble(Trial::difference).sorted().toArray();
    assertThat(differences).hasSize(144);
    assertThat(quantile(differences, 0.5)).isLessThan(0.02);
    assertThat(quantile(differences, 0.9)).isLessThan(0.08);
  }

  private static double quantile(double[] sorted, double p) {
    return sorted[(int) Math.ceil(p * sorted.length) - 1];
  }

  @Test
  void the_page_and_the_picture_show_what_was_found() throws IOException {
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page());
      Files.writeString(PICTURE, picture());
    }
    assertThat(PAGE).as("draw anew with -Dtrialwright.draw=true").content().isEqualTo(page());
    assertThat(PICTURE).as("draw anew with -Dtrialwright.draw=true").content().isEqualTo(picture());
  }

  private static String page() {
    double[] differences =
        trials.stream().filter(Trial::hasPaper).mapToDouble(Trial::difference).sorted().toArray();
    StringBuilder page =
        new StringBuilder(
            """
            # Published trials, computed again

            149 comparisons of two arms from published oncology trials, read off their printed Kaplan–Meier figures by the kmdata project (github raredd/kmdata, version 1.0.1, MIT licence). The rows are approximations made from pictures: they are not the trials' own records, and nothing here is a finding about a drug.

            `PublishedTrialsTest` computes every comparison with this library. Log-rank chi-square and p, the Cox hazard ratio with its limits (Efron), and the medians equal those of R's `survival` to 1e-8 on all 149. Against the hazard ratio that the paper prints, for the %s comparisons that have one, the difference in log hazard ratio is %s in the median and at most %s in nine of ten: the error of reading a figure, and of papers that adjusted or stratified.

            ![Hazard ratios computed here against those printed in the papers](published-trials.svg)

            *Ours* is the second arm of the alphabet over the first, or its inverse where that is nearer to the paper's, which may have the arms the other way round.

            | comparison | outcome | rows | events | log-rank p | ours (95 %% interval) | paper | difference in log |
            |---|---|---|---|---|---|---|---|
            """
                .formatted(
                    differences.length,
                    number(3, quantile(differences, 0.5)),
                    number(3, quantile(differences, 0.9))));
    for (Trial trial : trials) {
      CoxFit.PerCoefficient limits = trial.cox().perCoefficient(0.95);
      boolean turned = trial.hasPaper() && trial.turned();
      double lower = turned ? 1 / limits.upper().get(0) : limits.lower().get(0);
      double upper = turned ? 1 / limits.lower().get(0) : limits.upper().get(0);
      page.append(
          "| %s | %s | %s | %s | %s | %s (%s to %s) | %s | %s |%n"
              .formatted(
                  trial.name(),
                  trial.published().get("outcome"),
                  trial.cox().n(),
                  trial.cox().events(),
                  probability(trial.logRank().test().orElseThrow().p()),
                  number(3, turned ? 1 / trial.ours() : trial.ours()),
                  number(3, lower),
                  number(3, upper),
                  trial.hasPaper() ? number(2, trial.paper()) : "none",
                  trial.hasPaper() ? number(3, trial.difference()) : ""));
    }
    return page.toString();
  }

  private static String number(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String probability(double p) {
    return p < 0.0001 ? "< 0.0001" : number(4, p);
  }

  private static final double LEAST = 0.25;
  private static final double MOST = 4;
  private static final int SIDE = 480;
  private static final int MARGIN = 60;

  /** Where a ratio stands on a logarithmic axis, from its beginning. */
  private static double along(double ratio) {
    return SIDE * Math.log(Math.clamp(ratio, LEAST, MOST) / LEAST) / Math.log(MOST / LEAST);
  }

  private static String picture() {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" role="img" font-family="sans-serif" font-size="13">
            <title>Hazard ratios computed here against those printed in the papers</title>
            <rect width="600" height="600" fill="white"/>
            """);
    for (double tick : new double[] {0.25, 0.5, 1, 2, 4}) {
      String x = number(1, MARGIN + along(tick));
      String y = number(1, MARGIN + SIDE - along(tick));
      svg.append(
          """
          <path d="M%s %s V%s M%s %s H%s" stroke="#ddd"/>
          <text x="%s" y="%s" text-anchor="middle">%s</text>
          <text x="%s" y="%s" text-anchor="end" dominant-baseline="middle">%s</text>
          """
              .formatted(
                  x,
                  MARGIN,
                  MARGIN + SIDE,
                  MARGIN,
                  y,
                  MARGIN + SIDE,
                  x,
                  MARGIN + SIDE + 20,
                  label(tick),
                  MARGIN - 8,
                  y,
                  label(tick)));
    }
    svg.append(
        """
        <path d="M60 540 L540 60" stroke="#888" stroke-dasharray="5 4"/>
        <text x="300" y="585" text-anchor="middle">hazard ratio in the paper</text>
        <text x="18" y="300" text-anchor="middle" transform="rotate(-90 18 300)">hazard ratio computed from the figure</text>
        """);
    for (Trial trial : trials) {
      if (trial.hasPaper()) {
        svg.append(
            """
            <circle cx="%s" cy="%s" r="3.5" fill="#1a5fb4" fill-opacity="0.6"><title>%s: %s, paper %s</title></circle>
            """
                .formatted(
                    number(1, MARGIN + along(trial.paper())),
                    number(1, MARGIN + SIDE - along(trial.oursAsInThePaper())),
                    trial.name(),
                    number(3, trial.oursAsInThePaper()),
                    number(2, trial.paper())));
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static String label(double tick) {
    return tick < 1 ? String.valueOf(tick) : String.valueOf((int) tick);
  }
}
