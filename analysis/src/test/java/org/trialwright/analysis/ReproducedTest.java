package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R makes the main numbers again from the exported tables, to 1e-8. */
class ReproducedTest {
  private static final String MISSING =
      "skipped: Rscript with survival and cmprsk is missing (r-base-core, r-cran-survival,"
          + " r-cran-cmprsk)";

  @TempDir private Path folder = Path.of("");

  @Test
  void r_makes_the_numbers_of_a_hundred_participants_again() throws Exception {
    reproduce(Played.Small.TRIAL);
  }

  @Test
  @Tag("long")
  void r_makes_the_numbers_of_the_whole_trial_again() throws Exception {
    reproduce(Played.whole());
  }

  private void reproduce(Played trial) throws IOException, InterruptedException {
    available();
    var files = Datasets.of(trial.cut(), trial.subjects(), trial.byArm(Report.Models.LATER));
    assertThat(files.get("reproduce.R"))
        .contains("fit <- robust(d, \"FURTHER_ANTICANCER_DRUG_DT\", c(\"STAGING_STAGE\"))")
        .contains("weighted.at(d, \"FURTHER_ANTICANCER_DRUG_DT\"")
        .contains("OS in ITT by location: interaction");
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    var process =
        new ProcessBuilder("Rscript", "reproduce.R")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("\\b2\\d\\d numbers, 0 differ");
  }

  private static void available() throws IOException, InterruptedException {
    boolean found;
    try {
      found =
          new ProcessBuilder("Rscript", "-e", "library(survival); library(cmprsk)")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException none) {
      found = false;
    }
    if (!found) {
      if ("required".equals(System.getProperty("trialwright.tools"))) {
        fail(MISSING);
      }
      Assumptions.abort(MISSING);
    }
  }
}
