package org.trialwright.study;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Case.CaseFact;

/** Reads {@code cases.yaml} against its study. */
public final class CaseReader {
  static final String FILE = "cases.yaml";
  static final List<String> KEYS =
      List.of("about", "like", "settings", "closed", "facts", "expect");

  /** Why a dose is changed by its own line, not by a rule on toxicity. */
  private static final List<String> PLAN_REASONS =
      List.of(
          "not in arm", "too early", "too late", "no level left", "not planned", "input missing");

  private static final String BACKWARDS = "the days run backwards";
  private static final Pattern SERIES = Pattern.compile("^([1-9]\\d{0,3}) of (.*)$");

  private final Study study;
  private final Faults faults = new Faults();
  private final Blocks blocks = new Blocks(faults);
  private final Map<String, Case> cases = new LinkedHashMap<>();

  private CaseReader(Study study) {
    this.study = study;
  }

  /**
   * What came of reading the cases.
   *
   * @param cases in the order written, as far as they can be read
   */
  public record Cases(List<Case> cases, List<Fault> faults) {
    public Cases {
      cases = List.copyOf(cases);
      faults = List.copyOf(faults);
    }
  }

  /** Reads the worked cases of a study folder; none when it has no file for them. */
  public static Cases read(Folder folder, Study study) {
    var reader = new CaseReader(study);
    var text = folder.files().get(FILE);
    if (text != null) {
      YamlText.read(FILE, text, reader.faults)
          .ifPresent(file -> file.entries().forEach(reader::oneCase));
    }
    return new Cases(List.copyOf(reader.cases.values()), reader.faults.inOrder());
  }

  private void oneCase(Node.Entry entry) {
    if (!blocks.named(entry)) {
      return;
    }
    blocks.block(entry).ifPresent(block -> oneCase(entry, block));
  }

  private void oneCase(Node.Entry entry, Node.Block block) {
    blocks.onlyKeys(block, "a case", KEYS);
    var like = blocks.lineAt(block, "like").flatMap(this::like);
    Map<String, Answer> settings = new HashMap<>(like.map(Case::settings).orElse(Map.of()));
    Set<LocalDate> closed = new HashSet<>(like.map(Case::closed).orElse(Set.of()));
    blocks
        .lineAt(block, "settings")
        .ifPresent(line -> blocks.attemptTo(() -> settings(new Phrase(line), settings)));
    blocks
        .lineAt(block, "closed")
        .ifPresent(line -> blocks.attemptTo(() -> closed(new Phrase(line), closed)));
    var own = new ArrayList<CaseFact>();
    for (var fact : blocks.entries(block, "facts")) {
      blocks.attemptTo(() -> facts(fact, closed, own));
    }
    cases.put(
        entry.key(),
        new Case(
            entry.key(),
            blocks.lineAt(block, "about").map(Node.Line::text).orElse(""),
            settings,
            closed,
            joined(like.map(Case::facts).orElse(List.of()), own),
            expectations(entry, block),
            entry.at()));
  }

  private Optional<Case> like(Node.Line line) {
    var other = cases.get(line.text());
    if (other == null) {
      faults.add(
          line.at(),
          "no case above is called '"
              + line.text()
              + "'"
              + Faults.didYouMean(line.text(), cases.keySet()));
    }
    return Optional.ofNullable(other);
  }

  private void settings(Phrase phrase, Map<String, Answer> into) {
    do {
      int nameAt = phrase.mark();
      var name = phrase.word("a setting");
      var setting = study.settings().get(name);
      if (setting == null) {
        throw unknown(name, nameAt, study.settings().keySet(), "a setting", phrase);
      }
      into.put(
          name,
          switch (value(phrase, setting.type())) {
            case Case.Value.Exactly exactly -> exactly.answer();
            case Case.Value.Number number -> Answer.exactly(number.number());
            case Case.Value.NotKnown _, Case.Value.NotAsked _ ->
                throw phrase.fault("a setting has a value");
          });
    } while (phrase.accept(","));
    phrase.end();
  }

  private static void closed(Phrase phrase, Set<LocalDate> into) {
    do {
      var first = day(phrase);
      var last = phrase.accept("..") ? day(phrase) : first;
      if (last.isBefore(first)) {
        throw phrase.fault(BACKWARDS);
      }
      first.datesUntil(last.plusDays(1)).forEach(into::add);
    } while (phrase.accept(","));
    phrase.end();
  }

  private static LocalDate day(Phrase phrase) {
    int mark = phrase.mark();
    var word = phrase.word("a day such as 2024-10-15");
    try {
      return LocalDate.parse(word);
    } catch (DateTimeException notADay) {
      phrase.reset(mark);
      throw phrase.fault("'" + word + "' is not a day; write it as 2024-10-15");
    }
  }

