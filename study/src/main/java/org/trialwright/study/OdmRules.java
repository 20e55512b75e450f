package org.trialwright.study;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a study as metadata of CDISC ODM 2.0: a condition for each rule, in English and
 * Chinese and as expressions; a method for each number that is worked out; a definition for each
 * answer that they read. What the expressions cannot say has words alone, and is listed.
 */
public final class OdmRules {
  /** Which expressions stand in a file; the reference says how an answer becomes a variable. */
  static final String SURELY_YES = "XPath 1.0: surely yes";

  static final String SURELY_NO = "XPath 1.0: surely no";
  static final String VALUE = "XPath 1.0: value";

  /** A rule that has words alone. */
  public record Unsaid(String rule, String why) {}

  /**
   * A condition that has expressions.
   *
   * @param own questions that it asks of the record itself
   */
  record Said(String name, RuleLine line, Condition condition, Set<String> own) {}

  private final Study study;
  private final Map<String, SpeakerClauses> clauses = new LinkedHashMap<>();
  private final Map<String, SpeakerLabels> labels = new LinkedHashMap<>();
  private final XPathRules rules;
  private final List<Unsaid> unsaid = new ArrayList<>();
  private final List<Said> said = new ArrayList<>();
  private final List<Runnable> conditions = new ArrayList<>();
  private final List<Runnable> methods = new ArrayList<>();
  private final Xml xml = new Xml();
  private final String text;

  private OdmRules(Study study, Instant written) {
    this.study = study;
    language("en", new English());
    language("zh", new Chinese());
    this.rules = new XPathRules(study.who().fresh());
    RuleLines.of(study).forEach(this::line);
    this.text = document(written.truncatedTo(ChronoUnit.SECONDS));
  }

  /**
   * @param written the moment that the file names as that of its making
   */
  public static OdmRules of(Study study, Instant written) {
    return new OdmRules(study, written);
  }

  /** The file. */
  public String text() {
    return text;
  }

  public List<Unsaid> unsaid() {
    return List.copyOf(unsaid);
  }

  List<Said> said() {
    return List.copyOf(said);
  }

  List<XPathRules.Input> inputs() {
    return rules.inputs();
  }

  private void language(String name, Grammar grammar) {
    var words = new SpeakerLabels(study, name, grammar);
    labels.put(name, words);
    clauses.put(name, new SpeakerClauses(words, new SpeakerValues(words)));
  }

  // ---- rules

  private void line(RuleLine line) {
    switch (line.rule()) {
      case RuleLine.Rule.Holds(var condition) -> condition(line, line.name(), condition);
      case RuleLine.Rule.Decides(_, var table) ->
          table.lines().forEach(one -> condition(line, line.name() + "." + one.code(), one.when()));
      case RuleLine.Rule.Comes(var term) -> method(line, term);
      case RuleLine.Rule.Gives _ ->
          unsaid.add(new Unsaid(line.name(), "a dose is rounded in decimals"));
    }
  }

  private void condition(RuleLine line, String name, Condition condition) {
    List<XPathRules.Input> read = List.of();
    Map<String, String> expressions = new LinkedHashMap<>();
    try {
      var both = rules.condition(line, condition);
      read = rules.read();
      expressions.put(SURELY_YES, both.yes());
      expressions.put(SURELY_NO, both.no());
      said.add(new Said(name, line, condition, rules.own()));
    } catch (XPathRules.Unsaid refused) {
      unsaid.add(new Unsaid(name, refused.why()));
    }
    var inputs = read;
    conditions.add(
        () ->
            definition(
                "ConditionDef",
                new String[] {"OID", "CD." + name, "Name", name},
                words -> words.condition(condition),
                inputs,
                expressions,
                "boolean"));
  }

  private void method(RuleLine line, Term term) {
    String expression;
    try {
      expression = rules.number(line, term);
    } catch (XPathRules.Unsaid refused) {
      unsaid.add(new Unsaid(line.name(), refused.why()));
      return;
    }
    var inputs = rules.read();
    methods.add(
        () ->
            definition(
                "MethodDef",
                new String[] {
                  "OID", "MT." + line.name(), "Name", line.name(), "Type", "Computation"
                },
                words -> words.term(term),
                inputs,
                Map.of(VALUE, expression),
                "double"));
  }

  // ---- the file

