package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;

/**
 * The versions of a study as its facts have them: what was proposed and agreed to, and from when
 * each site works by which.
 *
 * @param proposals in the order in which they were made
 * @param activations in the order in which they were recorded
 */
public record Amendments(List<Proposal> proposals, List<Activation> activations) {
  public Amendments {
    proposals = List.copyOf(proposals);
    activations = List.copyOf(activations);
  }

  /**
   * A version that a person proposed.
   *
   * @param agreed the fact by which a second person agreed; empty while none has
   */
  public record Proposal(Fact fact, Event.Proposed what, Optional<Fact> agreed) {}

  /** A site works by a version from a day on. */
  public record Activation(Fact fact, SiteId site, String version, LocalDate from) {}

  public static Amendments of(List<Fact> study) {
    var proposals = new ArrayList<Proposal>();
    var activations = new ArrayList<Activation>();
    for (var fact : study) {
      if (fact.event() instanceof Event.Proposed what) {
        proposals.add(new Proposal(fact, what, Optional.empty()));
      } else if (fact.event() instanceof Event.Agreed(var to)) {
        proposals.replaceAll(
            one ->
                one.fact().sequence() == to
                    ? new Proposal(one.fact(), one.what(), one.agreed().or(() -> Optional.of(fact)))
                    : one);
      } else if (fact.event() instanceof Event.Moved(var version)
          && fact.author().site().isPresent()) {
        var site = fact.author().site().get();
        activations.add(new Activation(fact, site, version, fact.occurred().earliest()));
      }
    }
    return new Amendments(proposals, activations);
  }

  /** Whether a fact about the study says anything about its versions. */
  static boolean concern(Fact fact) {
    return fact.event() instanceof Event.Proposed
        || fact.event() instanceof Event.Agreed
        || fact.event() instanceof Event.Moved;
  }

  /** What two people stand for, in the order in which the second agreed. */
  public List<Proposal> approved() {
    return proposals.stream()
        .filter(one -> one.agreed().isPresent())
        .sorted((one, other) -> Long.compare(agreedAt(one), agreedAt(other)))
        .toList();
  }

  private static long agreedAt(Proposal one) {
    return one.agreed().map(Fact::sequence).orElse(Long.MAX_VALUE);
  }

  public Optional<Proposal> approved(String version) {
    return approved().stream().filter(one -> one.what().toVersion().equals(version)).findFirst();
  }

  /** The seals of all versions that the trial runs or ran under; empty when nothing was amended. */
  public List<String> versions() {
    var approved = approved();
    return approved.isEmpty()
        ? List.of()
        : Stream.concat(
                Stream.of(approved.getFirst().what().fromVersion()),
                approved.stream().map(one -> one.what().toVersion()))
            .toList();
  }

  /** The version that a site works by on a day; empty while it is the trial's first. */
  public Optional<String> at(SiteId site, LocalDate day) {
    return activations.stream()
        .filter(one -> one.site().equals(site) && !one.from().isAfter(day))
        .reduce((_, later) -> later)
        .map(Activation::version);
  }

  /** When a version begins at a site. */
  public Optional<Activation> activation(SiteId site, String version) {
    return activations.stream()
        .filter(one -> one.site().equals(site) && one.version().equals(version))
        .findFirst();
  }

  /** The newest version that any site works by or will; empty while it is the trial's first. */
  Optional<String> newest() {
    var versions = versions();
    return activations.stream()
        .map(Activation::version)
        .max((one, other) -> versions.indexOf(one) - versions.indexOf(other));
  }
}
