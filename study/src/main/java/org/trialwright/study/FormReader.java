package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.trialwright.quantities.Unit;
import org.trialwright.study.AnswerKind.OtherUnit;
import org.trialwright.study.AnswerKind.Span;

/** Reads one chapter of forms. */
final class FormReader {
  static final Set<String> FORM_KEYS =
      Set.of("title", "repeats", "asked-if", "answered-by", "checks", "advise", "deviations");
  private static final Pattern RANGE =
      Pattern.compile(
          "\\s*(-?\\d+(?:\\.\\d+)?)\\s*\\.\\.\\s*(-?\\d+(?:\\.\\d+)?)(\\s.*|[^\\s\\d.].*)?");

  private final Blocks blocks;
  private final Names names;

  FormReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  /** Declares the forms and their questions; what is worked out is read when it is needed. */
  void read(String chapter, Node.Block forms) {
    for (var entry : forms.entries()) {
      if (!blocks.named(entry)) {
        continue;
      }
      if (names.forms.containsKey(entry.key())) {
        blocks.faults().add(entry.at(), "form '" + entry.key() + "' is written twice");
        continue;
      }
      blocks.block(entry).ifPresent(block -> form(chapter, entry, block));
    }
  }

  private void form(String chapter, Node.Entry entry, Node.Block block) {
    var form = new Form(entry.key(), names.forms.size(), chapter, entry.at());
    names.forms.put(form.name(), form);
    for (var line : block.entries()) {
      if (FORM_KEYS.contains(line.key())) {
        continue;
      }
      if (blocks.named(line)) {
        item(form, line);
      }
    }
    blocks.lineAt(block, "title").ifPresent(line -> form.title = line.text());
    blocks.lineAt(block, "answered-by").ifPresent(line -> form.answeredBy = line.text());
    blocks.lineAt(block, "repeats").ifPresent(line -> form.repeats = repeats(line));
    if (form.items.isEmpty()) {
      blocks.faults().add(entry.at(), "form '" + form.name() + "' asks nothing");
    }
  }

  private boolean repeats(Node.Line line) {
    if (!line.text().equals("yes") && !line.text().equals("no")) {
      blocks.faults().add(line.at(), "repeats is yes or no, not '" + line.text() + "'");
    }
    return line.text().equals("yes");
  }

  /** Rules of forms, once every name is known. */
  void readRules(Node.Block forms) {
    for (var entry : forms.entries()) {
      var form = names.forms.get(entry.key());
      if (form == null
          || !form.at().equals(entry.at())
          || !(entry.value() instanceof Node.Block block)) {
        continue;
      }
      blocks
          .lineAt(block, "asked-if")
          .flatMap(
              line ->
                  blocks.attempt(
                      () -> RuleReader.condition(names, line, RuleReader.Place.FORM, form)))
          .ifPresent(condition -> form.askedIf = condition);
      checks(form, block, "checks", Form.Role.CHECK);
      checks(form, block, "advise", Form.Role.ADVICE);
      checks(form, block, "deviations", Form.Role.DEVIATION);
    }
  }

  private void checks(Form form, Node.Block block, String key, Form.Role role) {
    for (var entry : blocks.entries(block, key)) {
      blocks
          .line(entry)
          .flatMap(
              line ->
                  blocks.attempt(
                      () -> RuleReader.condition(names, line, RuleReader.Place.FORM, form)))
          .ifPresent(
              condition ->
                  form.checks.add(new Form.Check(role, entry.key(), condition, entry.at())));
    }
  }

  private void item(Form form, Node.Entry entry) {
    var item = new Item(form, entry.key(), form.items.size(), entry.at());
    form.items.add(item);
    switch (entry.value()) {
      case Node.Line line -> blocks.attemptTo(() -> question(item, line));
      case Node.Block table -> blocks.attemptTo(() -> table(item, table));
      case Node.Items items ->
          blocks.faults().add(items.at(), "a question or a table is needed here");
    }
  }

  private void question(Item item, Node.Line line) {
    int open = line.text().indexOf('[');
    int close = line.text().lastIndexOf(']');
    if (open < 0 || close < open) {
      throw new PhraseFault(line.at(), "a question is written: Question [answer]");
    }
    item.question = line.text().substring(0, open).strip();
    if (item.question.isEmpty()) {
      throw new PhraseFault(
          line.at(), "a question is written: Question [answer]; the question is missing");
    }
    var answer = line.text().substring(open + 1, close);
    var answerAt = line.at().plus(open + 1);
    if (answer.isBlank()) {
      throw new PhraseFault(answerAt, "the answer in [ ] is empty");
    }
    if (answer.stripLeading().startsWith("=")) {
      formula(
          item, answer.substring(answer.indexOf('=') + 1), answerAt.plus(answer.indexOf('=') + 1));
    } else {
      var kind = kind(item, answer, answerAt);
      item.kind = kind;
      item.type = kind.type();
    }
    tail(item, new Phrase(line.text().substring(close + 1), line.at().plus(close + 1)));
  }

