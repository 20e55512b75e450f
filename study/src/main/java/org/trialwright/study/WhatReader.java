package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Unit;
import org.trialwright.study.What.Act;
import org.trialwright.study.What.Action;
import org.trialwright.study.What.Drug;
import org.trialwright.study.What.Give;
import org.trialwright.study.What.GradeRow;
import org.trialwright.study.What.Modification;
import org.trialwright.study.What.Schedule;

/** Reads {@code what}. */
final class WhatReader {
  static final Set<String> DRUG_KEYS =
      Set.of("give", "on", "in", "apart", "not after", "round", "levels", "missed", "twice a day");
  private static final String BY_GRADE = " by grade of ";

  private final Blocks blocks;
  private final Names names;

  WhatReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  /** Only the names of drugs and steps, which rules may use before this block is read. */
  void declare(Node.Block what) {
    for (var entry : what.entries()) {
      boolean drug = entry.value() instanceof Node.Block block && block.find("give").isPresent();
      if (drug && blocks.named(entry)) {
        names.drugs.put(entry.key(), List.of(entry.key()));
      }
    }
    for (var entry : what.entries()) {
      if (entry.value() instanceof Node.Line line
          && !entry.key().equals("order")
          && blocks.named(entry)) {
        blocks
            .attempt(() -> drugs(new Phrase(line)))
            .ifPresent(group -> names.drugs.put(entry.key(), group));
      }
    }
    for (var entry : blocks.entries(what, "work out")) {
      if (blocks.named(entry)) {
        var step = names.declare(Named.Kind.STEP, entry.key(), entry.at());
        blocks
            .line(entry)
            .ifPresent(
                line -> names.readLater(step, () -> blocks.attemptTo(() -> step(step, line))));
      }
    }
  }

  private void step(Named step, Node.Line line) {
    var phrase = new Phrase(line);
    var rules = new RuleReader(names, phrase, RuleReader.Place.RULE, null);
    int mark = phrase.mark();
    var term = rules.conditionalSum();
    while (phrase.accept(",")) {
      if (phrase.accept("kept while")) {
        term = kept(phrase, term, mark);
      } else {
        term = limited(phrase, term, mark);
      }
    }
    phrase.end();
    step.term = term;
    step.type = term.type();
  }

  private static Term limited(Phrase phrase, Term term, int mark) {
    boolean least = phrase.accept("at least");
    if (!least) {
      phrase.expect("at most");
    }
    if (!(term.type() instanceof Type.Numeric numeric)) {
      throw phrase.fault("only a number can be limited; this is " + term.type().described());
    }
    double number = phrase.needNumber();
    var unit =
        phrase
            .unit()
            .orElseThrow(
                () -> phrase.fault("a unit is needed, such as " + numeric.unit().symbol()));
    var order = least ? Condition.Order.AT_LEAST : Condition.Order.AT_MOST;
    return new Term.Limited(
        inUnit(phrase, term, numeric.unit(), unit), order, number, phrase.since(mark));
  }

  /**
   * A step goes on in the unit of its limit; a substance's moles and grams differ by the factor its
   * question states.
   */
  private static Term inUnit(Phrase phrase, Term term, Unit given, Unit wanted) {
    if (given.equals(wanted)) {
      return term;
    }
    var type = new Type.Numeric(wanted);
    if (given.dimension().equals(wanted.dimension())) {
      return new Term.Converted(term, given.convert(1, wanted), type);
    }
    return term.item().flatMap(Item::kind).stream()
        .filter(AnswerKind.Amount.class::isInstance)
        .flatMap(kind -> ((AnswerKind.Amount) kind).otherUnits().stream())
        .filter(other -> other.unit().equals(wanted))
        .findFirst()
        .map(other -> new Term.Converted(term, 1 / other.factor(), type))
        .orElseThrow(
            () -> phrase.fault("the units differ: " + given.symbol() + " and " + wanted.symbol()));
  }

