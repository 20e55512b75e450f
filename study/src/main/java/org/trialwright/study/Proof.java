package org.trialwright.study;

/** What is proven of a study at every load, beyond each phrase being readable. */
final class Proof {
  private final Study study;
  private final Names names;
  private final Faults faults;

  Proof(Study study, Names names, Faults faults) {
    this.study = study;
    this.names = names;
    this.faults = faults;
  }

  void run() {
    for (var list : names.lists.keySet()) {
      if (!names.usedLists.contains(list)) {
        faults.add(new Position("study.yaml", 1, 1), "list '" + list + "' is never used");
      }
    }
    if (study.forms().isEmpty()) {
      faults.add(new Position("study.yaml", 1, 1), "the study has no forms");
    }
  }
}
