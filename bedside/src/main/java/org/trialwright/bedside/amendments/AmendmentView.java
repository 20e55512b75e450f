package org.trialwright.bedside.amendments;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Table;

/**
 * One offered version.
 *
 * @param faults of its files, warnings included
 * @param changes empty when it cannot be compared
 * @param beside what differs and is no line of the study
 * @param affected by place, of the sites that this person sees
 * @param sites how each works
 * @param refused why it cannot be proposed; "" when it can
 * @param proposal the number of the fact that waits for a second person; 0 when none does
 * @param simulated where trials under both versions are played; empty for who may not
 * @param typed what was typed and not taken
 */
public record AmendmentView(
    Frame frame,
    String title,
    String lede,
    Badge state,
    String address,
    List<String> faults,
    Optional<Table> changes,
    List<String> beside,
    Table affected,
    boolean concernsNobody,
    String consent,
    String reason,
    List<String> signatures,
    Table sites,
    String simulated,
    String refused,
    boolean mayPropose,
    boolean mayAgree,
    long proposal,
    String key,
    Typed typed,
    List<Link> problems,
    String passwordError) {

  /** What a person typed. */
  public record Typed(String reason, boolean consent) {
    static final Typed NOTHING = new Typed("", false);
  }

  public AmendmentView {
    faults = List.copyOf(faults);
    beside = List.copyOf(beside);
    signatures = List.copyOf(signatures);
    problems = List.copyOf(problems);
  }
}
