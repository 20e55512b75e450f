package org.trialwright.bedside;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.Next;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.What;
import org.trialwright.study.Who;

/**
 * The questions that rules read, through everything that is worked out on the way: what must be
 * asked before a rule can be told.
 */
public final class Reads {
  private final Study study;
  private final Set<Item> questions = new LinkedHashSet<>();
  private final Set<Form> recorded = new LinkedHashSet<>();
  private final Set<Named> named = new HashSet<>();
  private final Deque<Item> open = new ArrayDeque<>();
  private final Set<Item> seen = new HashSet<>();

  private Reads(Study study) {
    this.study = study;
  }

  /** What the criteria, what must hold and be fresh at allocation, and the strata read. */
  public static Reads byAllocation(Study study) {
    var reads = new Reads(study);
    reads.criteria();
    study.how().before().forEach(before -> reads.in(before.condition()));
    study.forms().values().stream()
        .filter(study.who().fresh()::containsKey)
        .forEach(reads.recorded::add);
    for (var stratum : study.how().allocation().strata()) {
      if (stratum instanceof How.ByAnswer(var item)) {
        reads.add(item);
      }
    }
    return reads.closed();
  }

  /** What dosing reads. */
  public static Reads byDoses(Study study) {
    var reads = new Reads(study);
    study.what().steps().forEach(reads::named);
    for (var drug : study.what().drugs()) {
      switch (drug.give()) {
        case What.Give.Per per -> reads.named(per.step());
        case What.Give.Auc auc -> reads.named(auc.clearance());
        case What.Give.Flat _, What.Give.Fractions _ -> {}
      }
    }
    study.what().modifications().forEach(modification -> reads.in(modification.when()));
    study.what().gradeRows().forEach(row -> row.form().items().forEach(reads::add));
    return reads.closed();
  }

  /** What these rules read. */
  public static Reads by(Study study, Collection<Condition> rules) {
    var reads = new Reads(study);
    rules.forEach(reads::in);
    return reads.closed();
  }

  /** What a value is worked out from: the questions themselves. */
  public static Reads by(Study study, Item item) {
    var reads = new Reads(study);
    reads.add(item);
    return reads.closed();
  }

  /** Places whose exits ask for the allocation. */
  static boolean allocates(Study study, String place) {
    return study.next().place(place).map(Next.Place::exits).orElse(List.of()).stream()
        .anyMatch(exit -> exit.way() == Next.Way.TO && asksForAllocation(exit.when()));
  }

  /** The allocation, or the allocation to certain arms; nothing that must be recorded besides. */
  private static boolean asksForAllocation(Condition condition) {
    return condition instanceof Condition.Allocated
        || (condition instanceof Condition.And(var parts)
            && parts.stream().anyMatch(Condition.Allocated.class::isInstance)
            && parts.stream().allMatch(Reads::isAboutAllocation));
  }

  private static boolean isAboutAllocation(Condition condition) {
    return condition instanceof Condition.Allocated
        || (condition instanceof Condition.Is is && is.term() instanceof Term.Arm);
  }

  /**
   * The forms by which somebody lets a participant into the place where allocation is possible; the
   * questions are those that the way there asks beside the criteria.
   */
  public static Reads byApproval(Study study) {
    var reads = new Reads(study);
    for (var place : study.next().places()) {
      for (var exit : place.exits()) {
        if (exit.way() == Next.Way.TO && allocates(study, exit.target())) {
          reads.beside(exit.when());
        }
      }
    }
    return reads.closed();
  }

  private void beside(Condition condition) {
    if (condition instanceof Condition.And(var parts)) {
      parts.forEach(this::beside);
    } else if (!(condition instanceof Condition.Eligible)) {
      in(condition);
    }
  }

  /** Questions that a person answers, by form and in the order of the form. */
  public List<Item> questions(Form form) {
    return form.items().stream().filter(questions::contains).toList();
  }

  /** The forms of which a question is read, in the order of the study. */
  public List<Form> forms() {
    return study.forms().values().stream().filter(form -> !questions(form).isEmpty()).toList();
  }