  // ---- facts

  /** The facts of the other case, those of the same day and form replaced, and the new ones. */
  private static List<CaseFact> joined(List<CaseFact> before, List<CaseFact> own) {
    var waiting = new ArrayList<>(own);
    var all = new ArrayList<CaseFact>();
    for (var fact : before) {
      if (own.stream().noneMatch(one -> replaces(one, fact))) {
        all.add(fact);
        continue;
      }
      waiting.removeIf(one -> replaces(one, fact) && all.add(one));
    }
    all.addAll(waiting);
    all.sort(Comparator.comparing(CaseFact::day));
    return all;
  }

  private static boolean replaces(CaseFact one, CaseFact other) {
    return switch (one) {
      case CaseFact.Filled a ->
          other instanceof CaseFact.Filled b && a.form() == b.form() && a.day().equals(b.day());
      case CaseFact.Drawn _ -> other instanceof CaseFact.Drawn;
    };
  }

  private void facts(Node.Entry entry, Set<LocalDate> closed, List<CaseFact> into) {
    var phrase = new Phrase(entry.key(), entry.at());
    var first = day(phrase);
    var last = phrase.accept("..") ? day(phrase) : first;
    if (phrase.accept("allocated")) {
      phrase.end();
      blocks
          .line(entry)
          .ifPresent(line -> into.add(new CaseFact.Drawn(first, arm(line), entry.at())));
      return;
    }
    var name = Names.oneOf(phrase.word("a form"), study.forms().keySet(), "a form", phrase);
    if (phrase.numberNext()) {
      phrase.needNumber();
    }
    phrase.end();
    var form = study.form(name);
    switch (entry.value()) {
      case Node.Line line ->
          days(line, first, last, closed)
              .forEach(day -> into.add(filled(day, form, line, entry.at())));
      case Node.Items items -> {
        for (var item : items.nodes()) {
          if (item instanceof Node.Line line) {
            blocks.attemptTo(() -> into.add(filled(first, form, line, line.at())));
          } else {
            faults.add(item.at(), "one line of answers is needed here");
          }
        }
      }
      case Node.Block inner -> faults.add(inner.at(), "one line of answers is needed here");
    }
  }

  private String arm(Node.Line line) {
    var phrase = new Phrase(line);
    var arms = study.how().arms().stream().map(How.Arm::name).toList();
    var arm = Names.oneOf(phrase.word("an arm"), arms, "an arm", phrase);
    phrase.end();
    return arm;
  }

  /** A series stands on the working days of the site; the last of it on the last day. */
  private static List<LocalDate> days(
      Node.Line line, LocalDate first, LocalDate last, Set<LocalDate> closed) {
    var series = SERIES.matcher(line.text());
    if (!series.matches()) {
      if (!first.equals(last)) {
        throw new PhraseFault(line.at(), "how many? write '23 of' before the answers");
      }
      return List.of(first);
    }
    if (last.isBefore(first)) {
      throw new PhraseFault(line.at(), BACKWARDS);
    }
    int count = Integer.parseInt(series.group(1));
    var working =
        first
            .datesUntil(last)
            .filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
            .filter(day -> !closed.contains(day))
            .limit(count - 1L)
            .toList();
    if (working.size() < count - 1) {
      throw new PhraseFault(
          line.at(),
          count + " do not fit on the " + (working.size() + 1) + " working days of the site");
    }
    var days = new ArrayList<>(working);
    days.add(last);
    return days;
  }

  private CaseFact.Filled filled(LocalDate day, Form form, Node.Line line, Position at) {
    var series = SERIES.matcher(line.text());
    int skipped = series.matches() ? series.start(2) : 0;
    Map<String, String> answers = new LinkedHashMap<>();
    int from = skipped;
    for (var part : line.text().substring(skipped).split(",", -1)) {
      int start = from;
      blocks.attemptTo(() -> answer(form, new Phrase(part, line.at().plus(start)), answers));
      from += part.length() + 1;
    }
    return new CaseFact.Filled(day, form, answers, at);
  }

  private static void answer(Form form, Phrase phrase, Map<String, String> into) {
    int mark = phrase.mark();
    var name = phrase.word("a question and its answer");
    var names = form.items().stream().map(Item::name).toList();
    var item = form.item(name);
    if (item.isEmpty()) {
      phrase.reset(mark);
      throw phrase.fault(
          "'" + name + "' is not a question of " + form.name() + Faults.didYouMean(name, names));
    }
    var text = phrase.rest().strip();
    if (AnswerText.read(item.get(), text) instanceof AnswerText.Result.Refused refused) {
      throw phrase.fault(refused.why());
    }
    if (into.put(name, text) != null) {
      phrase.reset(mark);
      throw phrase.fault("'" + name + "' is answered twice");
    }
  }

