package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.bedside.Covered;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Dispensing;
import org.trialwright.bedside.Stock;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Journal;
import org.trialwright.journal.SignedHead;
import org.trialwright.journal.SignedHeads;
import org.trialwright.journal.Standing;
import org.trialwright.journal.Standings;
import org.trialwright.journal.Strata;
import org.trialwright.journal.Vault;
import org.trialwright.journal.VaultKey;
import org.trialwright.journal.Verification;
import org.trialwright.journal.VersionFiles;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Levels;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Allocated;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.Difference;
import org.trialwright.randomisation.Minimisation;
import org.trialwright.randomisation.PermutedBlocks;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;
import org.trialwright.randomisation.SiteArms;
import org.trialwright.randomisation.Stratum;
import org.trialwright.study.Escalation;
import org.trialwright.study.How;
import org.trialwright.study.Study;

/**
 * What a verification found.
 *
 * @param found what was looked at, a sentence each
 * @param notLookedAt what could not be, and why
 * @param differences a sentence each; empty when the record is whole
 */
record Verified(List<String> found, List<String> notLookedAt, List<String> differences) {
  Verified {
    found = List.copyOf(found);
    notLookedAt = List.copyOf(notLookedAt);
    differences = List.copyOf(differences);
  }

  /**
   * Looks at everything in a database.
   *
   * @param source signs in as the application
   * @param data the folder with {@code keys} and {@code heads}
   * @param study the study whose participants are folded again
   */
  static Verified of(DataSource source, Path data, Study study) {
    return new Walk(source, data, study).all();
  }

  /** One walk over a database. */
  private static final class Walk {
    private final DataSource source;
    private final Path data;
    private final Study study;
    private final List<String> found = new ArrayList<>();
    private final List<String> notLookedAt = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();

    Walk(DataSource source, Path data, Study study) {
      this.source = source;
      this.data = data;
      this.study = study;
    }

    Verified all() {
      List<SignedHead> heads = heads();
      List<Event.Opened> openings = Running.openings(source);
      for (Event.Opened opened : openings) {
        Journal journal = new Journal(source, opened.study());
        chain("The journal of " + opened.study(), "fact", journal.verify(heads));
        if (opened.study().equals(study.name())) {
          contents(opened);
        } else {
          notLookedAt.add(
              "allocations and standings of %s; the study at hand is %s, name the other with --study"
                  .formatted(opened.study(), study.name()));
        }
      }
      if (openings.isEmpty()) {
        found.add("No study was opened in this database.");
      }
      chain("The access log", "entry", new AccessLog(source).verify(heads));
      chainsOfHeads(heads, openings);
      return new Verified(found, notLookedAt, differences);
    }

    private List<SignedHead> heads() {
      Path folder = data.resolve(HourlyHeads.FOLDER);
      if (!Files.exists(folder.resolve("heads.key"))) {
        notLookedAt.add("signed heads; there are none in " + folder);
        return List.of();
      }
      try {
        return SignedHeads.in(folder).read();
      } catch (IllegalStateException damaged) {
        differences.add("signed heads: " + damaged.getMessage());
        return List.of();
      }
    }

    /** A study that was signed and is gone altogether would otherwise not be walked over. */
    private void chainsOfHeads(List<SignedHead> heads, List<Event.Opened> openings) {
      heads.stream()
          .map(SignedHead::chain)
          .distinct()
          .filter(chain -> !chain.equals(AccessLog.CHAIN))
          .filter(
              chain ->
                  openings.stream()
                      .noneMatch(
                          opened -> new Journal(source, opened.study()).chain().equals(chain)))
          .forEach(
              chain ->
                  differences.add(
                      "chain " + chain + " has signed heads and is not in the database"));
    }

    private void chain(String what, String link, Verification verification) {
      switch (verification) {
        case Verification.Intact(var head, var redacted, var signed) ->
            found.add(
                "%s: %d links, each holds; %d signed heads agree; %d texts were redacted."
                    .formatted(what, head.sequence(), signed, redacted));
        case Verification.Broken(var sequence, var wrong) ->
            differences.add("%s, %s %d: %s".formatted(what, link, sequence, wrong));
      }
    }

    private void contents(Event.Opened opened) {
      Optional<Seal> seal = seal(opened);
      allocations(seal);
      Path key = data.resolve("keys").resolve("vault.key");
      if (!Files.exists(key)) {
        notLookedAt.add("standings of %s; there is no %s".formatted(study.name(), key));
        return;
      }
      Vault vault = new Vault(source, study.name(), VaultKey.read(key));
      standings(vault, seal.orElseGet(() -> Seal.generate(List.of())));
    }

