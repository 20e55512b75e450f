package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Draft;
import org.trialwright.journal.Vault;
import org.trialwright.journal.VaultKey;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.quantities.PartialDate;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;
import org.trialwright.study.Folder;
import org.trialwright.study.How;
import org.trialwright.study.Study;

/**
 * Opens a study in a database: the first time it makes the keys and writes the first fact, later it
 * checks that both still belong together. A rehearsal database never becomes a real one.
 */
final class Opening {
  private static final Author SYSTEM =
      new Author("system", "Trialwright", "system", Optional.empty());

  /** Rehearsals need no secrets; real block sizes are entered by two people and stand nowhere. */
  private static final long REHEARSAL_SEED = 1;

  private static final List<Integer> REHEARSAL_MULTIPLES = List.of(1, 2, 3);

  private static final int SEAL_SHOWN = 8;

  private Opening() {}

  /** A database for made-up participants. */
  static Trial rehearsal(Study study, DataSource source, Path keys, InstantSource clock) {
    return open(
        study, source, keys, clock, true, () -> Seal.fixed(REHEARSAL_SEED, rehearsalSizes(study)));
  }

  private static List<Integer> rehearsalSizes(Study study) {
    var allocation = study.how().allocation();
    int sum = study.how().drawn().stream().mapToInt(How.Arm::share).sum();
    return allocation instanceof How.PermutedBlocks || allocation instanceof How.Sites
        ? REHEARSAL_MULTIPLES.stream()
            .map(multiple -> multiple * sum)
            .filter(size -> size >= 2)
            .toList()
        : List.of();
  }

  /** A database for real participants; its seal was made before, by two people. */
  static Trial real(Study study, DataSource source, Path keys, InstantSource clock) {
    if (study.how().masksSite() && study.how().kits().isEmpty()) {
      throw new Trialwright.Refused(
          study.name()
              + " is masked for the investigator and its kits are not numbered, so nobody at a site"
              + " could know what to hand out; add a line such as 'kits: numbered, recorded in"
              + " dose.kit' to 'how'");
    }
    return open(
        study,
        source,
        keys,
        clock,
        false,
        () -> {
          throw new Trialwright.Refused(
              "there is no sealed allocation in "
                  + keys
                  + "; two people make it with: ./trialwright seal");
        });
  }

  private interface Making {
    Seal make();
  }

  private static Trial open(
      Study study,
      DataSource source,
      Path keys,
      InstantSource clock,
      boolean rehearsal,
      Making making) {
    try {
      Files.createDirectories(keys);
      Path file = keys.resolve("allocation.seal");
      if (!Files.exists(file)) {
        SealFile.write(file, making.make());
      }
      Seal seal = SealFile.read(file);
      var vault = new Vault(source, study.name(), VaultKey.readOrMake(keys.resolve("vault.key")));
      var trial = Trial.of(study, source, vault, seal, clock);
      opened(trial, rehearsal);
      refuseOtherVersion(trial, study, source, rehearsal);
      study.targetNumber().filter(aim -> aim > 0).ifPresent(trial.standings()::aim);
      return trial;
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot keep the keys in " + keys, trouble);
    }
  }

  private static void opened(Trial trial, boolean rehearsal) {
    var before = trial.journal().opening();
    if (before.isEmpty()) {
      var opening = new Event.Opened(trial.study().name(), rehearsal, trial.seal().commitment());
      trial
          .transaction()
          .executeWithoutResult(_ -> trial.journal().append(draft(trial, opening, "opening")));
      return;
    }
    if (before.get().rehearsal() != rehearsal) {
      throw new Trialwright.Refused(
          rehearsal
              ? "this database holds a real trial; demonstrations and rehearsals need a folder of"
                  + " their own (--data)"
              : "this database holds a rehearsal, where nobody is real; a real trial needs a folder"
                  + " of its own (--data)");
    }
    if (!before.get().commitment().equals(trial.seal().commitment())) {
      throw new Trialwright.Refused(
          "the sealed allocation at hand is not the one this trial was opened with; put the file of"
              + " the first one back");
    }
  }

  /**
   * Nobody goes on under another version by a start alone. While nothing is amended a rehearsal
   * may, where nobody is real.
   */
  private static void refuseOtherVersion(
      Trial trial, Study study, DataSource source, boolean rehearsal) {
    var versions = trial.versions().amendments().versions();
    if (!versions.isEmpty() && !versions.contains(study.seal())) {
      throw otherVersion(study, versions.getLast());
    }
    if (versions.isEmpty() && !rehearsal) {
      JdbcClient.create(source)
          .sql(
              """
              select study_version from journal.facts
               where study = :study and participant is not null order by sequence desc limit 1
              """)
          .param("study", study.name())
          .query(String.class)
          .optional()
          .filter(runs -> !runs.equals(study.seal()))
          .ifPresent(
              runs -> {
                throw otherVersion(study, runs);
              });
    }
  }

  private static Trialwright.Refused otherVersion(Study study, String runs) {
    return new Trialwright.Refused(
        "%s runs under the version %s…, and this folder holds %s (%s…); start it with the folder that runs, and offer the other with: ./trialwright amend"
            .formatted(
                study.name(),
                runs.substring(0, SEAL_SHOWN),
                study.version(),
                study.seal().substring(0, SEAL_SHOWN)));
  }

  /** Keeps the files of the version that the program is started with, for amendments to come. */
  static void keep(Trial trial, Study study, Path folder) {
    var files = trial.versions().files();
    files.keep(study.seal(), Folder.read(folder), false, trial.clock().instant());
  }

  private static Draft draft(Trial trial, Event event, String key) {
    Instant now = trial.clock().instant();
    return new Draft(
        Optional.empty(),
        event,
        SYSTEM,
        now,
        PartialDate.of(LocalDate.ofInstant(now, ZoneOffset.UTC)),
        "",
        trial.study().seal(),
        UUID.nameUUIDFromBytes((trial.study().name() + "/" + key).getBytes(StandardCharsets.UTF_8)),
        Set.of());
  }

  /** Sites that a rehearsal invents, with numbers for names: no real hospital is ever named. */
  static void sites(Trial trial, int number, String zone) {
    boolean any =
        trial.journal().study().stream().anyMatch(fact -> fact.event() instanceof Event.SiteSet);
    for (int i = 1; !any && i <= number; i++) {
      var id = new org.trialwright.quantities.SiteId("%02d".formatted(i));
      var set = new Event.SiteSet(id, "Site " + id, zone, true, List.of());
      trial
          .transaction()
          .executeWithoutResult(_ -> trial.journal().append(draft(trial, set, "site/" + id)));
    }
  }
}
