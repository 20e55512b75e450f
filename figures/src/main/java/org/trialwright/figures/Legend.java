package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/** Samples with their names, side by side, in as many rows as it takes. */
final class Legend {
  /** Draws a sample whose middle is at a point, at most 14 wide and 10 high. */
  interface Sample {
    void draw(Svg svg, double x, double y);
  }

  private record Entry(String words, Sample sample) {}

  private static final double SAMPLE = 20;
  private static final double BETWEEN = 18;
  private static final double ROW = 17;

  private final List<Entry> entries = new ArrayList<>();
  private final double room;

  Legend(double room) {
    this.room = room;
  }

  Legend add(String words, Sample sample) {
    entries.add(new Entry(Theme.cut(words, room - SAMPLE, Theme.BODY, false), sample));
    return this;
  }

  Legend state(String words, int state) {
    return add(words, swatch(state));
  }

  static Sample swatch(int state) {
    return (svg, x, y) ->
        svg.edged(new Path().box(x - 6, y - 4.5, 12, 9), Theme.STATES.get(state), Theme.QUIET, 0.5);
  }

  private List<List<Entry>> rows() {
    List<List<Entry>> rows = new ArrayList<>();
    double used = room + 1;
    for (Entry entry : entries) {
      double wide = width(entry);
      if (used + wide > room) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.getLast().add(entry);
      used += wide + BETWEEN;
    }
    return rows;
  }

  private static double width(Entry entry) {
    return SAMPLE + Type.BODY.width(entry.words());
  }

  double height() {
    return ROW * rows().size();
  }

  void draw(Svg svg, double x, double y) {
    double middle = y + ROW / 2;
    for (List<Entry> row : rows()) {
      double at = x;
      for (Entry entry : row) {
        entry.sample().draw(svg, at + 7, middle);
        svg.text(at + SAMPLE, middle + 4, entry.words(), Type.BODY);
        at += width(entry) + BETWEEN;
      }
      middle += ROW;
    }
  }
}
