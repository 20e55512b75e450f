package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialwright.quantities.Truth;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What the expressions of the ODM file say of answers drawn by chance is what the study's own rules
 * say: every expression is read out of the file and asked by the XPath of the JDK.
 */
class OdmRulesTest {
  private static final String NAMESPACE = "http://www.cdisc.org/ns/odm/v2.0";
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
  private static final long SEED = 20_261_128;
  private static final int FEW = 40;
  private static final int MANY = 10_000;

  /** An expression of the file, with what its variables are. */
  private record Formal(
      String name, Map<String, String> variables, Map<String, XPathExpression> expressions) {}

  private final Map<String, Object> bound = new HashMap<>();
  private final XPath xpath = xpath();

  private XPath xpath() {
    var factory = XPathFactory.newInstance();
    // The JDK guards against expressions of strangers; a date and a criterion are long.
    for (var limit : List.of("xpathExprGrpLimit", "xpathExprOpLimit", "xpathTotalOpLimit")) {
      factory.setProperty("jdk.xml." + limit, "0");
    }
    var made = factory.newXPath();
    made.setXPathVariableResolver(variable -> bound.get(variable.getLocalPart()));
    return made;
  }

  private static Study study(String name) {
    var folder = name.equals("every-rule") ? EveryRuleTest.FOLDER : Path.of("..", "studies", name);
    return StudyReader.read(Folder.read(folder)).orThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"palace3", "tracks", "liver-fat", "every-rule"})
  void the_expressions_say_what_the_rules_say(String name) throws Exception {
    compare(name, FEW);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"palace3", "tracks", "liver-fat", "every-rule"})
  void the_expressions_say_what_the_rules_say_of_many(String name) throws Exception {
    compare(name, MANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"palace3", "tracks", "liver-fat", "three-arm", "escalation", "every-rule"})
  void every_rule_has_a_condition_in_both_languages_or_is_listed(String name) throws Exception {
    var study = study(name);
    var odm = OdmRules.of(study, NOW);
    var file = read(odm.text());
    var names = new ArrayList<String>();
    for (var condition : elements(file.getDocumentElement(), "ConditionDef")) {
      names.add(condition.getAttribute("Name"));
      assertThat(elements(condition, "TranslatedText"))
          .extracting(one -> one.getAttribute("xml:lang"))
          .containsExactly("en", "zh");
      assertThat(elements(condition, "FormalExpression"))
          .as(condition.getAttribute("Name"))
          .hasSize(unsaid(odm, condition.getAttribute("Name")) ? 0 : 2);
    }
    for (var line : RuleLines.of(study)) {
      switch (line.rule()) {
        case RuleLine.Rule.Holds _ -> assertThat(names).contains(line.name());
        case RuleLine.Rule.Decides(_, var table) ->
            table
                .lines()
                .forEach(one -> assertThat(names).contains(line.name() + "." + one.code()));
        case RuleLine.Rule.Comes _, RuleLine.Rule.Gives _ ->
            assertThat(
                    unsaid(odm, line.name())
                        || elements(file.getDocumentElement(), "MethodDef").stream()
                            .anyMatch(one -> one.getAttribute("Name").equals(line.name())))
                .as(line.name())
                .isTrue();
      }
    }
    odm.unsaid()
        .forEach(
            one ->
                assertThat(odm.text()).contains("<!-- ").contains(one.why().replace("--", "- -")));
  }

  private static boolean unsaid(OdmRules odm, String name) {
    return odm.unsaid().stream().anyMatch(one -> one.rule().equals(name));
  }

  /** The schema is not ours to copy: its place is named by a property. */
  @ParameterizedTest
  @ValueSource(strings = {"palace3", "tracks", "liver-fat", "three-arm", "double-blind"})
  void the_file_is_odm(String name) throws Exception {
    var place = System.getProperty("trialwright.odm");
    if (place == null || !Files.isRegularFile(Path.of(place, "ODM.xsd"))) {
      var why = "skipped: name the folder of CDISC's ODM 2.0 schema by -Dtrialwright.odm=PATH";
      System.out.println(why);
      Assumptions.abort(why);
      return;
    }
    var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
    var schema = factory.newSchema(Path.of(place, "ODM.xsd").toFile());
    schema
        .newValidator()
        .validate(new StreamSource(new StringReader(OdmRules.of(study(name), NOW).text())));
  }

  @Test
  void whatever_stands_in_a_text_stays_text() throws Exception {
    var evil = "a < b & \"c\" --> ]]> \u0001 'd'";
    var xml = new Xml().begin("a", "b", evil).comment(evil).leaf("c", evil).end().document();
    var read = read(xml).getDocumentElement();
    assertThat(read.getAttribute("b")).isEqualTo(evil.replace('\u0001', ' '));
    assertThat(read.getTextContent().strip()).isEqualTo(evil.replace('\u0001', ' '));
  }

  // ---- comparing

  private void compare(String name, int people) throws Exception {
    var study = study(name);
    var odm = OdmRules.of(study, NOW);
    var formal = formal(read(odm.text()));
    var inputs = new HashMap<String, XPathRules.Input>();
    odm.inputs().forEach(input -> inputs.put(input.name(), input));
    var urn = new RandomPerson.Urn(study);
    var differences = new ArrayList<String>();
    Map<Truth, Integer> verdicts = new TreeMap<>();
    for (int i = 0; i < people; i++) {
      var person = i % 2 == 0 ? RandomPerson.plain(urn, SEED + i) : new RandomPerson(urn, SEED + i);
      for (var said : odm.said()) {
        var one = Objects.requireNonNull(formal.get(said.name()));
        Row row = said.line().form().map(person::sheet).orElse(Rows.NONE);
        boolean known = true;
        bound.clear();
        for (var variable : one.variables().entrySet()) {
          var input = Objects.requireNonNull(inputs.get(variable.getValue()));
          var answer = answer(input, said, person, row);
          known &= !partly(answer);
          bound.put(variable.getKey(), text(input, answer).<Object>map(text -> text).orElse(none));
        }
        World world = said.line().fresh() ? new FreshOnly(person, study.who().fresh()) : person;
        var expected = said.condition().test(world, row);
        var found = asked(one);
        verdicts.merge(expected, 1, Integer::sum);
        // Of what is partly known the file says less, and never something else.
        if (found != expected && (known || found != Truth.UNKNOWN)) {
          differences.add(
              "%s: the rule says %s, the expressions %s".formatted(one.name(), expected, found));
        }
      }
    }
    System.out.printf(
        "ODM, %s: %d conditions with expressions, %d rules with words alone, %d answer sets (seed"
            + " %d): %d disagreements; %s%n",
        name, odm.said().size(), odm.unsaid().size(), people, SEED, differences.size(), verdicts);
    assertThat(differences.stream().limit(5).toList()).isEmpty();
    assertThat(verdicts.keySet()).containsExactlyInAnyOrder(Truth.values());
  }

  private static Answer answer(
      XPathRules.Input input, OdmRules.Said said, RandomPerson person, Row row) {
    var name = input.name().replaceAll(" (upper|lower) limit$", "");
    var answer =
        said.own().contains(name)
            ? row.answer(input.of().orElseThrow())
            : person.of(new RRules.Column("", name, input.type(), input.source()));
    if (name.equals(input.name())) {
      return answer;
    }
    double end =
        answer instanceof Answer.Ranged ranged
            ? (input.name().endsWith(" upper limit") ? ranged.uln() : ranged.lln())
            : Double.NaN;
    return Double.isNaN(end) ? Answers.UNKNOWN : Answer.exactly(end);
  }

  /** Whether the file cannot hold what is known of it. */
  private static boolean partly(Answer answer) {
    return switch (answer) {
      case Answer.Coded _, Answer.Ranged _ -> !answer.known();
      case Answer.NotSigned _ -> true;
      case Answer.NotAsked _, Answer.Unknown _, Answer.Written _ -> false;
    };
  }

  /** The text of an answer; nothing when it is not known. */
  private static Optional<String> text(XPathRules.Input input, Answer answer) {
    if (answer instanceof Answer.NotAsked) {
      return Optional.of("");
    }
    return answer.known() ? Optional.of(XPathRules.value(answer, input.type())) : Optional.empty();
  }

  private final NodeList none = new NoNodes();

  private static final class NoNodes implements NodeList {
    @Override
    public @Nullable Node item(int index) {
      return null;
    }

    @Override
    public int getLength() {
      return 0;
    }
  }

  private Truth asked(Formal formal) {
    boolean yes = asked(formal, OdmRules.SURELY_YES);
    boolean no = asked(formal, OdmRules.SURELY_NO);
    if (yes && no) {
      throw new AssertionError(formal.name() + " is yes and no");
    }
    return yes ? Truth.YES : no ? Truth.NO : Truth.UNKNOWN;
  }

  private boolean asked(Formal formal, String context) {
    try {
      return (Boolean)
          Objects.requireNonNull(formal.expressions().get(context))
              .evaluate((Object) null, XPathConstants.BOOLEAN);
    } catch (XPathException trouble) {
      throw new AssertionError(formal.name(), trouble);
    }
  }

  // ---- reading the file

  private Map<String, Formal> formal(Document file) throws XPathException {
    var all = new HashMap<String, Formal>();
    for (var condition : elements(file.getDocumentElement(), "ConditionDef")) {
      var variables = new HashMap<String, String>();
      for (var parameter : elements(condition, "Parameter")) {
        variables.put(
            parameter.getAttribute("Name"),
            parameter.getAttribute("Definition").substring("IT.".length()));
      }
      var expressions = new HashMap<String, XPathExpression>();
      for (var expression : elements(condition, "FormalExpression")) {
        expressions.put(
            expression.getAttribute("Context"),
            xpath.compile(elements(expression, "Code").getFirst().getTextContent()));
      }
      var name = condition.getAttribute("Name");
      all.put(name, new Formal(name, variables, expressions));
    }
    return all;
  }

  private static List<Element> elements(Element in, String name) {
    var found = new ArrayList<Element>();
    var nodes = in.getElementsByTagNameNS(NAMESPACE, name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static Document read(String xml) throws SAXException, IOException {
    return builder().parse(new InputSource(new StringReader(xml)));
  }

  private static DocumentBuilder builder() {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    try {
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder();
    } catch (ParserConfigurationException trouble) {
      throw new IllegalStateException(trouble);
    }
  }
}
