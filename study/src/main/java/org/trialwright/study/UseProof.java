package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.trialwright.quantities.Truth;

/** What is written is used, and what is used has been collected by then. */
final class UseProof {
  private static final Pattern TARGET = Pattern.compile("\\d+ (randomised|enrolled|treated)");
  private static final List<String> ROUTES =
      List.of("IV", "PO", "SC", "IM", "IP", "IT", "inhaled", "topical", "rectal", "nasal");
  static final List<String> ROLES =
      List.of(
          "participant",
          "relative",
          "investigator",
          "coordinator",
          "nurse",
          "pharmacist",
          "pathologist",
          "radiologist",
          "surgeon",
          "laboratory",
          "assessor",
          "committee",
          "monitor",
          "sponsor");

  private final Study study;
  private final Names names;
  private final ProofText text;
  private final Faults faults;

  UseProof(Study study, Names names, ProofText text, Faults faults) {
    this.study = study;
    this.names = names;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    if (study.forms().isEmpty()) {
      faults.add(text.at("forms"), "the study has no forms");
    }
    for (var list : names.lists.keySet()) {
      if (!names.usedLists.contains(list)) {
        faults.add(text.at("lists", list), "list '" + list + "' is never used");
      }
    }
    if (!TARGET.matcher(study.target()).matches()) {
      faults.add(
          text.at("target"),
          "a target is a number of participants 'randomised', 'enrolled' or 'treated', not '"
              + study.target()
              + "'");
    }
    counted();
    stages();
    cohorts();
    forms();
    visits();
    drugs();
    routes();
    levels();
    roles();
    plannedDoses();
    collectedInTime();
    subgroups();
  }

  /** Whom the target counts, this study can count. */
  private void counted() {
    boolean dated = study.when().dates().stream().anyMatch(date -> date.name().equals("start"));
    switch (study.counted()) {
      case RANDOMISED -> {
        switch (study.how().allocation()) {
          case How.PermutedBlocks _, How.Minimisation _ -> {}
          case How.Cohorts _ ->
              target("randomised, but levels are not drawn; write 'enrolled' or 'treated'");
          case How.Sites _ -> target("randomised, but whole sites are; write 'enrolled'");
          case How.NoAllocation _ ->
              target("randomised, but nobody is allocated; write 'enrolled' or 'treated'");
        }
      }
      case ENROLLED -> {
        switch (study.how().allocation()) {
          case How.PermutedBlocks _, How.Minimisation _ ->
              target("enrolled, but arms are drawn; write 'randomised'");
          case How.Cohorts _, How.Sites _, How.NoAllocation _ -> {}
        }
      }
      case TREATED -> {
        if (!dated) {
          target("treated, but no date under 'dates' is called 'start', the first treatment day");
        }
      }
    }
  }

  /** A dose escalation asks a share, and may use all its places before the target is reached. */
  private void cohorts() {
    if (!(study.how().allocation() instanceof How.Cohorts(var rule))) {
      return;
    }
    var where =
        study
            .measure()
            .endpoint(rule.endpoint())
            .map(Measure.Endpoint::what)
            .filter(Measure.What.Share.class::isInstance)
            .map(share -> ((Measure.What.Share) share).where());
    if (where.isEmpty()) {
      faults.add(
          text.at("how", "allocate"),
          "endpoint '" + rule.endpoint() + "' is not a share, so nobody can be counted by it");
    } else if (where.get().test(BlankWorld.HERE, Rows.NONE) != Truth.UNKNOWN) {
      faults.add(
          text.at("measure", rule.endpoint()),
          "'"
              + rule.endpoint()
              + "' is known before anything is recorded, so no cohort would wait; let a question of"
              + " the last visit decide too: '(any … where …) or FORM.QUESTION'");
    }
    int most = rule.levels().size() * rule.recommended() + rule.expanded() - rule.recommended();
    if (study.targetNumber().filter(target -> target < most).isPresent()) {
      faults.add(
          text.at("target"),
          "the cohorts may need %d participants, the target ends before".formatted(most));
    }
  }

  /** A stage counts whom the target counts. */
  private void stages() {
    var counted = study.counted().name().toLowerCase(java.util.Locale.ROOT);
    for (var look : study.measure().plan().looks()) {
      if (look.stage().isPresent()
          && look.timing() instanceof Plan.Timing.After after
          && !after.who().equals(counted)) {
        faults.add(
            text.at("measure", "looks", look.name()),
            "the stage counts those %s, the target those %s".formatted(after.who(), counted));
      }
    }
  }

