package org.trialwright.study;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.trialwright.study.Scenario.Attendance;
import org.trialwright.study.Scenario.Between;
import org.trialwright.study.Scenario.Choice;
import org.trialwright.study.Scenario.Clock;
import org.trialwright.study.Scenario.Happening;
import org.trialwright.study.Scenario.Says;
import org.trialwright.study.Scenario.Share;

/**
 * Reads a scenario beside its study. Its rules are read as the study's are, with the names of
 * nature in addition, so a name that neither knows is a fault with its place.
 */
public final class ScenarioReader {
  private static final String FILE = "scenario.yaml";
  static final List<String> SECTIONS =
      List.of("scenario", "people", "nature", "answers", "events", "visits", "variants", "expect");
  static final List<String> SETTING = List.of("runs", "sites", "accrual", "age");
  static final List<String> TIMED =
      List.of("chance", "if", "hazard", "after", "within", "on", "from", "until");
  static final List<String> HAPPENING = List.of("form", "on", "at", "if", "again", "says");

  private final Study study;
  private final Faults faults = new Faults();
  private final Blocks blocks = new Blocks(faults);
  private final Names names = new Names();
  private final Form nature;
  private final Map<Item, Scenario.Line> lines = new LinkedHashMap<>();

  private ScenarioReader(Study study) {
    this.study = study;
    this.nature = new Form("nature", study.forms().size(), "scenario", new Position(FILE, 1, 1));
    names.forms.putAll(study.forms());
    study.when().dates().forEach(this::know);
    study.what().steps().forEach(this::know);
    study.measure().events().forEach(this::know);
    names.settings.putAll(study.settings());
    study.when().visits().forEach(visit -> names.visits.add(visit.name()));
    names.places.addAll(places());
    study.what().drugs().forEach(drug -> names.drugs.put(drug.name(), List.of(drug.name())));
    var arms = study.how().arms().stream().map(How.Arm::name).toList();
    if (!arms.isEmpty()) {
      names.arms = new CodeList("arms", arms, false);
    }
  }

  private void know(Named named) {
    names.named.put(named.name(), named);
  }

  private List<String> places() {
    var places = new LinkedHashSet<String>();
    places.add(study.next().begin());
    study.next().places().forEach(place -> places.add(place.name()));
    places.addAll(study.next().ends());
    return List.copyOf(places);
  }

  /**
   * A scenario, or what is wrong with it.
   *
   * @param scenario empty when there is any fault
   */
  public record Read(Optional<Scenario> scenario, List<Fault> faults) {
    public Read {
      faults = List.copyOf(faults);
    }
  }

  /** Reads the scenario of a study's folder as it stands. */
  public static Read read(Study study, Folder folder) {
    return read(study, folder, "");
  }

  /**
   * Reads one variant of the scenario.
   *
   * @param variant one of the names the scenario gives; empty for the scenario as it stands
   */
  public static Read read(Study study, Folder folder, String variant) {
    return read(study, folder, variant.isEmpty() ? List.of() : List.of(variant));
  }

  /**
   * Reads the scenario with several of its variants.
   *
   * @param variants names the scenario gives; where two say something of the same line, the last
   *     counts
   */
  public static Read read(Study study, Folder folder, List<String> variants) {
    return new ScenarioReader(study).read(folder.files().get(FILE), variants);
  }

  private Read read(@org.jspecify.annotations.Nullable String text, List<String> variants) {
    if (text == null) {
      faults.add(new Position(FILE, 1, 1), "there is no file " + FILE);
      return new Read(Optional.empty(), faults.inOrder());
    }
    var scenario =
        YamlText.read(FILE, text, faults)
            .map(root -> overridden(root, variants))
            .flatMap(root -> blocks.attempt(() -> scenario(root)));
    return new Read(faults.any() ? Optional.empty() : scenario, faults.inOrder());
  }

  private Node.Block overridden(Node.Block root, List<String> variants) {
    var block = root;
    for (var variant : variants) {
      block = overridden(block, variant);
    }
    return block;
  }