    private Optional<Seal> seal(Event.Opened opened) {
      Path file = data.resolve("keys").resolve("allocation.seal");
      if (!Files.exists(file)) {
        notLookedAt.add(
            "whether allocations follow from the sealed key; there is no "
                + file
                + ", its holders may bring it");
        return Optional.empty();
      }
      try {
        Seal seal = SealFile.read(file);
        if (seal.commitment().equals(opened.commitment())) {
          return Optional.of(seal);
        }
        differences.add(
            "the sealed key in %s is not the one whose commitment %s was published"
                .formatted(file, opened.commitment()));
        return Optional.empty();
      } catch (IOException trouble) {
        throw new UncheckedIOException("cannot read " + file, trouble);
      }
    }

    // ---- allocations

    private void allocations(Optional<Seal> seal) {
      Strata strata = new Strata(source, study.name());
      List<Strata.Allocation> stored =
          Optional.ofNullable(
                  new TransactionTemplate(new JdbcTransactionManager(source))
                      .execute(_ -> strata.all()))
              .orElseThrow();
      compareWithFacts(new Journal(source, study.name()), stored);
      seal.flatMap(opened -> Dispensing.of(study, opened)).ifPresent(one -> kits(one, stored));
      int strataCounted =
          switch (study.how().allocation()) {
            case How.PermutedBlocks _ -> inBlocks(seal, stored);
            case How.Minimisation _ -> minimised(seal, stored);
            case How.Cohorts(var rule) -> inCohorts(rule, stored);
            case How.Sites _ -> bySite(seal, stored);
            case How.NoAllocation _ -> 0;
          };
      found.add(
          "Allocations of %s: %d in %d strata, %s."
              .formatted(study.name(), stored.size(), strataCounted, againFrom(seal)));
    }

    private String againFrom(Optional<Seal> seal) {
      if (study.how().allocation() instanceof How.Cohorts) {
        return "each level derived again from what was recorded before it";
      }
      return seal.isPresent()
          ? "each derived again from the sealed key"
          : "compared with the journal only";
    }

    /** Each level follows from the facts of all participants that stand before it. */
    private int inCohorts(Escalation rule, List<Strata.Allocation> stored) {
      List<Strata.Allocation> inOrder =
          stored.stream().sorted(Comparator.comparingInt(Strata.Allocation::position)).toList();
      gapless("the study", inOrder);
      Journal journal = new Journal(source, study.name());
      List<List<Fact>> participants =
          journal.participants().stream().map(journal::participant).toList();
      eachDrawn(
          participants,
          (fact, _) ->
              Levels.next(
                          study,
                          rule,
                          Levels.before(fact.sequence(), participants),
                          fact.occurred().earliest())
                      instanceof Escalation.Verdict.Take(var level, _)
                  ? level
                  : "none");
      return 1;
    }

    /** Each arm is that of the site on the day of joining. */
    private int bySite(Optional<Seal> seal, List<Strata.Allocation> stored) {
      Map<String, List<Strata.Allocation>> byStratum = new TreeMap<>();
      stored.forEach(
          one -> byStratum.computeIfAbsent(one.stratum(), _ -> new ArrayList<>()).add(one));
      byStratum.forEach((site, allocations) -> gapless("site " + site, allocations));
      Journal journal = new Journal(source, study.name());
      List<Fact> facts = journal.study();
      seal.ifPresent(
          opened ->
              eachDrawn(
                  journal.participants().stream().map(journal::participant).toList(),
                  (fact, drawn) -> {
                    SiteId site = Desk.siteOf(fact.participant().orElseThrow());
                    return SiteArms.allocation(
                            opened,
                            study.name(),
                            study.how(),
                            site.value(),
                            Desk.placeOf(site, facts),
                            fact.occurred().earliest(),
                            drawn.position())
                        .arm();
                  }));
      return byStratum.size();
    }

    private void eachDrawn(
        List<List<Fact>> participants, BiFunction<Fact, Event.Allocated, String> derived) {
      for (List<Fact> facts : participants) {
        for (Fact fact : facts) {
          if (fact.event() instanceof Event.Allocated drawn) {
            String arm = derived.apply(fact, drawn);
            if (!arm.equals(drawn.arm())) {
              differences.add(
                  "participant %s: arm %s is stored, what stood before gives %s"
                      .formatted(fact.participant().orElseThrow(), drawn.arm(), arm));
            }
          }
        }
      }
    }

