package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How long figures take to be drawn; what the page about figures says, held with room for others.
 */
@Tag("bench")
class FiguresBenchTest {
  private static final int ROUNDS = 400;

  @Test
  void a_figure_is_drawn_within_three_milliseconds_and_most_within_one() {
    Look look = Look.of(Language.ENGLISH);
    List<String> lines = new ArrayList<>();
    List<Figure> figures = new ArrayList<>(Gallery.all());
    Curve large = Gallery.simulated(Text.same("1"), new Random(1), 20_000, 0.02, false);
    figures.add(
        new KaplanMeier(
            About.of("large", Text.same("20 000 follow-ups"), Gallery.lung().about().caption()),
            Text.same("S (%)"),
            Gallery.MONTHS,
            List.of(large),
            List.of(),
            CurveOptions.of(Text.same("95% CI"))));
    for (Figure figure : figures) {
      long[] took = new long[ROUNDS];
      int length = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        length = figure.svg(look).length();
        took[round] = System.nanoTime() - start;
      }
      java.util.Arrays.sort(took, ROUNDS / 2, ROUNDS);
      double median = took[ROUNDS * 3 / 4] / 1e6;
      lines.add(
          String.format(
              Locale.ROOT, "%s %.3f ms %.1f KB", figure.about().id(), median, length / 1000.0));
      assertThat(median).as(figure.about().id()).isLessThan(3);
    }
    assertThat(lines).isNotEmpty();
    System.out.println(String.join("\n", lines));
  }
}
