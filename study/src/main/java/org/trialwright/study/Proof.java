package org.trialwright.study;

/** What is proven of a study at every load, beyond each phrase being readable. */
final class Proof {
  private final Study study;
  private final Names names;
  private final ProofText text;
  private final Faults faults;

  Proof(Study study, Names names, ProofText text, Faults faults) {
    this.study = study;
    this.names = names;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    if (!new CycleProof(study, faults).run()) {
      return;
    }
    var rules = ProofRule.all(study, text);
    new UseProof(study, names, text, faults).run();
    new ArmProof(study, text, faults).run();
    new PeriodProof(study, text, faults).run();
    new TableProof(study, names, faults).run();
    new RuleProof(names, faults).run(rules);
    study.next().paths().forEach(path -> new PlaceProof(study, path, names, text, faults).run());
    new SourceProof(study, text, faults).run();
    new WordsProof(study, names, text, faults).run();
    new AskProof(study, text, faults).run();
    new RecordProof(study, text, faults).run();
  }
}
