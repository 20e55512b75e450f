package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;

/**
 * Every kind of rule, in the words of people and of a browser. The tables beside the study are what
 * is expected: {@code -Dtrialwright.draw=true} writes them anew, and who does so reads what
 * changed.
 */
class EveryRuleTest {
  static final Path FOLDER = Path.of("src/test/resources/org/trialwright/study/every-rule");
  private static final Study STUDY = StudyReader.read(Folder.read(FOLDER)).orThrow();
  private static final Speaker ENGLISH = Speaker.of(STUDY, "en");
  private static final Speaker CHINESE = Speaker.of(STUDY, "zh");

  /** Somebody of whom all is known, nothing is, and some is: in part, not asked, not signed. */
  private static final Map<String, String> PEOPLE = new LinkedHashMap<>();

  static {
    PEOPLE.put(
        "all",
        "consent: signed=yes, signed-on=2024-01-05; exam@check: day=2024-06-01, weight=82; exam:"
            + " day=2024-06-10, sex=female, ecog=2, worst=mild, before=grave, height=170,"
            + " weight=80, mass=81000, creatinine=150 (45..84), platelets=60 (150..400),"
            + " smokes=yes, packs=2, remark=none; scan: day=2024-04-10, size=3, severity=mild,"
            + " result=clear; scan: day=2024-06-10, size=9, severity=grave, result=growing; stop:"
            + " day=2024-04-20; death: day=2024-06-14");
    PEOPLE.put("nothing", "");
    PEOPLE.put(
        "half",
        "exam: ecog=0 or 1 or 2 or 3 or 4, worst=mild, weight=80, smokes=no, creatinine=90 (45..),"
            + " packs=-; scan: size=9, result=clear or growing; stop: day=2024-04-20; dose:"
            + " drug=oldamab; ae: aware-at=2024-06-10 12:00 +00:00, told-at=09:15");
    PEOPLE.put(
        "some",
        "exam: ecog=1 or 2, worst=-, before=mild, height=160..180, weight=unsigned, mass=not done,"
            + " creatinine=90, smokes=-; scan: size=2..7, severity=mild or moderate; stop: day=-;"
            + " death: day=2024-05");
  }

  private static List<RuleLine> conditions() {
    return RuleLines.of(STUDY).stream()
        .filter(line -> line.rule() instanceof RuleLine.Rule.Holds)
        .toList();
  }

  private static Condition condition(RuleLine line) {
    return ((RuleLine.Rule.Holds) line.rule()).condition();
  }

  private static String plain(Spoken spoken) {
    return spoken.text().replace('\u00a0', ' ').replace('\u2009', ' ').replace('\u202f', ' ');
  }

  private static void holds(String file, Stream<List<String>> rows) throws IOException {
    var found = rows.map(row -> String.join(" ¦ ", row)).toList();
    var at = FOLDER.resolve(file);
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.write(at, found);
    }
    assertThat(found).isEqualTo(Files.readAllLines(at));
  }

  @Test
  void every_kind_of_condition_and_of_value_is_there() {
    var conditions = new ArrayList<Class<?>>();
    var terms = new ArrayList<Class<?>>();
    for (var line : RuleLines.of(STUDY)) {
      switch (line.rule()) {
        case RuleLine.Rule.Holds(var one) ->
            Mentions.in(one, c -> conditions.add(c.getClass()), t -> terms.add(t.getClass()));
        case RuleLine.Rule.Comes(var one) ->
            Mentions.in(one, c -> conditions.add(c.getClass()), t -> terms.add(t.getClass()));
        case RuleLine.Rule.Decides(_, var table) ->
            table
                .lines()
                .forEach(
                    choice ->
                        Mentions.in(
                            choice.when(),
                            c -> conditions.add(c.getClass()),
                            t -> terms.add(t.getClass())));
        case RuleLine.Rule.Gives _ -> {}
      }
    }
    assertThat(Set.copyOf(conditions))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Condition.class, Condition.Compared.class)
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .filter(kind -> kind != Condition.Compared.class)
                .toList());
    // A verdict is a condition where a value is needed; what is mentioned is the condition.
    terms.add(Term.Verdict.class);
    assertThat(Set.copyOf(terms)).containsExactlyInAnyOrder(Term.class.getPermittedSubclasses());
  }

  @Test
  void what_people_read_of_every_rule() throws IOException {
    holds(
        "said.txt",
        RuleLines.of(STUDY).stream()
            .flatMap(
                line ->
                    switch (line.rule()) {
                      case RuleLine.Rule.Holds(var one) ->
                          Stream.of(
                              List.of(
                                  line.name(),
                                  plain(ENGLISH.condition(one)),
                                  plain(CHINESE.condition(one))));
                      case RuleLine.Rule.Comes(var one) ->
                          Stream.of(
                              List.of(
                                  line.name(), plain(ENGLISH.term(one)), plain(CHINESE.term(one))));
                      case RuleLine.Rule.Decides _, RuleLine.Rule.Gives _ ->
                          Stream.<List<String>>empty();
                    }));
  }

  @Test
  void why_every_rule_is_so() throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var line : conditions()) {
      PEOPLE.forEach(
          (who, facts) -> {
            var asked = new Asked(STUDY, facts);
            var records = line.form().map(asked::rows).orElse(List.of(Rows.NONE));
            if (records.isEmpty()) {
              return;
            }
            var record = records.getLast();
            var reasons = condition(line).because(asked, record);
            var holds = condition(line).test(asked, record);
            // What ought to hold and does is no reason for anything.
            var because = holds == Truth.YES ? "" : plain(ENGLISH.because(reasons));
            rows.add(
                List.of(
                    line.name(), who, holds.toString(), because, plain(ENGLISH.finding(reasons))));
          });
    }
    holds("why.txt", rows.stream());
  }

  /** Each rule as a criterion to include, and as one to exclude. */
  @Test
  void what_would_change_a_verdict() throws IOException {
    var rows = new ArrayList<List<String>>();
    for (var line : conditions()) {
      if (line.form().isPresent()) {
        continue;
      }
      for (var kind : Who.Kind.values()) {
        var criterion =
            new Who.Criterion(
                kind,
                "one",
                "One",
                List.of(new Who.Rule("one", condition(line))),
                new Position("rule", 1, 1));
        var who = new Who(List.of(criterion), Map.of());
        PEOPLE.forEach(
            (name, facts) -> {
              var verdict = who.judge(new Asked(STUDY, facts)).verdicts().getFirst();
              if (verdict.met() != Truth.YES) {
                rows.add(
                    List.of(
                        line.name(),
                        kind.toString(),
                        name,
                        plain(ENGLISH.verdict(verdict)),
                        plain(ENGLISH.wouldChange(verdict))));
              }
            });
      }
    }
    holds("change.txt", rows.stream());
  }

  @Test
  void what_a_browser_is_told_of_every_rule() throws IOException {
    var asked = Set.of("age", "exam.ecog", "exam.weight", "exam.smokes", "exam.packs", "stop.day");
    holds(
        "join.txt",
        conditions().stream()
            .map(
                line -> {
                  var criterion =
                      new Who.Criterion(
                          Who.Kind.INCLUDE, "one", "One", List.of(), new Position("rule", 1, 1));
                  var gates = new LinkedHashMap<String, List<Object>>();
                  var rules = new JoinRules(asked, criterion, gates);
                  try {
                    var told = rules.rule(condition(line));
                    return List.of(
                        line.name(), told.toString(), rules.read().toString(), gates.toString());
                  } catch (PhraseFault refused) {
                    return List.of(line.name(), "refused", refused.getMessage());
                  }
                }));
  }
}
