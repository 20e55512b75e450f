package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The picture says the numbers that went in: geometry to half a hundredth of a pixel, words alike.
 */
class ReadBackTest {
  private static final double HALF_HUNDREDTH = 0.005 + 1e-9;
  private static final Look ENGLISH = Look.of(Language.ENGLISH);
  private static final String BLUE = "#00468b";

  /** The axes as drawn: the first number of an axis path and its last tick. */
  private static Scale[] axes(Drawn drawn, double xEnd, double yEnd) {
    List<String> rules =
        drawn.paths().stream()
            .filter(path -> path.getAttribute("stroke-width").equals("0.8"))
            .filter(path -> path.getAttribute("stroke").equals("#1a1a1a"))
            .map(path -> path.getAttribute("d"))
            .toList();
    List<double[]> left = Drawn.points(rules.get(0));
    List<double[]> bottom = Drawn.points(rules.get(1));
    return new Scale[] {
      Scale.linear(0, xEnd, bottom.get(0)[0], bottom.get(1)[0]),
      Scale.linear(0, yEnd, left.get(0)[1], left.get(1)[1])
    };
  }

  @Test
  void every_step_of_a_curve_is_where_its_number_is() {
    Curve curve = Gallery.lungCurve(1, Text.same("Men"));
    Drawn drawn = Drawn.of(Gallery.lung().svg(ENGLISH));
    Scale[] axes = axes(drawn, 1000, 100);
    List<double[]> points =
        Drawn.points(
            drawn.paths().stream()
                .filter(path -> path.getAttribute("stroke").equals(BLUE))
                .filter(path -> path.getAttribute("stroke-width").equals("1.6"))
                .map(path -> path.getAttribute("d"))
                .filter(data -> data.length() > 100)
                .findFirst()
                .orElseThrow());
    List<Step> steps = curve.steps().stream().filter(step -> step.time() <= 1000).toList();
    assertThat(points).hasSize(1 + 2 * steps.size() + 1);
    for (int at = 0; at < steps.size(); at++) {
      double[] corner = points.get(2 + 2 * at);
      // The axis' own ends are rounded too, so a point may be off by both.
      assertThat(corner[0]).isCloseTo(axes[0].at(steps.get(at).time()), within(2 * HALF_HUNDREDTH));
      assertThat(corner[1])
          .isCloseTo(axes[1].at(100 * steps.get(at).value()), within(2 * HALF_HUNDREDTH));
    }
  }

  @Test
  void a_band_steps_along_both_limits() {
    Curve curve = Gallery.lungCurve(1, Text.same("Men"));
    Drawn drawn = Drawn.of(Gallery.lung().svg(ENGLISH));
    Scale[] axes = axes(drawn, 1000, 100);
    List<double[]> points = Drawn.points(drawn.path("fill", BLUE, "fill-opacity", "0.13"));
    List<Step> steps = curve.steps().stream().filter(step -> step.time() <= 1000).toList();
    assertThat(steps).allMatch(Step::hasInterval);
    for (int at = 1; at < steps.size(); at++) {
      double[] corner = points.get(2 * at);
      assertThat(corner[1])
          .isCloseTo(axes[1].at(100 * steps.get(at).upper()), within(2 * HALF_HUNDREDTH));
    }
    double[] turn = points.get(2 * steps.size());
    assertThat(turn[1])
        .isCloseTo(axes[1].at(100 * steps.getLast().lower()), within(2 * HALF_HUNDREDTH));
  }

