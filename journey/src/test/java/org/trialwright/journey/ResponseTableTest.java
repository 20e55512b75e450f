package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Row;
import org.trialwright.study.Type;
import org.trialwright.study.World;

/**
 * The study's table of response evaluations against one written here a second time, from the
 * protocol's text and its numbered rows D1 to D9.
 */
class ResponseTableTest {
  private static final Form CRE = Trial.STUDY.form("cre");
  private static final String UNKNOWN = "?";

  /** What a table of evaluations reads, with its possible values. */
  private enum Field {
    WHICH("first second watch"),
    BIOPSY("negative dysplasia carcinoma not-diagnostic undone"),
    MASS("yes no"),
    PASSABLE("passes blocked blocked-after-dilatation"),
    NODES("no-suspect negative positive not-diagnostic not-punctured undone"),
    PET_LOCAL("clear focal undone"),
    PET_GROWING("yes no"),
    EXPLAINED("yes no"),
    PET_DISTANT("clear suspected confirmed undone"),
    REPEATED("0 1 2");

    private final String words;

    Field(String words) {
      this.words = words;
    }

    List<String> possible() {
      return List.of(words.split(" ", -1));
    }

    String item() {
      return switch (this) {
        case PET_LOCAL -> "PET-local";
        case PET_GROWING -> "PET-growing";
        case PET_DISTANT -> "PET-distant";
        case WHICH, BIOPSY, MASS, PASSABLE, NODES, EXPLAINED, REPEATED ->
            name().toLowerCase(java.util.Locale.ROOT);
      };
    }
  }

  @Test
  void all_77_760_combinations_give_the_row_of_the_protocol() {
    var reached = new TreeSet<String>();
    int[] count = {0};
    everyCombination(
        new EnumMap<>(Field.class),
        0,
        combination -> {
          count[0]++;
          var expected = expected(combination);
          assertThat(proposed(combination)).as("%s", combination).isEqualTo(Set.of(expected));
          reached.add(expected);
        });

    assertThat(count[0]).isEqualTo(77_760);
    assertThat(reached)
        .containsExactlyInAnyOrder(
            "distant",
            "indet-distant",
            "mdt-distant",
            "staging-due",
            "residual",
            "regrowth",
            "residual-presumed",
            "regrowth-presumed",
            "cre1-negative",
            "cre1-unresolved",
            "cCR",
            "indet-local",
            "mdt-rules");
  }

  @Test
  void while_something_is_unknown_a_result_is_proposed_only_where_no_row_above_is_open() {
    long seed = 20_240_626;
    var random = new Random(seed);
    int open = 0;
    for (int i = 0; i < 50_000; i++) {
      var combination = new EnumMap<Field, String>(Field.class);
      for (var field : Field.values()) {
        boolean unknown = field != Field.WHICH && field != Field.REPEATED && random.nextInt(4) == 0;
        combination.put(
            field,
            unknown ? UNKNOWN : field.possible().get(random.nextInt(field.possible().size())));
      }
      var proposed = proposed(combination);
      var expected = expected(combination);
      if (expected.equals(UNKNOWN)) {
        open++;
        assertThat(proposed).as("seed %d, %s", seed, combination).hasSizeGreaterThan(1);
      } else {
        assertThat(proposed).as("seed %d, %s", seed, combination).isEqualTo(Set.of(expected));
      }
      if (i % 25 == 0) {
        assertThat(proposed)
            .as("seed %d, every completion of %s", seed, combination)
            .containsAll(completions(combination));
      }
    }
    assertThat(open).isBetween(10_000, 40_000);
  }

  /** The results of every way in which the unknown items can turn out. */
  private static Set<String> completions(Map<Field, String> combination) {
    for (var field : Field.values()) {
      if (combination.get(field).equals(UNKNOWN)) {
        var all = new HashSet<String>();
        for (var value : field.possible()) {
          var completed = new EnumMap<>(combination);
          completed.put(field, value);
          all.addAll(completions(completed));
        }
        return all;
      }
    }
    return Set.of(expected(combination));
  }

  private interface Use {
    void of(Map<Field, String> combination);
  }

  private static void everyCombination(Map<Field, String> combination, int at, Use use) {
    if (at == Field.values().length) {
      use.of(combination);
      return;
    }
    var field = Field.values()[at];
    for (var value : field.possible()) {
      combination.put(field, value);
      everyCombination(combination, at + 1, use);
    }
  }

  // ---- the protocol's table, written a second time; 1 is true, -1 false, 0 unknown

  private static int is(Map<Field, String> of, Field field, String... values) {
    boolean focal = field == Field.PET_GROWING || field == Field.EXPLAINED;
    if (focal && is(of, Field.PET_LOCAL, "focal") < 0) {
      return -1;
    }
    if (of.get(field).equals(UNKNOWN)) {
      return 0;
    }
    return List.of(values).contains(of.get(field)) ? 1 : -1;
  }

  private static int and(int... parts) {
    return java.util.Arrays.stream(parts).min().orElse(1);
  }

  private static int or(int... parts) {
    return java.util.Arrays.stream(parts).max().orElse(-1);
  }

