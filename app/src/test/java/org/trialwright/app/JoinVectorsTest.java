package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Because;
import org.trialwright.study.Folder;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.JoinQuestions;
import org.trialwright.study.JoinQuestions.Question;
import org.trialwright.study.Reads;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;
import org.trialwright.study.Term;
import org.trialwright.study.Type;
import org.trialwright.study.When;
import org.trialwright.study.Who;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one rule that has two implementations: what the script of "May I join?" says of a set of
 * answers in a real browser is what the journey says of a participant whose forms hold the same
 * answers today. Every answer alone, every two answers together, values at, below and above each
 * limit, and 10,000 random sets; verdicts and their reasons, for every study folder.
 */
@Tag("browser")
class JoinVectorsTest {
  private static final long SEED = 20_261_126;
  private static final int RANDOM = 10_000;
  private static final int BATCH = 2_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  private static final ParticipantId SOMEBODY = new ParticipantId("01-001");
  private static final Author AUTHOR = new Author("test", "Test", "investigator", Optional.empty());

  private static Optional<Chromium> browser = Optional.empty();

  /** An answer: codes of a list, or a number. */
  private sealed interface Given {
    record Codes(List<Integer> indices) implements Given {}

    record Number(double value) implements Given {}
  }

  @AfterAll
  static void close() {
    browser.ifPresent(Chromium::close);
  }