  private Term kept(Phrase phrase, Term term, int mark) {
    var watched =
        new RuleReader(names, phrase, RuleReader.Place.RULE, null)
            .sum()
            .item()
            .orElseThrow(() -> phrase.fault("a question is needed whose change is watched"));
    if (!(watched.type() instanceof Type.Numeric)) {
      throw phrase.fault(
          "only a number changes by a share; "
              + watched.path()
              + " is "
              + watched.type().described());
    }
    phrase.expect("changes");
    phrase.expect("<");
    double percent = phrase.needNumber();
    phrase.expect("%");
    phrase.expect("from");
    var visit = names.visit(phrase.word("a visit"), phrase);
    return new Term.Kept(term, watched, percent, visit, phrase.since(mark));
  }

  What read(Node.Block what) {
    var drugs = new ArrayList<Drug>();
    Map<String, List<String>> groups = new LinkedHashMap<>();
    var order = new ArrayList<String>();
    var modifications = new ArrayList<Modification>();
    var gradeRows = new ArrayList<GradeRow>();
    for (var entry : what.entries()) {
      switch (entry.value()) {
        case Node.Line line when entry.key().equals("order") ->
            blocks.attempt(() -> drugs(new Phrase(line))).ifPresent(order::addAll);
        case Node.Line _ -> {
          var group = names.drugs.get(entry.key());
          if (group != null) {
            groups.put(entry.key(), group);
          }
        }
        case Node.Block block when entry.key().equals("modify") -> modify(block, modifications);
        case Node.Block _ when entry.key().equals("work out") -> {}
        case Node.Block block when entry.key().contains(BY_GRADE) ->
            byGrade(entry, block, gradeRows);
        case Node.Block block when names.drugs.containsKey(entry.key()) ->
            drug(entry, block).ifPresent(drugs::add);
        case Node.Block _ ->
            blocks.faults().add(entry.at(), "'" + entry.key() + "': a drug needs a line 'give: …'");
        case Node.Items items ->
            blocks.faults().add(items.at(), "lines of 'name: value' are needed here");
      }
    }
    var steps =
        names.named.values().stream().filter(named -> named.kind() == Named.Kind.STEP).toList();
    return new What(drugs, groups, order, steps, modifications, gradeRows);
  }

  private List<String> drugs(Phrase phrase) {
    var chosen = drugList(phrase);
    phrase.end();
    return chosen;
  }

  private List<String> drugList(Phrase phrase) {
    var chosen = new ArrayList<String>();
    do {
      var name = Names.oneOf(phrase.word("a drug"), names.drugs.keySet(), "a drug", phrase);
      var members = names.drugs.get(name);
      chosen.addAll(members == null ? List.of() : members);
    } while (phrase.accept(","));
    return chosen;
  }

  private Optional<Drug> drug(Node.Entry entry, Node.Block block) {
    blocks.onlyKeys(block, entry.key(), DRUG_KEYS);
    return blocks.attempt(
        () -> {
          var giveLine = blocks.lineAt(block, "give").orElseThrow(() -> missing(entry, "give"));
          var onLine =
              blocks
                  .lineAt(block, "on")
                  .orElseThrow(
                      () ->
                          new PhraseFault(
                              entry.at(),
                              "when is it given? 'on: day …' or 'on: workdays from day 1'"));
          var phrase = new Phrase(giveLine);
          var give = give(phrase);
          var route = phrase.atEnd() || phrase.nextIs("over") ? "" : phrase.word("a route");
          var over =
              phrase.accept("over") ? Optional.of(minutes(phrase)) : Optional.<What.Minutes>empty();
          phrase.end();
          var schedule = schedule(new Phrase(onLine));
          var levels =
              blocks
                  .lineAt(block, "levels")
                  .map(line -> levels(new Phrase(line), give))
                  .orElse(List.of());
          return new Drug(
              entry.key(),
              give,
              route,
              over,
              schedule,
              blocks.lineAt(block, "in").map(line -> arms(new Phrase(line))).orElse(List.of()),
              blocks.lineAt(block, "apart").map(line -> apart(new Phrase(line))).orElse(0.0),
              blocks.lineAt(block, "not after").map(line -> notAfter(new Phrase(line))).orElse(0),
              blocks.lineAt(block, "round").map(line -> rounding(new Phrase(line))),
              levels,
              blocks
                  .lineAt(block, "missed")
                  .map(line -> missed(new Phrase(line)))
                  .orElse(What.Missed.LOST),
              blocks.lineAt(block, "twice a day").map(line -> twice(new Phrase(line))),
              entry.at());
        });
  }