  /** Lines of a variant take the place of lines of the same name. */
  private Node.Block overridden(Node.Block root, String variant) {
    var found =
        root.find("variants")
            .flatMap(blocks::block)
            .flatMap(all -> all.find(variant))
            .flatMap(blocks::block);
    if (found.isEmpty()) {
      faults.add(root.at(), "there is no variant '" + variant + "'");
      return root;
    }
    var sections = new ArrayList<Node.Entry>();
    for (var section : root.entries()) {
      var other = found.get().find(section.key());
      boolean both =
          other.isPresent()
              && other.get().value() instanceof Node.Block
              && section.value() instanceof Node.Block;
      sections.add(both ? merged(section, other.orElseThrow()) : section);
    }
    return new Node.Block(sections, root.at());
  }

  private static Node.Entry merged(Node.Entry section, Node.Entry other) {
    var lines = new LinkedHashMap<String, Node.Entry>();
    ((Node.Block) section.value()).entries().forEach(line -> lines.put(line.key(), line));
    ((Node.Block) other.value()).entries().forEach(line -> lines.put(line.key(), line));
    return new Node.Entry(
        section.key(),
        section.at(),
        new Node.Block(List.copyOf(lines.values()), section.value().at()));
  }

  private Scenario scenario(Node.Block root) {
    blocks.onlyKeys(root, "a scenario", SECTIONS);
    var people = new ArrayList<>(blocks.entries(root, "people"));
    var natural = new ArrayList<Node.Entry>();
    people.stream().filter(entry -> !SETTING.contains(entry.key())).forEach(natural::add);
    natural.addAll(blocks.entries(root, "nature"));
    var place = declare("place", root.at(), new Type.Coded(new CodeList("place", places(), false)));
    natural.forEach(this::declare);
    natural.forEach(this::nature);
    return new Scenario(
        blocks.lineAt(root, "scenario").map(Node.Line::text).orElse(""),
        setting(root),
        nature,
        place,
        lines,
        answers(blocks.entries(root, "answers")),
        events(blocks.entries(root, "events")),
        visits(blocks.entries(root, "visits")),
        expected(blocks.entries(root, "expect")));
  }

  private Item declare(String name, Position at, Type type) {
    var item = new Item(nature, name, nature.items.size(), at);
    item.type = type;
    nature.items.add(item);
    return item;
  }

  /** Every name is known before any rule is read, since rules name each other. */
  private void declare(Node.Entry entry) {
    if (!blocks.named(entry)) {
      return;
    }
    if (nature.item(entry.key()).isPresent()) {
      faults.add(entry.at(), "'" + entry.key() + "' is written twice");
      return;
    }
    switch (entry.value()) {
      case Node.Block _ -> declare(entry.key(), entry.at(), Types.DAY);
      case Node.Line line -> {
        if (line.text().startsWith("chance ")) {
          declare(entry.key(), entry.at(), Types.YES_NO);
        } else {
          blocks
              .attempt(() -> codesOf(entry.key(), line))
              .ifPresent(codes -> declare(entry.key(), entry.at(), new Type.Coded(codes)));
        }
      }
      case Node.Items items -> faults.add(items.at(), "one line or a block is needed here");
    }
  }

  private static CodeList codesOf(String name, Node.Line line) {
    var codes = new LinkedHashSet<String>();
    for (var part : parts(line)) {
      shares(part).forEach(share -> codes.add(share.code()));
    }
    return new CodeList(name, List.copyOf(codes), false);
  }

  private void nature(Node.Entry entry) {
    var item = nature.item(entry.key());
    if (item.isEmpty()) {
      return;
    }
    switch (entry.value()) {
      case Node.Block block -> blocks.attempt(() -> timed(block)).ifPresent(put(item.get()));
      case Node.Line line -> {
        if (line.text().startsWith("chance ")) {
          blocks
              .<Scenario.Line>attempt(
                  () -> new Scenario.Chance(choices(line, ScenarioReader::namedChance)))
              .ifPresent(put(item.get()));
        } else {
          blocks
              .<Scenario.Line>attempt(
                  () -> new Scenario.Classes(choices(line, ScenarioReader::shares)))
              .ifPresent(put(item.get()));
        }
      }
      case Node.Items _ -> {}
    }
  }

  private java.util.function.Consumer<Scenario.Line> put(Item item) {
    return line -> lines.put(item, line);
  }

