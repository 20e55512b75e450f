package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PngTest {
  @Test
  void a_figure_at_300_dots_an_inch_has_its_size_a_white_ground_and_its_inks() throws IOException {
    BufferedImage image = png(Gallery.lung(), Language.ENGLISH, 300);
    Drawn drawn = Drawn.of(Gallery.lung().svg(Look.of(Language.ENGLISH)));
    assertThat(image.getWidth()).isEqualTo(Math.round(drawn.width() * 300 / 96));
    assertThat(image.getHeight()).isEqualTo(Math.round(drawn.height() * 300 / 96));
    assertThat(image.getRGB(0, 0)).isEqualTo(0xffffffff);
    int blue = 0;
    int white = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        blue += image.getRGB(x, y) == 0xff00468b ? 1 : 0;
        white += image.getRGB(x, y) == 0xffffffff ? 1 : 0;
      }
    }
    assertThat(blue).isGreaterThan(5_000);
    assertThat(white).isGreaterThan(image.getWidth() * image.getHeight() / 2);
  }

  @Test
  void chinese_is_drawn_in_a_font_that_has_it() throws IOException {
    Assumptions.assumeTrue(
        new Font("Noto Sans CJK SC", Font.PLAIN, 11).canDisplay('监'),
        "no Chinese font is installed");
    // Missing signs are boxes, each alike; two words of two signs then look the same.
    assertThat(ink("监测")).isNotEqualTo(ink("手术"));
  }

  private static int ink(String words) throws IOException {
    StateOccupation figure =
        new StateOccupation(
            Gallery.states().about(),
            Gallery.MONTHS,
            java.util.List.of(new Text("x", words)),
            java.util.List.of(new StateOccupation.Moment(0, java.util.List.of(1.0))),
            60);
    BufferedImage image = png(figure, Language.CHINESE, 192);
    int dark = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        dark += (image.getRGB(x, y) & 0xff) < 128 ? 1 : 0;
      }
    }
    return dark;
  }

  private static BufferedImage png(Figure figure, Language language, double dots)
      throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Png.of(figure, Look.of(language), dots)));
  }
}
