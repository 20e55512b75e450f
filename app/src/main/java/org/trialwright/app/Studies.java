package org.trialwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Reading;
import org.trialwright.study.Study;

/** Finds and reads study folders. */
final class Studies {
  /** Stands for the study that comes with the program; the launcher says which folder that is. */
  static final String BUILT_IN = "the built-in one";

  private static final String BUILT_IN_FOLDER = "trialwright.study";

  private Studies() {}

  /** The folder as named, or beneath the folder of the program. */
  static Path folder(String named) {
    if (named.equals(BUILT_IN)) {
      String builtIn = System.getProperty(BUILT_IN_FOLDER, "");
      if (builtIn.isEmpty()) {
        throw new Trialwright.Refused("no study is built in here; name one with --study");
      }
      return folder(builtIn);
    }
    Path asNamed = Path.of(named);
    if (Files.isDirectory(asNamed)) {
      return asNamed;
    }
    Path atHome = Path.of(System.getProperty("trialwright.home", ".")).resolve(named);
    if (Files.isDirectory(atHome)) {
      return atHome;
    }
    throw new Trialwright.Refused("there is no study folder " + named);
  }

  /** A study that is complete and consistent; otherwise the command is refused with every fault. */
  static Study read(String named) {
    Reading reading = StudyFolder.load(folder(named));
    return reading
        .study()
        .orElseThrow(
            () ->
                new Trialwright.Refused(
                    "the study in "
                        + named
                        + " has faults:\n"
                        + String.join(
                            "\n", reading.faults().stream().map(Object::toString).toList())));
  }
}
