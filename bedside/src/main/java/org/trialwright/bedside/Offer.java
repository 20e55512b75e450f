package org.trialwright.bedside;

import java.util.List;
import java.util.Optional;
import org.trialwright.journal.VersionFiles;
import org.trialwright.study.Comparison;
import org.trialwright.study.Fault;
import org.trialwright.study.Study;

/**
 * A version of the study that somebody offers as an amendment.
 *
 * @param kept its files
 * @param study empty when it has faults
 * @param faults warnings included
 * @param from the version that it changes: the newest one, or that which it was proposed for
 * @param proposal the newest, or the one that two people stand for; empty before anybody proposed
 */
public record Offer(
    VersionFiles.Kept kept,
    Optional<Study> study,
    List<Fault> faults,
    Study from,
    Optional<Amendments.Proposal> proposal) {
  public Offer {
    faults = List.copyOf(faults);
  }

  /** Whether two people stand for it. */
  public boolean approved() {
    return proposal.flatMap(Amendments.Proposal::agreed).isPresent();
  }

  /** Whether participants give a new consent before they go on under it. */
  public boolean consent() {
    return proposal.filter(one -> one.what().consent()).isPresent();
  }

  /** Whether it draws arms in another way. */
  static boolean allocates(Comparison compared) {
    return compared.changes().stream().anyMatch(one -> one.chapter().equals("how"));
  }
}