  private void formula(Item item, String text, Position at) {
    names.readLater(
        item,
        () ->
            blocks.attemptTo(
                () -> {
                  var phrase = new Phrase(text, at);
                  var term = valueOrVerdict(phrase, item.form());
                  phrase.end();
                  item.formula = term;
                  item.type = term.type();
                }));
  }

  /** A sum, or a condition whose truth is the value. */
  private Term valueOrVerdict(Phrase phrase, Form form) {
    int mark = phrase.mark();
    try {
      var term = new RuleReader(names, phrase, RuleReader.Place.FORM, form).conditionalSum();
      if (phrase.atEnd()) {
        return term;
      }
    } catch (PhraseFault notASum) {
      // Read again as a condition, whose fault is the one to show.
    }
    phrase.reset(mark);
    var condition = new RuleReader(names, phrase, RuleReader.Place.FORM, form).condition();
    return new Term.Verdict(condition, phrase.since(mark));
  }

  private void tail(Item item, Phrase phrase) {
    while (!phrase.atEnd()) {
      if (phrase.nextIs("if")) {
        phrase.expect("if");
        later(phrase, item, condition -> item.askedIf = condition);
        return;
      }
      if (phrase.accept("by")) {
        item.answeredBy = phrase.word("a role");
      } else if (phrase.accept("starts")) {
        starts(item, phrase);
        return;
      } else if (phrase.accept("proposed by")) {
        var source = phrase.dotted("a question");
        var rest = phrase.rest();
        var at = phrase.here();
        names.readLater(new Object(), () -> blocks.attemptTo(() -> propose(item, source, phrase)));
        if (!rest.isEmpty()) {
          tail(item, new Phrase(rest, at));
        }
        return;
      } else {
        throw phrase.fault(
            "after the answer only 'if …', 'by …', 'starts …' or 'proposed by …' may follow, not '"
                + phrase.peekWord()
                + "'");
      }
    }
  }

  private void starts(Item item, Phrase phrase) {
    if (!(item.type instanceof Type.Coded coded)) {
      throw phrase.fault("only a coded question can start with an answer");
    }
    item.startsAs =
        Names.oneOf(
            phrase.word("an answer"), coded.list().codes(), "an answer of this question", phrase);
    if (phrase.accept("if")) {
      later(phrase, item, condition -> item.startsIf = condition);
    }
  }

  private void propose(Item item, String source, Phrase phrase) {
    int dot = source.indexOf('.');
    var proposer =
        Optional.ofNullable(dot < 0 ? item.form() : names.forms.get(source.substring(0, dot)))
            .flatMap(form -> form.item(source.substring(dot + 1)))
            .orElseThrow(
                () ->
                    phrase.fault(
                        "nothing is called '"
                            + source
                            + "'"
                            + Faults.didYouMean(source, names.everyValue(item.form()))));
    if (!(names.typeOf(proposer, phrase) instanceof Type.Coded from)
        || !(item.type instanceof Type.Coded to)) {
      throw phrase.fault("only coded answers can be proposed");
    }
    for (var code : from.list().codes()) {
      if (to.list().indexOf(code) < 0) {
        throw phrase.fault("'" + code + "' can be proposed but is no answer of this question");
      }
    }
    item.proposedBy = proposer;
  }

  private void later(Phrase phrase, Item item, java.util.function.Consumer<Condition> use) {
    var rest = phrase.rest();
    var at = phrase.here();
    names.readLater(
        new Object(),
        () ->
            blocks.attemptTo(
                () -> {
                  var text = new Phrase(rest, at);
                  use.accept(
                      new RuleReader(names, text, RuleReader.Place.FORM, item.form()).condition());
                  text.end();
                }));
  }