  private static PhraseFault missing(Node.Entry entry, String key) {
    return new PhraseFault(entry.at(), "'" + entry.key() + "': the line '" + key + "' is missing");
  }

  private Give give(Phrase phrase) {
    if (phrase.accept("AUC")) {
      double target = aboveZero(phrase, "an AUC");
      phrase.expect("by");
      return new Give.Auc(target, step(phrase, "mL/min"));
    }
    double amount = aboveZero(phrase, "an amount");
    var unit =
        phrase.unit().orElseThrow(() -> phrase.fault("a unit such as mg, mg/m2 or Gy is needed"));
    if (!phrase.accept("x")) {
      return new Give.Flat(amount, unit.symbol());
    }
    if (phrase.numberNext()) {
      int count = phrase.whole("a number of fractions");
      if (!unit.equals(Units.GRAY)) {
        throw phrase.fault("fractions are given in Gy");
      }
      return new Give.Fractions(amount, count);
    }
    int slash = unit.symbol().indexOf('/');
    if (slash < 0) {
      throw phrase.fault("an amount for each unit is needed, such as 50 mg/m2");
    }
    return new Give.Per(amount, unit.symbol(), step(phrase, unit.symbol().substring(slash + 1)));
  }

  private Named step(Phrase phrase, String unit) {
    int mark = phrase.mark();
    var name = phrase.word("a step of 'work out'");
    var step = names.named.get(name);
    if (step == null || step.kind() != Named.Kind.STEP) {
      phrase.reset(mark);
      var steps =
          names.named.values().stream()
              .filter(named -> named.kind() == Named.Kind.STEP)
              .map(Named::name)
              .toList();
      throw phrase.fault(
          "'" + name + "' is not a step of 'work out'" + Faults.didYouMean(name, steps));
    }
    boolean fits =
        names.typeOf(step, phrase) instanceof Type.Numeric numeric
            && numeric.unit().dimension().equals(Units.of(unit).dimension());
    if (!fits) {
      throw phrase.fault("'" + name + "' is " + step.type().described() + ", not in " + unit);
    }
    return step;
  }

  private static What.Minutes minutes(Phrase phrase) {
    double from = phrase.needNumber();
    double to = phrase.accept("..") ? phrase.needNumber() : from;
    phrase.expect("min");
    if (from > to) {
      throw phrase.fault("the range runs backwards");
    }
    return new What.Minutes(from, to);
  }

  private static Schedule schedule(Phrase phrase) {
    if (phrase.accept("workdays")) {
      int from = 1;
      if (phrase.accept("from day")) {
        from = phrase.whole("a day");
      }
      phrase.end();
      return new Schedule.OnWorkdays(from);
    }
    if (phrase.accept("every")) {
      return new Schedule.OnDays(cycles(phrase));
    }
    if (!phrase.accept("day")) {
      throw phrase.fault(
          "when is it given? 'day …', 'every 21 d, at most 6 times' or 'workdays from day 1'");
    }
    var days = risingDays(phrase);
    boolean ofPeriod = phrase.accept("of its period");
    phrase.end();
    return ofPeriod ? new Schedule.InPeriods(days) : new Schedule.OnDays(days);
  }

  private static List<Integer> cycles(Phrase phrase) {
    int step = (int) Math.rint(days(phrase));
    if (step < 1) {
      throw phrase.fault("a cycle lasts a day at least");
    }
    phrase.expect(",");
    phrase.expect("at most");
    int times = phrase.whole("a number of cycles");
    phrase.expect("times");
    phrase.end();
    return IntStream.range(0, times).map(cycle -> 1 + cycle * step).boxed().toList();
  }

  private static double days(Phrase phrase) {
    double number = phrase.needNumber();
    return TimingReader.time(phrase).convert(number, Units.DAY);
  }