  @Test
  void there_is_no_band_where_the_interval_is_undefined() {
    List<Step> steps =
        List.of(
            new Step(10, 0.8, 0.6, 0.9),
            new Step(20, 0.5, Double.NaN, Double.NaN),
            new Step(30, 0.4, 0.2, 0.6),
            new Step(40, 0, Double.NaN, Double.NaN));
    KaplanMeier figure =
        new KaplanMeier(
            Gallery.lung().about(),
            Text.same("S (%)"),
            Gallery.MONTHS,
            List.of(new Curve(Text.same("A"), steps, List.of(), List.of(), 50)),
            List.of(),
            CurveOptions.of(Text.same("95% CI")));
    Drawn drawn = Drawn.of(figure.svg(ENGLISH));
    Scale x = axes(drawn, 60, 100)[0];
    List<double[]> band = Drawn.points(drawn.path("fill", BLUE, "fill-opacity", "0.13"));
    for (double[] point : band) {
      boolean first = point[0] >= x.at(10) - 0.02 && point[0] <= x.at(20) + 0.02;
      boolean second = point[0] >= x.at(30) - 0.02 && point[0] <= x.at(40) + 0.02;
      assertThat(first || second).isTrue();
    }
    assertThat(figure.table(ENGLISH).rows())
        .filteredOn(row -> row.get(1).plain().equals("20"))
        .allSatisfy(row -> assertThat(row.get(3).plain()).isEmpty());
  }

  @Test
  void a_coordinate_is_its_number_to_half_a_hundredth() {
    Random chance = new Random(20260101);
    for (int round = 0; round < 5_000; round++) {
      double value = (chance.nextDouble() - 0.3) * Math.pow(10, chance.nextInt(6));
      StringBuilder out = new StringBuilder();
      Numbers.coordinate(out, value);
      assertThat(Double.parseDouble(out.toString())).isCloseTo(value, within(HALF_HUNDREDTH));
      assertThat(out.toString()).matches("-?[0-9]+(\\.[0-9]?[1-9])?");
    }
  }

