package org.trialwright.analysis;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Next;
import org.trialwright.study.Reads;
import org.trialwright.study.Study;
import org.trialwright.study.Type;
import org.trialwright.study.When;

/**
 * What reveals an arm, worked out from the study alone: the allocation; every place that one arm
 * reaches by a rule that asks for the arm, and every place reached from there; every visit that
 * belongs to one arm or to such a place, or hangs on a date from it; every form of such visits
 * only, or that such a place waits for; every record at such a visit; every question that is asked
 * in one arm only, and every record of a drug that one arm receives.
 */
final class Revealing {
  private final Study study;
  private final Set<String> places = new HashSet<>();
  private final Set<String> visits = new HashSet<>();
  private final Set<Form> forms = new HashSet<>();
  private final Map<String, Set<String>> items = new LinkedHashMap<>();
  private final Set<String> drugs;

  private Revealing(Study study) {
    this.study = study;
    this.drugs =
        study.what().drugs().stream()
            .filter(drug -> !drug.arms().isEmpty())
            .map(drug -> drug.name())
            .collect(Collectors.toSet());
  }

  static Revealing of(Study study) {
    var revealing = new Revealing(study);
    revealing.claimed();
    int before;
    do {
      before = revealing.size();
      revealing.spread();
    } while (revealing.size() > before);
    for (var form : study.forms().values()) {
      form.items().stream()
          .filter(item -> item.askedIf().filter(revealing::reveals).isPresent())
          .forEach(
              item ->
                  revealing
                      .items
                      .computeIfAbsent(form.name(), _ -> new HashSet<>())
                      .add(item.name()));
    }
    return revealing;
  }

  private int size() {
    return places.size() + visits.size() + forms.size();
  }

  private void claimed() {
    for (var claim : study.next().claims()) {
      if (claim instanceof Next.Claim.OnlyIn only) {
        places.addAll(only.places());
      }
    }
  }

  private void spread() {
    for (var path : study.next().paths()) {
      for (var place : path.places()) {
        for (var exit : place.exits()) {
          if (!everywhere(exit)) {
            spread(place, exit);
          }
        }
      }
    }
    for (var visit : study.when().visits()) {
      if (reveals(visit)) {
        visits.add(visit.name());
      }
    }
    for (var form : study.forms().values()) {
      var holding =
          study.when().visits().stream().filter(visit -> visit.forms().contains(form)).toList();
      boolean onlyThere =
          !holding.isEmpty()
              && holding.stream().allMatch(visit -> visits.contains(visit.name()))
              && !study.when().anyTime().contains(form);
      boolean checked =
          study.when().anyTime().contains(form)
              && !leadsAway(form)
              && form.checks().stream()
                  .filter(check -> check.role() != Form.Role.ADVICE)
                  .anyMatch(check -> checksWhatReveals(form, check));
      if (onlyThere || checked || form.askedIf().filter(this::reveals).isPresent()) {
        forms.add(form);
      }
    }
  }

  /** A check that holds a form against another that reveals ties the two together. */
  private boolean checksWhatReveals(Form form, Form.Check check) {
    return Reads.of(check.condition()).forms().stream()
        .anyMatch(other -> other != form && forms.contains(other));
  }

  /** Visits that hang on a form of visits that reveal, and that nothing else gives, reveal too. */
  private boolean hangsOnWhatReveals(Reads reads) {
    return reads.forms().stream()
        .filter(form -> !study.when().anyTime().contains(form))
        .anyMatch(form -> heldWhereRevealed(form) && !heldIndependently(form));
  }

  private boolean heldWhereRevealed(Form form) {
    return study.when().visits().stream()
        .anyMatch(visit -> visit.forms().contains(form) && visits.contains(visit.name()));
  }

  private boolean heldIndependently(Form form) {
    return study.when().visits().stream()
        .filter(visit -> visit.forms().contains(form) && !visits.contains(visit.name()))
        .anyMatch(
            visit ->
                Reads.of(visit.anchor()).forms().stream().noneMatch(this::heldWhereRevealed)
                    && visit.onlyIf().map(only -> Reads.of(only).forms()).orElse(Set.of()).stream()
                        .noneMatch(this::heldWhereRevealed));
  }

  private void spread(Next.Place place, Next.Exit exit) {
    var reads = Reads.of(exit.when());
    boolean from = places.contains(place.name());
    if (exit.way() == Next.Way.TO
        && !study.next().ends().contains(exit.target())
        && (from || reads.arm())) {
      places.add(exit.target());
    }
    if (from) {
      // A form that every visit of both arms holds is told apart by its visit instead.
      reads.forms().stream()
          .filter(form -> study.when().anyTime().contains(form) && !leadsAway(form))
          .filter(form -> !heldByAll(form))
          .forEach(forms::add);
    }
  }

  private boolean heldByAll(Form form) {
    return study.when().visits().stream()
        .anyMatch(visit -> visit.forms().contains(form) && !visits.contains(visit.name()));
  }

  /** What leads away from everywhere is no part of a path. */
  private boolean leadsAway(Form form) {
    return study.next().places().getFirst().exits().stream()
        .filter(this::everywhere)
        .anyMatch(exit -> Reads.of(exit.when()).forms().contains(form));
  }

  private boolean everywhere(Next.Exit exit) {
    return study.next().places().stream()
        .filter(place -> !place.exits().isEmpty())
        .allMatch(place -> place.exits().stream().anyMatch(other -> other.at().equals(exit.at())));
  }

