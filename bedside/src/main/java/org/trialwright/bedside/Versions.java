package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.trialwright.journal.Journal;
import org.trialwright.journal.VersionFiles;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.StudyFolder;
import org.trialwright.journey.Under;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Comparison;
import org.trialwright.study.Folder;
import org.trialwright.study.Reading;
import org.trialwright.study.Study;

/**
 * Which version of the study holds for whom. While nothing is amended it is the one that the
 * program was started with, for everybody; later each participant is under the version that their
 * own facts say, and the files of each are those that the database keeps.
 */
public final class Versions {
  private final Study given;
  private final Journal journal;
  private final VersionFiles files;
  private final Map<String, Study> read = new ConcurrentHashMap<>();
  private final Map<String, Reading> offered = new ConcurrentHashMap<>();
  private final Map<Compared, Comparison> compared = new ConcurrentHashMap<>();
  private volatile State state = new State(List.of(), Amendments.of(List.of()), false);

  private record Compared(String from, String digest, String language) {}

  private record State(List<Fact> facts, Amendments amendments, boolean known) {}

  /**
   * @param given the study that the program was started with
   */
  Versions(Study given, Journal journal, VersionFiles files) {
    this.given = given;
    this.journal = journal;
    this.files = files;
    read.put(given.seal(), given);
  }

  /** The files of versions that the database keeps. */
  public VersionFiles files() {
    return files;
  }

  /** What the facts of the study say about its versions, as far as they were last read. */
  public Amendments amendments() {
    var now = state;
    return now.known() ? now.amendments() : note(journal.study());
  }

  /** Takes in what the facts of the study say. */
  Amendments note(List<Fact> study) {
    var facts = study.stream().filter(Amendments::concern).toList();
    var now = state;
    if (!now.known() || !now.facts().equals(facts)) {
      now = new State(facts, Amendments.of(facts), true);
      state = now;
    }
    return now.amendments();
  }

  /** The newest version that any site works by. */
  public Study current() {
    return amendments().newest().map(this::study).orElseGet(this::first);
  }

  /** The version that the trial began with, or that ran when it was first amended. */
  private Study first() {
    var versions = amendments().versions();
    return versions.isEmpty() ? given : study(versions.getFirst());
  }

  /** The version that a newest amendment would change. */
  Study latest() {
    var versions = amendments().versions();
    return versions.isEmpty() ? given : study(versions.getLast());
  }

  /** The version under which somebody registers at a site. */
  Study joining(SiteId site, LocalDate day) {
    return amendments().at(site, day).map(this::study).orElseGet(this::first);
  }

  /**
   * The versions that a participant was under, the one that holds now at the end.
   *
   * @param facts of the participant, at least one
   */
  public List<Under> under(List<Fact> facts) {
    var versions = amendments().versions();
    if (versions.isEmpty()) {
      return Under.only(given);
    }
    var under = new ArrayList<Under>();
    var joined = facts.getFirst().studyVersion();
    under.add(new Under(versions.contains(joined) ? study(joined) : first(), 0));
    for (var fact : facts) {
      if (fact.event() instanceof Event.Moved(var to) && versions.contains(to)) {
        under.add(new Under(study(to), fact.sequence()));
      }
    }
    return under;
  }

  /** The version that a participant is under. */
  public Study of(List<Fact> facts) {
    return facts.isEmpty() ? current() : under(facts).getLast().study();
  }

  /** A version by the seal that facts carry. */
  public Study study(String version) {
    return read.computeIfAbsent(version, this::load);
  }

  /** The files of a version, by the seal that facts carry; empty when they were never kept. */
  Optional<Folder> folder(String version) {
    return amendments()
        .approved(version)
        .map(one -> files.of(one.what().digest()))
        .orElseGet(() -> files.newest(version))
        .map(VersionFiles.Kept::folder);
  }

  private Study load(String version) {
    var reading =
        folder(version)
            .map(StudyFolder::load)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the database does not keep version %s of %s"
                            .formatted(version, given.name())));
    var study =
        reading
            .study()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "version %s of %s cannot be read any more: %s"
                            .formatted(version, given.name(), reading.faults())));
    if (!study.seal().equals(version)) {
      throw new IllegalStateException(
          "the files kept for version %s of %s are those of %s"
              .formatted(version, given.name(), study.seal()));
    }
    return study;
  }

  /** The versions that are offered as amendments, or were, the oldest first. */
  public List<Offer> offers() {
    note(journal.study());
    return files.offered().stream().map(this::offer).toList();
  }

  /** An offered version by the digest of its files. */
  public Optional<Offer> offer(String digest) {
    note(journal.study());
    return files.of(digest).filter(VersionFiles.Kept::offered).map(this::offer);
  }

  private Offer offer(VersionFiles.Kept kept) {
    var reading = offered.computeIfAbsent(kept.digest(), _ -> StudyFolder.load(kept.folder()));
    var mine =
        amendments().proposals().stream()
            .filter(one -> one.what().digest().equals(kept.digest()))
            .toList();
    var proposal =
        mine.stream()
            .filter(one -> one.agreed().isPresent())
            .findFirst()
            .or(() -> mine.isEmpty() ? Optional.empty() : Optional.of(mine.getLast()));
    var from =
        proposal
            .filter(one -> one.agreed().isPresent())
            .map(one -> study(one.what().fromVersion()))
            .orElseGet(this::latest);
    return new Offer(kept, reading.study(), reading.faults(), from, proposal);
  }

  /** What an offered version changes; empty when the files of either are not there to compare. */
  public Optional<Comparison> compared(Offer offer, String language) {
    var before = folder(offer.from().seal());
    return offer.study().isEmpty() || before.isEmpty()
        ? Optional.empty()
        : Optional.of(
            compared.computeIfAbsent(
                new Compared(offer.from().seal(), offer.kept().digest(), language),
                _ ->
                    Comparison.of(
                        new Comparison.Version(before.get(), offer.from()),
                        new Comparison.Version(offer.kept().folder(), offer.study().get()),
                        language)));
  }
}
