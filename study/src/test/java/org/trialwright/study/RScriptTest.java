package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialwright.clinical.Renal;
import org.trialwright.clinical.Rounding;

/**
 * What the script in R says of answers drawn by chance is what the study's own rules say: every
 * rule, for answers that are known, partly known, missing, not asked and not signed.
 */
class RScriptTest {
  private static final long SEED = 20_261_127;
  private static final int BATCH = 1_000;
  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final double NEAR = 1e-9;

  private final Map<String, Integer> said = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"palace3", "tracks", "liver-fat", "every-rule"})
  void the_script_says_what_the_rules_say(String name, @TempDir Path folder)
      throws IOException, InterruptedException {
    compare(name, FEW, folder);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "palace3",
        "tracks",
        "liver-fat",
        "every-rule",
        "cycles",
        "double-blind",
        "escalation",
        "crossover"
      })
  void the_script_says_what_the_rules_say_of_many(String name, @TempDir Path folder)
      throws IOException, InterruptedException {
    compare(name, MANY, folder);
  }

  @Test
  void what_r_cannot_be_told_is_listed_in_the_script() {
    var script = RScript.of(study("palace3"));
    assertThat(script.unsaid()).isNotEmpty();
    for (var one : script.unsaid()) {
      assertThat(script.text()).contains("#   " + one.rule() + ": " + one.why());
    }
    var names = script.rules().stream().map(RuleLine::name).toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("who.rules.fit", "what.work out.GFR", "forms.cre.result");
    var all = new ArrayList<>(names);
    script.unsaid().forEach(one -> all.add(one.rule()));
    assertThat(all)
        .containsAll(RuleLines.of(study("palace3")).stream().map(RuleLine::name).toList());
  }

  private static final Pattern HOW_TO =
      Pattern.compile("```csv\n(.*?)```.*?```r\n(.*?)```\n\\s*```\n(.*?)```", Pattern.DOTALL);

  /** The page is the specification: what it shows is what R prints. */
  @Test
  void the_example_of_the_how_to_prints_what_the_page_shows(@TempDir Path folder)
      throws IOException, InterruptedException {
    var page =
        HOW_TO.matcher(
            Files.readString(Path.of("..", "docs", "how-to", "use-the-rules-elsewhere.md")));
    assertThat(page.find()).isTrue();
    Files.writeString(folder.resolve("rules.R"), RScript.of(study("three-arm")).text());
    Files.writeString(folder.resolve("participants.csv"), page.group(1).replace("   ", ""));
    Files.writeString(folder.resolve("driver.R"), page.group(2));
    assertThat(run(folder)).isEqualToIgnoringWhitespace(page.group(3));
  }

  private static Study study(String name) {
    var folder = name.equals("every-rule") ? EveryRuleTest.FOLDER : Path.of("..", "studies", name);
    return StudyReader.read(Folder.read(folder)).orThrow();
  }

  private void compare(String name, int people, Path folder)
      throws IOException, InterruptedException {
    var study = study(name);
    var script = RScript.of(study);
    var urn = new RandomPerson.Urn(study);
    var forms = forms(study, script);
    Files.writeString(folder.resolve("study.R"), script.text());
    int batches = people / BATCH;
    for (int batch = 1; batch <= batches; batch++) {
      write(folder, script, forms, urn, batch);
    }
    Files.writeString(
        folder.resolve("driver.R"),
        driver(
            batches,
            forms.stream()
                .map(form -> RRules.quoted(form.name()))
                .collect(Collectors.joining(", "))));
    var begun = System.nanoTime();
    run(folder);
    double seconds = (System.nanoTime() - begun) / 1e9;
    var differences = new ArrayList<String>();
    long asked = 0;
    for (int batch = 1; batch <= batches; batch++) {
      asked += read(folder, script, forms, urn, batch, differences);
    }
    System.out.printf(
        "R, %s: %d rules, %d answer sets, %d answers of rules (seed %d): %d disagreements; R took"
            + " %.0f s; %s; %d rules unsaid%n",
        name,
        script.rules().size(),
        people,
        asked,
        SEED,
        differences.size(),
        seconds,
        said,
        script.unsaid().size());
    assertThat(differences.stream().limit(10).toList()).isEmpty();
    assertThat(said.keySet()).contains("YES", "NO", "UNKNOWN", "value");
  }

  private static String driver(int batches, String forms) {
    return """
    source("study.R")
    for (batch in seq_len(%d)) {
      read <- function(table) read.csv(paste0(table, "-", batch, ".csv"), colClasses = "character", check.names = FALSE, na.strings = character())
      write <- function(table, result) write.table(result, paste0(table, "-", batch, ".out"), sep = "\\t", quote = FALSE, row.names = FALSE, col.names = FALSE)
      w <- world(read("participants"), sapply(c(%s), read, simplify = FALSE))
      write("participants", all.rules(w))
      for (form in setdiff(unique(rules), "")) write(form, all.rules(w, form))
      unlink(Sys.glob(paste0("*-", batch, ".csv")))
    }
    """
        .formatted(batches, forms);
  }

  private static List<Form> forms(Study study, RScript script) {
    var forms = new LinkedHashSet<Form>();
    script.rules().forEach(rule -> rule.form().ifPresent(forms::add));
    script.columns().stream()
        .filter(column -> !column.table().isEmpty())
        .forEach(column -> forms.add(study.form(column.table())));
    return List.copyOf(forms);
  }

  private static RandomPerson person(RandomPerson.Urn urn, int batch, int number) {
    return new RandomPerson(urn, SEED + (long) batch * BATCH + number);
  }

  // ---- out

  private void write(Path folder, RScript script, List<Form> forms, RandomPerson.Urn urn, int batch)
      throws IOException {
    var own = script.columns().stream().filter(column -> column.table().isEmpty()).toList();
    var participants = new StringBuilder();
    line(participants, own.stream().map(RRules.Column::name).toList());
    Map<Form, StringBuilder> tables = new LinkedHashMap<>();
    for (var form : forms) {
      var head = new ArrayList<>(List.of("id", "visit"));
      items(script, form).forEach(item -> head.add(item.name()));
      var table = new StringBuilder();
      line(table, head);
      tables.put(form, table);
    }
    for (int i = 1; i <= BATCH; i++) {
      var person = person(urn, batch, i);
      var all = new ArrayList<String>();
      for (var column : own) {
        all.add(text(person.of(column), column.type()));
      }
      line(participants, all);
      for (var form : forms) {
        for (var sheet : person.sheets(form)) {
          var cells = new ArrayList<>(List.of(String.valueOf(i), sheet.visit()));
          items(script, form).forEach(item -> cells.add(text(sheet.answer(item), item.type())));
          line(tables.get(form), cells);
        }
      }
    }
    Files.writeString(folder.resolve("participants-" + batch + ".csv"), participants);
    for (var table : tables.entrySet()) {
      Files.writeString(
          folder.resolve(table.getKey().name() + "-" + batch + ".csv"), table.getValue());
    }
  }

  private final Map<Form, List<Item>> items = new HashMap<>();
  private final Map<String, List<RuleLine>> rules = new HashMap<>();

  private List<Item> items(RScript script, Form form) {
    return items.computeIfAbsent(
        form,
        _ ->
            script.columns().stream()
                .filter(column -> column.table().equals(form.name()))
                .map(column -> form.item(column.name()).orElseThrow())
                .toList());
  }

  private List<RuleLine> rules(RScript script, String table) {
    return rules.computeIfAbsent(
        table,
        _ ->
            script.rules().stream()
                .filter(rule -> rule.form().map(Form::name).orElse("").equals(table))
                .toList());
  }

  private static void line(StringBuilder into, List<String> cells) {
    into.append(
            cells.stream()
                .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(",")))
        .append("\n");
  }

  static String text(Answer answer, Type type) {
    return switch (answer) {
      case Answer.Unknown _ -> "";
      case Answer.NotAsked _ -> "(not asked)";
      case Answer.NotSigned _ -> "(not signed)";
      case Answer.Written written -> written.text();
      case Answer.Coded coded ->
          String.join(" or ", ((Type.Coded) type).list().of(coded.possible()));
      case Answer.Ranged ranged ->
          ends(ranged, type)
              + (Double.isNaN(ranged.lln()) && Double.isNaN(ranged.uln())
                  ? ""
                  : " (" + limit(ranged.lln()) + ".." + limit(ranged.uln()) + ")");
    };
  }

  private static String limit(double limit) {
    return Double.isNaN(limit) ? "" : RRules.number(limit);
  }

  private static String ends(Answer.Ranged ranged, Type type) {
    var low = end(ranged.low(), type);
    var high = end(ranged.high(), type);
    if (type instanceof Type.Day) {
      var first = LocalDate.ofEpochDay((long) ranged.low());
      var last = LocalDate.ofEpochDay((long) ranged.high());
      if (first.getDayOfMonth() == 1 && last.equals(first.plusMonths(1).minusDays(1))) {
        return low.substring(0, 7);
      }
      if (first.getDayOfYear() == 1 && last.equals(first.plusYears(1).minusDays(1))) {
        return low.substring(0, 4);
      }
    }
    return low.equals(high) ? low : low + ".." + high;
  }

  private static String end(double value, Type type) {
    return switch (type) {
      case Type.Day _ -> LocalDate.ofEpochDay((long) value).toString();
      case Type.Moment _ ->
          Instant.ofEpochSecond((long) value)
              .atOffset(ZoneOffset.ofHours(8))
              .toString()
              .replaceAll("^(.{10})T(.{5}).*$", "$1 $2 +08:00");
      case Type.Clock _ -> "%02d:%02d".formatted((long) value / 60, (long) value % 60);
      default -> RRules.number(value);
    };
  }

  // ---- R

  private static String run(Path folder) throws IOException, InterruptedException {
    Process r;
    try {
      r =
          new ProcessBuilder("Rscript", "driver.R")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      var why = "skipped: Rscript is missing (r-base-core)";
      if ("required".equals(System.getProperty("trialwright.tools"))) {
        throw new AssertionError(why, missing);
      }
      System.out.println(why);
      return Assumptions.abort(why);
    }
    var output = new String(r.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(r.waitFor()).as(output).isZero();
    return output;
  }

  // ---- in

  private long read(
      Path folder,
      RScript script,
      List<Form> forms,
      RandomPerson.Urn urn,
      int batch,
      List<String> differences)
      throws IOException {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put("", Files.readAllLines(folder.resolve("participants-" + batch + ".out")));
    for (var form : forms) {
      var file = folder.resolve(form.name() + "-" + batch + ".out");
      if (Files.exists(file)) {
        lines.put(form.name(), Files.readAllLines(file));
      }
    }
    Map<String, Integer> next = new LinkedHashMap<>();
    long asked = 0;
    for (int i = 1; i <= BATCH; i++) {
      var person = person(urn, batch, i);
      script.columns().stream().filter(column -> column.table().isEmpty()).forEach(person::of);
      for (var form : forms) {
        for (var sheet : person.sheets(form)) {
          items(script, form).forEach(sheet::answer);
        }
      }
      asked += read(script, "", person, Rows.NONE, lines, next, differences);
      for (var form : forms) {
        if (lines.containsKey(form.name())) {
          for (var sheet : person.sheets(form)) {
            asked += read(script, form.name(), person, sheet, lines, next, differences);
          }
        }
      }
    }
    lines.forEach(
        (table, all) -> assertThat(next.getOrDefault(table, 0)).as(table).isEqualTo(all.size()));
    return asked;
  }

  private long read(
      RScript script,
      String table,
      RandomPerson person,
      Row row,
      Map<String, List<String>> lines,
      Map<String, Integer> next,
      List<String> differences) {
    int line = next.merge(table, 1, Integer::sum) - 1;
    var cells = lines.get(table).get(line).split("\t", -1);
    var rules = rules(script, table);
    if (cells.length != rules.size()) {
      assertThat(cells).hasSameSizeAs(rules);
    }
    for (int i = 0; i < cells.length; i++) {
      var rule = rules.get(i);
      var expected = expected(rule, person, row);
      if (!expected.equals(cells[i]) && !near(expected, cells[i])) {
        differences.add(
            "%s: the rule says %s, R says %s".formatted(rule.name(), expected, cells[i]));
      }
    }
    return cells.length;
  }

  private String expected(RuleLine line, RandomPerson person, Row row) {
    World world = line.fresh() ? new FreshOnly(person, person.study().who().fresh()) : person;
    var expected =
        switch (line.rule()) {
          case RuleLine.Rule.Holds(var condition) -> {
            var held = condition.test(world, row);
            said.merge(held.name(), 1, Integer::sum);
            yield switch (held) {
              case YES -> "yes";
              case NO -> "no";
              case UNKNOWN -> "unknown";
            };
          }
          case RuleLine.Rule.Comes(var term) -> value(term.value(world, row), term.type());
          case RuleLine.Rule.Decides(_, var table) ->
              value(table.decide(world, row), new Type.Coded(table.codes()));
          case RuleLine.Rule.Gives(var drug) -> value(dose(drug, world), Types.COUNT);
        };
    return expected;
  }

  /** As the journey works it out, with the clinical functions that it calls. */
  private static Answer dose(What.Drug drug, World world) {
    double exact =
        switch (drug.give()) {
          case What.Give.Flat flat -> flat.amount();
          case What.Give.Fractions fractions -> fractions.gray();
          case What.Give.Per per -> first(drug, per.amount()) * number(world.named(per.step()));
          case What.Give.Auc auc -> {
            double clearance = number(world.named(auc.clearance()));
            yield Double.isNaN(clearance)
                ? clearance
                : Renal.calvert(first(drug, auc.target()), clearance);
          }
        };
    if (Double.isNaN(exact)) {
      return Answers.UNKNOWN;
    }
    return Answer.exactly(
        drug.rounding()
            .map(one -> Rounding.toNearest(exact, one.coarse(), one.fine(), one.percent()))
            .orElse(exact));
  }

  private static double first(What.Drug drug, double amount) {
    return drug.levels().isEmpty() ? amount : drug.levels().getFirst();
  }

  private static double number(Answer answer) {
    return answer instanceof Answer.Ranged ranged && ranged.exact() ? ranged.low() : Double.NaN;
  }

  private String value(Answer answer, Type type) {
    said.merge(answer instanceof Answer.Unknown ? "no value" : "value", 1, Integer::sum);
    return switch (answer) {
      case Answer.Unknown _ -> "unknown";
      case Answer.Ranged ranged ->
          ranged.exact() ? ranged.low() + "" : ranged.low() + ".." + ranged.high();
      default -> text(answer, type);
    };
  }

  private static boolean near(String one, String other) {
    var left = one.split("\\.\\.");
    var right = other.split("\\.\\.");
    try {
      return left.length == right.length
          && near(Double.parseDouble(left[0]), Double.parseDouble(right[0]))
          && near(
              Double.parseDouble(left[left.length - 1]),
              Double.parseDouble(right[right.length - 1]));
    } catch (NumberFormatException words) {
      return false;
    }
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= NEAR * Math.max(1, Math.abs(one));
  }
}