  @Test
  void squares_of_a_forest_stand_at_their_effects() {
    Forest forest = Gallery.forest();
    Drawn drawn = Drawn.of(forest.svg(ENGLISH));
    List<double[]> axis =
        Drawn.points(
            drawn.paths().stream()
                .filter(path -> path.getAttribute("stroke-width").equals("0.8"))
                .map(path -> path.getAttribute("d"))
                .filter(data -> Drawn.points(data).size() == 2 + 2 * forest.ticks().size())
                .findFirst()
                .orElseThrow());
    Scale x = Scale.log(0.25, 4, axis.get(0)[0], axis.get(1)[0]);
    String squares =
        drawn.paths().stream()
            .filter(path -> path.getAttribute("fill").equals(BLUE))
            .map(path -> path.getAttribute("d"))
            .findFirst()
            .orElseThrow();
    List<Double> middles = new ArrayList<>();
    List<double[]> points = Drawn.points(squares);
    for (String shape : squares.split("Z")) {
      if (shape.contains("H")) {
        List<double[]> corners = Drawn.points(shape);
        middles.add((corners.get(0)[0] + corners.get(1)[0]) / 2);
      }
    }
    assertThat(points).isNotEmpty();
    List<Double> wanted =
        forest.lines().stream()
            .filter(Forest.Row.class::isInstance)
            .map(line -> ((Forest.Row) line).estimate())
            .filter(estimate -> !estimate.isNone())
            .map(estimate -> x.at(estimate.value()))
            .toList();
    assertThat(middles).hasSameSizeAs(wanted);
    for (int at = 0; at < wanted.size(); at++) {
      assertThat(middles.get(at)).isCloseTo(wanted.get(at), within(2 * HALF_HUNDREDTH));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void numbers_at_risk_in_the_picture_are_those_in_the_table(Language language) {
    Look look = Look.of(language);
    for (Figure figure : List.of(Gallery.lung(), Gallery.fourCurves(), Gallery.incidence())) {
      List<String> shown = Drawn.of(figure.svg(look)).texts();
      List<String> cells =
          figure.table(look).rows().stream()
              .filter(row -> !row.get(5).plain().isEmpty())
              .map(row -> row.get(5).shown() + " (" + row.get(6).shown() + ")")
              .toList();
      assertThat(cells).hasSizeGreaterThan(5);
      assertThat(
              shown.stream()
                  .filter(text -> text.matches("[0-9\u2009]+ \\([0-9\u2009]+\\)"))
                  .toList())
          .as(figure.about().id())
          .isEqualTo(cells);
    }
  }

  @Test
  void numbers_at_risk_of_the_public_data_are_those_that_r_prints() {
    assertThat(Drawn.of(Gallery.lung().svg(ENGLISH)).texts())
        .containsSubsequence("Men", "138 (0)", "78 (6)", "31 (18)", "13 (22)", "6 (22)", "2 (24)")
        .containsSubsequence("Women", "90 (0)", "66 (6)", "26 (27)", "11 (34)", "2 (35)", "0 (37)");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void effects_and_events_in_a_forest_are_those_in_its_table(Language language) {
    Look look = Look.of(language);
    List<String> shown = Drawn.of(Gallery.forest().svg(look)).texts();
    for (List<Table.Cell> row : Gallery.forest().table(look).rows()) {
      if (row.get(1).shown().isEmpty()) {
        continue;
      }
      assertThat(shown).contains(row.get(0).shown());
      assertThat(shown).contains(row.get(1).shown() + "/" + row.get(2).shown());
      String effect =
          row.get(6).shown().isEmpty()
              ? row.get(5).shown()
              : row.get(5).shown() + " (" + row.get(6).shown() + "–" + row.get(7).shown() + ")";
      assertThat(shown).contains(effect);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void numbers_of_every_other_figure_are_those_in_its_table(Language language) {
    Look look = Look.of(language);
    contains(Gallery.heatMap(), look, 2, "{}");
    contains(Gallery.lines(), look, 2, "{}");
    contains(Gallery.butterfly(), look, 2, "{} (");
    contains(Gallery.pathFlow(), look, 2, "n={} (", 10);
    contains(Gallery.dotPlot(), look, 11, "{} (");
    for (List<Table.Cell> row : Gallery.consort().table(look).rows()) {
      assertThat(everything(Gallery.consort(), look)).contains("n=" + row.get(3).shown());
    }
    assertThat(everything(Gallery.accrual(), look)).contains("356");
    List<Table.Cell> last = Gallery.states().table(look).rows().getLast();
    for (Table.Cell cell : last.subList(1, last.size())) {
      assertThat(everything(Gallery.states(), look)).contains(cell.shown() + "%");
    }
  }

  private static void contains(Figure figure, Look look, int column, String as) {
    contains(figure, look, column, as, figure.table(look).rows().size());
  }

  private static void contains(Figure figure, Look look, int column, String as, int rows) {
    String shown = everything(figure, look);
    for (List<Table.Cell> row : figure.table(look).rows().subList(0, rows)) {
      assertThat(shown)
          .as(figure.about().id())
          .contains("\n" + as.replace("{}", row.get(column).shown()));
    }
  }

  private static String everything(Figure figure, Look look) {
    return "\n" + String.join("\n", Drawn.of(figure.svg(look)).texts()) + "\n";
  }

  @Test
  void what_a_table_says_to_machines_has_a_full_stop_and_a_hyphen() {
    assertThat(Gallery.lines().csv(Language.ENGLISH)).contains("-9.1").doesNotContain("·", "−");
    assertThat(Gallery.lines().csv(Language.ENGLISH))
        .isNotEqualTo(Gallery.lines().csv(Language.CHINESE));
    assertThat(Gallery.lines().table(ENGLISH).rows().get(1).get(3).shown()).isEqualTo("−9·1");
  }

  @Test
  void a_curve_of_many_steps_is_thinned_to_one_a_pixel_and_keeps_its_values() {
    List<Step> steps = new ArrayList<>();
    for (int at = 1; at <= 20_000; at++) {
      double value = 1 - at / 25_000.0;
      steps.add(new Step(at * 60 / 20_001.0, value, value * 0.9, Math.min(1, value * 1.05)));
    }
    Curve curve = new Curve(Text.same("many"), steps, List.of(), List.of(), 60);
    KaplanMeier figure =
        new KaplanMeier(
            Gallery.lung().about(),
            Text.same("S (%)"),
            Gallery.MONTHS,
            List.of(curve),
            List.of(),
            CurveOptions.of(Text.same("95% CI")));
    String svg = figure.svg(ENGLISH);
    assertThat(svg).hasSizeLessThan(40_000);
    Scale x = Gallery.MONTHS.across(50, 600);
    assertThat(curve.drawn(x)).hasSizeBetween(500, 552).allMatch(steps::contains);
    assertThat(figure.table(ENGLISH).rows()).hasSizeGreaterThan(20_000);
  }
}
