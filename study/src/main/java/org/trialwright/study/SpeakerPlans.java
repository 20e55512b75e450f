package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.trialwright.study.When.Occasion;
import org.trialwright.study.When.Offset;
import org.trialwright.study.When.Window;

/** Timings, treatments, ways on and the other lines of a study as clauses. */
final class SpeakerPlans {
  /** From this many equal steps on, a series is said by its step. */
  private static final int SERIES = 4;

  /** So many days of treatment are listed one by one. */
  private static final int MOST_DAYS = 6;

  private final Study study;
  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final SpeakerClauses clauses;
  private final Grammar grammar;

  SpeakerPlans(Study study, SpeakerLabels labels, SpeakerValues values, SpeakerClauses clauses) {
    this.study = study;
    this.labels = labels;
    this.values = values;
    this.clauses = clauses;
    this.grammar = labels.grammar;
  }

  String timing(When.Visit visit) {
    var anchor = clauses.term(visit.anchor());
    var parts = new ArrayList<String>();
    for (var alike : alike(visit.occasions())) {
      parts.add(times(alike, anchor));
    }
    var tails = new ArrayList<String>();
    tails.add(parts.stream().reduce((a, b) -> grammar.say("then", a, b)).orElse(""));
    if (!visit.places().isEmpty()) {
      tails.add(
          grammar.say(
              "while",
              grammar.listed(
                  visit.places().stream()
                      .map(place -> grammar.say("quoted", labels.place(place)))
                      .toList(),
                  false)));
    }
    if (!visit.arms().isEmpty()) {
      tails.add(grammar.say("in arms", arms(visit.arms())));
    }
    visit.onlyIf().ifPresent(when -> tails.add(grammar.say("only if", clauses.condition(when))));
    visit
        .unless()
        .ifPresent(
            other ->
                tails.add(
                    grammar.say(
                        "unless",
                        labels.visit(other.visit()),
                        values.time(other.withinDays(), "d"))));
    return String.join(grammar.semicolon(), tails);
  }

  private String arms(List<String> arms) {
    return grammar.listed(arms.stream().map(labels::arm).toList(), true);
  }

  /** Neighbours with one window and one unit are said together. */
  private static List<List<Occasion>> alike(List<Occasion> occasions) {
    var groups = new ArrayList<List<Occasion>>();
    for (var one : occasions) {
      boolean joins =
          !groups.isEmpty()
              && one.target().isPresent()
              && groups.getLast().getFirst().target().isPresent()
              && groups.getLast().getFirst().window().equals(one.window())
              && unit(groups.getLast().getFirst()).equals(unit(one));
      if (!joins) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(one);
    }
    return groups;
  }

  /** {@code day} for a counted day, else a unit of time. */
  private static String unit(Occasion occasion) {
    var label = occasion.label();
    int blank = label.indexOf(' ');
    if (blank < 0) {
      return occasion.target().filter(Offset::months).isPresent() ? "mo" : "d";
    }
    return label.startsWith("day ") ? "day" : label.substring(blank + 1);
  }

  private static double number(Occasion occasion) {
    var label = occasion.label();
    int blank = label.indexOf(' ');
    if (blank < 0) {
      return occasion.target().map(Offset::amount).orElse(0.0);
    }
    return Double.parseDouble(
        label.startsWith("day ") ? label.substring(blank + 1) : label.substring(0, blank));
  }

  private String times(List<Occasion> alike, String anchor) {
    var first = alike.getFirst();
    if (first.target().isEmpty()) {
      var window = first.window();
      return window.from().amount() == 0
          ? grammar.say("within after", time(window.to()), anchor)
          : grammar.say("from to after", bare(window.from()), time(window.to()), anchor);
    }
    var numbers = alike.stream().map(SpeakerPlans::number).toList();
    var unit = unit(first);
    var when =
        unit.equals("day")
            ? grammar.say("on days", listed(numbers), anchor)
            : numbers.equals(List.of(0.0))
                ? grammar.say("on the day", anchor)
                : grammar.say("after anchor", series(numbers, unit), anchor);
    return grammar.said(when, grammar.bracketed(window(first, anchor)));
  }