  private AnswerKind kind(Item item, String answer, Position at) {
    var parts = new ArrayList<String>();
    var starts = new ArrayList<Position>();
    int from = 0;
    for (var part : answer.split(",", -1)) {
      int blank = part.length() - part.stripLeading().length();
      parts.add(part.strip());
      starts.add(at.plus(from + blank));
      from += part.length() + 1;
    }
    var first = parts.getFirst();
    boolean optional = parts.contains("optional");
    return switch (first) {
      case "yes/no" ->
          only(new AnswerKind.OneOf(CodeList.YES_NO, optional), parts, starts, Set.of("optional"));
      case "date" ->
          only(
              new AnswerKind.Date(
                  parts.contains("partial"), parts.contains("identifying"), optional),
              parts,
              starts,
              Set.of("partial", "identifying", "optional"));
      case "date time" ->
          only(new AnswerKind.DateTime(optional), parts, starts, Set.of("optional"));
      case "time" -> only(new AnswerKind.Time(optional), parts, starts, Set.of("optional"));
      case "text" -> only(new AnswerKind.Text(optional), parts, starts, Set.of("optional"));
      case "file" -> only(new AnswerKind.File(optional), parts, starts, Set.of("optional"));
      case "signature" ->
          only(new AnswerKind.Signature(optional), parts, starts, Set.of("optional"));
      default -> {
        if (first.contains("..")) {
          yield amount(parts, starts);
        }
        yield only(
            new AnswerKind.OneOf(codes(item, first, starts.getFirst()), optional),
            parts,
            starts,
            Set.of("optional"));
      }
    };
  }

  private static AnswerKind only(
      AnswerKind kind, List<String> parts, List<Position> starts, Set<String> allowed) {
    for (int i = 1; i < parts.size(); i++) {
      if (!allowed.contains(parts.get(i))) {
        throw new PhraseFault(
            starts.get(i),
            "'"
                + parts.get(i)
                + "' is not a property of this answer"
                + Faults.didYouMean(parts.get(i), allowed));
      }
    }
    return kind;
  }

  private CodeList codes(Item item, String text, Position at) {
    boolean ordered = text.contains("<");
    if (!ordered && !text.contains("|")) {
      var list = names.lists.get(text);
      if (list == null) {
        var kinds =
            new ArrayList<>(
                List.of("yes/no", "date", "date time", "time", "text", "file", "signature"));
        kinds.addAll(names.lists.keySet());
        throw new PhraseFault(
            at, "'" + text + "' is not a kind of answer" + Faults.didYouMean(text, kinds));
      }
      names.usedLists.add(text);
      return list;
    }
    return codeList(item.path(), text, at);
  }

  /** Codes between {@code |}, or between {@code <} when they have an order. */
  static CodeList codeList(String name, String text, Position at) {
    boolean ordered = text.contains("<");
    if (ordered && text.contains("|")) {
      throw new PhraseFault(
          at, "answers are separated by '|', or by '<' when they have an order, not by both");
    }
    var codes = new ArrayList<String>();
    for (var part : text.split(ordered ? "<" : "\\|", -1)) {
      var code = part.strip();
      if (!Names.wellFormed(code)) {
        throw new PhraseFault(
            at, "'" + code + "' is not an answer code: letters, digits and hyphens");
      }
      if (codes.contains(code)) {
        throw new PhraseFault(at, "the answer '" + code + "' is written twice");
      }
      codes.add(code);
    }
    if (codes.size() > CodeList.MOST) {
      throw new PhraseFault(
          at, "a question has at most " + CodeList.MOST + " answers, not " + codes.size());
    }
    boolean numbered = codes.stream().allMatch(code -> code.matches("\\d{1,9}"));
    for (int i = 1; numbered && ordered && i < codes.size(); i++) {
      if (Integer.parseInt(codes.get(i)) != Integer.parseInt(codes.get(i - 1)) + 1) {
        throw new PhraseFault(at, "numbered answers follow each other without a gap");
      }
    }
    return new CodeList(name, codes, ordered);
  }

  private static AnswerKind amount(List<String> parts, List<Position> starts) {
    var range = span(parts.getFirst(), starts.getFirst());
    if (range.low() == range.high()) {
      throw new PhraseFault(starts.getFirst(), "the range leaves only one possible answer");
    }
    var unit = range.unit();
    Optional<Span> expected = Optional.empty();
    boolean lab = false;
    boolean optional = false;
    var others = new ArrayList<OtherUnit>();
    for (int i = 1; i < parts.size(); i++) {
      var part = parts.get(i);
      var at = starts.get(i);
      if (part.equals("lab")) {
        lab = true;
      } else if (part.equals("optional")) {
        optional = true;
      } else if (part.startsWith("expect ")) {
        var usual = span(part.substring("expect ".length()), at);
        if (usual.low() < range.low() || usual.high() > range.high()) {
          throw new PhraseFault(at, "the expected range leaves the possible range");
        }
        expected = Optional.of(new Span(usual.low(), usual.high()));
      } else if (part.startsWith("or ")) {
        others.add(otherUnit(part, at));
      } else {
        throw new PhraseFault(
            at,
            "'"
                + part
                + "' is not a property of an answer"
                + Faults.didYouMean(part, List.of("lab", "optional")));
      }
    }
    return new AnswerKind.Amount(unit, range.low(), range.high(), expected, lab, others, optional);
  }

