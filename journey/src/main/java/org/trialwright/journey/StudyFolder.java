package org.trialwright.journey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Fault;
import org.trialwright.study.Folder;
import org.trialwright.study.Reading;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** A study folder as it is loaded: read, proven, and tried on its worked cases. */
public final class StudyFolder {
  private StudyFolder() {}

  /**
   * Loads a study.
   *
   * @return the study, when it is complete and consistent and all of its cases hold, and every
   *     fault and warning
   * @throws IllegalArgumentException when there is no such folder, or a file cannot be read
   */
  public static Reading load(Path folder) {
    return load(Folder.read(folder));
  }

  public static Reading load(Folder folder) {
    var reading = StudyReader.read(folder);
    return reading.study().map(study -> tried(folder, study, reading)).orElse(reading);
  }

  private static Reading tried(Folder folder, Study study, Reading reading) {
    var cases = CaseReader.read(folder, study);
    var faults = new ArrayList<>(reading.faults());
    faults.addAll(cases.faults());
    if (cases.faults().isEmpty()) {
      faults.addAll(Cases.run(study, cases.cases()));
    }
    faults.sort(Comparator.comparing(Fault::at));
    boolean sound = faults.stream().allMatch(fault -> fault.severity() == Fault.Severity.WARNING);
    return new Reading(sound ? Optional.of(study) : Optional.empty(), faults);
  }
}