  private String listed(List<Double> numbers) {
    return grammar.listed(numbers.stream().map(SpeakerValues::number).toList(), true);
  }

  /** Even runs are said by their step, what lies between them one by one. */
  private String series(List<Double> numbers, String unit) {
    var parts = new ArrayList<String>();
    var single = new ArrayList<Double>();
    for (int i = 0; i < numbers.size(); ) {
      int end = runEnd(numbers, i);
      if (end - i < SERIES) {
        single.add(numbers.get(i));
        i++;
        continue;
      }
      flush(single, unit, parts);
      parts.add(
          grammar.say(
              "every from to",
              values.time(numbers.get(i + 1) - numbers.get(i), unit),
              SpeakerValues.number(numbers.get(i)),
              values.time(numbers.get(end - 1), unit)));
      i = end;
    }
    flush(single, unit, parts);
    return parts.stream().reduce((a, b) -> grammar.say("then", a, b)).orElse("");
  }

  private void flush(List<Double> single, String unit, List<String> into) {
    if (!single.isEmpty()) {
      into.add(grammar.time(listed(single), single.equals(List.of(1.0)), unit));
      single.clear();
    }
  }

  /** Behind the last number that follows in equal steps from the one at {@code from}. */
  private static int runEnd(List<Double> numbers, int from) {
    int end = from + 1;
    while (end < numbers.size()
        && Math.abs(
                numbers.get(end) - numbers.get(end - 1) - numbers.get(from + 1) + numbers.get(from))
            < 1e-9) {
      end++;
    }
    return end;
  }

  /** The window of one occasion; {@code anchor} is what the visit hangs on. */
  String window(Occasion occasion, String anchor) {
    var window = occasion.window();
    var said = plainWindow(window, anchor);
    if (window.amberTo().equals(window.to())) {
      return said;
    }
    var from = window.fromAnchor() ? anchor : grammar.say("planned day");
    return said + grammar.semicolon() + grammar.say("amber", time(window.amberTo()), from);
  }

  private String plainWindow(Window window, String anchor) {
    double from = window.from().amount();
    double to = window.to().amount();
    if (window.fromAnchor()) {
      return grammar.say("window from anchor", bare(window.from()), time(window.to()), anchor);
    }
    if (from == 0 && to == 0) {
      return grammar.say("exactly");
    }
    if (from == -to) {
      return grammar.say("around", time(window.to()));
    }
    var early = new Offset(-from, window.from().months());
    if (from == 0) {
      return grammar.say("up to after", time(window.to()));
    }
    return to == 0
        ? grammar.say("up to before", time(early))
        : grammar.say("before to after", time(early), time(window.to()));
  }

  private String time(Offset offset) {
    return values.time(offset.amount(), offset.months() ? "mo" : "d");
  }

  private static String bare(Offset offset) {
    return SpeakerValues.number(offset.amount());
  }

  String alarm(When.Alarm alarm) {
    var said =
        grammar.say(
            "alarm",
            grammar.capital(labels.text(alarmPaths(alarm.name()), alarm::name)),
            hours(alarm.hours()),
            clauses.term(alarm.from()),
            clauses.condition(alarm.until()));
    if (alarm.warnHours() < alarm.hours()) {
      said += grammar.semicolon() + grammar.say("alarm warns", hours(alarm.warnHours()));
    }
    return alarm.onlyIf().isEmpty()
        ? said
        : said
            + grammar.semicolon()
            + grammar.say("only if", clauses.condition(alarm.onlyIf().get()));
  }

  static List<String> alarmPaths(String name) {
    return List.of("when.clocks." + name, "clocks." + name);
  }

  private String hours(double hours) {
    return hours % 24 == 0 && hours > 48 ? values.time(hours / 24, "d") : values.time(hours, "h");
  }

  /** A part of a drug's line and the key under which it stands in the study. */
  record Part(String key, String text) {}

