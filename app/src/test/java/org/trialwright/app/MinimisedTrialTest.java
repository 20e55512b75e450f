package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.journey.Event;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;

/** A trial that allocates by minimisation, through the same desk. */
class MinimisedTrialTest {
  private static final int PEOPLE = 60;
  private static final int SITES = 2;

  @TempDir Path folder;

  @Test
  void arms_stay_level_at_each_site_and_every_draw_follows_from_the_sealed_key() throws Exception {
    Path keys = Files.createDirectories(folder.resolve("keys"));
    SealFile.write(keys.resolve("allocation.seal"), Seal.fixed(7, List.of()));
    Running.Ready ready = Running.database(new Running.Store.Folder(folder), "minimised");
    try {
      var study = ThreeArms.minimised();
      var trial = ThreeArms.open(ready.pool(), study, keys, List.of(), SITES);
      for (int number = 1; number <= PEOPLE; number++) {
        String whom = "%02d".formatted(1 + number % SITES);
        for (String word : ThreeArms.WAY) {
          String answer =
              ThreeArms.answer(trial.act(word, whom, number, ThreeArms.key(word + number)));
          whom = word.equals("register") ? answer : whom;
        }
      }
      Map<String, Integer> arms = new HashMap<>();
      trial
          .desk()
          .trial()
          .journal()
          .all()
          .forEach(
              fact -> {
                if (fact.event() instanceof Event.Allocated drawn) {
                  arms.merge(drawn.stratum().split("/")[0] + " " + drawn.arm(), 1, Integer::sum);
                }
              });
      assertThat(arms.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(PEOPLE);
      for (String site : List.of("01", "02")) {
        var counts =
            List.of("low", "high", "usual").stream()
                .map(arm -> arms.getOrDefault(site + " " + arm, 0))
                .sorted()
                .toList();
        assertThat(counts.getLast() - counts.getFirst())
            .as("arms at site %s: %s", site, counts)
            .isLessThanOrEqualTo(4);
      }
      var verified = Verified.of(ready.pool(), folder, study);
      assertThat(verified.differences()).isEmpty();
      assertThat(verified.found())
          .anySatisfy(line -> assertThat(line).contains("60 in 4 strata", "derived again"));
    } finally {
      ready.pool().close();
      ready.local().ifPresent(org.trialwright.journal.LocalPostgres::close);
    }
  }
}