  private Scenario.Line timed(Node.Block block) {
    blocks.onlyKeys(block, "a date of nature", TIMED);
    List<Choice<Double>> chance =
        blocks
            .lineAt(block, "chance")
            .map(line -> choices(line, ScenarioReader::chance))
            .orElse(List.of());
    var onlyIf = condition(block, "if");
    if (block.find("on").isPresent()) {
      return new Scenario.Timed(
          chance,
          onlyIf,
          List.of(new Choice<>(new Scenario.AtOnce(), new Condition.Otherwise())),
          date(blocks.lineAt(block, "on").orElseThrow()),
          blocks.lineAt(block, "until").map(this::date));
    }
    var from = blocks.lineAt(block, "from");
    var clocks = new ArrayList<List<Choice<Clock>>>();
    blocks
        .lineAt(block, "hazard")
        .ifPresent(line -> clocks.add(choices(line, ScenarioReader::hazard)));
    blocks
        .lineAt(block, "after")
        .ifPresent(line -> clocks.add(choices(line, ScenarioReader::after)));
    blocks
        .lineAt(block, "within")
        .ifPresent(line -> clocks.add(choices(line, ScenarioReader::between)));
    if (from.isEmpty() || clocks.size() != 1) {
      throw new PhraseFault(
          block.at(),
          "a date of nature has 'on', or else 'from' and one of 'hazard', 'after' and 'within'");
    }
    return new Scenario.Timed(
        chance,
        onlyIf,
        clocks.getFirst(),
        date(from.get()),
        blocks.lineAt(block, "until").map(this::date));
  }

  private Condition condition(Node.Block block, String key) {
    return blocks
        .lineAt(block, key)
        .map(line -> condition(new Phrase(line)))
        .orElse(new Condition.Otherwise());
  }

  private Condition condition(Phrase phrase) {
    var condition = new RuleReader(names, phrase, RuleReader.Place.WHEN, nature).condition();
    phrase.end();
    return condition;
  }

  private Term date(Node.Line line) {
    var phrase = new Phrase(line);
    var term = new RuleReader(names, phrase, RuleReader.Place.WHEN, nature).conditionalSum();
    phrase.end();
    if (!(term.type() instanceof Type.Day)) {
      throw new PhraseFault(line.at(), "a date is needed here; this is " + term.type().described());
    }
    return term;
  }

  /** Alternatives between semicolons, each with its condition. */
  private <T> List<Choice<T>> choices(Node.Line line, Function<Phrase, T> value) {
    var choices = new ArrayList<Choice<T>>();
    for (var part : parts(line)) {
      var read = value.apply(part);
      Condition when = new Condition.Otherwise();
      if (part.accept("if")) {
        when = condition(part);
      } else {
        part.end();
      }
      choices.add(new Choice<>(read, when));
    }
    return choices;
  }

  private static List<Phrase> parts(Node.Line line) {
    var parts = new ArrayList<Phrase>();
    int from = 0;
    while (from <= line.text().length()) {
      int end = line.text().indexOf(';', from);
      int to = end < 0 ? line.text().length() : end;
      var part = new Phrase(line.text().substring(from, to), line.at().plus(from));
      part.accept("otherwise");
      parts.add(part);
      from = to + 1;
    }
    return parts;
  }

  private static double namedChance(Phrase phrase) {
    phrase.accept("chance");
    return chance(phrase);
  }

  private static double chance(Phrase phrase) {
    double chance = phrase.needNumber();
    if (chance > 1) {
      throw phrase.fault("a chance lies between 0 and 1");
    }
    return chance;
  }

  private static List<Share> shares(Phrase phrase) {
    var shares = new ArrayList<Share>();
    double left = 1;
    do {
      var code = code(phrase);
      var number = phrase.number();
      if (!shares.isEmpty() && Double.isNaN(shares.getLast().chance())) {
        throw phrase.fault("only the last may stand without its chance");
      }
      shares.add(new Share(code, number.orElse(Double.NaN)));
      left -= number.orElse(0);
    } while (phrase.accept(","));
    if (left < -1e-9) {
      throw phrase.fault("the chances add up to more than 1");
    }
    return shares;
  }

  private static String code(Phrase phrase) {
    for (var reason : AnswerText.MISSING) {
      if (phrase.accept(reason)) {
        return reason;
      }
    }
    return phrase.word("an answer");
  }

