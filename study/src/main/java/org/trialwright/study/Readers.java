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
    readers.who(study);
    readers.what(study.what());
    readers.when(study.when());
    readers.next(study.next(), "next.");
    for (var track : study.next().beside()) {
      readers.next(track.path(), "next.beside." + track.name() + ".");
    }
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

  private void read(Named named, String line) {
    named.term().ifPresent(term -> read(term, line));
  }

  private void who(Study study) {
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        read(
            rule.condition(),
            (SpeakerProtocol.builtIn(criterion) ? "who." : "who.rules.") + rule.name());
      }
    }
    var how = study.how();
    how.before().forEach(before -> read(before.condition(), "how.before." + before.sentence()));
    how.kits().ifPresent(kit -> read(kit, "how.kits"));
    for (var stratum : how.allocation().strata()) {
      if (stratum instanceof How.ByAnswer(var item)) {
        read(item, "how.allocate");
      }
    }
  }

  private void what(What what) {
    what.steps().forEach(step -> read(step, "what.work out." + step.name()));
    for (var change : what.modifications()) {
      var path = "what.modify." + change.group();
      read(
          change.when(),
          change.group().equals(change.reason()) ? path : path + "." + change.reason());
    }
    for (var row : what.gradeRows()) {
      for (var name : List.of("term", "grade", "ongoing")) {
        row.form()
            .item(name)
            .ifPresent(
                item -> read(item, "what." + row.drug() + " by grade of " + row.form().name()));
      }
    }
  }

  private void when(When when) {
    when.dates().forEach(date -> read(date, "when.dates." + date.name()));
    for (var visit : when.visits()) {
      read(visit.anchor(), "when.visits." + visit.name());
      visit.onlyIf().ifPresent(only -> read(only, "when.visits." + visit.name()));
    }
    for (var alarm : when.alarms()) {
      var path = "when.clocks." + alarm.name();
      read(alarm.from(), path);
      read(alarm.until(), path);
      alarm.onlyIf().ifPresent(only -> read(only, path));
    }
  }

  private void next(Next next, String prefix) {
    for (var place : next.places()) {
      for (var exit : place.exits()) {
        read(exit.when(), SpeakerProtocol.exitPath(prefix, place.name(), exit));
      }
    }
  }

  private void measure(Measure measure) {
    measure.sets().forEach((name, condition) -> read(condition, "measure.sets." + name));
    measure.treatedBy().forEach((name, condition) -> read(condition, "measure.sets." + name));
    measure.events().forEach(event -> read(event, "measure.events." + event.name()));
    for (var endpoint : measure.endpoints()) {
      for (var method : endpoint.methods()) {
        method.options().adjustedFor().ifPresent(item -> read(item, "measure." + endpoint.name()));
      }
      endpoint(endpoint.what(), "measure." + endpoint.name());
      if (endpoint.groups() instanceof Measure.Groups.ByAnswer(var item)) {
        read(item, "measure." + endpoint.name());
      }
    }
    for (var subgroup : measure.plan().subgroups()) {
      subgroup.of().ifPresent(item -> read(item, "measure.subgroups." + subgroup.name()));
    }
  }

  private void endpoint(Measure.What what, String path) {
    switch (what) {
      case Measure.What.TimeTo time -> {
        read(time.from(), path);
        time.events().forEach(event -> read(event, path));
        time.against().forEach(event -> read(event, path));
        read(time.otherwise(), path);
      }
      case Measure.What.Share share -> read(share.where(), path);
      case Measure.What.Level level -> read(level.item(), path);
      case Measure.What.Change change -> change.items().forEach(item -> read(item, path));
      case Measure.What.ValueAt value -> value.items().forEach(item -> read(item, path));
      case Measure.What.Worst worst -> {
        read(worst.grade(), path);
        read(worst.by(), path);
        worst.where().ifPresent(where -> read(where, path));
      }
      case Measure.What.EventsOf events -> events.where().ifPresent(where -> read(where, path));
    }
  }

  private void form(Form form) {
    var own = "forms." + form.name();
    form.askedIf().ifPresent(asked -> read(asked, own));
    for (var item : form.items()) {
      var path = "forms." + item.path();
      item.askedIf().ifPresent(asked -> read(asked, path));
      item.startsIf().ifPresent(starts -> read(starts, path));
      item.formula().ifPresent(formula -> read(formula, path));
      item.proposedBy().ifPresent(by -> read(by, path));
      for (var line : item.table().map(Item.Table::lines).orElse(List.of())) {
        read(line.when(), path + "." + line.code());
      }
    }
    for (var check : form.checks()) {
      read(check.condition(), own + "." + SpeakerProtocol.key(check) + "." + check.message());
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