    /** Every kit that a participant got follows from the seal and from what stood on the shelf. */
    private void kits(Dispensing dispensing, List<Strata.Allocation> stored) {
      Map<ParticipantId, String> arms = new TreeMap<>(byNumber());
      stored.forEach(one -> arms.put(one.participant(), one.arm()));
      List<Fact> before = new ArrayList<>();
      int looked = 0;
      for (Fact fact : new Journal(source, study.name()).kits()) {
        if (fact.event() instanceof Event.KitAssigned(var kit)) {
          looked++;
          ParticipantId participant = fact.participant().orElseThrow();
          Stock stock = dispensing.stock(before);
          Optional<String> derived =
              dispensing.kit(
                  stock,
                  participant,
                  arms.getOrDefault(participant, ""),
                  stock.of(participant).size() + 1,
                  fact.occurred().earliest());
          if (!derived.equals(Optional.of(kit))) {
            differences.add(
                "participant %s: kit %s was assigned (fact %d), the sealed key gives %s"
                    .formatted(participant, kit, fact.sequence(), derived.orElse("none")));
          }
        }
        before.add(fact);
      }
      found.add("Kits of %s: %d assigned, each derived again.".formatted(study.name(), looked));
    }

    private int inBlocks(Optional<Seal> seal, List<Strata.Allocation> stored) {
      Map<String, List<Strata.Allocation>> byStratum = new TreeMap<>();
      stored.forEach(
          one -> byStratum.computeIfAbsent(one.stratum(), _ -> new ArrayList<>()).add(one));
      byStratum.forEach(
          (stratum, allocations) -> {
            if (gapless("stratum " + stratum, allocations)) {
              seal.ifPresent(opened -> derived(opened, stratum, allocations));
            }
          });
      return byStratum.size();
    }

    /** Positions count over the whole study, and each arm follows from all before it. */
    private int minimised(Optional<Seal> seal, List<Strata.Allocation> stored) {
      List<Strata.Allocation> inOrder =
          stored.stream().sorted(Comparator.comparingInt(Strata.Allocation::position)).toList();
      if (gapless("the study", inOrder)) {
        seal.ifPresent(
            opened ->
                Minimisation.of(study.how())
                    .differences(
                        opened,
                        study.name(),
                        inOrder.stream()
                            .map(
                                one ->
                                    new Allocated(
                                        one.arm(),
                                        one.stratum(),
                                        one.position(),
                                        one.algorithm(),
                                        one.origin()))
                            .toList())
                    .forEach(this::differs));
      }
      return (int) stored.stream().map(Strata.Allocation::stratum).distinct().count();
    }

    private void differs(Difference one) {
      differences.add(
          "stratum %s, position %d: arm %s is stored, the sealed key gives %s"
              .formatted(one.stratum(), one.position(), one.recorded(), one.derived()));
    }

    private boolean gapless(String where, List<Strata.Allocation> allocations) {
      for (int i = 0; i < allocations.size(); i++) {
        if (allocations.get(i).position() != i + 1) {
          differences.add(
              "%s: position %d is missing, %d follows"
                  .formatted(where, i + 1, allocations.get(i).position()));
          return false;
        }
      }
      return true;
    }

    private void derived(Seal seal, String stratum, List<Strata.Allocation> allocations) {
      List<Arm> arms =
          study.how().arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
      PermutedBlocks.differences(
              seal,
              study.name(),
              Stratum.parse(stratum),
              arms,
              allocations.stream().map(Strata.Allocation::arm).toList())
          .forEach(this::differs);
    }

    /** The journal and the table of allocations say the same, participant by participant. */
    private void compareWithFacts(Journal journal, List<Strata.Allocation> stored) {
      Map<ParticipantId, Strata.Allocation> rest = new TreeMap<>(byNumber());
      stored.forEach(one -> rest.put(one.participant(), one));
      journal
          .all()
          .forEach(
              fact -> {
                if (fact.event() instanceof Event.Allocated drawn) {
                  ParticipantId participant = fact.participant().orElseThrow();
                  Strata.Allocation row = rest.remove(participant);
                  if (row == null) {
                    differences.add(
                        "participant %s: the journal has an allocation (fact %d), the table of allocations has none or another fact has it too"
                            .formatted(participant, fact.sequence()));
                  } else if (!same(drawn, row)) {
                    differences.add(
                        "participant %s: the journal has arm %s at position %d of %s, the table of allocations %s at %d of %s"
                            .formatted(
                                participant,
                                drawn.arm(),
                                drawn.position(),
                                drawn.stratum(),
                                row.arm(),
                                row.position(),
                                row.stratum()));
                  }
                }
              });
      rest.keySet()
          .forEach(
              participant ->
                  differences.add(
                      "participant %s is in the table of allocations and not in the journal"
                          .formatted(participant)));
    }

