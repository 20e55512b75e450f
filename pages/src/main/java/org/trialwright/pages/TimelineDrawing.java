package org.trialwright.pages;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Draws a calendar strip as SVG; places along it are percent, so that it fits any width. */
final class TimelineDrawing {
  /** With more months than this, only some are named. */
  private static final int NAMED = 12;

  private final Timeline strip;
  private final Dates dates;
  private final StringBuilder svg = new StringBuilder();

  private TimelineDrawing(Timeline strip, Dates dates) {
    this.strip = strip;
    this.dates = dates;
  }

  static String svg(Timeline strip, Dates dates) {
    return new TimelineDrawing(strip, dates).draw();
  }

  private String draw() {
    svg.append("<svg class=\"strip\" width=\"100%\" height=\"112\" role=\"img\" aria-label=\"")
        .append(escaped(strip.sentence()))
        .append("\">\n<line x1=\"0\" x2=\"100%\" y1=\"86\" y2=\"86\"/>\n");
    months();
    strip.marks().forEach(this::mark);
    if (!strip.today().isBefore(strip.from()) && !strip.today().isAfter(strip.to())) {
      double x = at(strip.today());
      svg.append(
          "<line class=\"today\" x1=\"%s\" x2=\"%s\" y1=\"28\" y2=\"90\"/>"
              .formatted(percent(x), percent(x)));
      String words = dates.words().say("today on the strip", dates.dayOfYear(strip.today()));
      text("b", x, 20, words, x < 8 ? "start" : x > 92 ? "end" : "middle");
    }
    return svg.append("</svg>").toString();
  }

  private void months() {
    long months = ChronoUnit.MONTHS.between(strip.from().withDayOfMonth(1), strip.to()) + 1;
    long every = Math.max(1, (months + NAMED - 1) / NAMED);
    LocalDate month = strip.from().withDayOfMonth(1);
    for (long at = 0; at < months; at += every) {
      LocalDate first = month.plusMonths(at);
      double x = first.isBefore(strip.from()) ? 0 : at(first);
      if (x < 96) {
        boolean year = at > 0 && (first.getMonthValue() <= every || every >= 12);
        text(
            "",
            x,
            104,
            year && every > 1 ? String.valueOf(first.getYear()) : dates.month(first),
            "start");
      }
    }
  }

  private void mark(Timeline.Mark mark) {
    double from = Math.max(0, at(mark.from()));
    double to = Math.min(100, at(mark.to().plusDays(1)));
    double middle = Math.max(0, Math.min(100, (at(mark.from()) + at(mark.to())) / 2));
    if (at(mark.to()) < 0 || at(mark.from()) > 100) {
      return;
    }
    switch (mark.shape()) {
      case DONE -> svg.append("<circle cx=\"%s\" cy=\"72\" r=\"5\"/>".formatted(percent(middle)));
      case TOOK -> box("bar1", from, to, 66, 12, "");
      case WINDOW -> box("win", from, to, 64, 16, " rx=\"3\"");
      case LATER -> box("win", from, to, 64, 16, " rx=\"3\" stroke-dasharray=\"4 3\"");
    }
    if (!mark.label().isEmpty()) {
      boolean dot = mark.shape() == Timeline.Shape.DONE;
      double x = dot ? middle : from;
      double now = at(strip.today());
      // At the widest, a letter is about 0.7 % of the strip.
      double end = x + mark.label().length() * 0.7;
      String css = mark.minor() ? "minor" : "b";
      if (x > 90) {
        text(css, to, 56, mark.label(), "end");
      } else if (!dot && x <= now && now <= end) {
        text(css, now - 0.6, 56, mark.label(), "end");
      } else {
        text(css, x, 56, mark.label(), dot && x > 4 ? "middle" : "start");
      }
    }
  }

  private void box(String css, double from, double to, int y, int height, String more) {
    svg.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\"%s/>"
            .formatted(css, percent(from), y, percent(Math.max(0.4, to - from)), height, more));
  }

  private void text(String css, double x, int y, String words, String anchor) {
    svg.append(
        "<text%s x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(
                css.isEmpty() ? "" : " class=\"" + css + "\"",
                percent(x),
                y,
                anchor,
                escaped(words)));
  }

  private double at(LocalDate day) {
    double days = ChronoUnit.DAYS.between(strip.from(), strip.to());
    return 100 * ChronoUnit.DAYS.between(strip.from(), day) / days;
  }

  private static String percent(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + "%";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