  /** Whether a visit is one arm's, or hangs on what is. */
  boolean reveals(When.Visit visit) {
    return !visit.arms().isEmpty()
        || visit.places().stream().anyMatch(places::contains)
        || reveals(Reads.of(visit.anchor()))
        || hangsOnWhatReveals(Reads.of(visit.anchor()))
        || visit
            .onlyIf()
            .map(Reads::of)
            .filter(reads -> reveals(reads) || hangsOnWhatReveals(reads))
            .isPresent();
  }

  private boolean reveals(Condition condition) {
    return reveals(Reads.of(condition));
  }

  /** Whether an answer that depends on this could tell one arm from another. */
  boolean reveals(Reads reads) {
    return reads.arm()
        || reads.places().stream().anyMatch(places::contains)
        || reads.forms().stream().anyMatch(forms::contains)
        || reads.items().stream().anyMatch(this::reveals);
  }

  private boolean reveals(Item item) {
    return items.getOrDefault(item.form().name(), Set.of()).contains(item.name());
  }

  /** Whether an answer, or what is worked out of answers, tells one arm from another. */
  boolean tells(Item item) {
    return reveals(item)
        || item.formula().map(Reads::of).filter(this::reveals).isPresent()
        || item.table().stream()
            .flatMap(table -> table.lines().stream())
            .anyMatch(line -> reveals(Reads.of(line.when())));
  }

  boolean reveals(Measure.What what) {
    return reveals(Reads.of(what));
  }

  /** Whether parting by this tells the arms apart; arms themselves are put together instead. */
  boolean reveals(Measure.Groups groups) {
    return switch (groups) {
      case Measure.Groups.Together _, Measure.Groups.ByArm _, Measure.Groups.BySite _ -> false;
      case Measure.Groups.ByTreatment _ -> true;
      case Measure.Groups.ByAnswer(var item) -> forms.contains(item.form()) || reveals(item);
    };
  }

  boolean reveals(String set) {
    return Optional.ofNullable(study.measure().sets().get(set)).filter(this::reveals).isPresent();
  }

  @Override
  public String toString() {
    return "places " + places + ", visits " + visits + ", forms " + forms + ", questions " + items;
  }

  /** The facts without anything that reveals the arm; the allocation without its arm. */
  List<Fact> stripped(List<Fact> facts) {
    return facts.stream().flatMap(fact -> stripped(fact).stream()).toList();
  }

  private Optional<Fact> stripped(Fact fact) {
    return switch (fact.event()) {
      case Event.Saved saved -> stripped(saved).map(kept -> with(fact, kept));
      case Event.Allocated drawn ->
          Optional.of(with(fact, new Event.Allocated("", drawn.stratum(), 1, "", "")));
      case Event.Registered _, Event.Voided _ -> Optional.of(fact);
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Confirmed _,
          Event.Signed _,
          Event.Queried _,
          Event.Replied _,
          Event.Deviated _,
          Event.Assessed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Locked _,
          Event.Proposed _,
          Event.Moved _,
          Event.KitsSent _,
          Event.KitsReceived _,
          Event.KitWithdrawn _,
          Event.KitAssigned _,
          Event.KitReturned _,
          Event.Unblinded _,
          Event.Attached _,
          Event.Detached _,
          Event.Delegated _,
          Event.Trained _,
          Event.ReviewPlanned _,
          Event.Reviewed _,
          Event.Cut _,
          Event.Recommended _,
          Event.Released _,
          Event.Agreed _ ->
          Optional.empty();
    };
  }

  private static Fact with(Fact fact, Event event) {
    return new Fact(
        fact.sequence(),
        fact.participant(),
        event,
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key());
  }

  private Optional<Event.Saved> stripped(Event.Saved saved) {
    var form = study.forms().get(saved.form());
    if (form == null || reveals(form, saved)) {
      return Optional.empty();
    }
    Map<String, String> answers = new LinkedHashMap<>(saved.answers());
    answers.keySet().removeAll(items.getOrDefault(saved.form(), Set.of()));
    return Optional.of(
        new Event.Saved(saved.form(), saved.ordinal(), saved.visit(), answers, saved.ages()));
  }

  /**
   * The queries, by number, of which everybody may know: about a record and a question that all
   * arms share, and asked by no check that reads what reveals.
   */
  Set<Integer> sharedQueries(List<Fact> facts) {
    var records =
        stripped(facts).stream()
            .map(Fact::event)
            .filter(Event.Saved.class::isInstance)
            .map(Event.Saved.class::cast)
            .map(saved -> record(saved.form(), saved.ordinal()))
            .collect(Collectors.toSet());
    return facts.stream()
        .map(Fact::event)
        .filter(Event.Queried.class::isInstance)
        .map(Event.Queried.class::cast)
        .filter(query -> records.contains(record(query.form(), query.ordinal())))
        .filter(query -> !reveals(query))
        .map(Event.Queried::query)
        .collect(Collectors.toSet());
  }

  private boolean reveals(Event.Queried query) {
    return items.getOrDefault(query.form(), Set.of()).contains(query.item())
        || study.form(query.form()).checks().stream()
            .filter(check -> check.message().equals(query.text()))
            .anyMatch(check -> reveals(check.condition()));
  }

  private static String record(String form, int ordinal) {
    return form + "/" + ordinal;
  }

  /** Whether a save, as it stands, must not be known. */
  boolean reveals(Form form, Event.Saved saved) {
    return forms.contains(form)
        || visits.stream().anyMatch(visit -> at(saved.visit(), visit))
        || form.items().stream()
            .filter(item -> item.type() instanceof Type.Coded)
            .anyMatch(item -> drugs.contains(saved.answers().getOrDefault(item.name(), "")));
  }

  private static boolean at(String occasion, String visit) {
    return occasion.equals(visit) || occasion.startsWith(visit + " ");
  }
}