  private void target(String why) {
    faults.add(text.at("target"), "the target counts those " + why);
  }

  private void forms() {
    Set<Form> used = new HashSet<>(study.when().anyTime());
    study.when().visits().forEach(visit -> used.addAll(visit.forms()));
    for (var form : study.forms().values()) {
      if (!used.contains(form)) {
        faults.add(
            form.at(),
            "form '"
                + form.name()
                + "' is never filled in: name it at a visit or under 'any time'");
      }
    }
  }

  /** A visit for an arm is held where somebody of that arm comes. */
  private void visits() {
    var ways = ArmWays.of(study);
    for (var visit : study.when().visits()) {
      boolean held =
          visit.places().isEmpty()
              || visit.arms().isEmpty()
              || visit.places().stream()
                  .anyMatch(place -> visit.arms().stream().anyMatch(ways.at(place)::contains));
      if (!held) {
        faults.add(
            visit.at(),
            "visit '%s' can never be held: nobody of %s comes to %s"
                .formatted(
                    visit.name(),
                    String.join(", ", visit.arms()),
                    String.join(", ", visit.places())));
      }
      neverOpens(visit)
          .ifPresent(
              why ->
                  faults.add(visit.at(), "visit '" + visit.name() + "' can never be held: " + why));
    }
  }

  /** Why the window of a visit opens for nobody, whatever is answered. */
  private Optional<String> neverOpens(When.Visit visit) {
    boolean ended =
        !visit.places().isEmpty()
            && visit.places().stream()
                .allMatch(
                    place ->
                        study.next().paths().stream()
                            .anyMatch(path -> path.ends().contains(place)));
    if (ended) {
      return Optional.of("whoever is at " + String.join(", ", visit.places()) + " has ended");
    }
    boolean drawn = needs(visit.anchor()).anyMatch(UseProof::isDayOfDraw);
    return drawn && !study.allocates()
        ? Optional.of("it hangs on the day of a draw, and nobody is allocated")
        : Optional.empty();
  }

  private static boolean isDayOfDraw(Term term) {
    return term instanceof Term.Name name && name.named().name().equals("randomised");
  }

  /** The parts of a date without each of which it is not known. */
  private static Stream<Term> needs(Term date) {
    return switch (date) {
      case Term.Shifted shifted -> needs(shifted.date());
      case Term.Arithmetic sum -> Stream.concat(needs(sum.left()), needs(sum.right()));
      case Term.Name name when name.named().term().isPresent() -> needs(name.named().term().get());
      default -> Stream.of(date);
    };
  }

  private void drugs() {
    var order = study.what().order();
    var seen = new HashSet<String>();
    for (var drug : order) {
      if (!seen.add(drug)) {
        faults.add(text.at("what", "order"), "'" + drug + "' stands in 'order' twice");
      }
    }
    for (var drug : study.what().drugs()) {
      if (!order.contains(drug.name()) && sharesAnArm(drug)) {
        faults.add(
            drug.at(), "'" + drug.name() + "' is missing in 'order': in which order is it given?");
      }
    }
    var used = new ArrayList<Term>();
    eachTerm(used::add);
    for (var step : study.what().steps()) {
      boolean read =
          used.stream().anyMatch(term -> term instanceof Term.Name name && name.named() == step)
              || study.what().drugs().stream().anyMatch(drug -> gives(drug, step));
      if (!read) {
        faults.add(
            step.at(), "'" + step.name() + "' is worked out, but no dose and no rule uses it");
      }
    }
  }

  /** Whether somebody may be given another drug too, so that an order is needed. */
  private boolean sharesAnArm(What.Drug drug) {
    return study.what().drugs().stream()
        .filter(other -> !other.equals(drug))
        .anyMatch(
            other ->
                drug.arms().isEmpty()
                    || other.arms().isEmpty()
                    || drug.arms().stream().anyMatch(other.arms()::contains));
  }

  /** A line that lowers what has no levels would do nothing. */
  private void levels() {
    for (var modification : study.what().modifications()) {
      modification.acts().stream()
          .flatMap(act -> act.levelDrugs().stream())
          .distinct()
          .flatMap(name -> study.what().drug(name).stream())
          .filter(drug -> drug.levels().isEmpty())
          .forEach(
              drug ->
                  faults.add(
                      modification.at(),
                      "'" + drug.name() + "' has no levels, so it cannot be lowered"));
    }
  }

