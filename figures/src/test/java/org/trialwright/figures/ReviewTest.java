package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * Figures as they are read: printed across one column (85 mm) and two (175 mm), on grey paper, and
 * by eyes that lack one kind of cone (Machado, Oliveira and Fernandes, IEEE Trans Vis Comput Graph
 * 2009;15:1291, severity 1). With -Dtrialwright.draw=true the sheets on the page are drawn anew.
 */
class ReviewTest {
  private static final Path PAGE = Path.of("../docs/explanation/figures").normalize();
  private static final double MILLIMETRES = 25.4;
  private static final double CSS_INCH = 96;
  private static final double POINTS = 72;

  /** ΔE (CIE 1976) that two inks which only colour tells apart must keep. */
  private static final double APART = 12;

  /** How the light of a colour, red, green and blue from 0 to 1, reaches the reader. */
  private enum Sight {
    COLOUR,
    GREY,
    PROTANOPIA,
    DEUTERANOPIA,
    TRITANOPIA;

    private double[][] matrix() {
      return switch (this) {
        case COLOUR -> new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        case GREY -> {
          double[] lightness = {0.2126, 0.7152, 0.0722};
          yield new double[][] {lightness, lightness, lightness};
        }
        case PROTANOPIA ->
            new double[][] {
              {0.152286, 1.052583, -0.204868},
              {0.114503, 0.786281, 0.099216},
              {-0.003882, -0.048116, 1.051998}
            };
        case DEUTERANOPIA ->
            new double[][] {
              {0.367322, 0.860646, -0.227968},
              {0.280085, 0.672501, 0.047413},
              {-0.011820, 0.042940, 0.968881}
            };
        case TRITANOPIA ->
            new double[][] {
              {1.255528, -0.076749, -0.178779},
              {-0.078411, 0.930809, 0.147602},
              {0.004733, 0.691367, 0.303900}
            };
      };
    }

    double[] of(double[] light) {
      double[][] matrix = matrix();
      double[] seen = new double[3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          seen[i] += matrix[i][j] * light[j];
        }
        seen[i] = Math.clamp(seen[i], 0, 1);
      }
      return seen;
    }

    Color of(Color colour) {
      double[] seen = of(light(colour));
      return new Color(coded(seen[0]), coded(seen[1]), coded(seen[2]));
    }