  // ---- expectations

  private List<Case.Expectation> expectations(Node.Entry entry, Node.Block block) {
    var expected = new ArrayList<Case.Expectation>();
    var list = block.find("expect");
    if (list.isEmpty()) {
      return expected;
    }
    if (!(list.get().value() instanceof Node.Items items)) {
      faults.add(list.get().at(), entry.key() + ": expectations are a list, each behind '- '");
      return expected;
    }
    var seen = new HashSet<String>();
    for (var item : items.nodes()) {
      if (!(item instanceof Node.Line line)) {
        faults.add(item.at(), "one line of text is needed here");
      } else if (!seen.add(line.text())) {
        faults.add(line.at(), "this expectation is written twice");
      } else {
        blocks.attempt(() -> expectation(line)).ifPresent(expected::add);
      }
    }
    return expected;
  }

  private Case.Expectation expectation(Node.Line line) {
    var phrase = new Phrase(line);
    if (phrase.accept("who is")) {
      return finished(phrase, line, "who", Optional.empty(), "is", who(phrase));
    }
    var alarm =
        study.when().alarms().stream()
            .map(When.Alarm::name)
            .filter(name -> line.text().startsWith(name + " is "))
            .findFirst();
    if (alarm.isPresent()) {
      phrase.accept(alarm.get());
      phrase.expect("is due");
      var due = clock(alarm.get(), phrase.rest(), phrase);
      return new Case.Expectation(
          alarm.get(), "due " + phrase.rest(), Optional.empty(), due, line.at());
    }
    int nameAt = phrase.mark();
    var name = phrase.dotted("what is expected of what");
    var on = phrase.accept("on") ? Optional.of(day(phrase)) : Optional.<LocalDate>empty();
    var subject = phrase.since(nameAt);
    var verb = phrase.peekWord();
    var claim =
        switch (verb) {
          case "is" -> is(name, nameAt, on.isPresent(), phrase);
          case "has" -> has(endpoint(name, nameAt, phrase), phrase);
          case "needs" -> {
            phrase.expect("needs confirmation because");
            yield new Case.Claim.Changed(
                drug(name, nameAt, phrase), What.Action.CONFIRM, reason(phrase));
          }
          case "goes" -> {
            phrase.expect("goes on");
            yield new Case.Claim.GoesOn(drug(name, nameAt, phrase));
          }
          default ->
              throw phrase.fault("'is', 'has', 'needs' or 'goes on' is needed, not '" + verb + "'");
        };
    return finished(phrase, line, subject, on, verb, claim);
  }

  private static Case.Expectation finished(
      Phrase phrase,
      Node.Line line,
      String subject,
      Optional<LocalDate> on,
      String verb,
      Case.Claim claim) {
    phrase.end();
    var rest = line.text().strip().substring(subject.length()).strip();
    var expected = verb.equals("is") ? rest.substring("is".length()).strip() : rest;
    return new Case.Expectation(subject, expected, on, claim, line.at());
  }

  private Case.Claim who(Phrase phrase) {
    if (phrase.accept("eligible")) {
      return new Case.Claim.Eligible();
    }
    if (phrase.accept("not eligible because")) {
      var names = new LinkedHashSet<String>();
      study.who().criteria().forEach(one -> names.addAll(List.of(one.name(), one.sentenceName())));
      return new Case.Claim.NotEligible(several(phrase, "a criterion", names));
    }
    phrase.expect("undecided until");
    var questions = new LinkedHashSet<String>();
    study
        .forms()
        .values()
        .forEach(form -> form.items().forEach(item -> questions.add(item.path())));
    return new Case.Claim.Undecided(several(phrase, "a question", questions));
  }

  private static Set<String> several(Phrase phrase, String what, Set<String> known) {
    var chosen = new LinkedHashSet<String>();
    do {
      chosen.add(Names.oneOf(phrase.dotted(what), known, what, phrase));
    } while (phrase.accept(","));
    return chosen;
  }

