package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Words stay within the picture and off each other, by the width table. */
class LayoutTest {
  /** The gallery, and every figure with names as long as a protocol's. */
  private static List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(Gallery.all());
    for (String words :
        List.of(
            "Chemoradiotherapy followed by active surveillance with salvage surgery as needed",
            "同步放化疗后主动监测并在必要时行挽救性手术，联合免疫治疗维持一年（试验组）")) {
      figures.addAll(HostileTest.figures(words, new Random(3)));
    }
    List<Accrual.Point> points = List.of(new Accrual.Point(0, 0), new Accrual.Point(30, 100));
    figures.add(
        new Accrual(
            Gallery.accrual().about(),
            Text.same("all end at one place"),
            Gallery.MONTHS,
            points,
            points,
            List.of(new Accrual.Fan(30, 100, 100, 100), new Accrual.Fan(33, 101, 90, 104)),
            100));
    return figures;
  }

  @Test
  void no_words_leave_the_picture() {
    List<String> outside = new ArrayList<>();
    for (Figure figure : figures()) {
      for (Language language : Language.values()) {
        Drawn drawn = Drawn.of(figure.svg(Look.of(language)));
        for (Drawn.Word word : drawn.words()) {
          if (word.left() < 0
              || word.top() < 0
              || word.right() > drawn.width()
              || word.bottom() > drawn.height()) {
            outside.add(named(figure, language) + word);
          }
        }
      }
    }
    assertThat(outside).isEmpty();
  }

  @Test
  void no_words_cover_other_words() {
    List<String> covered = new ArrayList<>();
    for (Figure figure : figures()) {
      for (Language language : Language.values()) {
        List<Drawn.Word> words = Drawn.of(figure.svg(Look.of(language))).words();
        for (int at = 0; at < words.size(); at++) {
          for (int other = at + 1; other < words.size(); other++) {
            if (words.get(at).meets(words.get(other))) {
              covered.add(named(figure, language) + words.get(at) + " and " + words.get(other));
            }
          }
        }
      }
    }
    assertThat(covered).isEmpty();
  }

  private static String named(Figure figure, Language language) {
    return figure.getClass().getSimpleName() + " " + figure.about().id() + " " + language + ": ";
  }

  @Test
  void words_in_a_flow_stay_within_their_boxes() {
    for (Consort flow : List.of(Gallery.consort(), Gallery.consortOfThree())) {
      for (Language language : Language.values()) {
        Drawn drawn = Drawn.of(flow.svg(Look.of(language)));
        String boxes = drawn.paths().getLast().getAttribute("d");
        List<double[]> corners = Drawn.points(boxes);
        for (Drawn.Word word : drawn.words()) {
          boolean foot = word.bottom() > drawn.height() - 14;
          boolean mark = word.top() < 12 && !flow.about().marks().isEmpty();
          assertThat(foot || mark || within(word, corners)).as("%s %s", language, word).isTrue();
        }
      }
    }
  }

  /** A box is written as its top left, top right, bottom right and bottom left. */
  private static boolean within(Drawn.Word word, List<double[]> corners) {
    for (int at = 0; at + 3 < corners.size(); at += 4) {
      double[] topLeft = corners.get(at);
      double[] bottomRight = corners.get(at + 2);
      if (word.left() >= topLeft[0]
          && word.right() <= bottomRight[0]
          && word.top() >= topLeft[1]
          && word.bottom() <= bottomRight[1]) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_legend_stands_off_the_curves_or_above_the_plot() {
    Curve high =
        new Curve(
            Text.same("stays high"),
            List.of(new Step(50, 0.97, 0.9, 0.99)),
            List.of(),
            List.of(),
            60);
    Curve low =
        new Curve(
            Text.same("falls"), List.of(new Step(1, 0.05, 0.02, 0.1)), List.of(), List.of(), 60);
    CurveOptions options = CurveOptions.of(Text.same("95% CI"));
    About about = Gallery.lung().about();
    KaplanMeier one =
        new KaplanMeier(
            about, Text.same("S (%)"), Gallery.MONTHS, List.of(high), List.of(), options);
    KaplanMeier both =
        new KaplanMeier(
            about, Text.same("S (%)"), Gallery.MONTHS, List.of(high, low), List.of(), options);
    Drawn.Word legend = word(one, "stays high");
    assertThat(legend.left()).as("bottom left is the free corner").isLessThan(250);
    assertThat(legend.top()).isGreaterThan(150);
    assertThat(word(both, "stays high").right())
        .as("top right lies under the curve, bottom left under the other")
        .isGreaterThan(0);
  }

  private static Drawn.Word word(Figure figure, String text) {
    return Drawn.of(figure.svg(Look.of(Language.ENGLISH))).words().stream()
        .filter(word -> word.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void chinese_is_broken_between_characters_but_no_sign_hangs() {
    List<String> lines = Theme.wrap("分配至放化疗后主动监测（必要时手术），随访两年。", 66, 11, false);
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat("，。）：；、").doesNotContain(line.substring(0, 1));
              assertThat(line).doesNotEndWith("（");
              assertThat(Theme.width(line, 11, false)).isLessThanOrEqualTo(66);
            });
    assertThat(String.join("", lines)).isEqualTo("分配至放化疗后主动监测（必要时手术），随访两年。");
  }

  @Test
  void english_is_broken_at_spaces_and_a_long_word_is_cut() {
    assertThat(Theme.wrap("one two three", Theme.width("one two", 11, false), 11, false))
        .containsExactly("one two", "three");
    assertThat(Theme.wrap("abcdefghij", Theme.width("abcd", 11, false), 11, false))
        .allSatisfy(
            line ->
                assertThat(Theme.width(line, 11, false))
                    .isLessThanOrEqualTo(Theme.width("abcd", 11, false)));
    assertThat(Theme.wrap("", 10, 11, false)).containsExactly("");
  }

  @Test
  void labels_are_moved_apart_no_more_than_needed_and_keep_their_order() {
    assertThat(Spread.apart(new double[] {10, 12, 80}, 14, 0, 100)).containsExactly(10, 24, 80);
    assertThat(Spread.apart(new double[] {98, 95}, 14, 0, 100)).containsExactly(100, 86);
  }
}