  static List<String> studies() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("..", "studies"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("study.yaml")))
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void the_script_says_what_the_journey_says(String name) {
    var study = StudyReader.read(Folder.read(Path.of("..", "studies", name))).orThrow();
    var all = JoinQuestions.of(study);
    assertThat(all.questions()).as("questions of " + name).isNotEmpty();
    List<Map<String, Given>> sets = new ArrayList<>(few(all));
    int few = sets.size();
    sets.addAll(random(all));
    var said = script(all, sets);
    List<String> differences = new ArrayList<>();
    Map<Truth, Integer> verdicts = new TreeMap<>();
    var hospital = new Hospital(study);
    for (int i = 0; i < sets.size(); i++) {
      var judged = judged(all, hospital.journey(sets.get(i)), verdicts);
      if (!judged.equals(said.get(i))) {
        differences.add(
            "%s: the journey says %s, the script %s".formatted(sets.get(i), judged, said.get(i)));
      }
    }
    System.out.printf(
        "May I join %s: %d criteria x %d answer sets (%d of one or two answers, %d random, seed %d):"
            + " %d disagreements; verdicts %s.%n",
        study.name(),
        all.criteria().stream().filter(JoinQuestions.Judged::atHome).count(),
        sets.size(),
        few,
        RANDOM,
        SEED,
        differences.size(),
        verdicts);
    assertThat(differences.stream().limit(5).toList()).isEmpty();
    assertThat(verdicts.keySet()).containsExactlyInAnyOrder(Truth.values());
  }

  // The answer sets -----------------------------------------------------------------------------

  private static List<Given> answers(JoinQuestions all, Question question) {
    if (!question.choices().isEmpty()) {
      return question.choices().stream()
          .map(choice -> (Given) new Given.Codes(choice.indices()))
          .toList();
    }
    Set<Double> numbers = new TreeSet<>(List.of(question.low(), question.high()));
    double step = question.item().isEmpty() ? 1 : 0.5;
    for (double limit : limits(all)) {
      numbers.addAll(List.of(limit - step, limit, limit + step));
    }
    numbers.removeIf(number -> number < question.low() || number > question.high());
    return numbers.stream().map(number -> (Given) new Given.Number(number)).toList();
  }

  /** Every number that stands in the rules. */
  private static Set<Double> limits(JoinQuestions all) {
    Set<Double> limits = new TreeSet<>();
    all.criteria().forEach(one -> limits(one.rules(), limits));
    all.gates().values().forEach(gate -> limits(gate, limits));
    return limits;
  }

  private static void limits(List<?> rule, Set<Double> into) {
    for (var part : rule) {
      if (part instanceof List<?> inner) {
        limits(inner, into);
      } else if (part instanceof Double number) {
        into.add(number);
      }
    }
  }

  /** Nothing, every answer alone, and every two together. */
  private static List<Map<String, Given>> few(JoinQuestions all) {
    List<Map<String, Given>> sets = new ArrayList<>();
    sets.add(Map.of());
    for (var one : all.questions()) {
      for (var answer : answers(all, one)) {
        sets.add(Map.of(one.name(), answer));
        for (var other : all.questions()) {
          if (one.name().compareTo(other.name()) < 0) {
            answers(all, other)
                .forEach(second -> sets.add(Map.of(one.name(), answer, other.name(), second)));
          }
        }
      }
    }
    return sets;
  }

  private static List<Map<String, Given>> random(JoinQuestions all) {
    var random = new Random(SEED);
    List<Map<String, Given>> sets = new ArrayList<>();
    for (int i = 0; i < RANDOM; i++) {
      Map<String, Given> set = new LinkedHashMap<>();
      for (var question : all.questions()) {
        var answers = answers(all, question);
        if (random.nextInt(5) > 0) {
          set.put(question.name(), answers.get(random.nextInt(answers.size())));
        }
      }
      sets.add(set);
    }
    return sets;
  }

  // The script ----------------------------------------------------------------------------------

  private static List<String> script(JoinQuestions all, List<Map<String, Given>> sets) {
    var engine = engine();
    var rules =
        Map.of(
            "gates",
            all.gates(),
            "criteria",
            all.criteria().stream()
                .filter(JoinQuestions.Judged::atHome)
                .map(
                    one ->
                        Map.of(
                            "include",
                            one.criterion().kind() == Who.Kind.INCLUDE,
                            "rules",
                            one.rules()))
                .toList());
    var data = JsonMapper.shared().writeValueAsString(rules);
    List<String> said = new ArrayList<>();
    for (int from = 0; from < sets.size(); from += BATCH) {
      var batch =
          sets.subList(from, Math.min(sets.size(), from + BATCH)).stream()
              .map(JoinVectorsTest::plain)
              .toList();
      var answer =
          String.valueOf(
              engine.script(
                  """
                  var data = JSON.parse(arguments[0]);
                  return JSON.parse(arguments[1]).map(set =>
                    window.mayIJoin(data, set, arguments[2]).verdicts.map(verdict =>
                      ({'0': 'NO', '0.5': 'UNKNOWN', '1': 'YES'})[verdict.met] +
                      ' ' + Array.from(new Set(verdict.because)).join(',')).join('; ')).join('\\n');
                  """,
                  data,
                  JsonMapper.shared().writeValueAsString(batch),
                  TODAY.toEpochDay()));
      said.addAll(answer.lines().toList());
    }
    return said;
  }

  private static Map<String, Object> plain(Map<String, Given> set) {
    Map<String, Object> plain = new LinkedHashMap<>();
    set.forEach(
        (name, given) ->
            plain.put(
                name,
                switch (given) {
                  case Given.Codes codes -> codes.indices();
                  case Given.Number number -> number.value();
                }));
    return plain;
  }

  /** A browser that holds the script and nothing else. */
  private static Chromium engine() {
    if (browser.isEmpty()) {
      var chromium = new Chromium("about:blank");
      chromium.driver.get("about:blank");
      try (var script = org.trialwright.pages.Assets.class.getResourceAsStream("assets/join.js")) {
        chromium.script(
            new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException trouble) {
        throw new UncheckedIOException(trouble);
      }
      browser = Optional.of(chromium);
    }
    return browser.get();
  }

  // The journey ---------------------------------------------------------------------------------

  private static String judged(JoinQuestions all, Journey journey, Map<Truth, Integer> verdicts) {
    List<String> said = new ArrayList<>();
    var eligibility = journey.eligibility().verdicts();
    for (int i = 0; i < eligibility.size(); i++) {
      var verdict = eligibility.get(i);
      if (!all.criteria().get(i).atHome()) {
        assertThat(verdict.met()).as("what nobody was asked for").isNotEqualTo(Truth.NO);
      } else {
        verdicts.merge(verdict.met(), 1, Integer::sum);
        said.add(
            verdict.met()
                + " "
                + verdict.because().stream()
                    .flatMap(one -> name(one).stream())
                    .distinct()
                    .collect(Collectors.joining(",")));
      }
    }
    return String.join("; ", said);
  }

  private static Optional<String> name(Because because) {
    return because.about() instanceof Term.Age
        ? Optional.of(JoinQuestions.AGE)
        : because.item().filter(item -> !isDay(item)).map(Item::path);
  }

  /** The day of a form is today for everybody, so nobody is told that it is a reason. */
  private static boolean isDay(Item item) {
    return item.form().dayItem().filter(item::equals).isPresent();
  }

  /**
   * A hospital that fills in every form that it asks, today, at the first visit that has it, as far
   * as the answers go.
   */
  private static final class Hospital {
    private final Study study;
    private final Set<Form> forms;
    private final Set<String> decisive = new LinkedHashSet<>();
    private final Map<Map<String, Given>, Set<Form>> asked = new HashMap<>();

    Hospital(Study study) {
      this.study = study;
      this.forms = forms(study);
      forms.stream()
          .flatMap(form -> form.askedIf().stream())
          .flatMap(gate -> Reads.of(gate).items().stream())
          .forEach(item -> decisive.add(item.path()));
    }

    Journey journey(Map<String, Given> set) {
      Map<String, Given> some = new HashMap<>(set);
      some.keySet().retainAll(decisive);
      return JoinVectorsTest.journey(study, asked.computeIfAbsent(some, this::asked), set);
    }

    private Set<Form> asked(Map<String, Given> set) {
      var world = JoinVectorsTest.journey(study, forms, set).world();
      return forms.stream()
          .filter(
              form ->
                  form.askedIf().map(gate -> gate.test(world, Rows.NONE) != Truth.NO).orElse(true))
          .collect(Collectors.toCollection(LinkedHashSet::new));
    }
  }

  private static Set<Form> forms(Study study) {
    Set<Form> forms = new LinkedHashSet<>();
    for (var criterion : study.who().criteria()) {
      criterion.rules().forEach(rule -> forms.addAll(Reads.of(rule.condition()).forms()));
    }
    Set<Form> gates = new LinkedHashSet<>();
    forms.forEach(form -> form.askedIf().ifPresent(gate -> gates.addAll(Reads.of(gate).forms())));
    forms.addAll(gates);
    return forms;
  }

  private static Journey journey(Study study, Set<Form> forms, Map<String, Given> set) {
    List<Fact> facts = new ArrayList<>();
    for (var form : study.forms().values()) {
      if (forms.contains(form)) {
        facts.add(saved(study, facts.size() + 1, form, set));
      }
    }
    var age = set.get(JoinQuestions.AGE) instanceof Given.Number years ? years.value() : -1;
    return Journey.of(
        study,
        facts,
        new Surroundings(
            TODAY,
            age < 0 ? Optional.empty() : Optional.of((int) age),
            Set.of(),
            Truth.YES,
            Truth.YES,
            Map.of()));
  }

  private static Fact saved(Study study, int sequence, Form form, Map<String, Given> set) {
    Map<String, String> answers = new TreeMap<>();
    form.dayItem().ifPresent(day -> answers.put(day.name(), TODAY.toString()));
    for (var item : form.items()) {
      var given = set.get(item.path());
      if (given != null) {
        answers.put(item.name(), text(item, given));
      }
    }
    return new Fact(
        sequence,
        Optional.of(SOMEBODY),
        new Event.Saved(form.name(), 1, firstVisit(study, form), answers, Map.of()),
        AUTHOR,
        Instant.from(TODAY.atStartOfDay(ZoneOffset.UTC)),
        PartialDate.of(TODAY),
        "",
        study.seal(),
        new UUID(0, sequence));
  }

  private static String firstVisit(Study study, Form form) {
    return study.when().visits().stream()
        .filter(visit -> visit.forms().contains(form))
        .map(When.Visit::name)
        .findFirst()
        .orElse("");
  }

  private static String text(Item item, Given given) {
    return switch (given) {
      case Given.Codes codes -> {
        var list = ((Type.Coded) item.type()).list();
        yield codes.indices().stream().map(list.codes()::get).collect(Collectors.joining(" or "));
      }
      case Given.Number number ->
          (BigDecimal.valueOf(number.value()).stripTrailingZeros().toPlainString()
                  + " "
                  + ((AnswerKind.Amount) item.kind().orElseThrow()).unit().symbol())
              .strip();
    };
  }
}
