package org.trialwright.study;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/**
 * Somebody about whom anything may be recorded: every input of a rule is drawn by chance, unknown,
 * partly known and not asked included. The inputs bear the names of the columns of {@link RScript}.
 */
final class RandomPerson implements World {
  private static final long TODAY = LocalDate.of(2024, 6, 15).toEpochDay();

  /** What is drawn from: the limits that rules name, so that answers lie at and beside them. */
  static final class Urn {
    private final Study study;
    private final List<Double> limits;
    private final List<String> visits;

    Urn(Study study) {
      this.study = study;
      var found = new TreeSet<Double>();
      for (var line : RuleLines.of(study)) {
        switch (line.rule()) {
          case RuleLine.Rule.Holds(var condition) -> limits(condition, found);
          case RuleLine.Rule.Comes(var term) -> limits(new Condition.Known(term, ""), found);
          case RuleLine.Rule.Decides(_, var table) ->
              table.lines().forEach(choice -> limits(choice.when(), found));
          case RuleLine.Rule.Gives _ -> {}
        }
      }
      this.limits = List.copyOf(found);
      this.visits =
          Stream.concat(
                  study.when().visits().stream()
                      .flatMap(visit -> Stream.of(visit.name(), visit.name() + " 6 mo")),
                  Stream.of(""))
              .toList();
    }

    private static void limits(Condition condition, Set<Double> into) {
      Mentions.in(
          condition,
          one -> {
            if (one instanceof Condition.Within within) {
              into.addAll(List.of(within.low(), within.high()));
            }
          },
          one -> {
            if (one instanceof Term.Constant(Answer.Ranged(var low, var high, _, _), _, _)) {
              into.addAll(List.of(low, high));
            }
          });
      into.removeIf(limit -> limit.isInfinite());
    }
  }

  private final Urn urn;
  private final Random random;
  private final long birth;
  private final boolean plain;
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<Form, List<Sheet>> sheets = new HashMap<>();
  private final Map<Form, Sheet> loose = new HashMap<>();

  RandomPerson(Urn urn, long seed) {
    this(urn, seed, false);
  }

  private RandomPerson(Urn urn, long seed, boolean plain) {
    this.urn = urn;
    this.plain = plain;
    this.random = new Random(seed);
    this.birth = TODAY - 365L * (10 + random.nextInt(80)) - random.nextInt(365);
  }

  /** Somebody of whom every answer is known, not known or not asked, and nothing in between. */
  static RandomPerson plain(Urn urn, long seed) {
    return new RandomPerson(urn, seed, true);
  }

  /** One record of a form that nobody counts. */
  Row sheet(Form form) {
    return loose.computeIfAbsent(form, Sheet::new);
  }

  Study study() {
    return urn.study;
  }

  /** One filling of a form. */
  final class Sheet implements Row {
    private final Form form;
    private final String visit = pick(urn.visits);
    private final long day = TODAY - random.nextInt(100);
    private final Map<String, Answer> given = new LinkedHashMap<>();

    Sheet(Form form) {
      this.form = form;
    }

    @Override
    public Form form() {
      return form;
    }

    @Override
    public Answer answer(Item item) {
      return given.computeIfAbsent(item.name(), _ -> drawn(item.type(), Optional.of(item), false));
    }

    @Override
    public long day() {
      return day;
    }