    private static Comparator<ParticipantId> byNumber() {
      return Comparator.comparing(ParticipantId::value);
    }

    private static boolean same(Event.Allocated drawn, Strata.Allocation row) {
      return (drawn.masked() || drawn.arm().equals(row.arm()))
          && drawn.stratum().equals(row.stratum())
          && drawn.position() == row.position()
          && drawn.algorithm().equals(row.algorithm())
          && drawn.origin().equals(row.origin());
    }

    // ---- standings

    private void standings(Vault vault, Seal seal) {
      Journal journal = new Journal(source, study.name());
      Standings stored = new Standings(source, study.name());
      Map<SiteId, Long> siteSet = new TreeMap<>(Comparator.comparing(SiteId::value));
      journal
          .study()
          .forEach(
              fact -> {
                if (fact.event() instanceof Event.SiteSet set) {
                  siteSet.put(set.site(), fact.sequence());
                }
              });
      List<Standing> fromFacts = new ArrayList<>();
      Trial trial = Trial.of(study, source, vault, seal, InstantSource.fixed(Instant.EPOCH));
      versions(trial);
      int endorsements = 0;
      for (ParticipantId participant : journal.participants()) {
        List<Fact> facts = journal.participant(participant);
        Fact last = facts.getLast();
        endorsements += endorsements(journal, participant, facts);
        Standing standing =
            new Desk(trial.at(InstantSource.fixed(last.recorded()))).standing(participant, facts);
        boolean siteChangedSince = siteSet.getOrDefault(standing.site(), 0L) > last.sequence();
        fromFacts.add(
            siteChangedSince
                ? stored.of(participant).map(row -> dated(standing, row)).orElse(standing)
                : standing);
      }
      List<String> wrong = stored.differences(fromFacts);
      wrong.forEach(one -> differences.add("standings of " + study.name() + ": " + one));
      found.add(
          "Standings of %s: %d participants folded again from their facts."
              .formatted(study.name(), fromFacts.size()));
      found.add(
          "Signatures on whole records of %s: %d, compared with what each covers."
              .formatted(study.name(), endorsements));
    }

    /** The files of every version that the trial runs under are those that two people signed. */
    private void versions(Trial trial) {
      var amendments = trial.versions().amendments();
      if (amendments.versions().isEmpty()) {
        return;
      }
      for (var approved : amendments.approved()) {
        var what = approved.what();
        boolean same =
            trial
                .versions()
                .files()
                .of(what.digest())
                .filter(kept -> VersionFiles.digest(kept.folder()).equals(what.digest()))
                .isPresent();
        if (!same) {
          differences.add(
              "version %s of %s: its files are not those of the proposal (fact %d)"
                  .formatted(what.toVersion(), study.name(), approved.fact().sequence()));
        }
      }
      found.add(
          "Versions of %s: %d, the files of each amendment are those that two people signed."
              .formatted(study.name(), amendments.versions().size()));
    }

    /** Every signature on the whole record is bound to what stood before it. */
    private int endorsements(Journal journal, ParticipantId participant, List<Fact> facts) {
      int looked = 0;
      for (Fact fact : facts) {
        if (fact.event() instanceof Event.Endorsed(var _, var digest)) {
          looked++;
          List<Fact> then = facts.stream().filter(one -> one.sequence() < fact.sequence()).toList();
          if (!Covered.digest(journal, participant, then).equals(digest)) {
            differences.add(
                "participant %s: the signature on the whole record (fact %d) is not bound to what stood before it"
                    .formatted(participant, fact.sequence()));
          }
        }
      }
      return looked;
    }

    /**
     * What is due depends on the days on which the site is closed; once the site has changed, the
     * row keeps what held before until the participant's next fact.
     */
    private static Standing dated(Standing standing, Standing row) {
      return new Standing(
          standing.participant(),
          standing.site(),
          standing.place(),
          standing.since(),
          row.due(),
          row.dueLabel(),
          standing.openQueries(),
          standing.closing(),
          standing.arm(),
          standing.sequence());
    }
  }
}
