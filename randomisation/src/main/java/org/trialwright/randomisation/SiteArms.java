package org.trialwright.randomisation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.How;

/**
 * Whole sites are allocated. For each of them an arm, or the step at which it crosses, is drawn by
 * permuted blocks over the sites in the order in which they were entered; a participant gets the
 * arm that the site has on the day they join. Nothing of a site is written down before that.
 */
public final class SiteArms {
  private static final Stratum SITES = Stratum.of("sites");

  private SiteArms() {}

  /**
   * The arm of a participant.
   *
   * @param how allocates sites
   * @param site its level, as in {@link Stratum}
   * @param place of the site among the sites, from 1
   * @param day on which the participant joins, at the site
   * @param position 1, 2, … within the site
   */
  public static Allocated allocation(
      Seal seal, String study, How how, String site, int place, LocalDate day, int position) {
    var drawn = PermutedBlocks.allocation(seal, study, SITES, arms(how), place);
    return new Allocated(
        sites(how).arm(drawn.arm(), day),
        Stratum.of(site).label(),
        position,
        drawn.algorithm(),
        drawn.origin());
  }

  /**
   * The day on which a site crosses, when it may be known: it has come, or the order is open.
   *
   * @return empty when it may not be known, or sites do not cross
   */
  public static Optional<LocalDate> crossing(
      Seal seal, String study, How how, int place, LocalDate today) {
    return sites(how)
        .steps()
        .map(
            steps ->
                new Known(
                    steps,
                    steps.begins(
                        Integer.parseInt(
                            PermutedBlocks.allocation(seal, study, SITES, arms(how), place)
                                .arm()))))
        .filter(known -> known.steps().open() || !known.day().isAfter(today))
        .map(Known::day);
  }

  private record Known(How.Steps steps, LocalDate day) {}

  private static How.Sites sites(How how) {
    if (how.allocation() instanceof How.Sites sites) {
      return sites;
    }
    throw new IllegalArgumentException("this study does not allocate sites: " + how.allocation());
  }

  private static List<Arm> arms(How how) {
    return how.drawn().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
  }
}