  private static List<Integer> risingDays(Phrase phrase) {
    var days = new ArrayList<Integer>();
    do {
      int day = phrase.whole("a day");
      if (!days.isEmpty() && day <= days.getLast()) {
        throw phrase.fault("the days must rise");
      }
      days.add(day);
    } while (phrase.numberNext());
    return days;
  }

  private List<String> arms(Phrase phrase) {
    var arms = new ArrayList<String>();
    do {
      arms.add(Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase));
    } while (phrase.accept(","));
    phrase.end();
    return arms;
  }

  private double apart(Phrase phrase) {
    phrase.expect("at least");
    double days = new RuleReader(names, phrase, RuleReader.Place.RULE, null).days();
    phrase.end();
    return days;
  }

  private static int notAfter(Phrase phrase) {
    phrase.expect("day");
    int day = phrase.whole("a day");
    phrase.end();
    return day;
  }

  private static What.Rounding rounding(Phrase phrase) {
    phrase.expect("to nearest");
    double coarse = aboveZero(phrase, "a step of rounding");
    phrase.expect("mg");
    double fine = coarse;
    double percent = 100;
    if (phrase.accept("or")) {
      fine = aboveZero(phrase, "a step of rounding");
      if (fine >= coarse) {
        throw phrase.fault("the second step of rounding is the finer one");
      }
      phrase.expect("mg");
      phrase.expect("if more than");
      percent = aboveZero(phrase, "a share");
      if (percent > 100) {
        throw phrase.fault("a share between 0 and 100 % is needed");
      }
      phrase.expect("%");
      phrase.expect("off");
    }
    phrase.end();
    return new What.Rounding(coarse, fine, percent);
  }

  private static double aboveZero(Phrase phrase, String what) {
    int mark = phrase.mark();
    double number = phrase.needNumber();
    if (number < 1e-9) {
      phrase.reset(mark);
      throw phrase.fault(what + " is above 0");
    }
    return number;
  }

  private static List<Double> levels(Phrase phrase, Give give) {
    var levels = new ArrayList<Double>();
    do {
      double level = aboveZero(phrase, "a level");
      if (!levels.isEmpty() && level >= levels.getLast()) {
        throw phrase.fault("levels go down");
      }
      levels.add(level);
    } while (phrase.numberNext());
    if (levels.size() == 1) {
      throw phrase.fault("a level below the full dose is missing");
    }
    if (phrase.accept("then stop")) {
      phrase.end();
    }
    phrase.end();
    double full =
        switch (give) {
          case Give.Flat flat -> flat.amount();
          case Give.Per per -> per.amount();
          case Give.Auc auc -> auc.target();
          case Give.Fractions fractions -> fractions.gray();
        };
    if (levels.getFirst() != full) {
      throw phrase.fault("the first level is the full dose, " + full);
    }
    return levels;
  }

  private static What.Missed missed(Phrase phrase) {
    phrase.expect("added at the end");
    phrase.end();
    return What.Missed.ADDED_AT_THE_END;
  }

  private static What.TwiceADay twice(Phrase phrase) {
    double hours = phrase.needNumber();
    phrase.expect("h apart at most");
    int most = phrase.whole("how often");
    phrase.expect("a wk if");
    double late = phrase.needNumber();
    phrase.expect("d late");
    phrase.end();
    return new What.TwiceADay(hours, most, late);
  }

  private void modify(Node.Block modify, List<Modification> into) {
    for (var entry : modify.entries()) {
      switch (entry.value()) {
        case Node.Line _ -> modification(entry, entry.key(), into);
        case Node.Block group ->
            group.entries().forEach(line -> modification(line, entry.key(), into));
        case Node.Items items ->
            blocks.faults().add(items.at(), "lines of 'reason: action when …' are needed here");
      }
    }
  }

  private void modification(Node.Entry entry, String group, List<Modification> into) {
    blocks
        .line(entry)
        .flatMap(line -> blocks.attempt(() -> modification(entry, group, line)))
        .ifPresent(into::add);
  }

  private Modification modification(Node.Entry entry, String group, Node.Line line) {
    var phrase = new Phrase(line);
    var acts = new ArrayList<Act>();
    do {
      acts.add(act(phrase));
    } while (phrase.accept(";"));
    phrase.expect("when");
    var condition = new RuleReader(names, phrase, RuleReader.Place.RULE, null).condition();
    phrase.end();
    return new Modification(group, entry.key(), acts, condition, entry.at());
  }

  private Act act(Phrase phrase) {
    int mark = phrase.mark();
    var word = phrase.word("an action");
    @Nullable Action action =
        switch (word) {
          case "stop" -> Action.STOP;
          case "omit" -> Action.OMIT;
          case "hold" -> Action.HOLD;
          case "pause" -> Action.PAUSE;
          case "confirm" -> Action.CONFIRM;
          case "level" -> Action.LEVEL;
          default -> null;
        };
    if (action == null) {
      phrase.reset(mark);
      throw phrase.fault(
          "'"
              + word
              + "' is not an action: stop, omit, hold, pause, level -1 or confirm"
              + Faults.didYouMean(
                  word, List.of("stop", "omit", "hold", "pause", "level", "confirm")));
    }
    int down = action == Action.LEVEL ? levelsDown(phrase) : 0;
    var drugs = drugList(phrase);
    var levelDrugs = action == Action.LEVEL ? drugs : List.<String>of();
    double days = 0;
    if (phrase.accept("for")) {
      days = new RuleReader(names, phrase, RuleReader.Place.RULE, null).days();
    }
    if (phrase.accept("then level")) {
      down = levelsDown(phrase);
      levelDrugs = phrase.nextIs(";") || phrase.nextIs("when") ? drugs : drugList(phrase);
    }
    return new Act(action, drugs, down, levelDrugs, days);
  }

  private static int levelsDown(Phrase phrase) {
    phrase.expect("-");
    return phrase.whole("a number of levels");
  }

  private void byGrade(Node.Entry entry, Node.Block block, List<GradeRow> into) {
    blocks.attemptTo(
        () -> {
          var phrase = new Phrase(entry.key(), entry.at());
          var drug = drugList(phrase).getFirst();
          phrase.expect("by grade of");
          var form = names.form(phrase.word("a form"), phrase);
          phrase.end();
          block.entries().forEach(row -> gradeRow(row, drug, form, into));
        });
  }

  private void gradeRow(Node.Entry row, String drug, Form form, List<GradeRow> into) {
    blocks
        .line(row)
        .ifPresent(
            line ->
                blocks.attemptTo(
                    () -> {
                      var terms = terms(row, form);
                      into.add(new GradeRow(drug, form, terms, grades(new Phrase(line)), row.at()));
                    }));
  }

  private static List<String> terms(Node.Entry row, Form form) {
    var term = form.item("term").map(item -> item.type).orElse(null);
    if (!(term instanceof Type.Coded coded)) {
      throw new PhraseFault(
          row.at(), "form '" + form.name() + "' needs a question 'term' with coded answers");
    }
    var phrase = new Phrase(row.key(), row.at());
    var terms = new ArrayList<String>();
    do {
      terms.add(
          Names.oneOf(
              phrase.word("a term"), coded.list().codes(), "a term of " + form.name(), phrase));
    } while (phrase.accept(","));
    phrase.end();
    return terms;
  }

  private static List<Action> grades(Phrase phrase) {
    var actions = new ArrayList<Action>();
    while (!phrase.atEnd()) {
      var word = phrase.word("an action");
      var action =
          switch (word) {
            case "give" -> Action.GIVE;
            case "hold" -> Action.HOLD;
            case "omit" -> Action.OMIT;
            case "stop" -> Action.STOP;
            default ->
                throw phrase.fault(
                    "'" + word + "': four words, one for each grade: give hold omit stop");
          };
      if (!actions.isEmpty() && action.compareTo(actions.getLast()) < 0) {
        throw phrase.fault("a higher grade may not be treated more mildly");
      }
      actions.add(action);
    }
    if (actions.size() != 4) {
      throw phrase.fault("four words, one for each grade: give hold omit stop");
    }
    return actions;
  }
}
