package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/** Inks, sizes and fonts, and how wide words are without asking any installed font. */
final class Theme {
  static final String INK = "#1a1a1a";
  static final String QUIET = "#595959";
  static final String RULE = "#8c8c8c";
  static final String WASH = "#ebebeb";
  static final String WHITE = "#fff";

  /** A curve's ink and dash; an empty dash is a solid line. */
  record Series(String ink, String dash) {
    /** The ink of words: the pale grey is too pale to be read. */
    String words() {
      return ink.equals(RULE) ? QUIET : ink;
    }
  }

  static final List<Series> SERIES =
      List.of(
          new Series("#00468b", ""),
          new Series("#d1421f", "7 3"),
          new Series(INK, "2 2.5"),
          new Series("#8c8c8c", "9 3 2 3"));

  /**
   * A state keeps its hue wherever it returns; after four come ink and white with an edge. Each has
   * a lightness of its own, so that grey paper tells them apart.
   */
  static final List<String> STATES =
      List.of("#00468b", "#84b3df", "#b85c14", "#dadada", INK, WHITE);

  static final double CURVE = 1.6;
  static final double AXIS = 0.8;
  static final double TICK = 4;
  static final double BAND = 0.13;
  static final double BODY = 11;
  static final double SMALL = 10;
  static final double LINE = 14;
  static final double SMALL_LINE = 13;
  static final double MARGIN = 8;
  static final double WIDE = 620;
  static final double TABLE = 700;

  private static final double SPARE = 1.05;
  private static final double BOLD = 1.11;

  /** Advance widths of Helvetica in thousandths of the size, from space to tilde. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private static final String NOT_FIRST = "，。）：；、！？》」』”’％…·,.):;!?%]}";
  private static final String NOT_LAST = "（《「『“‘([{";

  private Theme() {}

  static String fonts(Language language) {
    return switch (language) {
      case ENGLISH -> "'Noto Sans','Noto Sans CJK JP',Arial,Helvetica,sans-serif";
      case CHINESE ->
          "'Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC',sans-serif";
    };
  }

  /** How wide the words are, in pixels, on the safe side. */
  static double width(String words, double size, boolean bold) {
    long thousandths = 0;
    for (int at = 0; at < words.length(); at++) {
      char c = words.charAt(at);
      if (!Character.isLowSurrogate(c)) {
        thousandths += c >= ' ' && c <= '~' ? WIDTHS[c - ' '] : other(c);
      }
    }
    return thousandths / 1000.0 * size * SPARE * (bold ? BOLD : 1);
  }

  private static int other(char c) {
    if (wide(c) || Character.isHighSurrogate(c)) {
      return 960;
    }
    return switch (c) {
      case '\u2009' -> 250;
      case '·' -> 520;
      case '\u00a0' -> 278;
      case '–' -> 600;
      case '−', '×', '±' -> 720;
      case '≥', '≤' -> 960;
      case '←', '→', '—', '…' -> 960;
      default -> 640;
    };
  }

  /** Whether a line may break on either side: Chinese, Japanese, Korean and their signs. */
  private static boolean wide(char c) {
    return (c >= 0x2e80 && c <= 0xd7af)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xff00 && c < 0xffe0);
  }

  /**
   * The words in lines no wider than asked, where that is possible: broken at spaces and between
   * Chinese characters, no closing sign first and no opening one last. A piece that is too wide for
   * a line is cut.
   */
  static List<String> wrap(String words, double room, double size, boolean bold) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : pieces(words)) {
      String rest = piece;
      if (!line.isEmpty() && width((line + rest).stripTrailing(), size, bold) > room) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      while (width(rest.stripTrailing(), size, bold) > room && rest.length() > 1) {
        int cut = rest.length() - 1;
        while (cut > 1 && width(rest.substring(0, cut), size, bold) > room) {
          cut--;
        }
        if (Character.isHighSurrogate(rest.charAt(cut - 1))) {
          cut += cut > 1 ? -1 : 1;
        }
        lines.add(rest.substring(0, cut));
        rest = rest.substring(cut);
      }
      line.append(rest);
    }
    if (!line.toString().isBlank() || lines.isEmpty()) {
      lines.add(line.toString().strip());
    }
    return lines;
  }

  /** Split where a line may end; a space stays at the end of its piece. */
  private static List<String> pieces(String words) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 1; at < words.length(); at++) {
      char before = words.charAt(at - 1);
      char after = words.charAt(at);
      boolean open =
          before == ' '
              || ((wide(before) || wide(after))
                  && after != ' '
                  && NOT_FIRST.indexOf(after) < 0
                  && NOT_LAST.indexOf(before) < 0);
      if (open && !Character.isLowSurrogate(after)) {
        pieces.add(words.substring(from, at));
        from = at;
      }
    }
    pieces.add(words.substring(from));
    return pieces;
  }

  /** The words, or as many as fit and an ellipsis. */
  static String cut(String words, double room, double size, boolean bold) {
    if (width(words, size, bold) <= room) {
      return words;
    }
    int end = words.length() - 1;
    while (end > 0
        && (Character.isHighSurrogate(words.charAt(end - 1))
            || width(words.substring(0, end) + "…", size, bold) > room)) {
      end--;
    }
    return words.substring(0, end).stripTrailing() + "…";
  }

  /** The width of the widest, wrapped at a width. */
  static double widest(List<List<String>> wrapped, double size) {
    return wrapped.stream().mapToDouble(lines -> widest(lines, size, false)).max().orElse(0);
  }

  static double widest(List<String> words, double size, boolean bold) {
    return words.stream().mapToDouble(one -> width(one, size, bold)).max().orElse(0);
  }

  /** Black or white on a filled cell, whichever has more contrast (WCAG 2 luminance). */
  static String on(String fill) {
    double luminance = luminance(fill);
    return (luminance + 0.05) / (luminance(INK) + 0.05) >= 1.05 / (luminance + 0.05) ? INK : WHITE;
  }

  private static double luminance(String colour) {
    String six =
        colour.length() == 7
            ? colour
            : "#"
                + colour
                    .substring(1)
                    .chars()
                    .mapToObj(c -> Character.toString(c).repeat(2))
                    .reduce("", String::concat);
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int part = 0; part < 3; part++) {
      double c = Integer.parseInt(six, 1 + 2 * part, 3 + 2 * part, 16) / 255.0;
      sum += weights[part] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  /**
   * White towards an ink.
   *
   * @param share 0 is white, 1 the ink itself
   */
  static String tint(String ink, double share) {
    StringBuilder out = new StringBuilder("#");
    for (int part = 0; part < 3; part++) {
      int full = Integer.parseInt(ink, 1 + 2 * part, 3 + 2 * part, 16);
      int mixed = (int) Math.round(255 + share * (full - 255));
      out.append(Character.forDigit(mixed >> 4, 16)).append(Character.forDigit(mixed & 15, 16));
    }
    return out.toString();
  }
}