  List<Part> drug(What.Drug drug) {
    var parts = new ArrayList<Part>();
    parts.add(new Part("give", give(drug)));
    parts.add(new Part("on", schedule(drug.schedule())));
    if (!drug.arms().isEmpty()) {
      parts.add(new Part("in", grammar.say("given in", arms(drug.arms()))));
    }
    if (drug.daysApart() > 0) {
      parts.add(new Part("apart", grammar.say("apart", values.time(drug.daysApart(), "d"))));
    }
    if (drug.lastDay() > 0) {
      parts.add(new Part("not after", grammar.say("not after day", drug.lastDay())));
    }
    drug.rounding().ifPresent(rounding -> parts.add(new Part("round", rounding(rounding))));
    if (!drug.levels().isEmpty()) {
      parts.add(new Part("levels", levels(drug)));
    }
    parts.add(
        new Part("missed", grammar.say(drug.missed() == What.Missed.LOST ? "lost" : "added")));
    drug.twiceADay()
        .ifPresent(
            twice ->
                parts.add(
                    new Part(
                        "twice a day",
                        grammar.say(
                            "twice",
                            values.time(twice.hoursApart(), "h"),
                            twice.mostPerWeek(),
                            values.time(twice.daysLate(), "d")))));
    return parts;
  }

  private String give(What.Drug drug) {
    var parts = new ArrayList<String>();
    parts.add(
        switch (drug.give()) {
          case What.Give.Flat flat ->
              grammar.measure(SpeakerValues.number(flat.amount()), flat.unit());
          case What.Give.Per per -> per(per);
          case What.Give.Auc auc ->
              grammar.say(
                  "give auc",
                  SpeakerValues.number(auc.target()),
                  labels.whole(labels.name(auc.clearance())));
          case What.Give.Fractions fractions ->
              grammar.say(
                  "give fractions",
                  fractions.count(),
                  grammar.measure(SpeakerValues.number(fractions.gray()), "Gy"),
                  grammar.measure(
                      SpeakerValues.number(fractions.gray() * fractions.count()), "Gy"));
        });
    if (!drug.route().isEmpty()) {
      parts.add(grammar.say(drug.route()));
    }
    drug.over().ifPresent(over -> parts.add(grammar.say("over", minutes(over))));
    return String.join(grammar.comma(), parts);
  }

  private String minutes(What.Minutes over) {
    var longest = values.time(over.to(), "min");
    return over.from() == over.to()
        ? longest
        : grammar.say("minutes", SpeakerValues.number(over.from()), longest);
  }

  private String per(What.Give.Per per) {
    int slash = per.unit().indexOf('/');
    return grammar.say(
        "give per",
        grammar.measure(SpeakerValues.number(per.amount()), per.unit().substring(0, slash)),
        grammar.unit(per.unit().substring(slash + 1)),
        labels.whole(labels.name(per.step())));
  }

  private String schedule(What.Schedule schedule) {
    return switch (schedule) {
      case What.Schedule.OnDays days when cycles(days.days()) ->
          grammar.say(
              "every cycle",
              values.time(days.days().get(1) - days.days().getFirst(), "d"),
              days.days().getFirst(),
              days.days().size());
      case What.Schedule.OnDays days -> onDays(days.days());
      case What.Schedule.InPeriods days -> grammar.say("of its period", onDays(days.days()));
      case What.Schedule.OnWorkdays workdays -> grammar.say("on workdays", workdays.fromDay());
    };
  }

  private String onDays(List<Integer> days) {
    return grammar.say(
        days.size() == 1 ? "on treatment day" : "on treatment days",
        grammar.listed(days.stream().map(String::valueOf).toList(), true));
  }

  /** Many days in equal steps are said by their step. */
  private static boolean cycles(List<Integer> days) {
    return days.size() > MOST_DAYS
        && runEnd(days.stream().map(Integer::doubleValue).toList(), 0) == days.size();
  }

  String periods(How.Periods periods) {
    var sequences =
        periods.sequences().entrySet().stream()
            .map(
                arm ->
                    grammar.say(
                        "value",
                        labels.arm(arm.getKey()),
                        arm.getValue().stream()
                            .map(labels::drug)
                            .reduce((a, b) -> grammar.say("then", a, b))
                            .orElse("")))
            .toList();
    return grammar.say(
        "periods",
        String.join(grammar.semicolon(), sequences),
        values.time(periods.days(), "d"),
        values.time(periods.washout(), "d"));
  }