  private Case.Claim is(String name, int nameAt, boolean dated, Phrase phrase) {
    phrase.expect("is");
    if (name.equals("place")) {
      var places =
          study.next().paths().stream()
              .flatMap(path -> path.places().stream())
              .map(Next.Place::name)
              .toList();
      return new Case.Claim.InPlace(Names.oneOf(phrase.word("a place"), places, "a place", phrase));
    }
    if (phrase.accept("due")) {
      return due(name, nameAt, phrase);
    }
    if (phrase.accept("allowed from")) {
      var from = day(phrase);
      phrase.expect("to");
      return new Case.Claim.Allowed(item(name, nameAt, phrase), from, day(phrase));
    }
    if (phrase.accept("refused because")) {
      return refused(name, nameAt, phrase);
    }
    if (phrase.accept("impossible")) {
      return new Case.Claim.Impossible(form(name, nameAt, phrase));
    }
    if (study.what().drug(name).isPresent() && dated) {
      return dose(name, phrase);
    }
    var named = named(name);
    if (named.isPresent()) {
      return new Case.Claim.Is(named.get(), value(phrase, named.get().type()));
    }
    if (study.measure().endpoint(name).isPresent()) {
      return endpoint(name, phrase);
    }
    var item = item(name, nameAt, phrase);
    return new Case.Claim.Answered(item, value(phrase, item.type()));
  }

  private Case.Claim due(String name, int nameAt, Phrase phrase) {
    var visits = study.when().visits().stream().map(When.Visit::name).toList();
    oneOf(name, nameAt, visits, "a visit", phrase);
    var targets = new ArrayList<LocalDate>();
    if (!phrase.nextIs("from")) {
      do {
        targets.add(day(phrase));
      } while (phrase.accept(","));
    }
    if (!phrase.accept("from")) {
      return new Case.Claim.Due(name, targets, List.of());
    }
    var from = day(phrase);
    phrase.expect("to");
    return new Case.Claim.Due(name, targets, List.of(from, day(phrase)));
  }

  private Case.Claim clock(String alarm, String moment, Phrase phrase) {
    return switch (AnswerText.moment(moment)) {
      case AnswerText.Result.Read(Answer.Ranged at) ->
          new Case.Claim.Clock(alarm, Instant.ofEpochSecond((long) at.low()));
      case AnswerText.Result.Read _ -> throw phrase.fault("a moment is needed");
      case AnswerText.Result.Refused refused -> throw phrase.fault(refused.why());
    };
  }

  private Case.Claim refused(String name, int nameAt, Phrase phrase) {
    boolean drug = study.what().drug(name).isPresent();
    var form = drug ? study.form("dose") : form(name, nameAt, phrase);
    var message = phrase.rest();
    var checks = form.checks().stream().map(Form.Check::message).toList();
    if (!checks.contains(message)) {
      throw phrase.fault(
          "'" + message + "' is no check of " + form.name() + Faults.didYouMean(message, checks));
    }
    phrase.toEnd();
    return new Case.Claim.Refused(form, drug ? Optional.of(name) : Optional.empty(), message);
  }

  private Case.Claim dose(String drug, Phrase phrase) {
    for (var done :
        Map.of(
                "omitted", What.Action.OMIT,
                "held", What.Action.HOLD,
                "stopped", What.Action.STOP,
                "paused", What.Action.PAUSE)
            .entrySet()) {
      if (phrase.accept(done.getKey())) {
        phrase.expect("because");
        return new Case.Claim.Changed(drug, done.getValue(), reason(phrase));
      }
    }
    var unit = study.what().drug(drug).filter(one -> one.give() instanceof What.Give.Fractions);
    return new Case.Claim.Dose(
        drug, number(phrase, unit.isPresent() ? Units.GRAY : Units.MILLIGRAM));
  }

  /** The words of a modification, a graded event such as {@code pneumonitis 2}, or the plan. */
  private String reason(Phrase phrase) {
    var reason = phrase.rest();
    var known = new ArrayList<>(PLAN_REASONS);
    study.what().modifications().forEach(line -> known.add(line.reason()));
    for (var row : study.what().gradeRows()) {
      for (var term : row.terms()) {
        for (int grade = 1; grade <= row.byGrade().size(); grade++) {
          known.add(term + " " + grade);
        }
      }
    }
    if (!known.contains(reason)) {
      throw phrase.fault("'" + reason + "' is no reason" + Faults.didYouMean(reason, known));
    }
    phrase.toEnd();
    return reason;
  }

  private Case.Claim has(String endpoint, Phrase phrase) {
    phrase.expect("has");
    if (phrase.accept("no event")) {
      return new Case.Claim.Endpoint(endpoint, Case.Outcome.NO_EVENT, 0);
    }
    boolean event = phrase.accept("an event");
    if (!event) {
      phrase.expect("a competing event");
    }
    phrase.expect("on day");
    return new Case.Claim.Endpoint(
        endpoint, event ? Case.Outcome.EVENT : Case.Outcome.COMPETING, (long) phrase.needNumber());
  }