    private static float coded(double light) {
      return (float)
          (light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055);
    }
  }

  private static double[] light(Color colour) {
    return Stream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
        .mapToDouble(part -> part / 255.0)
        .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
        .toArray();
  }

  /** Lightness and two axes of colour (CIE 1976 L*a*b*, D65). */
  private static double[] lab(double[] light) {
    double x = root((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.95047);
    double y = root(0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]);
    double z = root((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
  }

  private static double apart(String one, String other, Sight sight) {
    double[] a = lab(sight.of(light(colour(one))));
    double[] b = lab(sight.of(light(colour(other))));
    return Math.sqrt(
        (a[0] - b[0]) * (a[0] - b[0])
            + (a[1] - b[1]) * (a[1] - b[1])
            + (a[2] - b[2]) * (a[2] - b[2]));
  }

  private static Color colour(String ink) {
    return Color.decode(ink.length() == 4 ? ink.replaceAll("([0-9a-f])", "$1$1") : ink);
  }

  private static List<String> tooNear(List<String> inks, Sight sight) {
    List<String> near = new ArrayList<>();
    for (int i = 0; i < inks.size(); i++) {
      for (int j = 0; j < i; j++) {
        double apart = apart(inks.get(i), inks.get(j), sight);
        if (apart < APART) {
          near.add("%s and %s: %.1f".formatted(inks.get(j), inks.get(i), apart));
        }
      }
    }
    return near;
  }

  @Test
  void states_which_only_their_ink_tells_apart_stay_apart_for_every_eye_and_on_grey_paper() {
    for (var sight : Sight.values()) {
      assertThat(tooNear(Theme.STATES, sight)).as(sight.name()).isEmpty();
    }
  }

  /** In grey the second and the fourth curve are near; dashes tell them apart. */
  @Test
  void curves_stay_apart_in_every_colour_sight_and_each_has_a_dash_of_its_own() {
    var inks = Theme.SERIES.stream().map(Theme.Series::ink).toList();
    for (var sight : Sight.values()) {
      if (sight != Sight.GREY) {
        assertThat(tooNear(inks, sight)).as(sight.name()).isEmpty();
      }
    }
    assertThat(tooNear(inks, Sight.GREY)).hasSize(1);
    assertThat(Theme.SERIES.stream().map(Theme.Series::dash).distinct()).hasSize(inks.size());
  }

  @Test
  void the_ruler_finds_what_is_known() {
    assertThat(apart("#000", "#fff", Sight.COLOUR)).isBetween(99.9, 100.1);
    assertThat(apart("#d1421f", "#d1421f", Sight.PROTANOPIA)).isZero();
    assertThat(apart("#ff0000", "#008000", Sight.DEUTERANOPIA))
        .as("red and green to eyes without green cones")
        .isLessThan(apart("#ff0000", "#008000", Sight.COLOUR) / 2);
    assertThat(tooNear(List.of("#9dc3e6", "#c9c9c9"), Sight.GREY))
        .as("the inks that were mended")
        .hasSize(1);
  }

  /** The smallest words of a figure, in points, when it is printed so wide. */
  private static double smallest(Figure figure, double millimetres) {
    var drawn = Drawn.of(figure.svg(Look.of(Language.ENGLISH)));
    double pixels = Double.MAX_VALUE;
    for (var word : drawn.words()) {
      double height = word.upright() ? word.bottom() - word.top() : word.right() - word.left();
      pixels = Math.min(pixels, height / 0.95);
    }
    return pixels / drawn.width() * millimetres / MILLIMETRES * POINTS;
  }

  @Test
  void across_two_columns_no_word_is_smaller_than_six_points() {
    for (var figure : Gallery.all()) {
      assertThat(smallest(figure, 175)).as(figure.about().id()).isGreaterThanOrEqualTo(6);
    }
  }

  /** What the page says of one column: words would be too small, but in the narrow heat map. */
  @Test
  void across_one_column_the_heat_map_alone_has_no_words_below_five_points() {
    assertThat(Gallery.all())
        .filteredOn(figure -> smallest(figure, 85) >= 5)
        .containsExactly(Gallery.heatMap());
  }

  // ---- the sheets

  @Test
  void the_sheets_of_the_page_are_there() throws IOException {
    for (var sheet : List.of("one-column", "grey", "protanopia", "deuteranopia", "tritanopia")) {
      Path file = PAGE.resolve("review-" + sheet + ".png");
      if (Boolean.getBoolean("trialwright.draw")) {
        Files.write(file, drawn(sheet));
      }
      assertThat(file).as("drawn anew with -Dtrialwright.draw=true").isNotEmptyFile();
    }
  }

  /** One column at 300 dots an inch; the others across two, by the figures that hang on colour. */
  private static byte[] drawn(String sheet) throws IOException {
    return switch (sheet) {
      case "one-column" -> sheet(List.of(Gallery.lung(), Gallery.forest()), 85, 300, Sight.COLOUR);
      case "grey" -> sheet(coloured(), 175, 110, Sight.GREY);
      case "protanopia" -> sheet(coloured(), 175, 110, Sight.PROTANOPIA);
      case "deuteranopia" -> sheet(coloured(), 175, 110, Sight.DEUTERANOPIA);
      case "tritanopia" -> sheet(coloured(), 175, 110, Sight.TRITANOPIA);
      default -> throw new IllegalArgumentException(sheet);
    };
  }

  private static List<Figure> coloured() {
    return List.of(
        Gallery.fourCurves(),
        Gallery.swimmer("swimmer", 40),
        Gallery.pathFlow(),
        Gallery.states(),
        Gallery.butterfly(),
        Gallery.heatMap());
  }

  /** Figures in two columns, each so wide. */
  private static byte[] sheet(
      List<? extends Figure> figures, double millimetres, double dotsPerInch, Sight sight)
      throws IOException {
    int width = (int) Math.round(millimetres / MILLIMETRES * dotsPerInch);
    int gap = width / 20;
    int[] heights = new int[2];
    List<Consumer<Graphics2D>> drawing = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      var figure = figures.get(i);
      double pixels = Drawn.of(figure.svg(Look.of(Language.ENGLISH))).width();
      double dots = width / (pixels / CSS_INCH);
      var png = Png.of(figure, Look.of(Language.ENGLISH), Math.clamp(dots, 24, 1200));
      var image = ImageIO.read(new ByteArrayInputStream(png));
      int column = heights[0] <= heights[1] ? 0 : 1;
      int top = heights[column];
      heights[column] += image.getHeight() + gap;
      drawing.add(onto -> onto.drawImage(image, column * (width + gap), top, null));
    }
    var all =
        new BufferedImage(
            2 * width + gap, Math.max(heights[0], heights[1]), BufferedImage.TYPE_INT_RGB);
    var onto = all.createGraphics();
    onto.setColor(Color.WHITE);
    onto.fillRect(0, 0, all.getWidth(), all.getHeight());
    onto.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    drawing.forEach(one -> one.accept(onto));
    onto.dispose();
    for (int x = 0; x < all.getWidth(); x++) {
      for (int y = 0; y < all.getHeight(); y++) {
        all.setRGB(x, y, sight.of(new Color(all.getRGB(x, y))).getRGB());
      }
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(all, "png", out);
    return out.toByteArray();
  }
}