  private String rounding(What.Rounding rounding) {
    var coarse = grammar.measure(SpeakerValues.number(rounding.coarse()), "mg");
    return rounding.fine() == rounding.coarse()
        ? grammar.say("rounded", coarse)
        : grammar.say(
            "rounded finely",
            coarse,
            grammar.measure(SpeakerValues.number(rounding.fine()), "mg"),
            grammar.measure(SpeakerValues.number(rounding.percent()), "%"));
  }

  private String levels(What.Drug drug) {
    var unit =
        switch (drug.give()) {
          case What.Give.Flat flat -> flat.unit();
          case What.Give.Per per -> per.unit();
          case What.Give.Auc _ -> "";
          case What.Give.Fractions _ -> "Gy";
        };
    var numbers = drug.levels().stream().map(SpeakerValues::number).toList();
    return grammar.say("levels", grammar.measure(grammar.listed(numbers, true), unit));
  }

  /** Drugs that make up a group are called by the group's name. */
  String drugs(List<String> drugs) {
    var rest = new ArrayList<>(drugs);
    var said = new ArrayList<String>();
    inOrder(study.what().groups())
        .forEach(
            (name, members) -> {
              if (members.size() > 1 && rest.containsAll(members)) {
                rest.removeAll(members);
                said.add(labels.drug(name));
              }
            });
    rest.forEach(drug -> said.add(labels.drug(drug)));
    return grammar.listed(said, true);
  }

  String reason(What.Modification modification) {
    return labels.text(reasonPaths(modification), modification::reason);
  }

  static List<String> reasonPaths(What.Modification modification) {
    return List.of(
        "what.modify." + modification.group() + "." + modification.reason(),
        "what.modify." + modification.reason());
  }

  String modification(What.Modification modification) {
    var acts = modification.acts().stream().map(this::act).toList();
    return grammar.say(
        "modification",
        grammar.capital(reason(modification)),
        String.join(grammar.semicolon(), acts),
        clauses.condition(modification.when()));
  }

  String act(What.Act act) {
    var drugs = drugs(act.drugs());
    if (act.action() == What.Action.LEVEL) {
      return grammar.say("act LEVEL", drugs, levelsDown(act.levelsDown()));
    }
    var said = grammar.say("act " + act.action().name(), drugs);
    if (act.days() > 0) {
      said = grammar.say("for", said, values.time(act.days(), "d"));
    }
    return act.levelsDown() == 0
        ? said
        : grammar.say("then lower", said, drugs(act.levelDrugs()), levelsDown(act.levelsDown()));
  }

  private String levelsDown(int levels) {
    return levels == 1 ? grammar.say("level one") : grammar.say("levels many", levels);
  }

  String gradeRow(What.GradeRow row) {
    var term = row.form().item("term");
    var terms =
        row.terms().stream()
            .map(
                code ->
                    term.map(Item::type)
                        .filter(Type.Coded.class::isInstance)
                        .map(type -> labels.code(((Type.Coded) type).list(), term, code))
                        .orElse(code))
            .toList();
    var grades =
        IntStream.range(0, row.byGrade().size())
            .mapToObj(
                i ->
                    grammar.say("grade", i + 1, grammar.say("word " + row.byGrade().get(i).name())))
            .toList();
    return grammar.say(
        "grade row",
        grammar.capital(grammar.listed(terms, false)),
        String.join(grammar.comma(), grades));
  }

  String step(Named step) {
    return grammar.say(
        "step",
        grammar.capital(labels.name(step)),
        step.term().map(clauses::term).orElseGet(() -> grammar.say("nothing")));
  }

  String exit(Next.Exit exit) {
    var when = clauses.condition(exit.when());
    return switch (exit.way()) {
      case TO ->
          exit.when() instanceof Condition.Otherwise
              ? grammar.say("goes to otherwise", labels.place(exit.target()))
              : grammar.say("goes to", labels.place(exit.target()), when);
      case STAY -> grammar.say("stays", when);
      case REFUSED -> grammar.say("refused exit", when);
    };
  }