  private void routes() {
    for (var drug : study.what().drugs()) {
      if (!drug.route().isEmpty() && !ROUTES.contains(drug.route())) {
        faults.add(
            text.at("what", drug.name(), "give"),
            "'"
                + drug.route()
                + "' is not a route ("
                + String.join(", ", ROUTES)
                + ")"
                + Faults.didYouMean(drug.route(), ROUTES));
      }
    }
  }

  private void roles() {
    Blocks.commaSeparated(study.how().masking())
        .filter(role -> !role.equals("none"))
        .forEach(role -> role(role, text.at("how", "masking")));
    for (var form : study.forms().values()) {
      role(form.answeredBy().replaceFirst(" before the visit$", ""), answeredByAt(form));
      form.items().forEach(item -> role(item.answeredBy(), item.at()));
    }
  }

  private Position answeredByAt(Form form) {
    return text.find("forms." + form.name() + ".answered-by").map(Node.Entry::at).orElse(form.at());
  }

  private void role(String role, Position at) {
    if (!role.isEmpty() && !ROLES.contains(role)) {
      faults.add(
          at,
          "'"
              + role
              + "' is not a role ("
              + String.join(", ", ROLES)
              + ")"
              + Faults.didYouMean(role, ROLES));
    }
  }

  private static boolean gives(What.Drug drug, Named step) {
    return switch (drug.give()) {
      case What.Give.Per per -> per.step() == step;
      case What.Give.Auc auc -> auc.clearance() == step;
      case What.Give.Flat _, What.Give.Fractions _ -> false;
    };
  }

  /** {@code dose of drug} needs a drug behind every answer, and an answer for every drug. */
  private void plannedDoses() {
    var asked = new LinkedHashSet<Item>();
    eachTerm(
        term -> {
          if (term instanceof Term.PlannedDose planned) {
            asked.add(planned.drug());
          }
        });
    var drugs = study.what().drugs().stream().map(What.Drug::name).toList();
    for (var item : asked) {
      var codes =
          item.type() instanceof Type.Coded coded ? coded.list().codes() : List.<String>of();
      for (var code : codes) {
        if (!drugs.contains(code)) {
          faults.add(
              item.at(),
              "'"
                  + code
                  + "' is an answer of "
                  + item.path()
                  + " but no drug of this study"
                  + Faults.didYouMean(code, drugs));
        }
      }
      for (var drug : study.what().drugs()) {
        if (!(drug.give() instanceof What.Give.Fractions) && !codes.contains(drug.name())) {
          faults.add(
              item.at(),
              "drug '"
                  + drug.name()
                  + "' is no answer of "
                  + item.path()
                  + ", so its doses cannot be recorded");
        }
      }
    }
  }

  /** A visit comes before allocation when it hangs on an answer that it collects itself. */
  private void collectedInTime() {
    if (study.how().allocation() instanceof How.NoAllocation) {
      return;
    }
    var before = beforeAllocation();
    before.addAll(study.when().anyTime());
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        for (var term : Mentions.terms(rule.condition())) {
          term.item()
              .filter(item -> !before.contains(item.form()))
              .ifPresent(
                  item ->
                      faults.warn(
                          ProofRule.ruleAt(text, rule.name(), criterion),
                          "rule '"
                              + rule.name()
                              + "' reads '"
                              + item.path()
                              + "', which no visit before randomisation collects"));
        }
      }
    }
  }

  private Set<Form> beforeAllocation() {
    Set<Form> before = new HashSet<>();
    for (var visit : study.when().visits()) {
      if (visit.anchor().item().filter(item -> visit.forms().contains(item.form())).isPresent()) {
        before.addAll(visit.forms());
      }
    }
    return before;
  }

  /** Parts are made of what was known before allocation: later answers may be the treatment's. */
  private void subgroups() {
    if (study.how().allocation() instanceof How.NoAllocation) {
      return;
    }
    var before = beforeAllocation();
    for (var subgroup : study.measure().plan().subgroups()) {
      subgroup
          .of()
          .filter(item -> !before.contains(item.form()))
          .ifPresent(
              item ->
                  faults.add(
                      text.at("measure", "subgroups", subgroup.name()),
                      "'" + item.path() + "' is not asked before randomisation"));
    }
  }

  private void eachTerm(Consumer<Term> use) {
    for (var rule : ProofRule.all(study, text)) {
      rule.condition().ifPresent(condition -> Mentions.in(condition, _ -> {}, use));
      rule.terms().forEach(term -> Mentions.in(term, _ -> {}, use));
    }
  }
}