  private static Case.Claim endpoint(String name, Phrase phrase) {
    if (phrase.accept("censored on day")) {
      return new Case.Claim.Endpoint(name, Case.Outcome.CENSORED, (long) phrase.needNumber());
    }
    boolean yes = phrase.accept("yes");
    if (!yes) {
      phrase.expect("no");
    }
    return new Case.Claim.Endpoint(name, yes ? Case.Outcome.YES : Case.Outcome.NO, 0);
  }

  private Optional<Named> named(String name) {
    var all = new ArrayList<Named>(study.when().dates());
    all.addAll(study.what().steps());
    all.addAll(study.measure().events());
    return all.stream().filter(named -> named.name().equals(name)).findFirst();
  }

  private Item item(String name, int nameAt, Phrase phrase) {
    var items = new LinkedHashMap<String, Item>();
    study.forms().values().forEach(form -> form.items().forEach(one -> items.put(one.path(), one)));
    var item = items.get(name);
    if (item == null) {
      throw unknown(name, nameAt, items.keySet(), "a name of the study", phrase);
    }
    return item;
  }

  private Form form(String name, int nameAt, Phrase phrase) {
    return study.form(oneOf(name, nameAt, study.forms().keySet(), "a form", phrase));
  }

  private String drug(String name, int nameAt, Phrase phrase) {
    return oneOf(
        name,
        nameAt,
        study.what().drugs().stream().map(What.Drug::name).toList(),
        "a drug",
        phrase);
  }

  private String endpoint(String name, int nameAt, Phrase phrase) {
    var names = study.measure().endpoints().stream().map(Measure.Endpoint::name).toList();
    return oneOf(name, nameAt, names, "an endpoint", phrase);
  }

  private static String oneOf(
      String name, int nameAt, Collection<String> known, String what, Phrase phrase) {
    if (!known.contains(name)) {
      throw unknown(name, nameAt, known, what, phrase);
    }
    return name;
  }

  /** The name was read some words ago; the fault shows where it stands. */
  private static PhraseFault unknown(
      String name, int nameAt, Collection<String> known, String what, Phrase phrase) {
    phrase.reset(nameAt);
    return phrase.fault("'" + name + "' is not " + what + Faults.didYouMean(name, known));
  }

  private static Case.Value value(Phrase phrase, Type type) {
    if (phrase.accept("not known")) {
      return new Case.Value.NotKnown();
    }
    if (phrase.accept("not asked")) {
      return new Case.Value.NotAsked();
    }
    return switch (type) {
      case Type.Numeric numeric -> number(phrase, numeric.unit());
      case Type.Coded coded -> new Case.Value.Exactly(codes(phrase, coded.list()));
      case Type.Day _ -> new Case.Value.Exactly(Answer.exactly((double) day(phrase).toEpochDay()));
      case Type.Moment _ -> written(phrase, AnswerText.moment(phrase.rest()));
      case Type.Clock _ -> written(phrase, AnswerText.time(phrase.rest()));
      case Type.Words _ ->
          written(phrase, new AnswerText.Result.Read(new Answer.Written(phrase.rest())));
    };
  }

  private static Case.Value written(Phrase phrase, AnswerText.Result result) {
    return switch (result) {
      case AnswerText.Result.Read read -> {
        phrase.toEnd();
        yield new Case.Value.Exactly(read.answer());
      }
      case AnswerText.Result.Refused refused -> throw phrase.fault(refused.why());
    };
  }

  private static Answer codes(Phrase phrase, CodeList list) {
    long possible = 0;
    do {
      possible |=
          list.bit(
              Names.oneOf(
                  phrase.word("an answer"), list.codes(), "an answer of " + list.name(), phrase));
    } while (phrase.accept("or"));
    return new Answer.Coded(possible);
  }

  private static Case.Value.Number number(Phrase phrase, Unit wanted) {
    int mark = phrase.mark();
    boolean negative = phrase.accept("-");
    double number = phrase.needNumber();
    var digits = phrase.since(mark);
    int point = digits.indexOf('.');
    var unit = phrase.unit().orElse(Unit.NONE);
    if (!unit.dimension().equals(wanted.dimension())) {
      throw phrase.fault(
          "the units differ: " + shown(wanted) + " is worked out, " + shown(unit) + " is expected");
    }
    return new Case.Value.Number(
        negative ? -number : number, point < 0 ? 0 : digits.length() - point - 1, unit);
  }

  private static String shown(Unit unit) {
    return unit.symbol().isEmpty() ? "no unit" : unit.symbol();
  }
}
