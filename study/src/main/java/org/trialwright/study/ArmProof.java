package org.trialwright.study;

import java.util.HashSet;
import java.util.Set;

/** Nothing reads the arm before there is one, and no form of a blinded role reads it at all. */
final class ArmProof {
  private final Study study;
  private final ProofText text;
  private final Faults faults;

  ArmProof(Study study, ProofText text, Faults faults) {
    this.study = study;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        if (mentionsArm(rule.condition())) {
          early(ProofRule.ruleAt(text, rule.name(), criterion), "rule '" + rule.name() + "'");
        }
      }
    }
    for (var before : study.how().before()) {
      if (mentionsArm(before.condition())) {
        early(text.at("how", "before", before.sentence()), "'" + before.sentence() + "'");
      }
    }
    strata();
    if (study.how().masking().equals("none")) {
      study.how().unblind().ifPresent(_ -> unblind());
      return;
    }
    study.forms().values().stream().filter(this::blinded).forEach(this::blindForm);
    if (study.how().masksSite()) {
      openSite();
    }
  }

  private void unblind() {
    faults.add(text.at("how", "unblind"), "nobody is masked, so nobody is unblinded");
  }

  /** What the site does is the same in every arm, else it would tell the arm. */
  private void openSite() {
    var arms = study.how().arms().size();
    for (var drug : study.what().drugs()) {
      if (!drug.arms().isEmpty() && drug.arms().size() < arms) {
        tells(drug.at(), "drug '" + drug.name() + "' is given in some arms only");
      }
    }
    for (var visit : study.when().visits()) {
      if (!visit.arms().isEmpty() && visit.arms().size() < arms) {
        tells(visit.at(), "visit '" + visit.name() + "' is held in some arms only");
      }
    }
    for (var place :
        study.next().paths().stream().flatMap(path -> path.places().stream()).toList()) {
      for (var exit : place.exits()) {
        if (mentionsArm(exit.when())) {
          tells(exit.at(), "the way from '" + place.name() + "' depends on the arm");
        }
      }
    }
    study
        .how()
        .periods()
        .ifPresent(_ -> tells(text.at("how", "periods"), "each arm has periods of its own"));
  }

  private void tells(Position at, String what) {
    faults.add(at, what + ", and the investigator may not know the arm");
  }

  private void strata() {
    var strata = study.how().allocation().strata();
    for (var stratum : strata) {
      if (stratum instanceof How.ByAnswer by && mentionsArm(by.item(), new HashSet<>())) {
        early(text.at("how", "allocate"), "stratum '" + by.item().path() + "'");
      }
    }
  }

  private void early(Position at, String what) {
    faults.add(at, what + " reads the arm, which nobody knows before allocation");
  }

  /** A form that the site fills in is blind when the investigator is; others by who answers. */
  private boolean blinded(Form form) {
    var masked = study.how().masking();
    return form.answeredBy().isEmpty()
        ? study.how().masksSite()
        : masked.contains(form.answeredBy());
  }

  private void blindForm(Form form) {
    boolean leaks =
        form.askedIf().filter(this::mentionsArm).isPresent()
            || form.items().stream().anyMatch(item -> mentionsArm(item, new HashSet<>()));
    if (leaks) {
      faults.add(form.at(), "form '" + form.name() + "' is blinded and may not mention arm");
      return;
    }
    for (var check : form.checks()) {
      if (mentionsArm(check.condition())) {
        faults.add(check.at(), "form '" + form.name() + "' is blinded and may not mention arm");
      }
    }
  }

  private boolean mentionsArm(Condition condition) {
    return mentionsArm(condition, new HashSet<>());
  }

  private static boolean mentionsArm(Condition condition, Set<Object> seen) {
    boolean[] found = {false};
    Mentions.in(condition, _ -> {}, term -> found[0] |= mentionsArm(term, seen));
    return found[0];
  }

  private static boolean mentionsArm(Term term, Set<Object> seen) {
    return switch (term) {
      case Term.Arm _ -> true;
      case Term.Name name ->
          seen.add(name.named())
              && name.named().term().filter(inner -> anywhereIn(inner, seen)).isPresent();
      default -> term.item().filter(item -> mentionsArm(item, seen)).isPresent();
    };
  }

  private static boolean anywhereIn(Term term, Set<Object> seen) {
    boolean[] found = {false};
    Mentions.in(term, _ -> {}, inner -> found[0] |= mentionsArm(inner, seen));
    return found[0];
  }

  private static boolean mentionsArm(Item item, Set<Object> seen) {
    if (!seen.add(item)) {
      return false;
    }
    return item.askedIf().filter(asked -> mentionsArm(asked, seen)).isPresent()
        || item.formula().filter(formula -> anywhereIn(formula, seen)).isPresent()
        || item.table().stream()
            .flatMap(table -> table.lines().stream())
            .anyMatch(line -> mentionsArm(line.when(), seen));
  }
}
