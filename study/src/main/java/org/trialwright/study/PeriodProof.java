package org.trialwright.study;

/** The periods of a cross-over and the drugs given in them say the same. */
final class PeriodProof {
  private final Study study;
  private final ProofText text;
  private final Faults faults;

  PeriodProof(Study study, ProofText text, Faults faults) {
    this.study = study;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    var periods = study.how().periods();
    for (var drug : study.what().drugs()) {
      var at = text.at("what", drug.name(), "on");
      var own = "'" + drug.name() + "' ";
      boolean inSequence =
          periods.stream()
              .flatMap(all -> all.sequences().values().stream())
              .anyMatch(sequence -> sequence.contains(drug.name()));
      if (!(drug.schedule() instanceof What.Schedule.InPeriods days)) {
        if (inSequence) {
          faults.add(at, own + "stands in a sequence: write 'day 1 of its period'");
        }
      } else if (periods.isEmpty()) {
        faults.add(at, own + "is given by period, but 'how' has no 'periods'");
      } else if (!inSequence) {
        faults.add(at, own + "is given by period, but no arm's sequence has it");
      } else if (days.days().getLast() > periods.get().days()) {
        faults.add(at, own + "is given after its period of " + periods.get().days() + " d");
      } else if (!drug.arms().isEmpty()) {
        faults.add(at, own + "has its arms from 'periods'; leave 'in' out");
      }
    }
  }
}