    @Override
    public String visit() {
      return visit;
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  // ---- drawing

  private Answer drawn(Type type, Optional<Item> item, boolean signed) {
    if (chance(0.15)) {
      return Answers.UNKNOWN;
    }
    if (chance(0.06)) {
      return Answers.NOT_ASKED;
    }
    if (!plain && signed && chance(0.04)) {
      return Answers.NOT_SIGNED;
    }
    return switch (type) {
      case Type.Coded coded -> codes(coded.list());
      case Type.Numeric numeric -> number(numeric, item);
      case Type.Day _ -> day();
      case Type.Moment _ ->
          Answer.exactly((TODAY - random.nextInt(60)) * 86_400.0 + 60 * random.nextInt(1440));
      case Type.Clock _ -> Answer.exactly(random.nextInt(1440));
      case Type.Words _ -> new Answer.Written("words");
    };
  }

  private Answer codes(CodeList list) {
    long all = list.all();
    long possible = 1L << random.nextInt(list.codes().size());
    if (!plain && chance(0.2)) {
      possible |= random.nextLong() & all;
    }
    return new Answer.Coded(possible);
  }

  private Answer day() {
    long from = TODAY - random.nextInt(chance(0.5) ? 40 : 500);
    var date = LocalDate.ofEpochDay(from);
    return switch (plain ? 8 : random.nextInt(8)) {
      case 0 ->
          days(
              date.withDayOfMonth(1).toEpochDay(),
              date.withDayOfMonth(1).plusMonths(1).toEpochDay() - 1);
      case 1 ->
          days(
              date.withDayOfYear(1).toEpochDay(),
              date.withDayOfYear(1).plusYears(1).toEpochDay() - 1);
      case 2 -> days(from, from + random.nextInt(30));
      default -> days(from, from);
    };
  }

  private static Answer days(long from, long to) {
    return Answer.between((double) from, (double) to);
  }

  private Answer number(Type.Numeric type, Optional<Item> item) {
    double low = 0;
    double high = 200;
    if (item.isPresent() && item.get().kind().orElse(null) instanceof AnswerKind.Amount amount) {
      low = amount.low();
      high = amount.high();
    }
    double value = near(low, high);
    double end = !plain && chance(0.12) ? Math.max(value, near(low, high)) : value;
    double lln = type.lab() && chance(0.8) ? near(low, high) : Double.NaN;
    double uln = type.lab() && chance(0.8) ? near(low, high) : Double.NaN;
    return lln > uln
        ? new Answer.Ranged(value, end, uln, lln)
        : new Answer.Ranged(value, end, lln, uln);
  }

  private double near(double low, double high) {
    double limit = urn.limits.isEmpty() ? 0 : pick(urn.limits);
    double value =
        chance(0.5) && limit >= low && limit <= high
            ? limit + (random.nextInt(3) - 1) * 0.5
            : low + random.nextDouble() * (high - low);
    return Math.rint(Math.clamp(value, low, high) * 10) / 10;
  }

  // ---- columns

  Answer of(RRules.Column column) {
    return column
        .source()
        .map(source -> source.value(this, Rows.NONE))
        .orElseGet(() -> named(column.name(), column.type()));
  }

  private Answer named(String name, Type type) {
    var known = answers.get(name);
    if (known != null) {
      return known;
    }
    var answer =
        name.contains(" within ")
            ? (chance(0.8) ? newestAt(name.substring(0, name.indexOf(' '))) : Answers.UNKNOWN)
            : switch (name) {
              case "today" -> days(TODAY, TODAY);
              case "arm" -> chance(0.3) ? Answers.NOT_ASKED : codes(((Type.Coded) type).list());
              default ->
                  twoValued(name)
                      ? (chance(0.5) ? Answers.YES : Answers.NO)
                      : drawn(type, item(name), true);
            };
    var whole = name.startsWith("times at ") ? Answer.exactly(random.nextInt(4)) : answer;
    answers.put(name, whole);
    return whole;
  }

  private static boolean twoValued(String name) {
    return name.endsWith(" recorded") || name.startsWith("been at ") || name.equals("allocated");
  }

  private Optional<Item> item(String name) {
    var path = name.replaceAll(" .*$", "");
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(urn.study.forms().get(path.substring(0, dot)))
            .flatMap(form -> form.item(path.substring(dot + 1)));
  }

  private Answer newestAt(String path) {
    return named(path, item(path).orElseThrow().type());
  }

  List<Sheet> sheets(Form form) {
    return sheets.computeIfAbsent(
        form,
        one -> {
          var all = new ArrayList<Sheet>();
          for (int i = random.nextInt(5) - 1; i > 0; i--) {
            all.add(new Sheet(one));
          }
          return all;
        });
  }

  // ---- the world

  @Override
  public Answer newest(Item item) {
    return named(item.path(), item.type());
  }

  @Override
  public boolean recorded(Form form) {
    return named(form.name() + " recorded", Types.YES_NO).equals(Answers.YES);
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return sheets(form);
  }

  @Override
  public Answer within(Item item, double days, @Nullable String visit, double daysAtVisit) {
    return named(RRules.within(item, days, Optional.ofNullable(visit), daysAtVisit), item.type());
  }

  @Override
  public Answer at(Item item, String visit) {
    return named(item.path() + " at " + visit, item.type());
  }

  @Override
  public Answer named(Named name) {
    return name.term()
        .map(term -> term.value(this, Rows.NONE))
        .orElseGet(() -> named(name.name(), name.type()));
  }

  @Override
  public Answer arm() {
    return named(
        "arm",
        new Term.Arm(
                new CodeList(
                    "arms", urn.study.how().arms().stream().map(How.Arm::name).toList(), false))
            .type());
  }

  @Override
  public Answer setting(Setting setting) {
    return setting.value();
  }

  @Override
  public Answer ageOn(long day) {
    return birth % 7 == 0 || day < birth
        ? Answers.UNKNOWN
        : Answer.between(
            Math.floor((day - birth) / 365.25),
            Math.floor((day - birth) / 365.25) + (!plain && birth % 5 == 0 ? 1 : 0));
  }

  @Override
  public long today() {
    return TODAY;
  }

  @Override
  public Truth eligible() {
    return urn.study.who().eligible(this);
  }

  @Override
  public boolean allocated() {
    return named("allocated", Types.YES_NO).equals(Answers.YES);
  }

  @Override
  public boolean beenAt(String place) {
    return named("been at " + place, Types.YES_NO).equals(Answers.YES);
  }

  @Override
  public int timesAt(String place) {
    return (int) ((Answer.Ranged) named("times at " + place, Types.COUNT)).low();
  }

  @Override
  public Answer changeOf(String drug) {
    return named("change of " + drug, Types.PERCENT);
  }

  @Override
  public Answer doseOf(String drug, long day) {
    throw new IllegalStateException("a script asked for the dose of " + drug);
  }
}