  /** The first row that is true, when every row above it is false; else not evaluable yet. */
  private static String expected(Map<Field, String> of) {
    int first = is(of, Field.WHICH, "first");
    int watch = is(of, Field.WHICH, "watch");
    int under2 = is(of, Field.REPEATED, "0", "1");
    int proof = or(is(of, Field.BIOPSY, "dysplasia", "carcinoma"), is(of, Field.NODES, "positive"));
    int growing = and(is(of, Field.PET_LOCAL, "focal"), is(of, Field.PET_GROWING, "yes"));
    int presumed =
        or(
            is(of, Field.PASSABLE, "blocked-after-dilatation"),
            and(-first, or(is(of, Field.MASS, "yes"), growing)));
    int suspected = is(of, Field.PET_DISTANT, "suspected");
    int negative = is(of, Field.BIOPSY, "negative");
    int passes = is(of, Field.PASSABLE, "passes");
    int noMass = is(of, Field.MASS, "no");
    int explainedFocus =
        and(
            is(of, Field.PET_LOCAL, "focal"),
            is(of, Field.PET_GROWING, "no"),
            is(of, Field.EXPLAINED, "yes"));
    int complete =
        and(
            negative,
            noMass,
            passes,
            is(of, Field.NODES, "no-suspect", "negative"),
            is(of, Field.PET_DISTANT, "clear"),
            or(is(of, Field.PET_LOCAL, "clear"), explainedFocus));
    var rows = new ArrayList<Map.Entry<String, Integer>>();
    rows.add(Map.entry("distant", is(of, Field.PET_DISTANT, "confirmed"))); // D1
    rows.add(Map.entry("indet-distant", and(suspected, under2))); // D2a
    rows.add(Map.entry("mdt-distant", and(suspected, -under2))); // D2b
    rows.add(
        Map.entry(
            "staging-due", and(or(proof, presumed), is(of, Field.PET_DISTANT, "undone")))); // D3a
    rows.add(Map.entry(watch > 0 ? "regrowth" : "residual", proof)); // D3b, D6
    rows.add(Map.entry(watch > 0 ? "regrowth-presumed" : "residual-presumed", presumed)); // D9
    rows.add(Map.entry("cre1-negative", and(first, negative, passes, noMass))); // D4
    rows.add(Map.entry("indet-local", and(first, is(of, Field.REPEATED, "0")))); // D5a
    rows.add(Map.entry("cre1-unresolved", and(first, is(of, Field.REPEATED, "1", "2")))); // D5b
    rows.add(Map.entry("cCR", and(-first, complete))); // D7
    rows.add(Map.entry("indet-local", and(-first, under2))); // D8a
    rows.add(Map.entry("mdt-rules", and(-first, -under2))); // D8b
    for (var row : rows) {
      if (row.getValue() >= 0) {
        return row.getValue() > 0 ? row.getKey() : UNKNOWN;
      }
    }
    throw new AssertionError("no row holds: " + of);
  }

  // ---- the study's table

  private static final Item RESULT = CRE.item("result").orElseThrow();

  /** The results that the study's own table leaves possible. */
  private static Set<String> proposed(Map<Field, String> combination) {
    var answer = RESULT.table().orElseThrow().decide(WORLD, new OneEvaluation(combination));
    if (!(answer instanceof Answer.Coded(var possible))
        || !(RESULT.type() instanceof Type.Coded coded)) {
      throw new AssertionError("no result: " + combination);
    }
    return Set.copyOf(coded.list().of(possible));
  }

  private static final World WORLD =
      Trial.participant("fine").on(java.time.LocalDate.parse("2024-06-26")).world();

  /** A record with these answers; what is worked out otherwise is worked out. */
  private record OneEvaluation(Map<Field, String> given) implements Row {
    private static final Map<String, Map<String, Answer>> READ = read();

    private static Map<String, Map<String, Answer>> read() {
      Map<String, Map<String, Answer>> read = new HashMap<>();
      for (var field : Field.values()) {
        var item = CRE.item(field.item()).orElseThrow();
        Map<String, Answer> values = new HashMap<>(Map.of(UNKNOWN, Answers.UNKNOWN));
        for (var value : field.possible()) {
          values.put(value, answer(item, value));
        }
        read.put(field.item(), values);
      }
      return read;
    }

    private static Answer answer(Item item, String text) {
      if (item.workedOut() && item.type() instanceof Type.Coded coded) {
        return new Answer.Coded(1L << coded.list().codes().indexOf(text));
      }
      return AnswerText.read(item, text) instanceof AnswerText.Result.Read read
          ? read.answer()
          : Answers.UNKNOWN;
    }

    @Override
    public Form form() {
      return CRE;
    }

    @Override
    public Answer answer(Item item) {
      if (item.askedIf().isPresent() && item.askedIf().get().test(WORLD, this) == Truth.NO) {
        return Answers.NOT_ASKED;
      }
      for (var field : given.entrySet()) {
        if (field.getKey().item().equals(item.name())) {
          return java.util.Objects.requireNonNull(
              READ.getOrDefault(item.name(), Map.of())
                  .getOrDefault(field.getValue(), Answers.UNKNOWN));
        }
      }
      return item.formula().orElseThrow().value(WORLD, this);
    }

    @Override
    public long day() {
      return 0;
    }

    @Override
    public String visit() {
      return "";
    }
  }
}
