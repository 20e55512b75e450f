package org.trialwright.pages;

import gg.jte.Content;

/** Small drawings that never change. */
final class Svg {
  static final Content MARK =
      drawing(
          """
          <svg width="30" height="20" viewBox="0 0 30 20" aria-hidden="true"><path d="M2 10h7l6-7h13M9 10l6 7h6l4-4" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round"/><circle cx="9" cy="10" r="3.2" fill="currentColor"/></svg>""");

  private static final Content MET =
      drawing(
          """
          <svg class="sign met" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2"/><path d="M5.5 10.3l3.1 3.2 6-6.8" fill="none" stroke="currentColor" stroke-width="2"/></svg>""");

  private static final Content UNKNOWN =
      drawing(
          """
          <svg class="sign unknown" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.2 2.4"/><path d="M7.4 7.6c.2-3.4 5.4-3.2 5.2.1-.1 2-2.6 2-2.6 4M10 14.2v1.6" fill="none" stroke="currentColor" stroke-width="2"/></svg>""");

  private static final Content NOT_MET =
      drawing(
          """
          <svg class="sign not" viewBox="0 0 20 20" aria-hidden="true"><rect x="1.5" y="1.5" width="17" height="17" rx="2" fill="none" stroke="currentColor" stroke-width="2"/><path d="M6 6l8 8M14 6l-8 8" fill="none" stroke="currentColor" stroke-width="2"/></svg>""");

  private static final Content RESULT =
      drawing(
          """
          <svg class="sign told" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="9" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="10" cy="10" r="4" fill="currentColor"/></svg>""");

  private Svg() {}

  static Content sign(Sign sign) {
    return switch (sign) {
      case MET -> MET;
      case UNKNOWN -> UNKNOWN;
      case NOT_MET -> NOT_MET;
      case RESULT -> RESULT;
    };
  }

  /** A drawing made by this module, its texts already escaped. */
  static Content raw(String svg) {
    return drawing(svg);
  }

  private static Content drawing(String svg) {
    return output -> output.writeContent(svg);
  }
}
