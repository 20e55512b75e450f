package org.trialwright.app;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** The pictures of the documentation, in few colours, so that they are small. */
final class Pictures {
  private static final Path FOLDER = Path.of("..", "docs", "tutorials", "images");
  private static final int WIDTH = 1280;
  private static final int TALLEST = 1200;
  private static final int COLOURS = 200;

  private Pictures() {}

  static void draw(Chromium browser, String name) throws IOException {
    draw(browser, FOLDER.resolve(name + ".png"));
  }

  static void draw(Chromium browser, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(file.toAbsolutePath().getParent());
    BufferedImage page = ImageIO.read(new ByteArrayInputStream(browser.picture(WIDTH, TALLEST)));
    ImageIO.write(inFewColours(page), "png", file.toFile());
  }

  /** Each pixel in the nearest of the picture's most frequent colours. */
  private static BufferedImage inFewColours(BufferedImage page) {
    int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xffffff, 1, Integer::sum);
    }
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
    var model =
        new IndexColorModel(
            8, colours.length, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    var small =
        new BufferedImage(
            page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int at = 0; at < pixels.length; at++) {
      int index = nearest.computeIfAbsent(pixels[at] & 0xffffff, pixel -> nearest(pixel, colours));
      small.getRaster().setSample(at % page.getWidth(), at / page.getWidth(), 0, index);
    }
    return small;
  }

  private static int nearest(int pixel, int[] colours) {
    int best = 0;
    for (int at = 1; at < colours.length; at++) {
      if (distance(pixel, colours[at]) < distance(pixel, colours[best])) {
        best = at;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16 & 255) - (other >> 16 & 255);
    int green = (one >> 8 & 255) - (other >> 8 & 255);
    int blue = (one & 255) - (other & 255);
    return red * red + green * green + blue * blue;
  }
}