  private record UnitSpan(double low, double high, Unit unit) {}

  private static UnitSpan span(String text, Position at) {
    var match = RANGE.matcher(text);
    if (!match.matches()) {
      throw new PhraseFault(at, "'" + text + "' is not a range; write for example 0..1000 10^9/L");
    }
    var symbol = Optional.ofNullable(match.group(3)).orElse("").strip();
    var unit =
        (symbol.isEmpty() ? Optional.of(Unit.NONE) : Unit.parse(symbol))
            .orElseThrow(
                () ->
                    new PhraseFault(
                        at,
                        "'"
                            + symbol
                            + "' is not a unit"
                            + Unit.suggest(symbol)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse("")));
    double low = Double.parseDouble(match.group(1));
    double high = Double.parseDouble(match.group(2));
    if (low > high) {
      throw new PhraseFault(at, "the range runs backwards");
    }
    return new UnitSpan(low, high, unit);
  }

  private static OtherUnit otherUnit(String part, Position at) {
    var phrase = new Phrase(part, at);
    phrase.expect("or");
    var unit =
        phrase.unit().orElseThrow(() -> phrase.fault("a unit is needed, as in 'or mg/dL x 88.4'"));
    phrase.expect("x");
    double factor = phrase.needNumber();
    phrase.end();
    if (factor <= 0) {
      throw phrase.fault("the factor must be above 0");
    }
    return new OtherUnit(unit, factor);
  }

  private void table(Item item, Node.Block table) {
    var codes = new ArrayList<String>();
    for (var entry : table.entries()) {
      if (entry.key().equals("title")) {
        blocks.line(entry).ifPresent(line -> blocks.attemptTo(() -> question(item, line)));
      } else if (!Names.wellFormed(entry.key())) {
        blocks
            .faults()
            .add(
                entry.at(),
                "'" + entry.key() + "' is not an answer code: letters, digits and hyphens");
      } else {
        codes.add(entry.key());
      }
    }
    if (codes.isEmpty() || codes.size() > CodeList.MOST) {
      throw new PhraseFault(
          table.at(),
          item.path() + ": a table needs 1 to " + CodeList.MOST + " lines 'code: condition'");
    }
    var list = listOf(item, codes, table);
    item.type = new Type.Coded(list);
    // Conditions are read once every name is known.
    names.readLater(new Object(), () -> lines(item, table, list));
  }

  private CodeList listOf(Item item, List<String> codes, Node.Block table) {
    if (item.type instanceof Type.Coded asked) {
      for (var entry : table.entries()) {
        if (!entry.key().equals("title") && asked.list().indexOf(entry.key()) < 0) {
          throw new PhraseFault(
              entry.at(),
              "'"
                  + entry.key()
                  + "' is not an answer of "
                  + item.path()
                  + Faults.didYouMean(entry.key(), asked.list().codes()));
        }
      }
      return asked.list();
    }
    // A table that gives exactly the codes of a list, in any order, is of that list.
    return names.lists.values().stream()
        .filter(list -> list.codes().containsAll(codes) && codes.size() > 2)
        .findFirst()
        .map(list -> used(list))
        .orElseGet(() -> ownList(item.path(), codes));
  }

  /**
   * Codes that begin with a digit are grades: they are ordered by number, however the lines are
   * written.
   */
  private static CodeList ownList(String name, List<String> codes) {
    boolean graded = codes.stream().allMatch(code -> code.matches("\\d\\w?"));
    return new CodeList(name, graded ? codes.stream().sorted().toList() : codes, graded);
  }

  private CodeList used(CodeList list) {
    names.usedLists.add(list.name());
    return list;
  }

  private void lines(Item item, Node.Block table, CodeList list) {
    var lines = new ArrayList<Item.Choice>();
    boolean ended = false;
    for (var entry : table.entries()) {
      if (entry.key().equals("title") || list.indexOf(entry.key()) < 0) {
        continue;
      }
      if (ended) {
        blocks.faults().add(entry.at(), "nothing may follow 'otherwise'");
      }
      var line = blocks.line(entry);
      var condition =
          line.flatMap(
              text ->
                  blocks.attempt(
                      () -> RuleReader.condition(names, text, RuleReader.Place.FORM, item.form())));
      condition.ifPresent(
          when -> lines.add(new Item.Choice(entry.key(), list.bit(entry.key()), when, entry.at())));
      ended = condition.isPresent() && condition.get() instanceof Condition.Otherwise;
    }
    item.table = new Item.Table(list, lines);
  }
}
