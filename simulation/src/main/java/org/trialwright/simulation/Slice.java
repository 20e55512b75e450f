package org.trialwright.simulation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Reads;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Says;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.When;

/**
 * What of a scenario can change which way somebody goes: the names of nature that are read, through
 * answers, events and other names, by a criterion or by an exit of any place.
 */
final class Slice {
  private final Study study;
  private final Scenario scenario;
  private final Set<Item> nature = new LinkedHashSet<>();
  private final Set<Form> forms = new LinkedHashSet<>();
  private final Set<Item> questions = new LinkedHashSet<>();
  private final Set<Item> direct = new LinkedHashSet<>();
  private boolean byDate;
  private boolean toldAtVisits;
  private final Deque<Runnable> open = new ArrayDeque<>();

  private Slice(Study study, Scenario scenario) {
    this.study = study;
    this.scenario = scenario;
  }

  static Slice of(Study study, Scenario scenario) {
    var slice = new Slice(study, scenario);
    for (var criterion : study.who().criteria()) {
      criterion.rules().forEach(rule -> slice.in(rule.condition()));
    }
    for (var place : study.next().places()) {
      place.exits().forEach(exit -> slice.in(exit.when()));
    }
    while (!slice.open.isEmpty()) {
      slice.open.remove().run();
    }
    return slice;
  }

  /**
   * The questions, as {@code form.item}, whose answers a scenario leaves to chance and from which
   * others are worked out.
   *
   * @throws NotCompiled when one of them is drawn as a number, of which there are too many
   */
  static Set<String> answers(Study study, Scenario scenario, Collection<Item> items) {
    var slice = new Slice(study, scenario);
    items.forEach(slice::item);
    while (!slice.open.isEmpty()) {
      slice.open.remove().run();
    }
    Set<String> drawn = new LinkedHashSet<>();
    for (var question : slice.questions) {
      var says = scenario.answers().get(question.path());
      for (var choice : says == null ? List.<Scenario.Choice<Says.Value>>of() : says.choices()) {
        switch (choice.value()) {
          case Says.Codes codes when codes.shares().size() > 1 -> drawn.add(question.path());
          case Says.Number _, Says.Even _ ->
              throw new NotCompiled(
                  "%s is drawn as a number, and a stratum is worked out from it"
                      .formatted(question.path()));
          default -> {}
        }
      }
    }
    return drawn;
  }

  /** The names of nature, in the order in which the scenario gives them. */
  List<Item> nature() {
    return scenario.nature().items().stream().filter(nature::contains).toList();
  }

  /** Whether something that leads elsewhere is told at visits only. */
  boolean toldAtVisits() {
    return toldAtVisits;
  }

  /** Those names of nature that are read by more than a date of nature. */
  Set<Item> direct() {
    return Set.copyOf(direct);
  }

  private void in(Condition condition) {
    read(Reads.of(condition));
  }

  private void in(Term term) {
    read(Reads.of(term));
  }

  private void read(Reads reads) {
    reads.forms().forEach(this::form);
    reads.items().forEach(this::item);
  }

  private void form(Form form) {
    if (form == scenario.nature() || !forms.add(form)) {
      return;
    }
    for (var event : scenario.events()) {
      if (event.form() == form) {
        open.add(() -> event(event));
      }
    }
    for (var visit : study.when().visits()) {
      if (visit.forms().contains(form)) {
        open.add(() -> visit(visit));
      }
    }
  }

  private void visit(When.Visit visit) {
    in(visit.anchor());
    visit.onlyIf().ifPresent(this::in);
    var attendance = scenario.visits().get(visit.name());
    if (attendance != null) {
      in(attendance.when());
    }
  }

  private void event(Scenario.Happening event) {
    toldAtVisits |= !event.at().isEmpty();
    in(event.when());
    event.on().ifPresent(this::in);
    for (var question : List.copyOf(questions)) {
      said(event, question);
    }
  }

  private void said(Scenario.Happening event, Item question) {
    var says = event.says().get(question.name());
    if (says != null && event.form() == question.form()) {
      says(says);
    }
  }

  private void item(Item item) {
    if (item.form() == scenario.nature()) {
      if (!byDate) {
        direct.add(item);
      }
      if (nature.add(item)) {
        open.add(() -> line(scenario.lines().get(item)));
      }
    } else if (questions.add(item)) {
      open.add(() -> question(item));
    }
  }

  private void question(Item item) {
    item.proposedBy().ifPresent(this::item);
    item.startsIf().ifPresent(this::in);
    item.formula().ifPresent(this::in);
    item.table().ifPresent(table -> table.lines().forEach(line -> in(line.when())));
    var says = scenario.answers().get(item.path());
    if (says != null) {
      says(says);
    }
    scenario.events().forEach(event -> said(event, item));
  }

  private void says(Says says) {
    for (var choice : says.choices()) {
      in(choice.when());
      if (choice.value() instanceof Says.Worked worked) {
        in(worked.term());
      }
    }
  }

  private void line(Scenario.@Nullable Line line) {
    switch (line) {
      case null -> {}
      case Scenario.Classes classes -> classes.choices().forEach(choice -> in(choice.when()));
      case Scenario.Chance chance -> chance.choices().forEach(choice -> in(choice.when()));
      case Scenario.Timed timed -> {
        byDate = true;
        timed.chance().forEach(choice -> in(choice.when()));
        in(timed.onlyIf());
        timed.clock().forEach(choice -> in(choice.when()));
        in(timed.from());
        timed.until().ifPresent(this::in);
        byDate = false;
      }
    }
  }

  /**
   * Dates that take time, or that are worked out from one that does: they cannot be written down.
   */
  static Set<Item> takeTime(Map<Item, Scenario.Line> lines) {
    Set<Item> found = new LinkedHashSet<>();
    for (int before = -1; before < found.size(); ) {
      before = found.size();
      lines.forEach(
          (item, line) -> {
            if (line instanceof Scenario.Timed timed && takesTime(timed, found)) {
              found.add(item);
            }
          });
    }
    return found;
  }

  private static boolean takesTime(Scenario.Timed timed, Set<Item> others) {
    return timed.clock().stream().anyMatch(clock -> !(clock.value() instanceof Scenario.AtOnce))
        || Reads.of(timed.from()).items().stream().anyMatch(others::contains);
  }
}