  private static Clock hazard(Phrase phrase) {
    var rates = new ArrayList<Scenario.Rate>();
    while (true) {
      double rate = phrase.needNumber();
      if (phrase.accept("to")) {
        double until = phrase.needNumber();
        phrase.expect("mo");
        phrase.expect("then");
        double before = rates.stream().mapToDouble(Scenario.Rate::months).sum();
        rates.add(new Scenario.Rate(rate, until - before));
      } else {
        phrase.expect("per");
        phrase.expect("mo");
        rates.add(new Scenario.Rate(rate, Double.POSITIVE_INFINITY));
        return new Scenario.Hazard(rates);
      }
    }
  }

  private static Clock after(Phrase phrase) {
    if (phrase.accept("Weibull shape")) {
      double shape = positive(phrase, "a shape");
      phrase.expect("scale");
      double scale = positive(phrase, "a scale");
      phrase.expect("mo");
      return new Scenario.Weibull(shape, scale);
    }
    if (phrase.accept("log-normal median")) {
      double median = positive(phrase, "a median");
      phrase.expect("mo");
      phrase.expect("spread");
      return new Scenario.LogNormal(median, positive(phrase, "a spread"));
    }
    throw phrase.fault(
        "'Weibull shape 1.4 scale 30 mo' or 'log-normal median 24 mo spread 0.8' is needed");
  }

  private static double positive(Phrase phrase, String what) {
    int mark = phrase.mark();
    double number = phrase.needNumber();
    if (number <= 0) {
      phrase.reset(mark);
      throw phrase.fault(what + " lies above 0");
    }
    return number;
  }

  private static Clock between(Phrase phrase) {
    double low = phrase.needNumber();
    phrase.expect("..");
    double high = phrase.needNumber();
    double days = timeUnit(phrase);
    return new Between(low * days, high * days);
  }

  private static double timeUnit(Phrase phrase) {
    var unit = phrase.unit();
    if (unit.isEmpty() || !Units.time(unit.get())) {
      throw phrase.fault("a unit of time is needed, such as d or mo");
    }
    return unit.get().convert(1, Units.DAY);
  }

  private Scenario.Setting setting(Node.Block root) {
    var people =
        root.find("people").flatMap(blocks::block).orElse(new Node.Block(List.of(), root.at()));
    for (var needed : SETTING) {
      if (people.find(needed).isEmpty()) {
        throw new PhraseFault(people.at(), "people: '" + needed + "' is missing");
      }
    }
    var runs = new Phrase(blocks.lineAt(people, "runs").orElseThrow());
    var begins = day(runs);
    runs.expect("for");
    double months = runs.needNumber();
    runs.expect("mo");
    runs.end();
    var sites = new Phrase(blocks.lineAt(people, "sites").orElseThrow());
    int number = (int) sites.needNumber();
    sites.expect("in");
    var zone = zone(sites);
    var age = blocks.lineAt(people, "age").orElseThrow();
    return new Scenario.Setting(
        begins,
        months,
        number,
        zone,
        accrual(new Phrase(blocks.lineAt(people, "accrual").orElseThrow())),
        number(new Phrase(age)));
  }

  private static LocalDate day(Phrase phrase) {
    var rest = phrase.rest();
    try {
      var day = LocalDate.parse(rest.substring(0, Math.min(10, rest.length())));
      phrase.reset(phrase.mark() + 10);
      return day;
    } catch (DateTimeException notADay) {
      throw phrase.fault("a day is needed, such as 2024-05-06");
    }
  }

