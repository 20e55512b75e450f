package org.trialwright.figures;

/**
 * One adverse event in two arms.
 *
 * @param first participants of arm 1 with it, at any grade
 * @param firstSevere of these, at grade 3 or more
 * @param second participants of arm 2 with it
 * @param difference arm 1 less arm 2 as a share, −1 to 1, with its interval; {@link Estimate#NONE}
 *     when it was not estimated
 */
public record AdverseEvent(
    Text name,
    Share first,
    Share firstSevere,
    Share second,
    Share secondSevere,
    Estimate difference) {
  public AdverseEvent {
    check(name, first, firstSevere);
    check(name, second, secondSevere);
    Checks.that(
        difference.isNone() || Math.abs(difference.value()) <= 1,
        "%s differs by %s; shares differ by 1 at most",
        name.english(),
        difference.value());
  }

  private static void check(Text name, Share any, Share severe) {
    Checks.that(
        severe.of() == any.of() && severe.events() <= any.events(),
        "%s: %s severe of %s",
        name.english(),
        severe,
        any);
  }

  /** The difference of the shares shown; what rows are sorted by. */
  double excess() {
    return first.value() - second.value();
  }
}