  /** Forms that must only be there, whatever they say. */
  public List<Form> recordedOnly() {
    return recorded.stream().filter(form -> questions(form).isEmpty()).toList();
  }

  /** Whether the form matters at all. */
  public boolean mentions(Form form) {
    return recorded.contains(form) || !questions(form).isEmpty();
  }

  private Reads closed() {
    while (!open.isEmpty()) {
      follow(open.removeFirst());
    }
    return this;
  }

  private void follow(Item item) {
    item.askedIf().ifPresent(this::in);
    item.form().askedIf().ifPresent(this::in);
    if (item.kind().isPresent()) {
      questions.add(item);
      return;
    }
    item.formula().ifPresent(this::in);
    item.table().ifPresent(table -> table.lines().forEach(line -> in(line.when())));
  }

  private void add(Item item) {
    if (seen.add(item)) {
      open.add(item);
    }
  }

  private void named(Named name) {
    if (named.add(name)) {
      name.term().ifPresent(this::in);
    }
  }

  private void criteria() {
    for (Who.Criterion criterion : study.who().criteria()) {
      criterion.rules().forEach(rule -> in(rule.condition()));
    }
  }

  private void in(Condition condition) {
    switch (condition) {
      case Condition.And(var parts) -> parts.forEach(this::in);
      case Condition.Or(var parts) -> parts.forEach(this::in);
      case Condition.Not(var part) -> in(part);
      case Condition.Is is -> in(is.term());
      case Condition.Compare compare -> {
        in(compare.left());
        in(compare.right());
      }
      case Condition.AgainstLimit limit -> in(limit.left());
      case Condition.Within within -> in(within.term());
      case Condition.Known known -> in(known.term());
      case Condition.Recorded(var form) -> recorded.add(form);
      case Condition.Rows rows -> {
        recorded.add(rows.form());
        in(rows.where());
      }
      case Condition.Eligible _ -> criteria();
      case Condition.Otherwise _,
          Condition.Allocated _,
          Condition.BeenAt _,
          Condition.AtVisit _ -> {}
    }
  }

  private void in(Term term) {
    switch (term) {
      case Term.Own(var item) -> add(item);
      case Term.Newest(var item) -> add(item);
      case Term.Recent recent -> add(recent.question());
      case Term.AtVisit at -> add(at.question());
      case Term.Grade grade -> add(grade.question());
      case Term.PlannedDose planned -> add(planned.drug());
      case Term.Aggregate aggregate -> {
        add(aggregate.question());
        in(aggregate.where());
      }
      case Term.Count count -> {
        recorded.add(count.form());
        in(count.where());
      }
      case Term.Name(var name) -> named(name);
      case Term.Arithmetic sum -> {
        in(sum.left());
        in(sum.right());
      }
      case Term.Converted converted -> in(converted.term());
      case Term.Shifted shifted -> {
        in(shifted.date());
        in(shifted.amount());
      }
      case Term.Extreme extreme -> extreme.terms().forEach(this::in);
      case Term.Choice choice -> {
        in(choice.then());
        in(choice.when());
        if (choice.otherwise() != null) {
          in(choice.otherwise());
        }
      }
      case Term.Call call -> call.arguments().forEach(this::in);
      case Term.Weekday weekday -> in(weekday.date());
      case Term.Verdict verdict -> in(verdict.condition());
      case Term.Limited limited -> in(limited.term());
      case Term.Kept kept -> {
        in(kept.now());
        add(kept.watched());
      }
      case Term.Age age -> {
        birthDate();
        if (age.on() != null) {
          in(age.on());
        }
      }
      case Term.Constant _,
          Term.SettingValue _,
          Term.Arm _,
          Term.Today _,
          Term.TimesAt _,
          Term.Change _ -> {}
    }
  }

  private void birthDate() {
    study.forms().values().stream()
        .flatMap(form -> form.items().stream())
        .filter(Item::identifying)
        .forEach(this::add);
  }
}