  private static String zone(Phrase phrase) {
    var name = phrase.rest();
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw phrase.fault("'" + name + "' is not a time zone such as Europe/Vienna");
    }
    return name;
  }

  private static List<Scenario.Pace> accrual(Phrase phrase) {
    var paces = new ArrayList<Scenario.Pace>();
    while (true) {
      double from = phrase.needNumber();
      double to = phrase.accept("to") ? phrase.needNumber() : from;
      phrase.expect("per");
      phrase.expect("mo");
      if (phrase.accept("over")) {
        paces.add(new Scenario.Pace(from, to, phrase.needNumber()));
        phrase.expect("mo");
        phrase.expect("then");
      } else {
        phrase.end();
        paces.add(new Scenario.Pace(from, to, Double.POSITIVE_INFINITY));
        return paces;
      }
    }
  }

  private Map<String, Says> answers(List<Node.Entry> entries) {
    Map<String, Says> answers = new LinkedHashMap<>();
    for (var entry : entries) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> answer(entry, line)))
          .ifPresent(says -> answers.put(entry.key(), says));
    }
    return answers;
  }

  private Says answer(Node.Entry entry, Node.Line line) {
    int dot = entry.key().indexOf('.');
    var form = dot < 0 ? null : study.forms().get(entry.key().substring(0, dot));
    if (form == null) {
      throw new PhraseFault(
          entry.at(), "'" + entry.key() + "' is not a question; write form.question");
    }
    return says(form, entry, entry.key().substring(dot + 1), line);
  }

  private Says says(Form form, Node.Entry entry, String question, Node.Line line) {
    var item =
        form.items().stream()
            .filter(
                one ->
                    !one.workedOut()
                        && (question.endsWith("*")
                            ? one.name().startsWith(question.substring(0, question.length() - 1))
                            : one.name().equals(question)))
            .findFirst();
    if (item.isEmpty()) {
      var asked = form.items().stream().filter(one -> !one.workedOut()).map(Item::name).toList();
      throw new PhraseFault(
          entry.at(),
          "form '"
              + form.name()
              + "' does not ask '"
              + question
              + "'"
              + Faults.didYouMean(question, asked));
    }
    return new Says(choices(line, phrase -> value(item.get(), phrase)));
  }

  private Says.Value value(Item item, Phrase phrase) {
    if (phrase.accept("=")) {
      return new Says.Worked(new RuleReader(names, phrase, RuleReader.Place.WHEN, nature).sum());
    }
    return switch (item.kind().orElseThrow()) {
      case AnswerKind.OneOf one -> codes(one.codes(), phrase);
      case AnswerKind.Amount _ -> amount(phrase);
      case AnswerKind.Text _, AnswerKind.File _, AnswerKind.Signature _ ->
          new Says.Text(words(phrase));
      case AnswerKind.Date _, AnswerKind.DateTime _, AnswerKind.Time _ ->
          new Says.Text(words(phrase));
    };
  }

  /** Everything up to the condition. */
  private static String words(Phrase phrase) {
    var text = phrase.rest();
    int end = text.indexOf(" if ");
    var words = end < 0 ? text : text.substring(0, end);
    phrase.reset(phrase.mark() + words.length());
    return words.strip();
  }

  private static Says.Value codes(CodeList list, Phrase phrase) {
    var shares = shares(phrase);
    for (var share : shares) {
      if (list.indexOf(share.code()) < 0 && !AnswerText.MISSING.contains(share.code())) {
        throw phrase.fault(
            "'"
                + share.code()
                + "' is not a possible answer"
                + Faults.didYouMean(share.code(), list.codes()));
      }
    }
    return new Says.Codes(shares);
  }

  private static Says.Value amount(Phrase phrase) {
    for (var reason : AnswerText.MISSING) {
      if (phrase.accept(reason)) {
        return new Says.Text(reason);
      }
    }
    int mark = phrase.mark();
    phrase.needNumber();
    boolean range = phrase.accept("..");
    phrase.reset(mark);
    return range ? even(phrase) : number(phrase);
  }

  private static Says.Value even(Phrase phrase) {
    int mark = phrase.mark();
    double low = phrase.needNumber();
    int decimals = decimals(phrase.since(mark));
    phrase.expect("..");
    double high = phrase.needNumber();
    return new Says.Even(low, high, decimals, suffix(phrase));
  }

  private static Says.Number number(Phrase phrase) {
    int mark = phrase.mark();
    double mean = phrase.needNumber();
    int decimals = decimals(phrase.since(mark));
    double between = phrase.accept("sd") ? phrase.needNumber() : 0;
    double within = phrase.accept("each time sd") ? phrase.needNumber() : 0;
    var low = OptionalDouble.empty();
    var high = OptionalDouble.empty();
    if (phrase.accept("within")) {
      low = OptionalDouble.of(phrase.needNumber());
      phrase.expect("..");
      high = OptionalDouble.of(phrase.needNumber());
    }
    return new Says.Number(mean, between, within, low, high, decimals, suffix(phrase));
  }

  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point - 1;
  }

  /** A unit and the limits of the laboratory, both as they will stand behind the number. */
  private static String suffix(Phrase phrase) {
    int mark = phrase.mark();
    var suffix = new StringBuilder();
    if (!phrase.nextIs("if")) {
      phrase.unit();
      suffix.append(phrase.since(mark));
    }
    int limits = phrase.mark();
    if (phrase.accept("(")) {
      phrase.number();
      phrase.expect("..");
      phrase.number();
      phrase.expect(")");
      suffix.append(suffix.isEmpty() ? "" : " ").append(phrase.since(limits));
    }
    return suffix.isEmpty() ? "" : " " + suffix;
  }

  private List<Happening> events(List<Node.Entry> entries) {
    var events = new ArrayList<Happening>();
    for (var entry : entries) {
      blocks
          .block(entry)
          .flatMap(block -> blocks.attempt(() -> happening(entry, block)))
          .ifPresent(events::add);
    }
    return events;
  }

  private Happening happening(Node.Entry entry, Node.Block block) {
    blocks.onlyKeys(block, "an event", HAPPENING);
    var formLine = blocks.lineAt(block, "form").orElse(new Node.Line(entry.key(), entry.at()));
    var phrase = new Phrase(formLine);
    var form = names.form(phrase.word("a form"), phrase);
    phrase.end();
    Map<String, Says> says = new LinkedHashMap<>();
    for (var line : blocks.entries(block, "says")) {
      blocks
          .line(line)
          .flatMap(text -> blocks.attempt(() -> says(form, line, line.key(), text)))
          .ifPresent(said -> says.put(line.key(), said));
    }
    return new Happening(
        entry.key(),
        form,
        blocks.lineAt(block, "on").map(this::date),
        blocks.lineAt(block, "at").map(this::visitNames).orElse(List.of()),
        condition(block, "if"),
        blocks.lineAt(block, "again").map(this::yes).orElse(false),
        says);
  }

  private boolean yes(Node.Line line) {
    if (!List.of("yes", "no").contains(line.text())) {
      throw new PhraseFault(line.at(), "yes or no is needed here");
    }
    return line.text().equals("yes");
  }

  private List<String> visitNames(Node.Line line) {
    var found = new ArrayList<String>();
    var phrase = new Phrase(line);
    do {
      found.add(names.visit(phrase.word("a visit"), phrase));
    } while (phrase.accept(","));
    phrase.end();
    return found;
  }

  private Map<String, Attendance> visits(List<Node.Entry> entries) {
    Map<String, Attendance> visits = new LinkedHashMap<>();
    for (var entry : entries) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> attendance(entry, line)))
          .ifPresent(attendance -> visits.put(entry.key(), attendance));
    }
    return visits;
  }

  private Attendance attendance(Node.Entry entry, Node.Line line) {
    if (!names.visits.contains(entry.key()) && !entry.key().equals("every")) {
      throw new PhraseFault(
          entry.at(),
          "'"
              + entry.key()
              + "' is not a visit (or 'every')"
              + Faults.didYouMean(entry.key(), names.visits));
    }
    var phrase = new Phrase(line);
    double misses = phrase.accept("misses") ? chance(phrase) : 0;
    phrase.accept(",");
    Optional<Between> after =
        phrase.accept("after") ? Optional.of((Between) between(phrase)) : Optional.empty();
    phrase.accept(",");
    if (phrase.accept("if")) {
      return new Attendance(misses, after, condition(phrase));
    }
    phrase.end();
    return new Attendance(misses, after, new Condition.Otherwise());
  }

  private List<Scenario.Expected> expected(List<Node.Entry> entries) {
    var expected = new ArrayList<Scenario.Expected>();
    for (var entry : entries) {
      blocks.line(entry).ifPresent(line -> blocks.attemptTo(() -> expect(entry, line, expected)));
    }
    return expected;
  }

  private static void expect(Node.Entry entry, Node.Line line, List<Scenario.Expected> into) {
    int of = entry.key().lastIndexOf(" of ");
    var what = of < 0 ? entry.key() : entry.key().substring(0, of);
    var whom = of < 0 ? "" : entry.key().substring(of + " of ".length());
    var phrase = new Phrase(line);
    do {
      double share = chance(phrase);
      double months = Double.POSITIVE_INFINITY;
      if (phrase.accept("at") || phrase.accept("by")) {
        months = phrase.needNumber();
        phrase.expect("mo");
      } else {
        phrase.accept("ever");
      }
      var arm = phrase.accept("in") ? phrase.word("an arm") : "";
      into.add(new Scenario.Expected(what, whom, arm, share, months));
    } while (phrase.accept(","));
    phrase.end();
  }
}