  String claim(Next.Claim claim) {
    var places = grammar.listed(claim.places().stream().map(labels::place).toList(), true);
    return switch (claim) {
      case Next.Claim.OnlyIn only -> grammar.say("only in claim", places, labels.arm(only.arm()));
      case Next.Claim.OnlyAfter only ->
          grammar.say("only after claim", places, labels.place(only.before()));
      case Next.Claim.NeverTo never ->
          grammar.say("never to claim", places, labels.place(never.other()));
    };
  }

  String allocation(How.Allocation allocation) {
    return switch (allocation) {
      case How.PermutedBlocks blocks ->
          blocks.strata().isEmpty()
              ? grammar.say("simple blocks")
              : grammar.say("blocks", strata(blocks.strata()));
      case How.Minimisation minimisation ->
          grammar.say(
              "minimisation",
              strata(minimisation.factors()),
              grammar.say(minimisation.variance() ? "variance" : "range"),
              SpeakerValues.number(minimisation.favoured()));
      case How.Cohorts(var rule) ->
          grammar.say(
              "cohorts",
              rule.cohort(),
              labels.arm(rule.start()),
              labels.text(List.of("measure." + rule.endpoint()), rule::endpoint));
      case How.Sites(var steps) ->
          steps.map(this::steps).orElseGet(() -> grammar.say("sites allocated"));
      case How.NoAllocation _ -> grammar.say("no allocation");
    };
  }

  private String steps(How.Steps steps) {
    return grammar.say(
        "sites cross",
        labels.arm(steps.before()),
        labels.arm(steps.after()),
        steps.number(),
        time(steps.length()),
        values.day((double) steps.first().toEpochDay()),
        grammar.say(steps.open() ? "order open" : "order secret"));
  }

  /** What follows from the numbers of a cohort, by the key under which it is written. */
  List<Part> escalation(Escalation rule) {
    var parts = new ArrayList<Part>();
    for (var action : Escalation.Action.values()) {
      var numbers = numbers(rule, action);
      if (!numbers.isEmpty()) {
        parts.add(
            new Part(
                action.name().toLowerCase(Locale.ROOT),
                grammar.say("cohort " + action, grammar.listed(numbers, false))));
      }
    }
    parts.add(new Part("recommended", grammar.say("cohort recommended", rule.recommended())));
    if (rule.expanded() > rule.recommended()) {
      parts.add(new Part("expanded", grammar.say("cohort expanded", rule.expanded())));
    }
    return List.copyOf(parts);
  }

  private List<String> numbers(Escalation rule, Escalation.Action action) {
    var numbers = new ArrayList<String>();
    rule.table()
        .forEach(
            (of, row) -> {
              int first = row.indexOf(action);
              int last = row.lastIndexOf(action);
              if (first >= 0) {
                numbers.add(
                    first == last
                        ? grammar.say("number of", first, of)
                        : grammar.say("numbers of", first, last, of));
              }
            });
    return numbers;
  }

  private String strata(List<How.Stratum> strata) {
    return grammar.listed(
        strata.stream()
            .map(
                stratum ->
                    switch (stratum) {
                      case How.BySite _ -> grammar.say("site");
                      case How.ByAnswer answer -> labels.subject(answer.item());
                    })
            .toList(),
        true);
  }

  /** What an endpoint measures; its methods are left as written. */
  Optional<String> endpoint(Measure.What what) {
    return switch (what) {
      case Measure.What.TimeTo time -> {
        var events = time.events().stream().map(clauses::term).toList();
        var said =
            grammar.say(
                time.against().isEmpty() ? "time to" : "time to against",
                clauses.term(time.from()),
                events.size() == 1
                    ? events.getFirst()
                    : grammar.say("earliest of", grammar.listed(events, true)),
                clauses.term(time.otherwise()),
                grammar.listed(time.against().stream().map(clauses::term).toList(), true));
        yield Optional.of(said);
      }
      case Measure.What.Share share ->
          Optional.of(
              grammar.say("share", clauses.condition(share.where()))
                  + grammar.semicolon()
                  + grammar.say("missing " + share.missing().name()));
      case Measure.What.Declared _ -> Optional.empty();
    };
  }

  /**
   * In the order written where the study kept it, else by name, so that a text is always the same.
   */
  static <T> Map<String, T> inOrder(Map<String, T> map) {
    return map instanceof SequencedMap<String, T> ? map : new TreeMap<>(map);
  }
}
