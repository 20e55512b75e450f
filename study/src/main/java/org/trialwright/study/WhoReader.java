package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.Who.Criterion;
import org.trialwright.study.Who.Kind;

/** Reads {@code who}. */
final class WhoReader {
  static final Set<String> KEYS = Set.of("sex", "age", "include", "exclude", "rules", "fresh");
  private final Blocks blocks;
  private final Names names;

  WhoReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  Who read(Node.Block who) {
    blocks.onlyKeys(who, "who", KEYS);
    var criteria = new ArrayList<Criterion>();
    blocks
        .lineAt(who, "age")
        .flatMap(line -> blocks.attempt(() -> age(line)))
        .ifPresent(criteria::add);
    blocks
        .lineAt(who, "sex")
        .flatMap(line -> blocks.attempt(() -> sex(line)))
        .ifPresent(criteria::add);
    var rules = rules(who);
    var sentences = new LinkedHashSet<String>();
    for (var entry : blocks.entries(who, "include")) {
      sentences.add(entry.key());
      criteria.addAll(sentence(Kind.INCLUDE, entry, rules));
    }
    for (var entry : blocks.entries(who, "exclude")) {
      if (!sentences.add(entry.key())) {
        blocks.faults().add(entry.at(), "'" + entry.key() + "' is the name of two criteria");
      }
      criteria.addAll(sentence(Kind.EXCLUDE, entry, rules));
    }
    for (var entry : blocks.entries(who, "rules")) {
      if (!sentences.contains(entry.key())) {
        blocks
            .faults()
            .add(
                entry.at(),
                "rule '"
                    + entry.key()
                    + "' belongs to no criterion"
                    + Faults.didYouMean(entry.key(), sentences));
      }
    }
    return new Who(criteria, fresh(who));
  }

  private Criterion age(Node.Line line) {
    var phrase = new Phrase(line);
    double low = phrase.needNumber();
    phrase.expect("..");
    double high = phrase.number().orElse(Double.POSITIVE_INFINITY);
    phrase.expect("y on");
    if (low > high) {
      throw phrase.fault("the range runs backwards");
    }
    var day = new RuleReader(names, phrase, RuleReader.Place.RULE, null).sum();
    phrase.end();
    if (!(day.type() instanceof Type.Day)) {
      throw phrase.fault(
          "the day on which the age counts is needed; "
              + day.text()
              + " is "
              + day.type().described());
    }
    var condition = new Condition.Within(new Term.Age(day), low, high, false, line.text());
    return new Criterion(
        Kind.INCLUDE, "age", line.text(), List.of(new Who.Rule("age", condition)), line.at());
  }

  private Criterion sex(Node.Line line) {
    var phrase = new Phrase(line);
    if (phrase.accept("all")) {
      phrase.end();
      return new Criterion(
          Kind.INCLUDE,
          "sex",
          line.text(),
          List.of(new Who.Rule("sex", new Condition.Otherwise())),
          line.at());
    }
    var condition = RuleReader.condition(names, line, RuleReader.Place.RULE, null);
    return new Criterion(
        Kind.INCLUDE, "sex", line.text(), List.of(new Who.Rule("sex", condition)), line.at());
  }

  private Map<String, List<Who.Rule>> rules(Node.Block who) {
    Map<String, List<Who.Rule>> rules = new LinkedHashMap<>();
    for (var entry : blocks.entries(who, "rules")) {
      var read = new ArrayList<Who.Rule>();
      switch (entry.value()) {
        case Node.Line line -> rule(entry, entry.key(), read);
        case Node.Block parts ->
            parts.entries().forEach(part -> rule(part, entry.key() + "." + part.key(), read));
        case Node.Items items ->
            blocks.faults().add(items.at(), "a rule is one line or a block of named parts");
      }
      rules.put(entry.key(), read);
    }
    return rules;
  }

  private void rule(Node.Entry entry, String name, List<Who.Rule> into) {
    if (!blocks.named(entry)) {
      return;
    }
    blocks
        .line(entry)
        .flatMap(
            line ->
                blocks.attempt(
                    () -> RuleReader.condition(names, line, RuleReader.Place.RULE, null)))
        .ifPresent(condition -> into.add(new Who.Rule(name, condition)));
  }

  private List<Criterion> sentence(Kind kind, Node.Entry entry, Map<String, List<Who.Rule>> rules) {
    var line = blocks.line(entry);
    if (!blocks.named(entry) || line.isEmpty()) {
      return List.of();
    }
    @Nullable List<Who.Rule> own = rules.get(entry.key());
    if (own == null || own.isEmpty()) {
      if (own == null) {
        blocks
            .faults()
            .add(
                entry.at(), "criterion '" + entry.key() + "' has no rule: write one under 'rules'");
      }
      return List.of();
    }
    var sentence = line.get().text();
    if (kind == Kind.EXCLUDE) {
      return List.of(new Criterion(kind, entry.key(), sentence, own, entry.at()));
    }
    return own.stream()
        .map(rule -> new Criterion(kind, rule.name(), sentence, List.of(rule), entry.at()))
        .toList();
  }

  private Map<Form, Double> fresh(Node.Block who) {
    Map<Form, Double> fresh = new HashMap<>();
    for (var entry : blocks.entries(who, "fresh")) {
      var days =
          blocks.attempt(
              () -> {
                var phrase = new Phrase(entry.key(), entry.at());
                double found = new RuleReader(names, phrase, RuleReader.Place.RULE, null).days();
                phrase.end();
                return found;
              });
      var line = blocks.line(entry);
      if (days.isEmpty() || line.isEmpty()) {
        continue;
      }
      blocks.attemptTo(
          () -> {
            var phrase = new Phrase(line.get());
            do {
              var form = names.form(phrase.word("a form"), phrase);
              if (fresh.put(form, days.get()) != null) {
                throw phrase.fault("'" + form.name() + "' stands under fresh twice");
              }
            } while (phrase.accept(","));
            phrase.end();
          });
    }
    return fresh;
  }
}