  private String document(Instant written) {
    xml.begin(
            "ODM",
            "xmlns",
            "http://www.cdisc.org/ns/odm/v2.0",
            "FileType",
            "Snapshot",
            "Granularity",
            "Metadata",
            "ODMVersion",
            "2.0",
            "FileOID",
            "rules." + study.seal(),
            "CreationDateTime",
            written.toString(),
            "SourceSystem",
            "Trialwright")
        .begin(
            "Study",
            "OID",
            "ST." + study.name(),
            "StudyName",
            study.name(),
            "ProtocolName",
            study.name(),
            "VersionID",
            study.version())
        .begin("MetaDataVersion", "OID", "MV." + study.seal(), "Name", study.version());
    xml.comment(
        unsaid.isEmpty()
            ? "every rule has an expression"
            : "These have no expression, because it would have to ask for what stands behind them.");
    unsaid.forEach(one -> xml.comment(one.rule() + ": " + one.why()));
    var lists = new LinkedHashMap<String, XPathRules.Input>();
    rules.inputs().forEach(input -> item(input, lists));
    lists.forEach(this::codes);
    conditions.forEach(Runnable::run);
    methods.forEach(Runnable::run);
    return xml.end().end().end().document();
  }

  private void item(XPathRules.Input input, Map<String, XPathRules.Input> lists) {
    xml.begin(
        "ItemDef",
        "OID",
        "IT." + input.name(),
        "Name",
        input.name(),
        "DataType",
        dataType(input.type()));
    xml.begin("Description");
    for (var language : labels.entrySet()) {
      translated(
          language.getKey(), input.of().map(language.getValue()::subject).orElse(input.name()));
    }
    xml.end();
    input
        .of()
        .filter(item -> item.path().equals(input.name()))
        .flatMap(Item::kind)
        .filter(AnswerKind.Amount.class::isInstance)
        .map(AnswerKind.Amount.class::cast)
        .ifPresent(
            amount -> {
              limit("GE", amount.low());
              limit("LE", amount.high());
            });
    if (input.type() instanceof Type.Coded coded) {
      xml.empty("CodeListRef", "CodeListOID", oid(coded.list()));
      lists.putIfAbsent(oid(coded.list()), input);
    }
    xml.end();
  }

  private void limit(String comparator, double limit) {
    xml.begin("RangeCheck", "Comparator", comparator, "SoftHard", "Hard")
        .leaf("CheckValue", XPathRules.written(limit))
        .end();
  }

  private static String oid(CodeList list) {
    return "CL." + list.name() + "." + String.join(list.ordered() ? "<" : "|", list.codes());
  }

  private void codes(String oid, XPathRules.Input input) {
    if (!(input.type() instanceof Type.Coded(var list))) {
      return;
    }
    xml.begin("CodeList", "OID", oid, "Name", list.name(), "DataType", "text");
    for (int i = 0; i < list.codes().size(); i++) {
      var code = list.codes().get(i);
      xml.begin("CodeListItem", "CodedValue", code, "OrderNumber", String.valueOf(i + 1));
      xml.begin("Decode");
      labels.forEach(
          (language, words) -> translated(language, words.choice(list, input.of(), code)));
      xml.end().end();
    }
    xml.end();
  }

  /** What a rule says in one language. */
  private interface Words {
    String in(SpeakerClauses clauses);
  }

  private void definition(
      String element,
      String[] attributes,
      Words words,
      List<XPathRules.Input> inputs,
      Map<String, String> expressions,
      String result) {
    xml.begin(element, attributes).begin("Description");
    clauses.forEach((language, said) -> translated(language, words.in(said)));
    xml.end().begin("MethodSignature");
    for (int i = 0; i < inputs.size(); i++) {
      var input = inputs.get(i);
      xml.empty(
          "Parameter",
          "Name",
          input.variable(),
          "DataType",
          dataType(input.type()),
          "Definition",
          "IT." + input.name(),
          "OrderNumber",
          String.valueOf(i + 1));
    }
    xml.empty("ReturnValue", "Name", "result", "DataType", result).end();
    expressions.forEach(
        (context, code) ->
            xml.begin("FormalExpression", "Context", context).leaf("Code", code).end());
    xml.end();
  }

  private void translated(String language, String words) {
    xml.leaf("TranslatedText", Spoken.of(words).text(), "xml:lang", language, "Type", "text/plain");
  }

  private static String dataType(Type type) {
    return switch (type) {
      case Type.Coded _, Type.Words _ -> "text";
      case Type.Numeric _ -> "decimal";
      case Type.Day _ -> "partialDate";
      case Type.Moment _ -> "datetime";
      case Type.Clock _ -> "time";
    };
  }
}
