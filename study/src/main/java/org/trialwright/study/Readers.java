package org.trialwright.study;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which lines of a study read which question: the other way round than {@link Reads}. */
final class Readers {
  private final Map<Item, Set<String>> lines = new LinkedHashMap<>();

  private Readers() {}

  static Readers of(Study study) {
    var readers = new Readers();
    RuleLines.of(study).forEach(readers::rule);
    readers.how(study.how());
    readers.gradeRows(study.what());
    readers.measure(study.measure());
    study.forms().values().forEach(readers::form);
    return readers;
  }

  /** Paths of the lines that name the question itself, in the order of the study. */
  List<String> of(Item item) {
    return List.copyOf(lines.getOrDefault(item, Set.of()));
  }

  private void read(Item item, String line) {
    lines.computeIfAbsent(item, _ -> new LinkedHashSet<>()).add(line);
  }

  private void read(Condition condition, String line) {
    Mentions.in(condition, _ -> {}, part -> named(part, line));
  }

  private void read(Term term, String line) {
    Mentions.in(term, _ -> {}, part -> named(part, line));
  }

  private void named(Term term, String line) {
    term.item().ifPresent(item -> read(item, line));
    if (term instanceof Term.PlannedDose planned) {
      read(planned.drug(), line);
    }
  }

  private void rule(RuleLine line) {
    switch (line.rule()) {
      case RuleLine.Rule.Holds(var condition) -> read(condition, line.line());
      case RuleLine.Rule.Comes(var term) -> read(term, line.line());
      case RuleLine.Rule.Decides(_, var table) ->
          table.lines().forEach(one -> read(one.when(), line.line() + "." + one.code()));
      case RuleLine.Rule.Gives _ -> {}
    }
  }

  private void how(How how) {
    how.kits().ifPresent(kit -> read(kit, "how.kits"));
    for (var stratum : how.allocation().strata()) {
      if (stratum instanceof How.ByAnswer(var item)) {
        read(item, "how.allocate");
      }
    }
  }

  private void gradeRows(What what) {
    for (var row : what.gradeRows()) {
      for (var name : List.of("term", "grade", "ongoing")) {
        row.form()
            .item(name)
            .ifPresent(
                item -> read(item, "what." + row.drug() + " by grade of " + row.form().name()));
      }
    }
  }

  private void measure(Measure measure) {
    for (var endpoint : measure.endpoints()) {
      var path = "measure." + endpoint.name();
      for (var method : endpoint.methods()) {
        method.options().adjustedFor().ifPresent(item -> read(item, path));
      }
      endpoint(endpoint.what(), path);
      if (endpoint.groups() instanceof Measure.Groups.ByAnswer(var item)) {
        read(item, path);
      }
    }
    for (var subgroup : measure.plan().subgroups()) {
      subgroup.of().ifPresent(item -> read(item, "measure.subgroups." + subgroup.name()));
    }
  }

  private void endpoint(Measure.What what, String path) {
    switch (what) {
      case Measure.What.Level level -> read(level.item(), path);
      case Measure.What.Change change -> change.items().forEach(item -> read(item, path));
      case Measure.What.ValueAt value -> value.items().forEach(item -> read(item, path));
      case Measure.What.Worst worst -> {
        read(worst.grade(), path);
        read(worst.by(), path);
      }
      case Measure.What.TimeTo _, Measure.What.Share _, Measure.What.EventsOf _ -> {}
    }
  }

  private void form(Form form) {
    for (var item : form.items()) {
      item.proposedBy().ifPresent(by -> read(by, "forms." + item.path()));
    }
  }

  /**
   * Whether no line reads a question that one could read: words, files and signatures are for
   * people, the day of a record for every calendar, and what was given for the next dose.
   */
  boolean unread(Item item) {
    boolean readable =
        !(item.type() instanceof Type.Words)
            && item.form().dayItem().filter(day -> day == item).isEmpty();
    boolean given =
        item.name().equals("given")
            && item.form().items().stream()
                .flatMap(one -> one.formula().stream())
                .anyMatch(Term.PlannedDose.class::isInstance);
    return readable && !given && of(item).isEmpty();
  }
}
