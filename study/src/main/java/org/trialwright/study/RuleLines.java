package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every rule of a study, in the order of the study, under the path of its line. */
final class RuleLines {
  private final List<RuleLine> lines = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Form form;
  private boolean fresh;

  private RuleLines() {}

  static List<RuleLine> of(Study study) {
    var rules = new RuleLines();
    rules.who(study);
    rules.what(study.what());
    rules.when(study.when());
    rules.next(study.next(), "next.");
    for (var track : study.next().beside()) {
      rules.next(track.path(), "next.beside." + track.name() + ".");
    }
    rules.measure(study.measure());
    study.forms().values().forEach(rules::form);
    return List.copyOf(rules.lines);
  }

  private void holds(String path, String part, Condition condition) {
    add(path, part, new RuleLine.Rule.Holds(condition));
  }

  private void comes(String path, String part, Term term) {
    add(path, part, new RuleLine.Rule.Comes(term));
  }

  private void named(Named named, String path) {
    named.term().ifPresent(term -> comes(path, "", term));
  }

  /** Two ways to one place, or two rules of one line, are told apart by a number. */
  private void add(String path, String part, RuleLine.Rule rule) {
    var told = part;
    for (int i = 2; !names.add(path + " " + told); i++) {
      told = (part + " " + i).strip();
    }
    lines.add(new RuleLine(path, told, Optional.ofNullable(form), fresh, rule));
  }

  private void who(Study study) {
    fresh = true;
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        holds(
            (SpeakerProtocol.builtIn(criterion) ? "who." : "who.rules.") + rule.name(),
            "",
            rule.condition());
      }
    }
    fresh = false;
    study
        .how()
        .before()
        .forEach(before -> holds("how.before." + before.sentence(), "", before.condition()));
  }

  private void what(What what) {
    what.drugs().forEach(drug -> add("what." + drug.name(), "", new RuleLine.Rule.Gives(drug)));
    what.steps().forEach(step -> named(step, "what.work out." + step.name()));
    for (var change : what.modifications()) {
      var path = "what.modify." + change.group();
      holds(
          change.group().equals(change.reason()) ? path : path + "." + change.reason(),
          "",
          change.when());
    }
  }

  private void when(When when) {
    when.dates().forEach(date -> named(date, "when.dates." + date.name()));
    for (var visit : when.visits()) {
      var path = "when.visits." + visit.name();
      comes(path, "", visit.anchor());
      visit.onlyIf().ifPresent(only -> holds(path, "if", only));
    }
    for (var alarm : when.alarms()) {
      var path = "when.clocks." + alarm.name();
      form = alarm.form();
      comes(path, "from", alarm.from());
      holds(path, "until", alarm.until());
      alarm.onlyIf().ifPresent(only -> holds(path, "if", only));
      form = null;
    }
  }

  private void next(Next next, String prefix) {
    for (var place : next.places()) {
      for (var exit : place.exits()) {
        holds(SpeakerProtocol.exitPath(prefix, place.name(), exit), "", exit.when());
      }
    }
  }

  private void measure(Measure measure) {
    measure.sets().forEach((name, condition) -> holds("measure.sets." + name, "", condition));
    measure
        .treatedBy()
        .forEach((name, condition) -> holds("measure.sets." + name, "treated", condition));
    measure.events().forEach(event -> named(event, "measure.events." + event.name()));
    for (var endpoint : measure.endpoints()) {
      endpoint(endpoint.what(), "measure." + endpoint.name());
    }
  }

  private void endpoint(Measure.What what, String path) {
    switch (what) {
      case Measure.What.TimeTo time -> {
        comes(path, "from", time.from());
        time.events().forEach(event -> comes(path, "event", event));
        time.against().forEach(event -> comes(path, "against", event));
        comes(path, "otherwise", time.otherwise());
      }
      case Measure.What.Share share -> holds(path, "", share.where());
      case Measure.What.Worst worst -> {
        form = worst.grade().form();
        worst.where().ifPresent(where -> holds(path, "where", where));
        form = null;
      }
      case Measure.What.EventsOf events -> {
        form = events.form();
        events.where().ifPresent(where -> holds(path, "where", where));
        form = null;
      }
      case Measure.What.Level _, Measure.What.Change _, Measure.What.ValueAt _ -> {}
    }
  }

  private void form(Form one) {
    var own = "forms." + one.name();
    form = one.askedIf().filter(RuleLines::asksVisit).isPresent() ? one : null;
    one.askedIf().ifPresent(asked -> holds(own, "if", asked));
    form = one;
    for (var item : one.items()) {
      var path = "forms." + item.path();
      item.askedIf().ifPresent(asked -> holds(path, "if", asked));
      item.startsIf().ifPresent(starts -> holds(path, "starts if", starts));
      item.formula().ifPresent(formula -> comes(path, "", formula));
      item.table().ifPresent(table -> add(path, "", new RuleLine.Rule.Decides(item, table)));
    }
    for (var check : one.checks()) {
      holds(own + "." + SpeakerProtocol.key(check) + "." + check.message(), "", check.condition());
    }
    form = null;
  }

  /** What asks for the visit is asked about the record that is to be made at it. */
  private static boolean asksVisit(Condition condition) {
    var found = new ArrayList<Condition>();
    Mentions.in(condition, found::add, _ -> {});
    return found.stream().anyMatch(Condition.AtVisit.class::isInstance);
  }
}
