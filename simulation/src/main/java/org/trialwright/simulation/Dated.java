package org.trialwright.simulation;

/** The hashes of a purpose that names a day, such as {@code comes/2026-11-26}, by that day. */
final class Dated {
  private static final int YEARS = 16;
  private static final int DAYS = YEARS * 366;

  private final long before;
  private final String after;
  private final long first;
  private final long[] hashes = new long[DAYS];

  /**
   * @param before what the purpose says before the day
   * @param after what it says after it
   * @param first epoch day from which on, for sixteen years, hashes are at hand
   */
  Dated(String before, String after, long first) {
    this.before = Draws.hash(before);
    this.after = after;
    this.first = first;
    for (int i = 0; i < DAYS; i++) {
      hashes[i] = made(first + i);
    }
  }

  private long made(long day) {
    return Draws.hash(Draws.hash(before, day), after);
  }

  long on(long day) {
    long at = day - first;
    return at >= 0 && at < DAYS ? hashes[(int) at] : made(day);
  }
}
